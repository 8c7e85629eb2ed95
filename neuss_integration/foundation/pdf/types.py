"""What callers of the PDF engine hand in, and what they catch."""

from dataclasses import dataclass
from typing import Final

SCHEME: Final = "asset:"
"""What the address of an asset in the HTML begins with."""


class PdfError(Exception):
    """Rendering failed; the message is one German sentence for people."""


@dataclass(frozen=True)
class EmbeddedFile:
    """A file inside the PDF (AFRelationship Data), for instance the data behind a report."""

    name: str
    content: bytes
    media_type: str
    description: str


@dataclass(frozen=True)
class Asset:
    """A file the child may use, with its media type."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class Request:
    """All that the child process gets to know; `created` is UTC in the form 2026-03-12T10:00:00Z.

    `prefix` stands before the IDs of structure elements, for files that become parts of another.
    """

    html: str
    assets: dict[str, Asset]
    attachments: tuple[EmbeddedFile, ...]
    created: str
    prefix: str = ""
