"""A file without what phones and programs put before or behind it: only what its kind says is stored."""

import re
from typing import Final

from neuss_integration.foundation.attachments.kinds import AttachmentKind

PDF_HEAD: Final = b"%PDF-"
PDF_END: Final = b"%%EOF"
MAX_BEFORE: Final = 1024
"""Readers look for the head of a PDF in as many bytes."""
HARMLESS: Final = re.compile(rb"[^<]*")
"""What may stand before it: byte order marks and commands for printers, no page of the web."""
RUNS: Final = (b"MZ", b"\x7fELF", b"PK", b"#!")
BARE: Final = frozenset([0x00, 0x01, *range(0xD0, 0xD8)])
"""Markers of a JPEG without a length."""
MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""What ends the pixels of a scan."""
MAX_PARTS: Final = 100_000
"""A photograph of 25 MB has some thousand. Readers look at each, so that a file of nothing else costs them seconds."""
MAX_SCANS: Final = 100
"""Programs write some ten. Each goes over the whole picture again."""
PNG_HEAD: Final = 8
PNG_END: Final = b"IEND"
START_OF_SCAN: Final = 0xDA
END: Final = 0xD9


class TooManyParts(ValueError):
    """The picture is made of more parts than any program writes."""


def trimmed(kind: AttachmentKind, content: bytes) -> bytes:
    """`content` from its head to its end; as it is where these cannot be told. Raises TooManyParts for a picture."""
    if kind is AttachmentKind.PDF:
        return _pdf(content)
    if kind is AttachmentKind.PNG:
        return _png(content)
    return _jpeg(content) if kind is AttachmentKind.JPEG else content


def _pdf(content: bytes) -> bytes:
    start = content.find(PDF_HEAD, 0, MAX_BEFORE)
    if start > 0 and (content.startswith(RUNS) or not HARMLESS.fullmatch(content, 0, start)):
        return content
    end = content.rfind(PDF_END)
    if start < 0 or end < start:
        return content
    return content[start : end + len(PDF_END)] + b"\n" if start or content[end + len(PDF_END) :].strip() else content


def _png(content: bytes) -> bytes:
    """Chunk by chunk (length, name, data, checksum) to the last one."""
    at = PNG_HEAD
    for _ in range(MAX_PARTS):
        if at + 12 > len(content):
            return content
        size = int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] == PNG_END:
            return content[: at + 12 + size]
        at += 12 + size
    raise TooManyParts


def _jpeg(content: bytes) -> bytes:
    """Marker by marker to the end of the picture; behind it phones put a video."""
    at, scans = 2, 0
    for _ in range(MAX_PARTS):
        if at + 1 >= len(content):
            return content
        marker = content[at + 1]
        if content[at] == 0xFF and marker == END:
            return content[: at + 2]
        scans += content[at] == 0xFF and marker == START_OF_SCAN
        if scans > MAX_SCANS:
            raise TooManyParts
        at = _next(content, at)
    raise TooManyParts


def _next(content: bytes, at: int) -> int:
    """Where the part behind the one at `at` begins; fill bytes and junk are passed one by one, as readers do."""
    marker = content[at + 1]
    if content[at] != 0xFF or marker == 0xFF:
        return at + 1
    if marker in BARE:
        return at + 2
    behind = at + 2 + int.from_bytes(content[at + 2 : at + 4])
    if marker != START_OF_SCAN:
        return behind
    found = MARKER.search(content, behind)
    return found.start() if found else len(content)
