"""Reading Kennzahlen: what is shown of a value and to whom, the line over time, how much of the way is done."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from measures.enums import KeyFigureDirection
from measures.models import KeyFigure, KeyFigureValue
from neuss_integration.foundation.ui.line_chart import LineChart, Point, Series
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.counting import percentage
from success_factors.selectors.disclosure import REST, hide_what_a_year_tells, is_few

REACHED: Final = "Ziel erreicht"
NOT_REACHED: Final = "Ziel noch nicht erreicht."
SUPPRESSED: Final = "·"
NONE_SINCE: Final = "Nach dem Tag des Ausgangswerts gibt es noch keinen Wert."
TOO_SMALL: Final = "Der letzte Wert wird nicht gezeigt; sonst wäre eine kleine Zahl zu erkennen."


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of a Kennzahl as people read it."""

    value: KeyFigureValue
    text: str


@dataclass(frozen=True, slots=True)
class Degree:
    """How much of the way to the target is done, in percent (None where it cannot be said), with a sentence."""

    percent: int | None
    sentence: str

    @property
    def bar(self) -> int:
        """The percent as far as a bar can show it."""
        return min(max(self.percent or 0, 0), 100)


@dataclass(frozen=True, slots=True)
class KeyFigureRow:
    """A Kennzahl with its values, its line and how near its target it is."""

    figure: KeyFigure
    baseline: str
    target: str
    values: list[ShownValue]
    chart: LineChart | None
    degree: Degree

    @property
    def last(self) -> ShownValue | None:
        """The newest value."""
        return self.values[-1] if self.values else None


def key_figure_rows(figures: Iterable[KeyFigure], *, inside: bool, until: dt.date = dt.date.max) -> list[KeyFigureRow]:
    """The `figures` with their values of times that were over by `until`; needs `figures_with_values`.

    Outside, small numbers of people are hidden.
    """
    return [_row(figure, inside=inside, until=until) for figure in figures]


def number(value: Decimal | None) -> str:
    """`value` without zeros behind the comma that say nothing; empty when there is none."""
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    return str(german_number(value.quantize(Decimal(1)) if whole else value.normalize()))


def hidden_values(figure: KeyFigure) -> frozenset[int]:
    """The keys of the values that are kept from people outside the office: small ones, and what would tell one."""
    if not figure.counts_people:
        return frozenset()
    values = list(figure.values.all())
    hidden = {each.pk for each in values if is_few(each.value)}
    hide_what_a_year_tells(values, hidden)
    return frozenset(hidden - {REST})


def _hides_baseline(figure: KeyFigure, hidden: frozenset[int]) -> bool:
    """Whether people outside the office may not see where it starts: few people, or a time whose value is `hidden`."""
    if not figure.counts_people or figure.baseline_value is None:
        return False
    day = figure.baseline_date
    kept_back = [each for each in figure.values.all() if each.pk in hidden]
    return is_few(figure.baseline_value) or any(
        day is not None and each.period.date <= day <= each.reference_date for each in kept_back
    )


def degree(figure: KeyFigure, last: Decimal | None) -> Degree:
    """How much of the way from the baseline to the target `last` is; from zero where no baseline is known.

    A figure that should sink and has no baseline is only above or below its target, and so is one whose target does
    not lie the wanted way from where it starts: there is no way of which a share could be told.
    """
    target = figure.target_value
    if target is None:
        return Degree(None, "Ein Zielwert ist nicht festgelegt.")
    if last is None:
        return Degree(None, "Noch ohne Wert.")
    sinks = figure.direction == KeyFigureDirection.DOWN
    reached = last <= target if sinks else last >= target
    start = figure.baseline_value if figure.baseline_value is not None else None if sinks else Decimal(0)
    if start is None or (target >= start if sinks else target <= start):
        return Degree(100 if reached else None, f"{REACHED}." if reached else NOT_REACHED)
    percent = percentage(last - start, target - start) or 0
    way = "des Wegs vom Ausgangswert zum Ziel" if figure.baseline_value is not None else "des Zielwerts"
    return Degree(percent, f"{german_number(percent)} % {way}{f': {REACHED}' if reached else ''}.")


def _row(figure: KeyFigure, *, inside: bool, until: dt.date) -> KeyFigureRow:
    known = [each for each in figure.values.all() if each.reference_date <= until]
    hidden = frozenset() if inside else hidden_values(figure)
    hides_start = not inside and _hides_baseline(figure, hidden)
    values = [ShownValue(each, SUPPRESSED if each.pk in hidden else number(each.value)) for each in known]
    return KeyFigureRow(
        figure,
        baseline=SUPPRESSED if hides_start else number(figure.baseline_value),
        target=number(figure.target_value),
        values=values,
        chart=_chart(figure, values, hides_start=hides_start),
        degree=_degree_shown(figure, values, hides_start=hides_start),
    )


def _degree_shown(figure: KeyFigure, values: list[ShownValue], *, hides_start: bool) -> Degree:
    """The degree as far as it gives no hidden number away: a share of the way would tell a hidden baseline."""
    if values and values[-1].text == SUPPRESSED:
        return Degree(None, TOO_SMALL)
    if values and figure.target_value is not None and not _is_since(figure, values[-1].value):
        return Degree(None, NONE_SINCE)
    found = degree(figure, values[-1].value.value if values else None)
    if found.percent is None or not hides_start:
        return found
    is_reached = REACHED in found.sentence
    return Degree(100 if is_reached else None, f"{REACHED}." if is_reached else NOT_REACHED)


def _is_since(figure: KeyFigure, value: KeyFigureValue) -> bool:
    return figure.baseline_date is None or value.reference_date > figure.baseline_date


def _chart(figure: KeyFigure, values: list[ShownValue], *, hides_start: bool) -> LineChart | None:
    points = [
        Point(
            _day(each.value), None if each.text == SUPPRESSED else each.value.value, str(each.value.period), each.text
        )
        for each in values
    ]
    if figure.baseline_date and figure.baseline_value is not None and points:
        start = (None, SUPPRESSED) if hides_start else (figure.baseline_value, number(figure.baseline_value))
        points.append(Point(figure.baseline_date, start[0], "Ausgangswert", start[1]))
    points.sort(key=lambda point: point.at)
    if sum(point.value is not None for point in points) < 2:
        return None
    until = f"Ziel bis {figure.target_date:%d.%m.%Y}: {number(figure.target_value)}" if figure.target_date else ""
    target = (figure.target_value, until) if figure.target_value is not None else None
    return LineChart(figure.name, [Series("", points)], unit=figure.unit, target=target)


def _day(value: KeyFigureValue) -> dt.date:
    """Where the value stands on the axis of time: in the middle of its period."""
    first = value.period.date
    return first + (value.reference_date - first) / 2
