"""Who works with whom, as SVG: a body above, one office across, and two groups below it.

Colours are attributes too, so that a PDF needs no style sheet. The page shows the same as lists with links.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final
from zlib import crc32

from django.utils.safestring import SafeString

from neuss_integration.foundation.ui.html import format_html, format_html_join

WIDTH: Final = 1000
BOX_WIDTH: Final = 224
BOX_HEIGHT: Final = 66
GAP: Final = 12
PADDING: Final = 14
HEAD: Final = 34
BAND: Final = 84
LINK: Final = 34
LINE_LENGTH: Final = 27
INK: Final = "#12233f"
LINE: Final = "#5b6b85"
GROUND: Final = "#ffffff"
SURFACE: Final = "#eef3fa"
STRONG: Final = "#1a4f9c"


@dataclass(frozen=True, slots=True)
class Box:
    """One body: what it is called, a word about it, and its page for the list beside the picture."""

    label: str
    hint: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies of one kind under a heading."""

    title: str
    boxes: Sequence[Box]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a group stands, and in how many columns."""

    group: Group
    x: int
    y: int
    columns: int

    @property
    def width(self) -> int:
        return self.columns * (BOX_WIDTH + GAP) - GAP + 2 * PADDING

    @property
    def height(self) -> int:
        rows = -(-max(len(self.group.boxes), 1) // self.columns)
        return HEAD + rows * (BOX_HEIGHT + GAP) - GAP + PADDING

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


def organigram(above: Group, across: Box, below: Group, beside: Group, title: str) -> SafeString:
    """The picture: `above` decides, `across` is the band all work with, `below` answers, `beside` advises."""
    top = _Frame(above, 0, 0, min(max(len(above.boxes), 1), 4))
    top = _Frame(above, (WIDTH - top.width) // 2, 0, top.columns)
    band = top.height + LINK
    left = _Frame(below, 0, band + BAND + LINK, 3)
    right = _Frame(beside, WIDTH - BOX_WIDTH - 2 * PADDING, left.y, 1)
    height = left.y + max(left.height, right.height)
    lines = [(WIDTH // 2, top.height, band), *((frame.middle, band + BAND, frame.y) for frame in (left, right))]
    key = f"organigram-{crc32(title.encode()):08x}"
    return format_html(
        '<svg class="organigram" viewBox="-2 -2 {width} {height}" role="img" aria-labelledby="{key}" '
        'aria-describedby="{key}-d"><title id="{key}">{title}</title><desc id="{key}-d">{description}</desc>{links}'
        "{band}{frames}</svg>",
        width=WIDTH + 4,
        height=height + 4,
        key=key,
        title=title,
        description=_description(above, across, below, beside),
        links=format_html_join(
            "",
            '<path class="organigram__link" d="M{} {}V{}" stroke="{}" stroke-width="3" fill="none"/>',
            ((x, start, end, LINE) for x, start, end in lines),
        ),
        band=_band(across, band),
        frames=format_html_join("", "{}", ((_frame(frame),) for frame in (top, left, right))),
    )


def _description(above: Group, across: Box, below: Group, beside: Group) -> str:
    description = [f"{group.title}: {', '.join(_words(group.boxes)) or 'keine'}." for group in (above, below, beside)]
    return f"In der Mitte: {across.label}, {across.hint}. {' '.join(description)}"


def _words(boxes: Iterable[Box]) -> Iterator[str]:
    return (f"{box.label} ({box.hint})" if box.hint else box.label for box in boxes)


def _band(across: Box, y: int) -> SafeString:
    return format_html(
        '<g class="organigram__band" fill="{ground}"><rect x="0" y="{y}" width="{width}" height="{height}" rx="10" '
        'fill="{strong}"/><text x="{middle}" y="{first}" font-size="24" font-weight="600" text-anchor="middle">{label}'
        '</text><text x="{middle}" y="{second}" font-size="17" text-anchor="middle">{hint}</text></g>',
        ground=GROUND,
        strong=STRONG,
        y=y,
        width=WIDTH,
        height=BAND,
        middle=WIDTH // 2,
        first=y + 37,
        second=y + 64,
        label=across.label,
        hint=across.hint,
    )


def _frame(frame: _Frame) -> SafeString:
    boxes = []
    for number, box in enumerate(frame.group.boxes):
        row, column = divmod(number, frame.columns)
        x = frame.x + PADDING + column * (BOX_WIDTH + GAP)
        boxes.append((_box(box, x, frame.y + HEAD + row * (BOX_HEIGHT + GAP)),))
    return format_html(
        '<g class="organigram__group" fill="{ink}"><rect class="organigram__frame" x="{x}" y="{y}" width="{width}" '
        'height="{height}" rx="10" fill="{surface}" stroke="{line}"/><text x="{text_x}" y="{text_y}" font-size="17" '
        'font-weight="600">{title}</text>{boxes}</g>',
        ink=INK,
        x=frame.x,
        y=frame.y,
        width=frame.width,
        height=frame.height,
        surface=SURFACE,
        line=LINE,
        text_x=frame.x + PADDING,
        text_y=frame.y + 23,
        title=frame.group.title,
        boxes=format_html_join("", "{}", boxes),
    )


def _box(box: Box, x: int, y: int) -> SafeString:
    most = 2 if box.hint else 3
    lines = wrap(box.label, LINE_LENGTH)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: LINE_LENGTH - 1]}…"]
    texts = [(line, 15, 400) for line in lines] + ([(box.hint, 13, 600)] if box.hint else [])
    first = y + BOX_HEIGHT // 2 - 9 * len(texts) + 14
    return format_html(
        '<g><title>{label}</title><rect class="organigram__box" x="{x}" y="{y}" width="{width}" height="{height}" '
        'rx="6" fill="{ground}" stroke="{line}"/>{texts}</g>',
        label=box.label,
        x=x,
        y=y,
        width=BOX_WIDTH,
        height=BOX_HEIGHT,
        ground=GROUND,
        line=LINE,
        texts=format_html_join(
            "",
            '<text x="{}" y="{}" font-size="{}" font-weight="{}" text-anchor="middle">{}</text>',
            (
                (x + BOX_WIDTH // 2, first + 18 * number, size, weight, text)
                for number, (text, size, weight) in enumerate(texts)
            ),
        ),
    )
