"""The child process that looks for words inside files: PDF, office files, plain text.

Started by `naming` beside it. On standard input stands a line of JSON with the words and the lengths of the files, then
the files. It writes a list of JSON: true, false, or null for a file it cannot read.
"""

import io
import json
import re
import sys
import zipfile
import zlib
from html import unescape
from typing import Final

import pypdfium2

from neuss_integration.foundation.processes.limits import limit

MEMORY_MB: Final = 1024
CPU_SECONDS: Final = 30
LARGEST_PART: Final = 20_000_000
UNREADABLE: Final = (
    pypdfium2.PdfiumError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip
MARK: Final = re.compile(r"<[^>]+>")


def main() -> int:
    """The exit code: 0."""
    limit(memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS)
    asked = json.loads(sys.stdin.buffer.readline())
    words = [_plain(word) for word in asked["words"]]
    contents = (sys.stdin.buffer.read(length) for length in asked["lengths"])
    sys.stdout.write(json.dumps([_names(content, words) for content in contents]))
    return 0


def _names(content: bytes, words: list[str]) -> bool | None:
    try:
        text = _plain(text_of(content))
    except (
        pypdfium2.PdfiumError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ):
        return None
    return any(word in text for word in words)


def text_of(content: bytes) -> str:
    """What the file says, without its marks. Raises one of the errors of its kind, ValueError for too much."""
    if content.startswith(b"%PDF"):
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        named = [part for part in parts.infolist() if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in named) > LARGEST_PART:
            raise ValueError("too large")
        return "\n".join(unescape(MARK.sub("", parts.read(part).decode("utf-8", "ignore"))) for part in named)


def _plain(text: str) -> str:
    """Without spaces and hyphenation: a file breaks its lines where it likes."""
    return re.sub(r"[\s\u00ad\u200b\ufffe]+", "", text).casefold()


if __name__ == "__main__":
    sys.exit(main())
