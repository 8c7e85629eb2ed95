"""Which files are taken, and the sentences for those that are not."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from neuss_integration.foundation.attachments import containers
from neuss_integration.foundation.attachments.checking import check_content, check_upload, clean_name
from neuss_integration.foundation.exceptions import Refused
from tests.attachments.samples import JPEG, ODT_TYPE, PDF, PNG, SAMPLES, archive, docx, odt, with_part, with_types, xlsx

MACRO_TYPE = b"application/vnd.ms-word.document.macroEnabled.main+xml"
DOCX_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def refusal(name: str, content: bytes) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(Refused) as caught:
        check_content(name, content)
    return str(caught.value)


@pytest.mark.parametrize("name", SAMPLES)
def test_file_of_each_kind_is_taken(name: str) -> None:
    file = check_content(name, SAMPLES[name])
    assert (file.name, file.kind.value, file.size) == (name, name[2:].replace("jpg", "jpeg"), len(SAMPLES[name]))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\0" + b"\0" * 60), ("a.pdf", b"<html><script>1</script>%PDF-1.7 %%EOF"), ("a.pdf", b"hallo"),
        ("a.png", JPEG), ("a.jpg", PNG), ("a.pdf", docx()), ("a.docx", PDF), ("a.pdf", b"%PDF-1.7 cut off"),
        ("a.odt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ],
)  # fmt: skip
def test_file_that_is_not_what_it_says_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content).startswith(f"„{name}“ ist nicht, was die Endung sagt: Im Inhalt steckt")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", xlsx()), ("a.xlsx", docx()), ("a.odt", docx()), ("a.docx", archive(readme="x")),
        ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.text-template", content="x")),
        ("a.docx", with_types(docx(), DOCX_TYPE, b"text/plain")), ("a.docx", b"PK\x03\x04" + b"\0" * 40 + b"PK"),
    ],
)  # fmt: skip
def test_archive_of_another_kind_is_refused(name: str, content: bytes) -> None:
    assert "lässt sich nicht als" in refusal(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", with_part(docx(), "word/vbaProject.bin")), ("a.xlsx", with_part(xlsx(), "xl/vbaProject.bin")),
        ("a.docx", with_part(docx(), "word/activeX/activeX1.xml")), ("a.odt", odt(Basic__script="x")),
        ("a.docx", with_part(docx(), "word/embeddings/oleObject1.bin")), ("a.odt", odt(Scripts__a="x")),
        ("a.docx", with_types(docx(), DOCX_TYPE, MACRO_TYPE)),
    ],
)  # fmt: skip
def test_file_with_something_that_runs_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) == (
        f"„{name}“ enthält Makros oder eingebettete Programme. "
        "Bitte speichern Sie die Datei ohne sie, am besten als PDF."
    )


def damaged(content: bytes, part: str) -> bytes:
    """The archive with a first byte of `part` that does not fit its checksum: unpacking it fails."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        info = made.getinfo(part)
    at = content.index(part.encode(), info.header_offset) + len(part)
    return content[:at] + b"\xff" + content[at + 1 :]


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.odt"])
def test_file_is_asked_for_its_kind_before_it_is_unpacked(name: str) -> None:
    content = damaged(with_part(with_part(SAMPLES[name], "Basic/vbaProject.bin"), "more.xml"), "more.xml")
    assert "enthält Makros" in refusal(name, content)


def test_file_that_unpacks_to_gigabytes_is_refused_without_unpacking(monkeypatch: Any) -> None:
    monkeypatch.setattr(containers, "LIMITS", replace(containers.LIMITS, total=10_000))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", ODT_TYPE)
        made.writestr("content.xml", b"0" * 200_000)
    assert "ausgepackt zu groß" in refusal("a.odt", stream.getvalue())


def test_file_with_a_password_is_refused() -> None:
    locked = odt() and archive(
        mimetype=ODT_TYPE, **{"content.xml": "x", "META-INF__manifest.xml": "<manifest:encryption-data/>"}
    )
    assert "Passwort" in refusal("a.odt", locked)
    flagged = bytearray(odt())
    flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
    assert "Passwort" in refusal("a.odt", bytes(flagged))


def test_empty_and_unknown_files_are_refused() -> None:
    assert refusal("a.pdf", b"") == "„a.pdf“ ist leer. Bitte wählen Sie eine Datei mit Inhalt."
    assert refusal("lauf.exe", b"MZ") == (
        "„lauf.exe“ kann nicht angehängt werden. Möglich sind PDF, PNG, JPEG, DOCX, XLSX oder ODT."
    )
    assert refusal("a.docm", docx()).startswith("„a.docm“ kann nicht")


def test_large_file_is_refused_before_it_is_read(settings: Any) -> None:
    settings.ATTACHMENT_MAX_MB = 1
    upload = SimpleUploadedFile("bild.png", b"0" * 1_600_000)
    with pytest.raises(Refused, match="Sie hat 1,5 MB, möglich sind 1 MB"):
        check_upload(upload)
    assert upload.tell() == 0


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\Akten\\Antrag.pdf", "Antrag.pdf"), ("a\x00b\n.pdf", "a b.pdf"),
        ("gnp\u202efdp.exe", "gnp fdp.exe"), ("<a>:*?.pdf", "_a____.pdf"), ("", "datei"), (".pdf", "pdf"),
        ("Übersicht 2026.PDF", "Übersicht 2026.PDF"), (f"{'ä' * 300}.pdf", f"{'ä' * 116}.pdf"),
    ],
)  # fmt: skip
def test_name_is_tidied(given: str, clean: str) -> None:
    assert clean_name(given) == clean
