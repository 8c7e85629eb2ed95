"""Reading indicators: what is shown of a value and to whom, the line over time, and which way it moves."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.db.models import Max, Prefetch, Q, QuerySet
from django.utils import timezone

from neuss_integration.foundation.ui.line_chart import LineChart, Point, Series
from neuss_integration.foundation.words.months import add_months
from success_factors.enums import (
    GroupSet,
    IndicatorDirection,
    Movement,
    Precision,
    Qualifier,
    TableSign,
    set_of_group,
)
from success_factors.models import Indicator, IndicatorValue
from success_factors.selectors.disclosure import hidden_of

SUPPRESSED: Final = "·"
USUAL_RHYTHM: Final = 36
"""How many months a value stands for where the indicator names no rhythm."""
SIGNS_SHOWN: Final = {Qualifier.ESTIMATED: "e", Qualifier.PROVISIONAL: "p"}


def with_values(indicators: QuerySet[Indicator], *, until: dt.date | None = None) -> QuerySet[Indicator]:
    """`indicators` with their values, Handlungsfeld and factors; only of times over on `until`. Three queries."""
    values = IndicatorValue.objects.over_on(until).in_order().defer("created_at", "updated_at", "submission_key")
    return indicators.select_related("field_of_action", "successor", "department").prefetch_related(
        "success_factors", Prefetch("values", values)
    )


def used_values(indicator: Indicator) -> list[IndicatorValue]:
    """The values that are used, in the order of time; needs `with_values`."""
    return [each for each in indicator.values.all() if each.is_used]


def is_hidden(value: IndicatorValue, *, inside: bool) -> bool:
    """Whether the number is kept from people outside the office (selectors.disclosure)."""
    return not inside and value.pk in hidden_of(value.indicator)


def shown_value(value: IndicatorValue, *, inside: bool) -> str:
    """The value as tables show it: "1.234,5", "(12) e", "." for blocked and "·" for small numbers outside."""
    if value.value is None:
        return TableSign(value.sign).sign
    if is_hidden(value, inside=inside):
        return TableSign.SECRET.sign if value.qualifier == Qualifier.BLOCKED else SUPPRESSED
    text = value.indicator.written(value.value)
    if value.qualifier == Qualifier.WEAK:
        return f"({text})"
    mark = SIGNS_SHOWN.get(Qualifier(value.qualifier)) if value.qualifier else ""
    return f"{text} {mark}" if mark else text


def indicator_chart(
    indicator: Indicator, *, inside: bool, group_set: str | None = None, beside: Sequence[Series] = ()
) -> LineChart | None:
    """The used values as lines, one of all and one per group of one set, with gaps where a number is missing.

    None without a value. The set is `group_set`, else the one that is compared. Lines of other areas stand `beside`.
    """
    groups: dict[str, list[Point]] = defaultdict(list)
    every = used_values(indicator)
    group_set = _compared_set(every) if group_set is None else group_set
    values = [each for each in every if not each.group or set_of_group(each.group) == group_set]
    yearly = all(value.reference_precision == Precision.YEAR for value in values)
    for value in values:
        number = None if is_hidden(value, inside=inside) else value.value
        shown = shown_value(value, inside=inside)
        groups[value.group].append(
            Point(_place(value, yearly=yearly), number, str(value.period), shown, value.starts_new_series)
        )
    if not groups:
        return None
    many = len(groups) > 1 or beside
    series = [Series(name or ("insgesamt" if many else ""), points) for name, points in groups.items()]
    levels = levels_of(indicator)
    return LineChart(
        indicator.name,
        [*series, *beside],
        unit=indicator.unit,
        target=_target(indicator),
        levels=levels,
        stepped=bool(levels),
    )


def levels_of(indicator: Indicator) -> list[tuple[int, str]]:
    """What a picture of `indicator` is written on with where its values are words, which hold until the next one."""
    return list(indicator.words.items())


def set_charts(indicator: Indicator, *, inside: bool) -> list[tuple[str, LineChart]]:
    """A picture, with its name, for each fixed set of groups that `indicator_chart` does not show itself."""
    values = used_values(indicator)
    shown, used = _compared_set(values), {set_of_group(each.group) for each in values if each.group}
    wanted = [each for each in GroupSet if each in used and each != shown]
    charts = [(str(each.label), indicator_chart(indicator, inside=inside, group_set=each)) for each in wanted]
    return [(label, chart) for label, chart in charts if chart is not None]


def _compared_set(values: Iterable[IndicatorValue]) -> str:
    """The groups that are compared: an indicator's own (empty), else the first fixed set of which there are values."""
    sets = {set_of_group(each.group) for each in values if each.group}
    return next((each for each in ("", *GroupSet.values) if each in sets), "")


def _place(value: IndicatorValue, *, yearly: bool) -> dt.date:
    """Where the value stands on the axis of time: a year at its name, beside days in its middle."""
    first = value.period.date
    return first if yearly else first + (value.reference_date - first) / 2


def _target(indicator: Indicator) -> tuple[Decimal, str] | None:
    if indicator.target_value is None:
        return None
    until = f" bis {indicator.target_year}" if indicator.target_year else ""
    return indicator.target_value, f"Ziel{until}: {indicator.written(indicator.target_value)}"


