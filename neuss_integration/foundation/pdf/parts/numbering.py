"""Writes the numbers of pages where parts kept room for them, without setting anything again."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pikepdf

from neuss_integration.foundation.pdf.number_font import BASE_FONT, DIGIT_WIDTH, filled, is_in_text
from neuss_integration.foundation.pdf.parts.splitting import DocumentPart

GLYPHS: Final = re.compile(rb"<([0-9a-f]+)>")


def write_numbers(
    pdf: pikepdf.Pdf, parts: Sequence[DocumentPart], counts: Sequence[int], numbers: Mapping[str, int], font: Any
) -> None:
    """Each slot has the number of its target, drawn in `font`; `counts` are the pages of each part."""
    copied = pdf.copy_foreign(font)
    pages = iter(pdf.pages)
    for part, count in zip(parts, counts, strict=True):
        named = [numbers.get(target) for target in part.targets]
        for page in (next(pages) for _ in range(count)):
            if named:
                _write(pdf, page, named, copied)


def _write(pdf: pikepdf.Pdf, page: pikepdf.Page, numbers: list[int | None], font: Any) -> None:
    fonts: Any = page.Resources.get("/Font", {})
    for name in [name for name, used in fonts.items() if str(used.BaseFont).endswith(BASE_FONT)]:
        run = re.compile(rb"(/%b [\d.]+ Tf\s*\[)([^\]]*)(?=\] TJ)" % str(name)[1:].encode())
        content = page.obj.Contents.read_bytes()
        page.obj.Contents = pdf.make_stream(run.sub(lambda found: found[1] + _run(found[2], numbers), content))
        fonts[name] = font


def _run(shown: bytes, numbers: list[int | None]) -> bytes:
    glyphs = b"".join(GLYPHS.findall(shown)).decode()
    codes = [int(glyphs[at : at + 4], 16) for at in range(0, len(glyphs), 4)]
    front, free, digits = filled(codes, numbers)
    room = -free * DIGIT_WIDTH
    if is_in_text(front):
        return b"<%b>%d" % (_hex([*front, *digits]), room)
    return b"<%b>%d<%b>" % (_hex(front), room, _hex(digits))


def _hex(codes: list[int]) -> bytes:
    return "".join(f"{code:04x}" for code in codes).encode()
