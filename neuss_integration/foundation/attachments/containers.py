"""A look into DOCX, XLSX and ODT, which are archives: whether they are what they say, and hold nothing that runs.

How much may be unpacked is decided in `archives.reading`, what may lead elsewhere in `office_links`.
"""

import io
import re
import zipfile
from typing import Final

from neuss_integration.foundation.archives.reading import Damaged, Encrypted, Limits, TooLarge, opened
from neuss_integration.foundation.attachments.kinds import MEDIA_TYPES, AttachmentKind
from neuss_integration.foundation.attachments.office_links import OUTSIDE, TEMPLATE, remote_templates
from neuss_integration.foundation.exceptions import Refused

LIMITS: Final = Limits(parts=5_000, part=100 * 1024 * 1024, total=300 * 1024 * 1024, ratio=200)
MAX_OF_A_PART: Final = 1024 * 1024
MAIN_PARTS: Final = {AttachmentKind.DOCX: "word/document.xml", AttachmentKind.XLSX: "xl/workbook.xml"}
CONTENT_TYPES: Final = "[Content_Types].xml"
RUNNING_PARTS: Final = re.compile(
    r"(^|/)vba(project|data)[^/]*$|/activex/|^basic/|^scripts/|/embeddings/.*\.(bin|exe|dll|js|vbs|docm|xlsm|xlsb)$",
    re.IGNORECASE,
)
RUNNING_TYPES: Final = (b"macroenabled", b"vbaproject")
ARCHIVE: Final = b"PK\x03\x04"
INSIDE: Final = (".xlsx", ".docx")
"""Archives that stand in others: the numbers behind a chart, a text in a text."""
MAX_INSIDE: Final = 20
INSIDE_LIMITS: Final = Limits(parts=500, part=20 * 1024 * 1024, total=40 * 1024 * 1024, ratio=200)
RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
TARGET: Final = re.compile(rb"""(\bTarget\s*=\s*)("[^"]*"|'[^']*')""")
NO_TEMPLATE: Final = rb'\1"Normal.dotm"'
"""Where the template is not found, Word goes on with its own."""

BROKEN: Final = "„{name}“ lässt sich nicht als {kind} lesen. Bitte öffnen und speichern Sie die Datei neu."
TOO_LARGE: Final = "„{name}“ ist ausgepackt zu groß. Bitte verkleinern Sie die Datei, zum Beispiel die Bilder darin."
ENCRYPTED: Final = "„{name}“ ist mit einem Passwort geschützt. Bitte heben Sie den Schutz auf."
RUNS: Final = (
    "„{name}“ enthält Makros oder eingebettete Programme. Bitte speichern Sie die Datei ohne sie, am besten als PDF."
)


def check_container(content: bytes, kind: AttachmentKind, name: str) -> bytes:
    """The archive when it is a `kind` without macros that fetches nothing; a template elsewhere is forgotten.

    Raises Refused with a sentence otherwise.
    """
    try:
        with opened(content, LIMITS, lambda archive: _check_kind(archive, kind, name)) as archive:
            _check_archives_inside(archive, name)
            templates = remote_templates(archive, name)
            if not templates:
                return content
            content = _without_templates(archive, templates)
        with opened(content, LIMITS) as archive:
            if remote_templates(archive, name):
                raise Refused(OUTSIDE.format(name=name))
        return content
    except TooLarge as reason:
        raise Refused(TOO_LARGE.format(name=name)) from reason
    except Encrypted as reason:
        raise Refused(ENCRYPTED.format(name=name)) from reason
    except Damaged as reason:
        raise Refused(BROKEN.format(name=name, kind=kind.label)) from reason


def _check_kind(archive: zipfile.ZipFile, kind: AttachmentKind, name: str) -> None:
    _refuse_running(archive, name)
    if kind == AttachmentKind.ODT:
        _check_odt(archive, name)
    else:
        _check_office(archive, kind, name)


def _refuse_running(archive: zipfile.ZipFile, name: str) -> None:
    if any(RUNNING_PARTS.search(part) for part in archive.namelist()):
        raise Refused(RUNS.format(name=name))


def _check_archives_inside(archive: zipfile.ZipFile, name: str) -> None:
    """Those of office programs are looked into like the file itself; they hold no others."""
    inside = [part for part in archive.namelist() if _is_archive(archive, part)]
    if len(inside) > MAX_INSIDE or any(archive.getinfo(part).file_size > INSIDE_LIMITS.part for part in inside):
        raise TooLarge
    for part in inside:
        if not part.lower().endswith(INSIDE):
            raise Refused(RUNS.format(name=name))
        with opened(archive.read(part), INSIDE_LIMITS) as smaller:
            _refuse_running(smaller, name)
            if any(_is_archive(smaller, each) for each in smaller.namelist()):
                raise Refused(RUNS.format(name=name))
            if remote_templates(smaller, name):
                raise Refused(OUTSIDE.format(name=name))


def _is_archive(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as stream:
        return stream.read(len(ARCHIVE)) == ARCHIVE


def _without_templates(archive: zipfile.ZipFile, lists: set[str]) -> bytes:
    """The archive with Word's own template in place of one on another computer, and the rest as it was."""

    def forgotten(line: re.Match[bytes]) -> bytes:
        is_template = TEMPLATE.encode() in line.group()
        return TARGET.sub(NO_TEMPLATE, line.group()) if is_template else line.group()

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in archive.infolist():
            data = archive.read(part)
            made.writestr(part, RELATION.sub(forgotten, data) if part.filename in lists else data)
    return out.getvalue()


def _check_office(archive: zipfile.ZipFile, kind: AttachmentKind, name: str) -> None:
    types = _start_of(archive, CONTENT_TYPES)
    if any(each in types.lower() for each in RUNNING_TYPES):
        raise Refused(RUNS.format(name=name))
    archive.getinfo(MAIN_PARTS[kind])
    if f"{MEDIA_TYPES[kind]}.main+xml".encode() not in types:
        raise KeyError(CONTENT_TYPES)


def _check_odt(archive: zipfile.ZipFile, name: str) -> None:
    if _start_of(archive, "mimetype").strip() != MEDIA_TYPES[AttachmentKind.ODT].encode():
        raise KeyError("mimetype")
    archive.getinfo("content.xml")
    if b"manifest:encryption-data" in _start_of(archive, "META-INF/manifest.xml"):
        raise Refused(ENCRYPTED.format(name=name))


def _start_of(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(MAX_OF_A_PART)
