"""A look into DOCX, XLSX and ODT, which are archives: whether they are what they say, and hold nothing that runs.

How much may be unpacked is decided in `archives.reading`; only two small parts are looked into.
"""

import re
import zipfile
from typing import Final

from neuss_integration.foundation.archives.reading import Damaged, Encrypted, Limits, TooLarge, opened
from neuss_integration.foundation.attachments.kinds import MEDIA_TYPES, AttachmentKind
from neuss_integration.foundation.exceptions import Refused

LIMITS: Final = Limits(parts=5_000, part=100 * 1024 * 1024, total=300 * 1024 * 1024, ratio=200)
MOST_OF_A_PART: Final = 1024 * 1024
MAIN_PARTS: Final = {AttachmentKind.DOCX: "word/document.xml", AttachmentKind.XLSX: "xl/workbook.xml"}
CONTENT_TYPES: Final = "[Content_Types].xml"
RUNNING_PARTS: Final = re.compile(
    r"(^|/)vba(project|data)[^/]*$|/activex/|^basic/|^scripts/|/embeddings/.*\.(bin|exe|dll|js|vbs|docm|xlsm|xlsb)$",
    re.IGNORECASE,
)
RUNNING_TYPES: Final = (b"macroenabled", b"vbaproject")

BROKEN: Final = "„{name}“ lässt sich nicht als {kind} lesen. Bitte öffnen und speichern Sie die Datei neu."
TOO_LARGE: Final = "„{name}“ ist ausgepackt zu groß. Bitte verkleinern Sie die Datei, zum Beispiel die Bilder darin."
ENCRYPTED: Final = "„{name}“ ist mit einem Passwort geschützt. Bitte heben Sie den Schutz auf."
RUNS: Final = (
    "„{name}“ enthält Makros oder eingebettete Programme. Bitte speichern Sie die Datei ohne sie, am besten als PDF."
)


def check_container(content: bytes, kind: AttachmentKind, name: str) -> None:
    """Nothing happens when the archive is a `kind` without macros. Raises Refused with a sentence otherwise."""
    try:
        with opened(content, LIMITS) as archive:
            if any(RUNNING_PARTS.search(part) for part in archive.namelist()):
                raise Refused(RUNS.format(name=name))
            if kind == AttachmentKind.ODT:
                _check_odt(archive, name)
            else:
                _check_office(archive, kind, name)
    except TooLarge as reason:
        raise Refused(TOO_LARGE.format(name=name)) from reason
    except Encrypted as reason:
        raise Refused(ENCRYPTED.format(name=name)) from reason
    except Damaged as reason:
        raise Refused(BROKEN.format(name=name, kind=kind.label)) from reason


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
        return stream.read(MOST_OF_A_PART)
