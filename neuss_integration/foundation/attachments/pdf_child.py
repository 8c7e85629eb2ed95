"""The child process that takes out of a PDF what a reader would run, fetch or unpack.

Started by `pdf_disarming` beside it with a PDF on standard input. It writes the PDF without those things, or nothing
where there are none.
"""

import io
import re
import sys
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from neuss_integration.foundation.processes.limits import limit

UNREADABLE: Final = 10
LOCKED: Final = 11
SIGNED: Final = 12
OTHER_FILES: Final = 13

MEMORY_MB: Final = 1024
CPU_SECONDS: Final = 20
ACTIONS: Final = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound",
        "/RichMediaExecute",
    }
)  # fmt: skip
"""Kinds of actions (ISO 32000-2, 12.6.4) that run something, send something or open another file."""
KEYS: Final = ("/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent", "/3DD")
FILM_KEYS: Final = ("/Movie", "/Sound")
"""Of an annotation; elsewhere they are names that somebody gave a picture or a font."""
STREAM_KEYS: Final = ("/F", "/FFilter", "/FDecodeParms", "/Ref")
"""Of a stream: its data, or what it shows, lies in another file."""
SAFE_ADDRESSES: Final = (b"http:", b"https:", b"mailto:", b"tel:", b"#")
DEEPEST: Final = 200
SUSPECTS: Final = "|".join(sorted({*ACTIONS, *KEYS, *FILM_KEYS, *STREAM_KEYS, "/URI", "/ByteRange"}))
SUSPECT: Final = re.compile(rf"(?:{SUSPECTS})(?=[\s/<>\[\]()]|$)".encode())
"""Only objects with one of these names are looked at one by one: a tagged document has tens of thousands."""


def main() -> int:
    """The exit code: 0, or one of those above."""
    limit(memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS)
    code, content = disarm(sys.stdin.buffer.read())
    sys.stdout.buffer.write(content)
    return code


def disarm(content: bytes) -> tuple[int, bytes]:
    """The exit code, and the PDF without its active parts if it has any."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _disarm(pdf)
    except pikepdf.PasswordError:
        return LOCKED, b""
    except (pikepdf.PdfError, ValueError, KeyError, RecursionError, RuntimeError):
        return UNREADABLE, b""


def _disarm(pdf: pikepdf.Pdf) -> tuple[int, bytes]:
    if "/Collection" in pdf.Root or pdf.Root.get("/NeedsRendering"):
        return OTHER_FILES, b""
    found = [each for root in pdf.objects if SUSPECT.search(_written(root)) for each in _dictionaries(root)]
    if not sum(_clean(each) for each in found):
        return 0, b""
    if any("/ByteRange" in each for each in found):
        return SIGNED, b""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return 0, out.getvalue()


def _written(value: Any) -> bytes:
    """An object as it is written, of a stream its dictionary, with names in their plain form."""
    return value.stream_dict.unparse() if isinstance(value, pikepdf.Stream) else value.unparse(resolved=True)


def _dictionaries(value: Any, depth: int = 0) -> Iterator[Any]:
    """Each dictionary of an object, that of a stream too; objects it refers to come on their own."""
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield value
        inner = [value[key] for key in value.keys()]  # noqa: SIM118 - a stream is no mapping
    elif isinstance(value, pikepdf.Array):
        inner = list(value)
    else:
        return
    for each in inner:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _dictionaries(each, depth + 1)


def _clean(item: Any) -> int:
    """How many things were taken from a dictionary."""
    keys = KEYS + (STREAM_KEYS if isinstance(item, pikepdf.Stream) else ())
    keys += FILM_KEYS if str(item.get("/Subtype", "")) in FILM_KEYS else ()
    gone = [key for key in keys if key in item]
    if _is_active(item):
        gone += [key for key in item.keys() if key not in gone]  # noqa: SIM118
    for key in gone:
        del item[key]
    return len(gone)


def _is_active(item: Any) -> bool:
    """Whether it is an action that does more than lead to a page or to the web."""
    kind = str(item.get("/S", ""))
    if kind == "/URI":
        address = bytes(item.get("/URI", b"")).strip().lower()
        return not address.startswith(SAFE_ADDRESSES) and (b":" in address or address.startswith((b"\\\\", b"//")))
    return kind in ACTIONS


if __name__ == "__main__":
    sys.exit(main())
