"""A map of equal tiles as SVG: every district the same size, placed as they lie to each other.

The number in a tile says what its colour says; colours are attributes too, so that a PDF needs no style sheet.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import Final
from zlib import crc32

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.ui.texts import german_number

WIDTH: Final = 152
HEIGHT: Final = 104
GAP: Final = 8
STEPS: Final = 4
LINE_LENGTH: Final = 19
FILLS: Final = ("#ffffff", "#dfe9f7", "#b9d0ee", "#86abdc", "#1a4f9c")
"""Of the steps from nothing to most, for print; pages set their own by class."""
INK: Final = "#12233f"
INVERSE: Final = "#ffffff"
DASHES: Final = SafeString(' stroke-dasharray="5 4"')
Noun = tuple[str, str] | Callable[[int], str]
"""What is counted: ("Maßnahme", "Maßnahmen"), or how a number of them is said in a language of more forms."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One district: its place (column and row from 1), what it is called, how many there are, and where it leads."""

    column: int
    row: int
    short: str
    name: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class ValueTile:
    """One district with a value of any size: how people read it, and the number for its shade; None where hidden."""

    column: int
    row: int
    short: str
    name: str
    value: Decimal | None
    shown: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Values between the least and the most in STEPS classes of the same width; step 0 is for those without a value."""

    least: Decimal
    most: Decimal

    def step(self, value: Decimal | None) -> int:
        if value is None:
            return 0
        if self.most == self.least:
            return STEPS
        return min(int((value - self.least) * STEPS / (self.most - self.least)) + 1, STEPS)

    def ranges(self) -> list[tuple[int, Decimal, Decimal]]:
        """(step, lower and upper end) of every step."""
        if self.most == self.least:
            return [(STEPS, self.least, self.most)]
        width = (self.most - self.least) / STEPS
        return [(step, self.least + width * (step - 1), self.least + width * step) for step in range(1, STEPS + 1)]


@dataclass(frozen=True, slots=True)
class ShadeScale:
    """Counts in STEPS classes of about the same width; nothing is a step of its own."""

    most: int

    def step(self, count: int) -> int:
        """0 for nothing, 1 to STEPS for the rest."""
        return -(-count * STEPS // self.most) if count and self.most else 0

    def ranges(self) -> list[tuple[int, int, int]]:
        """(step, lowest, highest count) of every step that can occur."""
        found: dict[int, list[int]] = {}
        for count in range(self.most + 1):
            found.setdefault(self.step(count), []).append(count)
        return [(step, counts[0], counts[-1]) for step, counts in found.items()]


def tile_map(tiles: Iterable[Tile], title: str, *, noun: Noun, none: str = "", is_linked: bool = True) -> SafeString:
    """The tiles with a legend, `noun` is what is counted, `none` says there is nothing.

    With `is_linked` each tile with an address is a link that says name and count; otherwise the map is one picture
    whose description says all of them. The page shows the same data as a table.
    """
    tiles = sorted(tiles, key=lambda tile: (tile.row, tile.column))
    scale = ShadeScale(max((tile.count for tile in tiles), default=0))
    faces = [_Face(tile, german_number(tile.count), scale.step(tile.count), _description(tile, noun)) for tile in tiles]
    return _figure(faces, title, _legend(scale, noun, none or _none(noun)), is_linked=is_linked)


def value_map(tiles: Iterable[ValueTile], title: str, *, unit: str, decimals: int) -> SafeString:
    """The tiles shaded by their value, with a legend; districts without a value that may be shown stay blank."""
    tiles = sorted(tiles, key=lambda tile: (tile.row, tile.column))
    values = [tile.value for tile in tiles if tile.value is not None]
    scale = ValueScale(min(values, default=Decimal()), max(values, default=Decimal()))
    faces = [
        _Face(tile, tile.shown, scale.step(tile.value), f"{tile.short} {tile.name}: {tile.shown} {unit}")
        for tile in tiles
    ]
    ranges = [(0, "ohne Wert")] if len(values) < len(tiles) else []
    ranges += [(step, _between(low, high, decimals)) for step, low, high in scale.ranges() if values]
    return _figure(faces, title, _legend_of(ranges), is_linked=True)


@dataclass(frozen=True, slots=True)
class _Face:
    """A tile as it is drawn."""

    tile: Tile | ValueTile
    shown: str
    step: int
    description: str


def _figure(faces: Sequence[_Face], title: str, legend: SafeString, *, is_linked: bool) -> SafeString:
    tiles = [face.tile for face in faces]
    columns, rows = max((t.column for t in tiles), default=1), max((t.row for t in tiles), default=1)
    key = f"map-{crc32(title.encode()):08x}"
    description = "; ".join(face.description for face in faces)
    return format_html(
        '<figure class="tile-map"><figcaption class="chart__title" id="{key}">{title}</figcaption>'
        '<svg class="tile-map__picture" viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{key}"{described}'
        ">{desc}{body}</svg>{legend}</figure>",
        key=key,
        title=title,
        width=columns * (WIDTH + GAP) - GAP,
        height=rows * (HEIGHT + GAP) - GAP,
        role="group" if is_linked else "img",
        described="" if is_linked else format_html(' aria-describedby="{}-d"', key),
        desc="" if is_linked else format_html('<desc id="{}-d">{}</desc>', key, description),
        body=format_html_join("", "{}", ((_tile(face, is_linked=is_linked),) for face in faces)),
        legend=legend,
    )


def _description(tile: Tile, noun: Noun) -> str:
    return f"{tile.short} {tile.name}: {_counted(tile.count, noun)}"


def _counted(count: int, noun: Noun) -> str:
    if callable(noun):
        return noun(count)
    return f"{german_number(count)} {noun[0] if count == 1 else noun[1]}"


def _tile(face: _Face, *, is_linked: bool) -> SafeString:
    tile, step = face.tile, face.step
    ink = INVERSE if step == STEPS else INK
    frame = format_html(
        '<g class="tile tile--{step}" transform="translate({x} {y})" fill="{ink}">'
        '<rect class="tile__ground" x="1" y="1" width="{width}" height="{height}" rx="8" fill="{fill}" stroke="{line}"'
        '{dashes}/><text class="tile__short" x="12" y="28" font-size="17">{short}</text>'
        '<text class="tile__count" x="{right}" y="46" font-size="34" font-weight="600" text-anchor="end">{count}</text>'
        "{name}</g>",
        step=step,
        x=(tile.column - 1) * (WIDTH + GAP),
        y=(tile.row - 1) * (HEIGHT + GAP),
        ink=ink,
        width=WIDTH - 2,
        height=HEIGHT - 2,
        fill=FILLS[step],
        line=FILLS[STEPS],
        dashes=DASHES if not step else "",
        short=tile.short,
        right=WIDTH - 12,
        count=face.shown,
        name=_name(tile.name),
    )
    if not (is_linked and tile.url):
        return frame
    return format_html('<a class="tile__link" href="{}" aria-label="{}">{}</a>', tile.url, face.description, frame)


def _none(noun: Noun) -> str:
    return noun(0) if callable(noun) else f"keine {noun[0]}"


def _name(name: str) -> SafeString:
    lines: Sequence[str] = wrap(name.replace(" / ", " "), LINE_LENGTH)[:2]
    first = 76 if len(lines) > 1 else 88
    return format_html_join(
        "",
        '<text class="tile__name" x="12" y="{}" font-size="14">{}</text>',
        ((first + 18 * number, line) for number, line in enumerate(lines)),
    )


def _legend(scale: ShadeScale, noun: Noun, none: str) -> SafeString:
    return _legend_of([(step, _range(low, high, noun, none)) for step, low, high in scale.ranges()])


def _legend_of(ranges: Iterable[tuple[int, str]]) -> SafeString:
    keys = ((step, FILLS[step], FILLS[STEPS], DASHES if not step else "", text) for step, text in ranges)
    items = format_html_join(
        "",
        '<li><svg class="tile-map__key tile--{}" viewBox="0 0 26 20" aria-hidden="true" focusable="false">'
        '<rect class="tile__ground" x="1" y="1" width="24" height="18" rx="4" fill="{}" stroke="{}"{}/></svg>{}</li>',
        keys,
    )
    return format_html('<ul class="chart__legend">{}</ul>', items)


def _between(low: Decimal, high: Decimal, decimals: int) -> str:
    ends = [german_number(each, decimals=decimals) for each in (low, high)]
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]} bis {ends[1]}"


def _range(low: int, high: int, noun: Noun, none: str) -> str:
    """No language says a range as it says its end: with a function for the words the numbers stand alone."""
    if not high:
        return none
    ends = {"start": german_number(low), "end": german_number(high)}
    if low == high:
        return _counted(high, noun)
    numbers = gettext("%(start)s bis %(end)s") % ends
    return numbers if callable(noun) else f"{numbers} {noun[1]}"
