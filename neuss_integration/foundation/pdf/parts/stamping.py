"""Writes „Seite 3 von 120“ on the pages of a merged file: an artifact, with font and place of the style sheet.

A specimen is set once by WeasyPrint: one page of each size with „Seite 0123456789 von“ in its margin. From it come the
font, the place and the widths; no page is set twice for the sake of its number.
"""

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Matrix

from neuss_integration.foundation.pdf import number_font
from neuss_integration.foundation.pdf.reading import unicode_map

SPECIMEN = f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Seitenzahlen</title>
<link rel="stylesheet" href="asset:print.css"><style>@page {{ @bottom-right {{ content: "Seite 0123456789 von" }} }}
{number_font.FACE} .slots {{ font-family: "{number_font.FAMILY}" }}</style></head><body>
<section class="slots">{number_font.SHOWN}</section><section class="landscape">&#160;</section></body></html>"""
FONT = "/SeitenzahlSchrift"


@dataclass(frozen=True)
class NumberLine:
    """Where the number stands on pages of one size, and how it is drawn; lengths in points."""

    right: float
    matrix: Matrix
    size: float
    colour: bytes
    codes: dict[str, int]
    widths: dict[int, float]

    def draw(self, text: str) -> bytes:
        """Content stream for `text`, ending at the right edge."""
        codes = [self.codes[character] for character in text]
        width = sum(self.widths[code] for code in codes) / 1000 * self.size * self.matrix.a
        a, b, c, d, _, f = self.matrix.shorthand
        place = " ".join(f"{value:.4f}" for value in (a, b, c, d, self.right - width, f))
        shown = "".join(f"{code:04x}" for code in codes)
        return b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q %b BT %b Tm %b %.4f Tf <%b> Tj ET Q EMC\n" % (
            self.colour,
            place.encode(),
            FONT.encode(),
            self.size,
            shown.encode(),
        )


class Stamper:
    """Knows the specimen and writes into another file."""

    def __init__(self, specimen: bytes) -> None:
        self.source = pikepdf.open(io.BytesIO(specimen))
        self.lines = {_size(page): _line(page) for page in self.source.pages}
        first = self.source.pages[0]
        self.font = first.Resources.Font[_line_operands(first)[1]]
        fonts: Any = first.Resources.Font
        self.number_font = next(font for font in fonts.values() if str(font.BaseFont).endswith(number_font.BASE_FONT))

    def stamp(self, pdf: pikepdf.Pdf, with_number: list[bool], *, first: int = 1, total: int | None = None) -> None:
        """Every page whose place in `with_number` is true says its number, from `first`, and how many there are."""
        font = pdf.copy_foreign(self.font)
        total = total or first + len(pdf.pages) - 1
        for number, (page, wanted) in enumerate(zip(pdf.pages, with_number, strict=True), start=first):
            if wanted:
                page.obj.Resources.Font[FONT] = font
                page.contents_add(self.lines[_size(page)].draw(f"Seite {number} von {total}"), prepend=True)


def _size(page: pikepdf.Page) -> tuple[int, int]:
    return round(float(page.MediaBox[2])), round(float(page.MediaBox[3]))


def _line(page: pikepdf.Page) -> NumberLine:
    matrix, name, size, colour, shown = _line_operands(page)
    font: Any = page.Resources.Font[name]
    widths = _widths(font.DescendantFonts[0].W)
    codes = {text: code for code, text in unicode_map(font).items()}
    total = sum(widths[code] for code in shown) / 1000 * size * matrix.a
    return NumberLine(matrix.e + total, matrix, size, colour, codes, widths)


def _line_operands(page: pikepdf.Page) -> tuple[Matrix, str, float, bytes, list[int]]:
    """Place, font, size, colour and glyphs of the last text on a page: the margin below, on the right."""
    stack, current, text, colour, font, size = [], Matrix(), Matrix(), b"", "", 0.0
    found = None
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                stack.append(current)
            case "Q":
                current = stack.pop()
            case "cm":
                current = Matrix(*map(float, operands)) @ current
            case "Tm":
                text = Matrix(*map(float, operands)) @ current
            case "rg":
                colour = b" ".join(f"{float(value):.6f}".encode() for value in operands) + b" rg"
            case "Tf":
                font, size = str(operands[0]), float(operands[1])
            case "TJ":
                found = text, font, size, colour, _glyphs(operands[0])
    assert found is not None
    return found


def _glyphs(shown: Any) -> list[int]:
    data = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def _widths(table: Any) -> dict[int, float]:
    """Widths by glyph in thousandths of the size (ISO 32000-1, 9.7.4.3), from runs of the form `first [w w w]`."""
    found: dict[int, float] = {}
    items = list(table)
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, pikepdf.Array):
            found |= {first + place: float(width) for place, width in enumerate(second)}
        else:
            found |= dict.fromkeys(range(first, int(second) + 1), float(items.pop(0)))
    return found