def movement(indicator: Indicator, *, inside: bool = True, today: dt.date | None = None) -> Movement:
    """Whether the last step of the series went the wanted way; needs `with_values`.

    No direction is told of an old value, of a number that is hidden, of one value, or over a break of the series.
    """
    values = [each for each in used_values(indicator) if not is_hidden(each, inside=inside)]
    has_groups = indicator.direction == IndicatorDirection.CONVERGE
    compared = _compared_set(values)
    own = [each for each in values if bool(each.group) == has_groups and each.value is not None]
    own = [each for each in own if not each.group or set_of_group(each.group) == compared]
    if own and is_outdated(own[-1], today=today):
        return Movement.OUTDATED
    if indicator.direction == IndicatorDirection.NEUTRAL:
        return Movement.NONE
    steps = (
        _spreads(own) if has_groups else [(each.reference_date, each.value) for each in own if each.value is not None]
    )
    if len(steps) < 2:
        return Movement.NONE
    (first, before), (last, after) = steps[-2:]
    if any(each.starts_new_series and first < each.reference_date <= last for each in values):
        return Movement.BROKEN
    if before == after:
        return Movement.SAME
    wanted_up = indicator.direction == IndicatorDirection.UP
    return Movement.RIGHT if (after > before) == wanted_up else Movement.WRONG


def is_outdated(value: IndicatorValue, *, today: dt.date | None = None) -> bool:
    """Whether `value` is older than the rhythm of its indicator, or than three years where none is given."""
    months = value.indicator.rhythm_months or USUAL_RHYTHM
    return add_months(value.reference_date, months) < (today or timezone.localdate())


def due_values(indicators: QuerySet[Indicator]) -> list[tuple[Indicator, dt.date]]:
    """Those of `indicators` that name a rhythm, with the day on which the next value is due; one query.

    A rhythm after the newest used value, and the months later after which a value is there. Without a value the rhythm
    counts from the day on which the indicator was entered.
    """
    newest = Max("values__reference_date", filter=Q(values__is_used=True))
    found = indicators.filter(rhythm_months__isnull=False).annotate(newest=newest).order_by("pk")
    return [(each, _due_on(each, each.newest)) for each in found]


def _due_on(indicator: Indicator, newest: dt.date | None) -> dt.date:
    last = newest or timezone.localdate(indicator.created_at)
    return add_months(last, (indicator.rhythm_months or USUAL_RHYTHM) + (indicator.available_after_months or 0))


def _spreads(values: Iterable[IndicatorValue]) -> list[tuple[dt.date, Decimal]]:
    """How far the groups lie apart, for each time for which there are two or more."""
    times: dict[dt.date, list[Decimal]] = defaultdict(list)
    for each in values:
        if each.value is not None:
            times[each.reference_date].append(each.value)
    return [(day, max(found) - min(found)) for day, found in sorted(times.items()) if len(found) > 1]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One line of the list."""

    indicator: Indicator
    last: IndicatorValue | None
    shown: str
    movement: Movement
    before: IndicatorValue | None = None
    shown_before: str = ""

    @property
    def is_outdated(self) -> bool:
        """Whether the last value is too old to stand for today."""
        return self.last is not None and is_outdated(self.last)

    @property
    def is_watched(self) -> bool:
        """Whether it is watched today."""
        return self.indicator.is_active and self.indicator.is_valid_on(timezone.localdate())

    @property
    def is_due(self) -> bool:
        """Whether the next value is due (`due_values`); of what is not watched none is."""
        if not self.is_watched or self.indicator.rhythm_months is None:
            return False
        days = [each.reference_date for each in self.indicator.values.all() if each.is_used]
        return _due_on(self.indicator, max(days, default=None)) <= timezone.localdate()


def indicator_rows(
    indicators: QuerySet[Indicator], *, inside: bool, today: dt.date | None = None
) -> list[IndicatorRow]:
    """The `indicators` with their last used value of all and which way it moves, seen on `today`; three queries.

    What is told of a time that was not over on `today` was not known then.
    Where only groups are counted, the value of all is "–" and the time that of the newest group.
    """
    rows = []
    for indicator in with_values(indicators, until=today):
        used = used_values(indicator)
        own = [each for each in used if not each.group]
        if used and not own:
            newest = [each for each in used if set_of_group(each.group) == _compared_set(used)][-1]
            rows.append(
                IndicatorRow(indicator, newest, TableSign.NOTHING.sign, movement(indicator, inside=inside, today=today))
            )
            continue
        shown = [shown_value(each, inside=inside) for each in own[-2:]]
        last, text = (own[-1], shown[-1]) if own else (None, "")
        row = IndicatorRow(indicator, last, text, movement(indicator, inside=inside, today=today))
        rows.append(row if len(own) < 2 else replace(row, before=own[-2], shown_before=shown[0]))
    return rows


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value as the page shows it."""

    value: IndicatorValue
    shown: str


def value_rows(indicator: Indicator, *, inside: bool) -> list[ValueRow]:
    """All values, newest first, the used one of several before the others; needs `with_values`."""
    rows = [ValueRow(each, shown_value(each, inside=inside)) for each in reversed(indicator.values.all())]
    return sorted(rows, key=lambda row: (-row.value.reference_date.toordinal(), row.value.group, not row.value.is_used))


def factor_movements(*, inside: bool = False) -> dict[int, Counter[str]]:
    """How many watched indicators of each factor (by number) go which way; three queries."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for indicator in with_values(Indicator.objects.watched()):
        for factor in indicator.success_factors.all():
            found[factor.number][movement(indicator, inside=inside).value] += 1
    return found
