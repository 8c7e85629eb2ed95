"""Lines over time as SVG without a line of script: gaps, breaks of a series and a target line can be seen.

Colours stand as presentation attributes, so that the picture is the same in the PDF; pages override them by class
(static/css/line_chart.css) for dark mode. No information is in a colour alone: each series has its own marker.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

from neuss_integration.foundation.ui.chart_text import INK, chart_text
from neuss_integration.foundation.ui.html import format_html, format_html_join
from neuss_integration.foundation.ui.scales import Scale, TimeScale, ticks_between
from neuss_integration.foundation.ui.texts import german_number

WIDTH: Final = 720
HEIGHT: Final = 300
TOP: Final = 26
BOTTOM: Final = 40
LETTER: Final = 8.2
ROOM_FOR_WORDS: Final = 120
LONG_GAP: Final = dt.timedelta(days=800)
MAX_LABELS: Final = 12
COLOURS: Final = ("#1a4f9c", "#8a3b00", "#1b6b3a", "#6b2c91", "#5a5f6b")

Number = Decimal | float | int
Tick = tuple[Number, str]


@dataclass(frozen=True, slots=True)
class Point:
    """One value on a day; None is a gap. `label` names the time, `shown` the value as people read it."""

    at: dt.date
    value: Number | None
    label: str
    shown: str
    starts_new_series: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one group, in the order of time."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class LineChart:
    """What is drawn. `levels` fixes the axis to named steps, `days` what is written below.

    `stepped` keeps a value until the next one.
    """

    title: str
    series: Sequence[Series]
    unit: str = ""
    target: tuple[Number, str] | None = None
    """The number and what is said of it, the number included."""
    levels: Sequence[Tick] = field(default=())
    days: Sequence[tuple[dt.date, str]] = field(default=())
    stepped: bool = False

    @property
    def values(self) -> list[float]:
        """All numbers that must fit on the axis."""
        found = [float(p.value) for s in self.series for p in s.points if p.value is not None]
        return [*found, float(self.target[0])] if self.target and found else found

    @property
    def marks(self) -> list[tuple[float, str]]:
        """Where the axis of the values is written on. Needs at least one value."""
        found = list(self.levels) or [(each, german_number(each)) for each in ticks_between(*_ends(self.values))]
        return [(float(value), str(label)) for value, label in found]

    @property
    def is_cut(self) -> bool:
        """Whether zero lies below the picture: then the axis shows a break."""
        return not self.levels and bool(self.values) and self.marks[0][0] > 0

    @property
    def description(self) -> str:
        """All values in words, for those who do not see the picture."""
        parts = []
        for each in self.series:
            description = ", ".join(f"{p.label}: {p.shown}" for p in each.points)
            parts.append(f"{each.name}: {description}" if each.name else description)
        if self.target:
            parts.append(self.target[1])
        if self.is_cut and self.values:
            parts.append(f"Die senkrechte Achse beginnt nicht bei null, sondern bei {self.marks[0][1]}")
        if any(p.starts_new_series for each in self.series for p in each.points):
            parts.append("Ein Bruch der Reihe trennt Werte, die nicht vergleichbar sind")
        return ". ".join(parts) + "."


def line_chart(chart: LineChart) -> SafeString:
    """The picture with its title and the data as a table; nothing to draw gives only the table."""
    return format_html(
        '<figure class="chart line-chart"><figcaption class="chart__title">{}</figcaption>{}{}</figure>',
        chart.title,
        _framed(chart),
        format_html('<details class="chart__data"><summary>Daten als Tabelle</summary>{}</details>', data_table(chart)),
    )


def _framed(chart: LineChart) -> SafeString | str:
    if not chart.values:
        return ""
    frame = '<div class="line-chart__frame" role="region" aria-label="Diagramm: {}" tabindex="0">{}</div>'
    return format_html(frame, chart.title, line_chart_svg(chart))


def line_chart_svg(chart: LineChart) -> SafeString:
    """Only the SVG, with title and description; for page and PDF alike. Needs at least one value."""
    plot = _Plot(chart)
    key = f"chart-{crc32(f'{chart.title}|{chart.description}'.encode()):08x}"
    return format_html(
        '<svg class="line-chart__picture" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{key}-t" '
        'aria-describedby="{key}-d" font-family="Fira Sans" font-size="14"><title id="{key}-t">{title}</title>'
        '<desc id="{key}-d">{desc}</desc>{body}</svg>',
        w=str(WIDTH),
        h=str(HEIGHT),
        key=key,
        title=chart.title,
        desc=chart.description,
        body=mark_safe("".join(plot.parts())),  # noqa: S308 - every part comes from format_html
    )


def data_table(chart: LineChart) -> SafeString:
    """The values, one row per time and one column per series."""
    heads = [each.name or (chart.unit or "Wert") for each in chart.series]
    times = sorted({(p.at, p.label) for each in chart.series for p in each.points})
    cells = [{(p.at, p.label): p.shown for p in each.points} for each in chart.series]
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (
                time[1],
                format_html_join("", '<td class="numeric">{}</td>', ((cell.get(time, "–"),) for cell in cells)),
            )
            for time in times
        ),
    )
    return format_html(
        '<table class="table table--small"><caption class="kern-sr-only">{}</caption><thead><tr>'
        '<th scope="col">Zeit</th>{}</tr></thead><tbody>{}</tbody></table>',
        chart.title,
        format_html_join("", '<th scope="col" class="numeric">{}</th>', ((head,) for head in heads)),
        rows,
    )


class _Plot:
    """The scales of one chart and the parts of its picture."""

    def __init__(self, chart: LineChart) -> None:
        self.chart = chart
        self.ticks = chart.marks
        left = 18 + LETTER * max(len(label) for _, label in self.ticks)
        names = [each.name for each in chart.series]
        right = 20 + (LETTER * max(map(len, names)) + 14 if len(names) > 1 else 14)
        days = [point.at for each in chart.series for point in each.points]
        self.x = TimeScale(min(days), max(days), left + 14, WIDTH - right)
        self.y = Scale(self.ticks[0][0], self.ticks[-1][0], HEIGHT - BOTTOM, TOP)
        self.left, self.right = left, WIDTH - right

    def parts(self) -> Iterator[SafeString]:
        """Everything, from back to front."""
        yield from self._axes()
        if self.chart.target:
            yield self._target(*self.chart.target)
        for index, series in enumerate(self.chart.series):
            yield from self._breaks(series)
            yield from self._lines(series, index)
            yield from self._markers(series, index)

    def _axes(self) -> Iterator[SafeString]:
        if self.chart.unit and not self.chart.levels:
            yield chart_text(4, TOP - 12, self.chart.unit, anchor="start")
        if self.chart.is_cut:
            yield self._axis_break()
        for value, label in self.ticks:
            at = self.y(value)
            yield _line(self.left, at, self.right + 14, at, "grid", "#d0d3da", width="1")
            yield chart_text(self.left - 8, at + 5, label, anchor="end")
        for day, label in self.chart.days or self.x.ticks():
            yield _line(self.x(day), HEIGHT - BOTTOM, self.x(day), HEIGHT - BOTTOM + 5, "axis", INK, width="1")
            yield chart_text(self.x(day), HEIGHT - BOTTOM + 22, label)

    def _axis_break(self) -> SafeString:
        """The zigzag below the lowest mark: what is left out down to zero."""
        x, y = self.left - 14, HEIGHT - BOTTOM + 3
        path = '<path class="line-chart__axis" d="M{} {}l6 3l-10 5l10 5l-6 3" fill="none" stroke="{}"/>'
        return format_html(path, f"{x:.1f}", f"{y + 4:.1f}", INK)

    def _target(self, value: Number, label: str) -> SafeString:
        at = self.y(float(value))
        line = _line(self.left, at, self.right + 14, at, "target", "#1b6b3a", width="2", dash="8 5")
        return line + chart_text(self.right + 12, at - 6, label, anchor="end", bold=True)

    def _breaks(self, series: Series) -> Iterator[SafeString]:
        written_at: float = -WIDTH
        for before, after in zip(series.points, series.points[1:], strict=False):
            if after.starts_new_series:
                at = (self.x(before.at) + self.x(after.at)) / 2
                yield _line(at, TOP, at, HEIGHT - BOTTOM, "break", INK, width="1.5", dash="2 4")
                if at - written_at > ROOM_FOR_WORDS:
                    yield chart_text(at, TOP - 8, "Bruch der Reihe")
                    written_at = at

    def _lines(self, series: Series, index: int) -> Iterator[SafeString]:
        colour = COLOURS[index % len(COLOURS)]
        for a, b in zip(series.points, series.points[1:], strict=False):
            if a.value is None or b.value is None or b.starts_new_series:
                continue
            x1, y1, x2, y2 = self.x(a.at), self.y(float(a.value)), self.x(b.at), self.y(float(b.value))
            kind = f"series line-chart__series--{index % len(COLOURS)}"
            dash = "3 5" if b.at - a.at > LONG_GAP and not self.chart.stepped else ""
            if self.chart.stepped:
                yield _line(x1, y1, x2, y1, kind, colour)
                yield _line(x2, y1, x2, y2, kind, colour)
            else:
                yield _line(x1, y1, x2, y2, kind, colour, dash=dash)

    def _markers(self, series: Series, index: int) -> Iterator[SafeString]:
        shown = [point for point in series.points if point.value is not None]
        labelled = len(self.chart.series) == 1 and len(shown) <= MAX_LABELS and not self.chart.levels
        for point in shown:
            x, y = self.x(point.at), self.y(float(point.value or 0))
            yield _marker(x, y, index)
            if labelled:
                yield chart_text(x, y - 12, point.shown, bold=True)
        if len(self.chart.series) > 1 and shown:
            yield self._name(series.name, shown[-1])

    def _name(self, name: str, last: Point) -> SafeString:
        """Behind a line that goes on to the end; above one that ends before, where other lines run on."""
        x, y = self.x(last.at), self.y(float(last.value or 0))
        if last.at < max(point.at for each in self.chart.series for point in each.points):
            return chart_text(x, y - 14, name)
        return chart_text(x + 12, y + 5, name, anchor="start")


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)


def _marker(x: float, y: float, index: int) -> SafeString:
    kind, colour = index % len(COLOURS), COLOURS[index % len(COLOURS)]
    shapes = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"',
        f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"',
        f'<path d="M{x:.1f} {y - 6:.1f}l6 11h-12z"',
        f'<path d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z"',
        f'<path d="M{x - 5:.1f} {y - 5:.1f}h10l-5 10z"',
    )
    tail = (
        f' class="line-chart__marker line-chart__marker--{kind}" fill="{colour}" stroke="#ffffff" stroke-width="1.5"/>'
    )
    return mark_safe(shapes[kind] + tail)  # noqa: S308 - numbers and constants only


def _line(
    x1: float, y1: float, x2: float, y2: float, kind: str, colour: str, *, width: str = "2.5", dash: str = ""
) -> SafeString:
    return format_html(
        '<line class="line-chart__{}" x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>',
        kind,
        f"{x1:.1f}",
        f"{y1:.1f}",
        f"{x2:.1f}",
        f"{y2:.1f}",
        colour,
        width,
        format_html(' stroke-dasharray="{}"', dash) if dash else "",
    )
