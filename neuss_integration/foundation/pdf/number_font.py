"""A font for numbers not known while text is set: slots as wide as digits, filled in the finished file.

A slot is a run of glyphs without a picture, whose numbers name its target. WeasyPrint writes the numbers that glyphs
have in the font (Identity-H), so that a digit has the same code in every file.
"""

from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from neuss_integration.foundation.pdf.types import Asset

FAMILY: Final = "Page Numbers"
BASE_FONT: Final = "+Page-Numbers"
FILE: Final = "PageNumbers.ttf"
FACE: Final = f'@font-face {{ font-family: "{FAMILY}"; src: url("asset:{FILE}") }}'
DIGIT_WIDTH: Final = 560
"""In thousandths of the size of the type."""
BASE: Final = 100
FIRST_SLOT: Final = 0xE000
DIGITS: Final = "0123456789"
_DIGIT_GLYPHS: Final = [
    f"{digit}.tf" for digit in ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
]
SHOWN: Final = f"{DIGITS} \N{NO-BREAK SPACE}{DIGITS}"
"""A text with every glyph that a filled slot has."""
_SPACES: Final = {" ": "space", "\N{NO-BREAK SPACE}": "nbspace"}
_NO_BREAK: Final = 1 + list(_SPACES).index("\N{NO-BREAK SPACE}")
_FIRST_DIGIT: Final = 1 + len(_SPACES)
_FIRST_BLANK: Final = _FIRST_DIGIT + len(DIGITS)


def slot(place: int, width: int) -> str:
    """The text that keeps room for a number of `width` digits and names the target `place`."""
    return "".join(chr(FIRST_SLOT + place // BASE**power % BASE) for power in range(width))


def filled(codes: list[int], numbers: Sequence[int | None]) -> tuple[list[int], int, list[int]]:
    """A run of glyphs whose slot names a place of `numbers`: what stands before, unused room in digits, the digits.

    None leaves the whole slot free. `codes` stay as they are where they have no slot.
    """
    front = [code for code in codes if code < _FIRST_BLANK]
    named = [code - _FIRST_BLANK for code in codes if code >= _FIRST_BLANK]
    if not named:
        return codes, 0, []
    number = numbers[sum(part * BASE**power for power, part in enumerate(named))]
    digits = [_FIRST_DIGIT + int(digit) for digit in ("" if number is None else str(number))]
    return front, len(named) - len(digits), digits


def is_in_text(front: Sequence[int]) -> bool:
    """Whether a number behind `front` belongs to words, as in „S. 12“; in contents it ends its line at the right."""
    return list(front)[-1:] == [_NO_BREAK]


@lru_cache(maxsize=1)
def number_font(text_font: Asset) -> Asset:
    """Digits of one width and slots, from the font of the text around them; same bytes for the same input."""
    source = TTFont(BytesIO(text_font.content), lazy=True)
    width = source["head"].unitsPerEm * DIGIT_WIDTH // 1000
    blanks = [f"blank{number:02}" for number in range(BASE)]
    glyphs = {".notdef": _drawn(source, ".notdef")} | {name: Glyph() for name in _SPACES.values()}
    glyphs |= {name: _drawn(source, name) for name in _DIGIT_GLYPHS} | {name: Glyph() for name in blanks}
    widths = dict.fromkeys(glyphs, width) | dict.fromkeys(_SPACES.values(), source["hmtx"]["space"][0])
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.updateHead(created=0, modified=0)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(
        {ord(text): name for text, name in [*_SPACES.items(), *zip(DIGITS, _DIGIT_GLYPHS, strict=True)]}
        | {FIRST_SLOT + number: name for number, name in enumerate(blanks)}
    )
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (widths[name], getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()})
    lines = source["hhea"]
    builder.setupHorizontalHeader(ascent=lines.ascent, descent=lines.descent)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=lines.ascent, usWinAscent=lines.ascent, usWinDescent=-lines.descent)
    builder.setupPost()
    builder.font.recalcTimestamp = False
    output = BytesIO()
    builder.save(output)
    return Asset(output.getvalue(), "font/ttf")


def _drawn(source: TTFont, name: str) -> Glyph:
    glyph = deepcopy(source["glyf"][name])
    glyph.removeHinting()
    return glyph
