"""What is looked at before a file is taken: size, name, content, what runs in it, and viruses."""

import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from neuss_integration.foundation.attachments.kinds import ENDINGS, MEDIA_TYPES, NAMES, AttachmentKind
from neuss_integration.foundation.attachments.office_files import checked_office_file
from neuss_integration.foundation.attachments.pdf_disarming import disarmed
from neuss_integration.foundation.attachments.picture_files import checked_picture
from neuss_integration.foundation.attachments.scanning import refuse_viruses
from neuss_integration.foundation.attachments.trimming import trimmed
from neuss_integration.foundation.exceptions import Refused

MEBIBYTE: Final = 1024 * 1024
MAX_NAME_LENGTH: Final = 120
TAIL: Final = 2048
CONTAINERS: Final = frozenset({AttachmentKind.DOCX, AttachmentKind.XLSX, AttachmentKind.ODT})
PICTURES: Final = frozenset({AttachmentKind.PNG, AttachmentKind.JPEG})
ALL_KINDS: Final = frozenset(AttachmentKind)
HEAD: Final = 12
"""So many bytes tell a photo of a phone."""
STARTS: Final = {
    AttachmentKind.PDF: b"%PDF-",
    AttachmentKind.PNG: b"\x89PNG\r\n\x1a\n",
    AttachmentKind.JPEG: b"\xff\xd8",
}
ENDS: Final = {AttachmentKind.PDF: b"%%EOF", AttachmentKind.PNG: b"IEND", AttachmentKind.JPEG: b"\xff\xd9"}

EMPTY: Final = "„{name}“ ist leer. Bitte wählen Sie eine Datei mit Inhalt."
TOO_LARGE: Final = "„{name}“ ist zu groß: Sie hat {size} MB, möglich sind {limit} MB. Bitte verkleinern Sie die Datei."
NOT_TAKEN: Final = f"„{{name}}“ kann nicht angehängt werden. Möglich sind {NAMES}."
NO_PICTURE: Final = "„{name}“ ist kein Bild. Möglich sind PNG und JPEG."
HEIC: Final = (
    "„{name}“ ist ein Foto im Format HEIC, das viele Programme nicht öffnen. Bitte speichern Sie es als JPEG "
    "(am iPhone: Einstellungen, Kamera, Formate, „Maximale Kompatibilität“)."
)
HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
WITH_MACROS: Final = (".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".pptm")
MACROS: Final = (
    "„{name}“ kann nicht angehängt werden, weil in solchen Dateien Makros stecken können. "
    "Bitte speichern Sie die Datei ohne Makros als DOCX, XLSX oder PDF."
)
DEVICES: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever ending follows."""
NOT_WHAT_IT_SAYS: Final = (
    "„{name}“ ist nicht, was die Endung sagt: Im Inhalt steckt etwas anderes als {kind}. "
    "Bitte speichern Sie die Datei neu im richtigen Format."
)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be stored; only `check_upload` makes one."""

    name: str
    kind: AttachmentKind
    content: bytes
    sha256: str

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


def check_upload(upload: UploadedFile, kinds: Collection[AttachmentKind] = ALL_KINDS) -> CheckedFile:
    """The uploaded file with a clean name. Raises Refused with a sentence when it may not be taken.

    One that is none of the `kinds` is refused by its name and first bytes, before anything else of it is read.
    """
    name = clean_name(upload.name or "")
    size, limit = upload.size or 0, settings.ATTACHMENT_MAX_MB
    if size > limit * MEBIBYTE:
        raise Refused(TOO_LARGE.format(name=name, size=f"{size / MEBIBYTE:.1f}".replace(".", ","), limit=limit))
    if _kind_of(name) not in kinds:
        raise Refused(_not_taken(name, upload.read(HEAD), kinds))
    return check_content(name, upload.read())


def check_content(name: str, content: bytes) -> CheckedFile:
    """`content` under the clean `name`; the same check for what does not come from a browser."""
    if not content:
        raise Refused(EMPTY.format(name=name))
    kind = _kind_of(name)
    if kind is None:
        raise Refused(_not_taken(name, content, ALL_KINDS))
    if kind in PICTURES and content.startswith(STARTS[kind]):
        content = checked_picture(content, kind, name)
    elif kind is AttachmentKind.PDF:
        content = trimmed(kind, content)
    if not _looks_like(kind, content):
        raise Refused((HEIC if _is_heic(content) else NOT_WHAT_IT_SAYS).format(name=name, kind=kind.label))
    refuse_viruses(content, name)
    if kind in CONTAINERS:
        content = checked_office_file(content, kind, name)
    if kind is AttachmentKind.PDF:
        content = disarmed(content, name)
    return CheckedFile(name, kind, content, hashlib.sha256(content).hexdigest())


def _kind_of(name: str) -> AttachmentKind | None:
    return ENDINGS.get(PurePosixPath(name).suffix.lower())


def _not_taken(name: str, head: bytes, kinds: Collection[AttachmentKind]) -> str:
    """Why a file of another kind is not taken, and what to do with the kinds that people often have."""
    if _is_heic(head) or name.lower().endswith((".heic", ".heif")):
        return HEIC.format(name=name)
    if kinds is PICTURES:
        return NO_PICTURE.format(name=name)
    return (MACROS if name.lower().endswith(WITH_MACROS) else NOT_TAKEN).format(name=name)


def _is_heic(head: bytes) -> bool:
    """Whether it is a photo of an iPhone, whatever ending somebody gave it."""
    return head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS


def clean_name(name: str) -> str:
    """The last part of `name` without control characters, direction marks and what paths are made of; never empty."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in last)
    tidy = re.sub(r'[<>:"|?*]', "_", " ".join(plain.split())).strip(". ")
    if DEVICES.fullmatch(tidy.split(".")[0].strip()):
        tidy = f"_{tidy}"
    stem, dot, ending = tidy.rpartition(".")
    if not dot:
        return tidy[:MAX_NAME_LENGTH] or "datei"
    return f"{stem[: MAX_NAME_LENGTH - len(ending) - 1].strip() or 'datei'}.{ending}"[-MAX_NAME_LENGTH:]


def _looks_like(kind: AttachmentKind, content: bytes) -> bool:
    """Whether the bytes are those of a `kind`: as puremagic sees them, and from the first byte to the last."""
    try:
        found = {match.mime_type for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return False
    begins = content.startswith(STARTS.get(kind, b"PK\x03\x04"))
    return MEDIA_TYPES[kind] in found and begins and ENDS.get(kind, b"PK") in content[-TAIL:]
