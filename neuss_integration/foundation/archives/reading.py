"""Archives that somebody sends, opened only within limits: the one place that decides how much may be unpacked.

Sizes are read from the table of contents before anything is unpacked. Then every part is unpacked once, piece by
piece and kept nowhere: Python's reader stops at the size that was stated, so a part that lies about it is damaged,
not big. Other methods than deflate are refused: their readers unpack a piece to any size.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
SMALL: Final = 1024 * 1024
"""Up to here nobody asks how far a part was packed."""
PIECE: Final = 256 * 1024
LIGHT: Final = 256 * 1024
"""What is in a file of this size, reading it takes half a second and a few megabytes."""
ENTRY: Final = b"PK\x01\x02"
"""How each line of a table of contents begins; reading 100,000 of them costs a second."""
MANY: Final = 5_000
LEADS_OUT: Final = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[A-Za-z]:")
"""Names of parts that a careless program would unpack into another folder or drive; office programs write none."""
# Each is raised by zipfile or zlib for archives that are damaged, cut off or packed unusually.
DAMAGES: Final = (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError, OSError)


class ArchiveRefused(Exception):
    """An archive that is not opened."""


class Damaged(ArchiveRefused):
    """It cannot be read, or its parts are not what its table of contents says."""


class Encrypted(ArchiveRefused):
    """It needs a password."""


class TooLarge(ArchiveRefused):
    """It would unpack to more than the limits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many parts there may be, how large each and all are unpacked, and how many times as large as packed."""

    parts: int
    part: int
    total: int
    ratio: int


@contextmanager
def opened(
    content: bytes, limits: Limits, look: Callable[[zipfile.ZipFile], None] = lambda archive: None
) -> Iterator[zipfile.ZipFile]:
    """The archive, all of whose parts keep the `limits`. Raises ArchiveRefused, also for damage found later.

    `look` asks small parts what kind of file it is, and raises when it is another, before the rest is unpacked.
    """
    if content.count(ENTRY) > limits.parts:
        raise TooLarge
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_table_of_contents(archive.infolist(), limits)
            look(archive)
            _unpack_once(archive)
            yield archive
    except DAMAGES as error:
        raise Damaged from error


def _check_table_of_contents(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.total:
        raise TooLarge
    if any(part.file_size > limits.part or _is_packed_too_far(part, limits) for part in parts):
        raise TooLarge
    if any(part.flag_bits & 1 for part in parts):
        raise Encrypted
    if any(LEADS_OUT.search(part.filename) for part in parts):
        raise Damaged
    if len({part.filename for part in parts}) < len(parts) or {part.compress_type for part in parts} - METHODS:
        raise Damaged


def _is_packed_too_far(part: zipfile.ZipInfo, limits: Limits) -> bool:
    return part.file_size > SMALL and part.file_size > limits.ratio * part.compress_size


def _unpack_once(archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        with archive.open(part) as stream:
            while stream.read(PIECE):
                pass


def is_light(content: bytes) -> bool:
    """Whether the file is small, an archive all unpacked; one that lies about its sizes is found out by `opened`."""
    if not content.startswith(b"PK"):
        return len(content) <= LIGHT
    if content.count(ENTRY) > MANY:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist()) <= LIGHT
    except (*DAMAGES, ValueError):
        return len(content) <= LIGHT
