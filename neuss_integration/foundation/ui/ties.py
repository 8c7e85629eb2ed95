"""Who works with whom, as SVG: two columns of names and a line for each tie, thicker the more they share.

The picture has a name and one sentence; the page shows the same as a table.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from zlib import crc32

from django.utils.safestring import SafeString

from neuss_integration.foundation.ui.html import format_html, format_html_join

WIDTH: Final = 1000
LEFT: Final = 380
RIGHT: Final = 620
HEAD: Final = 34
ROW: Final = 28
MAX_LENGTH: Final = 44
MAX_STROKE: Final = 8
Ties = Mapping[tuple[str, str], int]


def ties_picture(ties: Ties, title: str, *, columns: tuple[str, str]) -> SafeString:
    """The picture of `ties`: how much a name of the left and one of the right column have in common.

    The left column keeps the order of `ties`; the right one stands where most of its ties are, so that few lines cross.
    """
    left = list(dict.fromkeys(first for first, _ in ties))
    right = _near(ties, left)
    height = HEAD + ROW * max(len(left), len(right)) + 8
    places = [_places(names, height) for names in (left, right)]
    key = f"ties-{crc32(title.encode()):08x}"
    return format_html(
        '<svg class="ties" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{key}" '
        'aria-describedby="{key}-d"><title id="{key}">{title}</title><desc id="{key}-d">{left} links, {right} rechts, '
        "{ties} Verbindungen. Die Tabelle unter dem Bild sagt dasselbe.</desc>{heads}{lines}{names}</svg>",
        width=WIDTH,
        height=height,
        key=key,
        title=title,
        left=f"{columns[0]}: {len(left)}",
        right=f"{columns[1]}: {len(right)}",
        ties=len(ties),
        heads=_texts([(columns[0], 16.0), (columns[1], 16.0)], (True, False), 600),
        lines=_lines(ties, places),
        names=_texts(list(places[0].items()), (True,), 400) + _texts(list(places[1].items()), (False,), 400),
    )


def _near(ties: Ties, left: Sequence[str]) -> list[str]:
    """The names of the right column, each by the middle of those it is tied to."""
    place = {name: number for number, name in enumerate(left)}
    tied: dict[str, list[int]] = {}
    for first, second in ties:
        tied.setdefault(second, []).append(place[first])
    return sorted(tied, key=lambda name: (sum(tied[name]) / len(tied[name]), name))


def _places(names: Sequence[str], height: int) -> dict[str, float]:
    """How far down each name stands: spread over the whole height."""
    step = (height - HEAD - 8) / (len(names) or 1)
    return {name: HEAD + step * (number + 0.5) for number, name in enumerate(names)}


def _lines(ties: Ties, places: Sequence[Mapping[str, float]]) -> SafeString:
    most = max(ties.values(), default=1)
    middle = (LEFT + RIGHT) // 2
    return format_html_join(
        "",
        '<path class="ties__line" d="M{0} {1}C{2} {1} {2} {3} {4} {3}" stroke-width="{5}"><title>{6}</title></path>',
        (
            (
                LEFT,
                f"{places[0][first]:.1f}",
                middle,
                f"{places[1][second]:.1f}",
                RIGHT,
                f"{1 + (MAX_STROKE - 1) * (count - 1) / max(most - 1, 1):.1f}",
                f"{first} – {second}: {count}",
            )
            for (first, second), count in ties.items()
        ),
    )


def _texts(names: Sequence[tuple[str, float]], sides: Sequence[bool], weight: int) -> SafeString:
    """Names beside the lines: to the left of them where `sides` says so, by turns."""
    return format_html_join(
        "",
        '<text class="ties__name" x="{}" y="{}" text-anchor="{}" font-size="14" font-weight="{}">{}'
        "<title>{}</title></text>",
        (
            (
                LEFT - 8 if sides[number % len(sides)] else RIGHT + 8,
                f"{y + 5:.1f}",
                "end" if sides[number % len(sides)] else "start",
                weight,
                name if len(name) <= MAX_LENGTH else f"{name[: MAX_LENGTH - 1]}…",
                name,
            )
            for number, (name, y) in enumerate(names)
        ),
    )
