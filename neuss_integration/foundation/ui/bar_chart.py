"""Bars beside each other for a few groups, as SVG: amounts by source, field or year. The table stands on the page.

As in line charts, colours are presentation attributes for paper; pages override them by class. Each series has its own
pattern of outline besides its colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui.html import format_html, format_html_join

WIDTH: Final = 720
LABEL_HEIGHT: Final = 22
BAR_HEIGHT: Final = 14
GAP: Final = 14
ROOM_FOR_NUMBERS: Final = 150
SERIES_COLOURS: Final = ("#1a4f9c", "#8a3b00", "#1b6b3a")

Amount = Decimal | int | None


@dataclass(frozen=True, slots=True)
class BarGroup:
    """One thing with a value per series: (value, as people read it)."""

    label: str
    bars: Sequence[tuple[Amount, str]]


def bar_chart(title: str, series: Sequence[str], groups: Sequence[BarGroup]) -> SafeString | str:
    """Horizontal bars of `groups`, one per name in `series`, with a legend; nothing without a value above zero."""
    largest = max((value for group in groups for value, _ in group.bars if value), default=0)
    if not largest:
        return ""
    height = sum(_height(group) for group in groups)
    key = f"chart-{crc32(title.encode()):08x}"
    return format_html(
        '<figure class="chart bar-chart"><figcaption class="chart__title">{title}</figcaption>{legend}'
        '<div class="line-chart__frame" role="region" aria-label="Diagramm: {title}" tabindex="0">'
        '<svg class="line-chart__picture" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{key}-t" '
        'aria-describedby="{key}-d" font-family="Fira Sans" font-size="14"><title id="{key}-t">{title}</title>'
        '<desc id="{key}-d">{desc}</desc>{body}</svg></div></figure>',
        title=title,
        legend=_legend(series),
        w=str(WIDTH),
        h=str(height),
        key=key,
        desc=_described(series, groups),
        body=mark_safe("".join(_drawn(groups, float(largest)))),  # noqa: S308 - every part comes from format_html
    )


def _described(series: Sequence[str], groups: Sequence[BarGroup]) -> str:
    parts = [
        f"{group.label}: " + ", ".join(f"{name} {shown}" for name, (_, shown) in zip(series, group.bars, strict=True))
        for group in groups
    ]
    return "; ".join(parts) + "."


def _height(group: BarGroup) -> int:
    return LABEL_HEIGHT + BAR_HEIGHT * len(group.bars) + GAP


def _drawn(groups: Sequence[BarGroup], largest: float) -> list[SafeString]:
    parts, top = [], 0
    for group in groups:
        parts.append(
            format_html(
                '<text class="line-chart__text" x="0" y="{}" font-weight="600">{}</text>', top + 15, group.label
            )
        )
        for index, (value, shown) in enumerate(group.bars):
            at = top + LABEL_HEIGHT + BAR_HEIGHT * index
            parts.append(_bar(at, float(value or 0) / largest, index, shown))
        top += _height(group)
    return parts


def _bar(top: int, share: float, index: int, shown: str) -> SafeString:
    width = (WIDTH - ROOM_FOR_NUMBERS) * share
    return format_html(
        '<rect class="bar-chart__bar bar-chart__bar--{}" x="0" y="{}" width="{}" height="{}" fill="{}"/>'
        '<text class="line-chart__text" x="{}" y="{}" font-size="12" fill="#3b3f4a">{}</text>',
        index,
        top + 1,
        f"{max(width, 1):.1f}",
        BAR_HEIGHT - 3,
        SERIES_COLOURS[index],
        f"{width + 8:.1f}",
        top + 11,
        shown,
    )


def _legend(series: Sequence[str]) -> SafeString:
    items = format_html_join(
        "",
        '<li><svg class="chart__key" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        '<rect class="bar-chart__bar bar-chart__bar--{}" width="16" height="16" fill="{}"/></svg>{} ({}. Balken)</li>',
        ((index, SERIES_COLOURS[index], name, index + 1) for index, name in enumerate(series)),
    )
    return format_html('<ul class="chart__legend">{}</ul>', items)
