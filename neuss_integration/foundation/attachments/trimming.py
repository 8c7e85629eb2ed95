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
BARE: Final = frozenset([0x01, *range(0xD0, 0xD8)])
"""Markers of a JPEG without a length."""
PNG_HEAD: Final = 8
PNG_END: Final = b"IEND"
START_OF_SCAN: Final = 0xDA
END: Final = 0xD9


def trimmed(kind: AttachmentKind, content: bytes) -> bytes:
    """`content` from its head to its end; as it is where these cannot be told."""
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
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] == PNG_END:
            return content[: at + 12 + size]
        at += 12 + size
    return content


def _jpeg(content: bytes) -> bytes:
    """Marker by marker to the end of the picture; behind it phones put a video."""
    at = 2
    while content[at : at + 1] == b"\xff" and at + 4 <= len(content) + 2:
        marker = content[at + 1] if at + 1 < len(content) else 0
        if marker == END:
            return content[: at + 2]
        if marker in BARE or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == START_OF_SCAN:
            found = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]").search(content, at)
            at = found.start() if found else len(content)
    return content
