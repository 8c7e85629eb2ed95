"""A timeline of things with a beginning and an end, as SVG without a line of script, and the same as a table.

Each row is a link that says what it shows. An open end, or one outside of what is shown, is an arrow; a date known only
to the year has a broken edge, a milestone is a diamond.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.ui.scales import TimeScale
from neuss_integration.foundation.words.partial_dates import MONTH_NAMES, PartialDate

WIDTH: Final = 1000
LABELS: Final = 320
HEAD: Final = 30
ROW: Final = 36
BAR: Final = 14
ARROW: Final = 9
MAX_LABEL_LENGTH: Final = 40
MARGIN: Final = dt.timedelta(days=180)
MONTHLY: Final = dt.timedelta(days=370)
"""So long at most months are written on the axis, else years."""
UNKNOWN: Final = "nicht bekannt"
Window = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Sign:
    """A milestone: its day, what it is, and whether it is reached."""

    day: dt.date
    label: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a label with its address, the period as far as it is known, and its milestones."""

    label: str
    url: str
    start: PartialDate | None
    end: PartialDate | None
    signs: Sequence[Sign] = ()
    note: str = ""


def gantt(bars: Sequence[Bar], title: str, *, today: dt.date, window: Window | None = None) -> SafeString:
    """The timeline of `bars` with a line for `today`, and a table with the same; of `window` only, if there is one."""
    scale = TimeScale(*window, LABELS, WIDTH - 12) if window else _scale(bars, today)
    height = HEAD + ROW * len(bars) + 8
    return format_html(
        '<figure class="gantt"><figcaption class="chart__title" id="gantt-title">{title}</figcaption>'
        '<p class="gantt__legend" id="gantt-legend">Pfeil: Beginn oder Ende offen{outside}. Gestrichelt: nur Monat '
        "oder Jahr bekannt. Raute: Meilenstein, gefüllt ist er erreicht. Senkrechte Linie: heute. Alle Angaben stehen "
        'auch in der <a href="#gantt-table">Tabelle unter dem Bild</a>.</p>'
        '<div class="gantt__frame" role="region" aria-label="Zeitplan als Bild" tabindex="0">'
        '<svg class="gantt__picture" viewBox="0 0 {width} {height}" role="group" aria-labelledby="gantt-title" '
        'aria-describedby="gantt-legend">{axis}{today}{rows}</svg></div>'
        "{table}</figure>",
        outside=" oder außerhalb des Ausschnitts" if window else "",
        title=title,
        width=str(WIDTH),
        height=str(height),
        axis=_axis(scale, height),
        today=_today(scale, today, height),
        rows=mark_safe("".join(_row(at, bar, scale) for at, bar in enumerate(bars))),  # noqa: S308 - from format_html
        table=_table(bars, title),
    )


def _scale(bars: Sequence[Bar], today: dt.date) -> TimeScale:
    days = [today]
    for bar in bars:
        days += [each.date for each in (bar.start,) if each] + [each.last_day for each in (bar.end,) if each]
        days += [sign.day for sign in bar.signs]
    return TimeScale(min(days) - MARGIN, max(days) + MARGIN, LABELS, WIDTH - 12)


def _axis(scale: TimeScale, height: int) -> SafeString:
    return format_html_join(
        "",
        '<line class="gantt__grid" x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="#c8ccd4"/>'
        '<text class="gantt__text" x="{0}" y="18" font-size="13" text-anchor="middle" fill="#3b3f4a">{3}</text>',
        ((f"{scale(day):.1f}", str(HEAD - 6), str(height), label) for day, label in _ticks(scale)),
    )


def _ticks(scale: TimeScale) -> Iterator[tuple[dt.date, str]]:
    if scale.last - scale.first > MONTHLY:
        yield from scale.ticks()
        return
    day = scale.first.replace(day=1)
    while day <= scale.last:
        if day >= scale.first:
            yield day, MONTH_NAMES[day.month - 1][:3]
        day = (day + dt.timedelta(days=32)).replace(day=1)


def _today(scale: TimeScale, today: dt.date, height: int) -> SafeString:
    if not scale.first <= today <= scale.last:
        return SafeString()
    return format_html(
        '<line class="gantt__today" x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="#8a3b00" stroke-width="2">'
        "<title>heute</title></line>",
        f"{scale(today):.1f}",
        str(HEAD - 6),
        str(height),
    )


