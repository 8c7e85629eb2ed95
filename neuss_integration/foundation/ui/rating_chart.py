"""Importance by urgency as SVG without a line of script: the same in page and PDF, with the data as a table beside it.

Each point is a letterless circle with its rank in it; points that lie on each other share one mark with all ranks.
Colours stand as presentation attributes for paper; pages override them by class (static/css/rating.css).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui.chart_text import INK, chart_text
from neuss_integration.foundation.ui.html import format_html
from neuss_integration.foundation.ui.scales import Scale
from neuss_integration.foundation.ui.texts import german_number

WIDTH: Final = 560
HEIGHT: Final = 520
LEFT: Final = 64
BOTTOM: Final = 64
EDGE: Final = 24
LOWEST: Final = 1
HIGHEST: Final = 5
MIDDLE: Final = 3
NEAR: Final = Decimal("0.15")
LETTER: Final = 8.5


@dataclass(frozen=True, slots=True)
class RatedPoint:
    """One thing with its means; `mark` is written into the picture, such as the rank."""

    mark: str
    name: str
    importance: Decimal
    urgency: Decimal


def rating_chart(title: str, points: Iterable[RatedPoint]) -> SafeString | str:
    """The picture with its title; the page shows the table. Nothing when there is no point."""
    points = list(points)
    if not points:
        return ""
    return format_html(
        '<figure class="chart rating-chart"><figcaption class="chart__title">{}</figcaption>'
        '<div class="line-chart__frame" role="region" aria-label="Bild: {}" tabindex="0">{}</div></figure>',
        title,
        title,
        rating_svg(title, points),
    )


def rating_svg(title: str, points: Sequence[RatedPoint]) -> SafeString:
    """Only the SVG, with title and description; for page and PDF alike."""
    description = "; ".join(
        f"{each.mark}: {each.name}, Bedeutung {german_number(each.importance, decimals=1)}, "
        f"Dringlichkeit {german_number(each.urgency, decimals=1)}"
        for each in points
    )
    key = f"chart-{crc32(f'{title}|{description}'.encode()):08x}"
    return format_html(
        '<svg class="rating-chart__picture" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{key}-t" '
        'aria-describedby="{key}-d" font-family="Fira Sans" font-size="15"><title id="{key}-t">{title}</title>'
        '<desc id="{key}-d">{desc}.</desc>{body}</svg>',
        w=str(WIDTH),
        h=str(HEIGHT),
        key=key,
        title=title,
        desc=description,
        body=mark_safe("".join(_parts(points))),  # noqa: S308 - every part comes from format_html
    )


def _parts(points: Sequence[RatedPoint]) -> Iterator[SafeString]:
    x = Scale(LOWEST, HIGHEST, LEFT + EDGE, WIDTH - EDGE - EDGE)
    y = Scale(LOWEST, HIGHEST, HEIGHT - BOTTOM - EDGE, EDGE + EDGE)
    yield format_html(
        '<rect class="rating-chart__first" x="{}" y="{}" width="{}" height="{}" fill="#e8eef8"/>',
        f"{x(MIDDLE):.1f}",
        str(EDGE),
        f"{WIDTH - EDGE - x(MIDDLE):.1f}",
        f"{y(MIDDLE) - EDGE:.1f}",
    )
    yield chart_text(x(HIGHEST) - 8, y(MIDDLE) - 10, "zuerst", anchor="end")
    for step in range(LOWEST, HIGHEST + 1):
        yield _line(x(step), EDGE, x(step), HEIGHT - BOTTOM)
        yield _line(LEFT, y(step), WIDTH - EDGE, y(step))
        yield chart_text(x(step), HEIGHT - BOTTOM + 20, str(step))
        yield chart_text(LEFT - 12, y(step) + 5, str(step), anchor="end")
    yield chart_text((LEFT + WIDTH - EDGE) / 2, HEIGHT - 14, "Dringlichkeit →", bold=True)
    yield format_html(
        '<text class="line-chart__text" transform="translate(20 {}) rotate(-90)" text-anchor="middle" fill="{}" '
        'font-weight="600">Bedeutung →</text>',
        f"{(EDGE + HEIGHT - BOTTOM) / 2:.1f}",
        INK,
    )
    for (urgency, importance), marks in _together(points).items():
        yield _mark(x(float(urgency)), y(float(importance)), ", ".join(marks))


def _together(points: Sequence[RatedPoint]) -> dict[tuple[Decimal, Decimal], list[str]]:
    """Marks by place; what lies closer than NEAR in both directions shares the place of the first."""
    found: dict[tuple[Decimal, Decimal], list[str]] = defaultdict(list)
    for each in points:
        near = (at for at in found if abs(at[0] - each.urgency) < NEAR and abs(at[1] - each.importance) < NEAR)
        marks = found[next(near, (each.urgency, each.importance))]
        if each.mark not in marks:
            marks.append(each.mark)
    return found


def _mark(x: float, y: float, text: str) -> SafeString:
    width = max(30.0, LETTER * len(text) + 16)
    return format_html(
        '<rect class="rating-chart__mark" x="{}" y="{}" width="{}" height="30" rx="15" fill="#1a4f9c" stroke="#ffffff" '
        'stroke-width="2"/><text class="rating-chart__rank" x="{}" y="{}" text-anchor="middle" fill="#ffffff" '
        'font-weight="600">{}</text>',
        f"{x - width / 2:.1f}",
        f"{y - 15:.1f}",
        f"{width:.1f}",
        f"{x:.1f}",
        f"{y + 5.5:.1f}",
        text,
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> SafeString:
    return format_html(
        '<line class="line-chart__grid" x1="{}" y1="{}" x2="{}" y2="{}" stroke="#d0d3da" stroke-width="1"/>',
        *(f"{each:.1f}" for each in (x1, y1, x2, y2)),
    )
