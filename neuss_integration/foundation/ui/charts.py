"""Charts as SVG without a line of script: the same in page and PDF, with title, description and the data as table."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from zlib import crc32

from django.utils.safestring import SafeString

from neuss_integration.foundation.ui.html import checked_option, format_html, format_html_join
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.counting import percent_words, percentages

SEGMENT_VARIANTS: Final = ("info", "success", "warning", "danger", "neutral", "accent", "muted")
WIDTH: Final = 1000
HEIGHT: Final = 56
DIGIT: Final = 13
"""How wide the number in a bar is, at the least, for each of its digits."""
NO_LINKS: Final[Mapping[str, str]] = MappingProxyType({})

Segment = tuple[str, int, str]


def stacked_bar(segments: Iterable[Segment], title: str, links: Mapping[str, str] = NO_LINKS) -> SafeString:
    """Shares of a whole as one bar of (label, count, variant); legend and table hold the numbers.

    In the legend a label leads to its address in `links`. Segments with count 0 stay in legend and table. Raises
    ValueError for an unknown variant.
    """
    segments = list(segments)
    for _, _, variant in segments:
        checked_option("stacked_bar", "variant", variant, SEGMENT_VARIANTS)
    total = sum(count for _, count, _ in segments)
    description = ", ".join(f"{label}: {german_number(count)}" for label, count, _ in segments)
    key = f"chart-{crc32(f'{title}|{description}'.encode()):08x}"
    return format_html(
        '<figure class="chart"><figcaption class="chart__title" id="{key}">{title}</figcaption>'
        '<svg class="chart__picture" viewBox="0 0 {width} {height}" preserveAspectRatio="none" role="img" '
        'aria-labelledby="{key}" aria-describedby="{key}-d">'
        '<desc id="{key}-d">{description}</desc>{bars}</svg>{legend}{table}</figure>',
        key=key,
        title=title,
        width=str(WIDTH),
        height=str(HEIGHT),
        description=description,
        bars=_bars(segments, total),
        legend=_legend(segments, links),
        table=_table(segments, title),
    )


def _bars(segments: Sequence[Segment], total: int) -> SafeString:
    if not total:
        return format_html(
            '<rect class="chart-fill chart-fill--empty" x="0" y="0" width="{}" height="{}"/>', str(WIDTH), str(HEIGHT)
        )
    parts = []
    start = 0.0
    for label, count, variant in segments:
        width = WIDTH * count / total
        if count:
            parts.append(
                (
                    variant,
                    f"{start:.1f}",
                    f"{max(width - 3, 1):.1f}",
                    str(HEIGHT),
                    f"{label}: {count}",
                    _number(start, width, count, variant),
                )
            )
        start += width
    return format_html_join(
        "",
        '<g><rect class="chart-fill chart-fill--{}" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>{}</g>',
        parts,
    )


def _number(start: float, width: float, count: int, variant: str) -> SafeString | str:
    if width < DIGIT * (len(german_number(count)) + 0.5):
        return ""
    return format_html(
        '<text class="chart-number chart-number--{}" x="{}" y="37" text-anchor="middle">{}</text>',
        variant,
        f"{start + width / 2:.1f}",
        german_number(count),
    )


def _legend(segments: Sequence[Segment], links: Mapping[str, str]) -> SafeString:
    items = format_html_join(
        "",
        '<li><svg class="chart__key" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        '<rect class="chart-fill chart-fill--{}" width="16" height="16" rx="2"/></svg>{}</li>',
        ((variant, _counted(label, count, links.get(label, ""))) for label, count, variant in segments),
    )
    return format_html('<ul class="chart__legend">{}</ul>', items)


def _counted(label: str, count: int, url: str) -> SafeString:
    words = format_html("{} <strong>{}</strong>", label, german_number(count))
    return format_html('<a href="{}" data-counts="{}">{}</a>', url, str(count), words) if url and count else words


def _table(segments: Sequence[Segment], title: str) -> SafeString:
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="numeric">{}</td><td class="numeric">{}</td></tr>',
        (
            (label, german_number(count), percent_words(share))
            for (label, count, _), share in zip(segments, percentages([count for _, count, _ in segments]), strict=True)
        ),
    )
    return format_html(
        '<details class="chart__data"><summary>Daten als Tabelle</summary><table class="table table--small">'
        '<caption class="kern-sr-only">{}</caption><thead><tr><th scope="col">Gruppe</th>'
        '<th scope="col" class="numeric">Anzahl</th><th scope="col" class="numeric">Anteil</th></tr></thead>'
        "<tbody>{}</tbody></table></details>",
        title,
        rows,
    )