def _row(at: int, bar: Bar, scale: TimeScale) -> SafeString:
    top = HEAD + ROW * at
    label = bar.label if len(bar.label) <= MAX_LABEL_LENGTH else f"{bar.label[: MAX_LABEL_LENGTH - 1]}…"
    return format_html(
        '<a class="gantt__link" href="{url}" aria-label="{name}"><rect class="gantt__row" x="0" y="{top}" '
        'width="{width}" height="{height}" fill="none"/><text class="gantt__text" x="4" y="{first}" font-size="14" '
        'fill="#3b3f4a">{label}<title>{full}</title></text><text class="gantt__text" x="4" y="{second}" font-size="12" '
        'fill="#3b3f4a">{note}</text>{bar}{signs}</a>',
        url=bar.url,
        name=", ".join(filter(None, [bar.label, bar.note, _period(bar)])),
        top=str(top + 1),
        width=str(WIDTH),
        height=str(ROW - 2),
        first=str(top + 15),
        label=label,
        full=bar.label,
        second=str(top + 30),
        note=bar.note,
        bar=_bar(bar, scale, top + (ROW - BAR) / 2),
        signs=_signs(bar, scale, top + ROW / 2),
    )


def _bar(bar: Bar, scale: TimeScale, top: float) -> SafeString:
    if not bar.start and not bar.end:
        return format_html(
            '<text class="gantt__text" x="{}" y="{}" font-size="12" fill="#5a5f6b">Zeitraum {}</text>',
            str(LABELS + 4),
            str(top + 11),
            UNKNOWN,
        )
    is_rough = any(each and each.precision != "day" for each in (bar.start, bar.end))
    return format_html(
        '<polygon class="gantt__bar" points="{}" fill="#c3d4ee" stroke="#1a4f9c"{}><title>{}</title></polygon>',
        " ".join(f"{x:.1f},{y:.1f}" for x, y in _outline(bar, scale, top)),
        mark_safe(' stroke-dasharray="4 3"') if is_rough else "",
        f"{bar.label}: {_period(bar)}",
    )


def _outline(bar: Bar, scale: TimeScale, top: float) -> list[tuple[float, float]]:
    """The corners of a bar; where it goes on beyond the picture it ends in an arrow."""
    middle, bottom = top + BAR / 2, top + BAR
    start = bar.start.date if bar.start and bar.start.date >= scale.first else None
    end = bar.end.last_day if bar.end and bar.end.last_day <= scale.last else None
    left = scale(start) if start else scale.start
    right = max(scale(end), left + 3) if end else scale.end
    before = [(left, bottom), (left, top)]
    after = [(right, top), (right, bottom)]
    if not start:
        before = [(left + ARROW, bottom), (left, middle), (left + ARROW, top)]
    if not end:
        after = [(right - ARROW, top), (right, middle), (right - ARROW, bottom)]
    return before + after


def _signs(bar: Bar, scale: TimeScale, middle: float) -> SafeString:
    return format_html_join(
        "",
        '<path class="gantt__sign gantt__sign--{}" d="M{} {}l6 6l-6 6l-6 -6z" fill="{}" stroke="#1b6b3a" '
        'stroke-width="1.5"><title>{}</title></path>',
        (
            (
                "done" if sign.is_done else "open",
                f"{scale(sign.day):.1f}",
                f"{middle - 6:.1f}",
                "#1b6b3a" if sign.is_done else "#ffffff",
                _sign_text(sign),
            )
            for sign in bar.signs
            if scale.first <= sign.day <= scale.last
        ),
    )


def _sign_text(sign: Sign) -> str:
    return f"{sign.label}, {sign.day:%d.%m.%Y}{' (erreicht)' if sign.is_done else ''}"


def _period(bar: Bar) -> str:
    return f"{bar.start or UNKNOWN} bis {bar.end or 'offen'}"


def _table(bars: Sequence[Bar], title: str) -> SafeString:
    rows = format_html_join(
        "",
        '<tr><th scope="row"><a href="{}">{}</a></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>',
        (
            (bar.url, bar.label, bar.note, str(bar.start or UNKNOWN), str(bar.end or "offen"), _listed(bar))
            for bar in bars
        ),
    )
    return format_html(
        '<div class="table-frame" role="region" aria-label="Zeitplan als Tabelle" id="gantt-table" tabindex="0">'
        '<table class="table">'
        '<caption class="kern-sr-only">{}</caption><thead><tr><th scope="col">Maßnahme</th><th scope="col">Status</th>'
        '<th scope="col">Beginn</th><th scope="col">Ende</th><th scope="col">Meilensteine</th></tr></thead>'
        "<tbody>{}</tbody></table></div>",
        title,
        rows,
    )


def _listed(bar: Bar) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", _sign_lines(bar))


def _sign_lines(bar: Bar) -> Iterator[tuple[str]]:
    yield from ((_sign_text(sign),) for sign in bar.signs)
