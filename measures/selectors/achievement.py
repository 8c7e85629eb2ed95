"""How far a goal is, by one of its Messgrößen: the number, the sentence, how it was worked out, and the picture."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from operator import or_
from typing import Final

from django.db.models import Prefetch, QuerySet

from measures.enums import GaugeCounting, KeyFigureDirection
from measures.models import GoalGauge, KeyFigureValue
from measures.models.goal_gauge import STEPS
from measures.querysets import FRESH_MONTHS
from measures.selectors import key_figures
from measures.selectors.gauge_words import NOT_REACHED, REACHED, shown, steps_told, target_words
from measures.selectors.key_figures import SUPPRESSED, TOO_SMALL
from neuss_integration.foundation.ui.line_chart import LineChart, Point, Series
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.counting import WHOLE, percentage
from neuss_integration.foundation.words.months import add_months
from success_factors.models import IndicatorValue
from success_factors.models.value_words import YES_NO, told_words
from success_factors.selectors import indicators
from success_factors.selectors.disclosure import is_few
from success_factors.selectors.indicators import USUAL_RHYTHM

NO_VALUE: Final = "Noch ohne Wert."
TOTAL_TOO_SMALL: Final = (
    "Ein Teil der Werte wird nicht gezeigt; sonst wäre eine kleine Zahl zu erkennen. Darum fehlt auch die Summe."
)
BROKEN: Final = "Seit dem Ausgangswert wurde die Zählweise geändert; ein Anteil des Wegs lässt sich nicht sagen."
NO_START: Final = "Ziel noch nicht erreicht; ohne Ausgangswert lässt sich kein Anteil des Wegs sagen."
NO_STEP: Final = "Noch kein Fortschritt: Der letzte Wert ist so hoch wie der Ausgangswert."
OUTDATED: Final = "Der letzte Wert ist veraltet."
INTERIM_NAMES: Final = {"first_interim": "Erstes Zwischenziel", "second_interim": "Zweites Zwischenziel"}


@dataclass(frozen=True, slots=True)
class GaugeReading:
    """A number of the series that is held against the target, with the time it tells of."""

    first: dt.date
    last: dt.date
    period: str
    value: Decimal
    is_hidden: bool = False
    breaks: bool = False

    @property
    def middle(self) -> dt.date:
        """Where it stands beside days on an axis of time: the number of a year does not stand at the next one."""
        return self.first + (self.last - self.first) / 2


@dataclass(frozen=True, slots=True)
class Interim:
    """What became of an interim target: reached, missed, still to come, or not to be said."""

    label: str
    value: str
    day: dt.date
    outcome: str


@dataclass(frozen=True, slots=True)
class Achievement:
    """How far the goal is by one Messgröße, as a person may read it."""

    gauge: GoalGauge
    percent: int | None
    sentence: str
    derivation: list[str]
    baseline: str
    target: str
    last: str
    period: str
    interims: list[Interim]
    chart: Callable[[], LineChart | None]

    @property
    def bar(self) -> int:
        """The percent as far as a bar can show it."""
        return min(max(self.percent or 0, 0), WHOLE)


def gauges_with_values(gauges: QuerySet[GoalGauge], *, inside: bool = False) -> QuerySet[GoalGauge]:
    """`gauges` with what `achievement` needs; outside, groups decide what is hidden. Four more queries at most."""
    used = IndicatorValue.objects.in_order().filter(**({"group": ""} if inside else {}))
    return gauges.select_related("indicator", "key_figure__measure", "goal").prefetch_related(
        Prefetch("indicator__values", used),
        Prefetch("key_figure__values", KeyFigureValue.objects.order_by("reference_date", "pk")),
    )


def achievements(gauges: Iterable[GoalGauge], *, inside: bool, today: dt.date) -> list[Achievement]:
    """How far the goal of each of `gauges` is on `today`; needs `gauges_with_values`."""
    return [achievement(each, inside=inside, today=today) for each in gauges]


def achievement(gauge: GoalGauge, *, inside: bool, today: dt.date) -> Achievement:
    """How far the goal of `gauge` is on `today`; outside of the office nothing gives a small number away."""
    every = [each for each in readings_of(gauge, inside=inside) if each.last <= today]
    line = counted(gauge, every)
    hides_start = _hides_baseline(gauge, every, inside=inside)
    if hides_start and gauge.counting == GaugeCounting.TOTAL:  # the sum begins with it
        line = [replace(each, is_hidden=True) for each in line]
    percent, sentence = _told(gauge, every, line, hides_start=hides_start)
    last = line[-1] if line else None
    return Achievement(
        gauge,
        percent,
        " ".join([sentence, *_notes(gauge, last, today)]),
        [] if hides_start else list(_derivation(gauge, every, line, percent)),
        baseline=SUPPRESSED if hides_start else shown(gauge, gauge.baseline_value),
        target=target_words(gauge),
        last="" if last is None else SUPPRESSED if last.is_hidden else shown(gauge, last.value),
        period=last.period if last else "",
        interims=[_interim(gauge, step, line, today) for step in INTERIM_NAMES if getattr(gauge, f"{step}_date")],
        chart=lambda: _chart(gauge, every, line, hides_start=hides_start),
    )


def readings_of(gauge: GoalGauge, *, inside: bool) -> list[GaugeReading]:
    """The numbers of all people in the order of time, of an indicator those that are used."""
    if gauge.indicator is not None:
        used = [each for each in indicators.used_values(gauge.indicator) if not each.group and each.value is not None]
        return [
            GaugeReading(
                each.period.date,
                each.reference_date,
                str(each.period),
                each.value or Decimal(0),
                indicators.is_hidden(each, inside=inside),
                each.starts_new_series,
            )
            for each in used
        ]
    figure = gauge.key_figure
    assert figure is not None
    hidden = frozenset() if inside else key_figures.hidden_values(figure)
    return [
        GaugeReading(each.period.date, each.reference_date, str(each.period), each.value, each.pk in hidden)
        for each in figure.values.all()
    ]


def counted(gauge: GoalGauge, every: Sequence[GaugeReading]) -> list[GaugeReading]:
    """What is held against the target: the numbers after the day of the baseline, added up where that is asked for."""
    start = gauge.baseline_date
    if gauge.counting == GaugeCounting.LATEST:
        return [each for each in every if start is None or each.last > start]
    parts = _summands(gauge, every)
    sums = accumulate((each.value for each in parts), initial=gauge.baseline_value or Decimal(0))
    hidden = accumulate((each.is_hidden for each in parts), or_)
    return [
        replace(each, value=total, is_hidden=is_hidden)
        for each, total, is_hidden in zip(parts, list(sums)[1:], hidden, strict=True)
    ]


def _summands(gauge: GoalGauge, every: Sequence[GaugeReading]) -> list[GaugeReading]:
    """The numbers of times that begin after the baseline; a month within a year that is counted is not added again."""
    since = [each for each in every if gauge.baseline_date is None or each.first > gauge.baseline_date]
    return [each for each in since if not any(_is_within(each, other) for other in since if other is not each)]


def _is_within(part: GaugeReading, whole: GaugeReading) -> bool:
    is_longer = whole.last - whole.first > part.last - part.first
    return is_longer and whole.first <= part.first and part.last <= whole.last


def is_reached(gauge: GoalGauge, value: Decimal, target: Decimal) -> bool:
    return value <= target if gauge.direction == KeyFigureDirection.DOWN else value >= target


def _told(
    gauge: GoalGauge, every: Sequence[GaugeReading], line: Sequence[GaugeReading], *, hides_start: bool
) -> tuple[int | None, str]:
    if not line:
        if every:
            earlier = f"Der letzte Wert ({every[-1].period}) liegt nicht nach dem Ausgangswert und zählt darum nicht."
            return None, earlier
        return None, NO_VALUE
    last, start = line[-1], gauge.baseline_value
    if last.is_hidden:
        return None, TOO_SMALL if gauge.counting == GaugeCounting.LATEST else TOTAL_TOO_SMALL
    if start is not None and any(each.breaks for each in line) and not gauge.words:
        return None, BROKEN
    reached = is_reached(gauge, last.value, gauge.target_value)
    if gauge.words:
        return None, steps_told(gauge, last.value, reached=reached)
    if start is None or hides_start:
        return (WHOLE if reached else None), REACHED if reached else NOT_REACHED if hides_start else NO_START
    percent = percentage(last.value - start, gauge.target_value - start) or 0
    way = f"{german_number(percent)} % des Wegs vom Ausgangswert zum Ziel"
    if percent > WHOLE:
        return percent, f"Ziel übertroffen: {way}."
    if reached:
        return percent, f"Ziel erreicht: {way}."
    if percent < 0:
        return percent, f"Rückschritt: Der letzte Wert liegt hinter dem Ausgangswert ({way})."
    return percent, f"{way}." if percent else NO_STEP


def _notes(gauge: GoalGauge, last: GaugeReading | None, today: dt.date) -> Iterator[str]:
    """What else has to be known: the day has passed, or the number is old."""
    is_open = last is None or last.is_hidden or not is_reached(gauge, last.value, gauge.target_value)
    if is_open and gauge.target_date < today:
        yield f"Das Ziel war bis {gauge.target_date:%d.%m.%Y} zu erreichen."
    if last is not None and is_old(gauge, last, today):
        yield OUTDATED


def is_old(gauge: GoalGauge, last: GaugeReading, today: dt.date) -> bool:
    """Whether the number is older than the rhythm of its indicator; a Kennzahl is asked for every year."""
    months = (gauge.indicator.rhythm_months or USUAL_RHYTHM) if gauge.indicator is not None else FRESH_MONTHS
    return add_months(last.last, months) < today


def _derivation(
    gauge: GoalGauge, every: Sequence[GaugeReading], line: Sequence[GaugeReading], percent: int | None
) -> Iterator[str]:
    """How the number came about, to be worked out again with paper and pencil."""
    if not line or line[-1].is_hidden:
        return
    start, target, last = (shown(gauge, each) for each in (gauge.baseline_value, gauge.target_value, line[-1].value))
    if gauge.words:
        if gauge.words is not YES_NO:
            yield told_words(gauge.words)
        return
    if gauge.counting == GaugeCounting.TOTAL:
        parts = " + ".join(f"{shown(gauge, each.value)} ({each.period})" for each in _summands(gauge, every))
        yield f"Zusammengezählt: {start} + {parts} = {last}"
    if percent is not None and gauge.baseline_value is not None:
        yield f"Gerechnet: ({last} − {start}) : ({target} − {start}) = {german_number(percent)} %"


def _interim(gauge: GoalGauge, step: str, line: Sequence[GaugeReading], today: dt.date) -> Interim:
    wanted, day = getattr(gauge, f"{step}_value"), getattr(gauge, f"{step}_date")
    known = [each for each in line if each.last <= day]
    if any(each.breaks for each in line):
        outcome = "nicht zu sagen, die Zählweise wurde geändert"
    elif known and known[-1].is_hidden:
        outcome = "nicht zu zeigen, sonst wäre eine kleine Zahl zu erkennen"
    elif known and is_reached(gauge, known[-1].value, wanted):
        outcome = f"erreicht ({shown(gauge, known[-1].value)}, {known[-1].period})"
    elif day >= today:
        outcome = "steht noch aus"
    elif known:
        outcome = f"verfehlt ({shown(gauge, known[-1].value)}, {known[-1].period})"
    else:
        outcome = "ohne Wert bis zu diesem Tag"
    return Interim(INTERIM_NAMES[step], shown(gauge, wanted), day, outcome)


def _hides_baseline(gauge: GoalGauge, every: Sequence[GaugeReading], *, inside: bool) -> bool:
    """Whether the baseline points at single people, or the number of its day is kept back, for whatever reason."""
    if inside or gauge.baseline_value is None or gauge.baseline_date is None:
        return False
    day = gauge.baseline_date
    is_small = gauge.number.counts_people and is_few(gauge.baseline_value)
    return is_small or any(each.is_hidden and each.first <= day <= each.last for each in every)


def _chart(
    gauge: GoalGauge, every: Sequence[GaugeReading], line: Sequence[GaugeReading], *, hides_start: bool
) -> LineChart | None:
    """The numbers over time beside the way that was planned; nothing as long as there is no number to show."""
    is_latest = gauge.counting == GaugeCounting.LATEST
    points = [
        Point(
            each.middle if is_latest else each.last,  # a sum is one of the last day
            None if each.is_hidden else each.value,
            each.period,
            SUPPRESSED if each.is_hidden else shown(gauge, each.value),
            each.breaks,
        )
        for each in (every if is_latest else line)
    ]
    if all(each.value is None for each in points):
        return None
    plan = [
        Point(
            day,
            None if hides_start and step == "baseline" else value,
            f"{day:%d.%m.%Y}",
            SUPPRESSED if hides_start and step == "baseline" else shown(gauge, value),
        )
        for step in STEPS
        for value, day in [(getattr(gauge, f"{step}_value"), getattr(gauge, f"{step}_date"))]
        if value is not None
    ]
    lines = [Series("Werte" if is_latest else "Summe", points), Series("geplanter Weg", plan)]
    levels = list(gauge.words.items())
    return LineChart(gauge.name, lines, unit=gauge.unit, levels=levels, stepped=bool(levels))
