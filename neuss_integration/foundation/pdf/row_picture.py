"""What pictures of rows are drawn with: a whole label at the left of each row, whatever stands to its right.

One unit is a quarter of a millimetre in print, so that 13 units are letters of 9 pt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from neuss_integration.foundation.ui.html import format_html
from neuss_integration.foundation.words.hyphenation import in_lines

INK: Final = "#1d2034"
LETTER: Final = 7.0
LINE: Final = 14
ROW: Final = 20
BAR: Final = 14


@dataclass(frozen=True, slots=True)
class PictureRow:
    """Where a row lies, and its label in lines."""

    top: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """As much as its label needs."""
        return height_of(self.lines)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def label(self) -> Iterator[SafeString]:
        """Its lines at the left, around the middle."""
        first = self.middle - LINE * (len(self.lines) - 1) / 2 + 4.5
        for at, line in enumerate(self.lines):
            yield text(0, first + LINE * at, line)

    def bar(self, left: float, width: float, fill: str, height: float = BAR) -> SafeString:
        """A bar around its middle."""
        return rect(left, self.middle - height / 2, width, height, fill)

    def number(self, at: float, words: str, *, anchor: str = "start") -> SafeString:
        """A number beside a bar."""
        return text(at, self.middle + 4.5, words, anchor=anchor)


def rows_of(labels: Sequence[str], room: float, *, top: float = 0, least: float = ROW) -> list[PictureRow]:
    """Rows below each other for `labels`, which have `room` in width; nothing of them is cut."""
    rows = []
    for label in labels:
        lines = lines_of(label, room)
        row = PictureRow(top + max(least - height_of(lines), 0) / 2, lines)
        rows.append(row)
        top += max(row.height, least)
    return rows


def lines_of(label: str, room: float) -> tuple[str, ...]:
    """The lines of a label in a column of `room` units."""
    return tuple(in_lines(label, int(room / LETTER)))


def height_of(lines: Sequence[str]) -> float:
    """What a row with these lines needs."""
    return ROW + LINE * max(len(lines) - 1, 0)


def text(x: float, y: float, words: str, *, anchor: str = "start") -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-size="13" fill="{}">{}</text>',
        f"{x:.1f}",
        f"{y:.1f}",
        anchor,
        INK,
        words,
    )


def rect(
    x: float, y: float, width: float, height: float, fill: str, stroke: str = "none", dash: str = ""
) -> SafeString:
    """Without a `stroke` a plain area; `dash` for what is not known exactly."""
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="1.2"{}/>',
        f"{x:.1f}",
        f"{y:.1f}",
        f"{max(width, 0):.1f}",
        f"{height:g}",
        fill,
        stroke,
        format_html(' stroke-dasharray="{}"', dash) if dash else "",
    )


def dot(x: float, y: float, fill: str, stroke: str) -> SafeString:
    shape = '<circle cx="{}" cy="{}" r="5" fill="{}" stroke="{}" stroke-width="2"/>'
    return format_html(shape, f"{x:.1f}", f"{y:.1f}", fill, stroke)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1) -> SafeString:
    places = (f"{each:.1f}" for each in (x1, y1, x2, y2))
    shape = '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>'
    return format_html(shape, *places, stroke, f"{width:g}")
