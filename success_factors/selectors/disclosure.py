"""Which numbers people outside the office may see, so that no hidden one can be calculated from the others.

One rule for page, picture, CSV and snapshot: a small number is hidden, and so is what would give it away. The groups of
a time, each fixed set (success_factors.enums.GROUPS) by itself, and the number of all are taken as a sum: where exactly
one of them were hidden, subtraction would show it, so that a second one is hidden too, and more while those who know
this rule could tell from the sum of all hidden ones what they are (1 + 1 = 2, but also 2 + 2 = 4: beside 3 + 1 the rule
would have hidden another). The Stadtteile of a year are a sum too, of what the indicator says of the whole city, and
so are the months of a year where they add up to it. Those whom no group, Stadtteil or month names count as one more.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

from django.conf import settings

from success_factors.enums import Precision, Qualifier, set_of_group
from success_factors.models import AreaValue, Indicator, IndicatorValue

REST: Final = -1
"""Stands for the key of those of all whom no part names."""
NEW_YEARS_EVE: Final = (12, 31)


class HasNumber(Protocol):
    """One number of a sum."""

    @property
    def value(self) -> Decimal | None: ...


class Timed(HasNumber, Protocol):
    """A number that tells of a day, a month or a year."""

    @property
    def pk(self) -> int: ...
    @property
    def reference_date(self) -> dt.date: ...
    @property
    def reference_precision(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Rest:
    value: Decimal
    pk: int = REST


def hidden_values(values: Iterable[IndicatorValue]) -> frozenset[int]:
    """The keys of the `values` of one indicator that are kept from people outside the office."""
    return frozenset(key for key in _all_hidden(values) if key > REST)


def _all_hidden(values: Iterable[IndicatorValue]) -> set[int]:
    """The same, with REST and the keys of numbers of all that nobody entered (`_unsaid`)."""
    days: dict[dt.date, dict[str, list[IndicatorValue]]] = defaultdict(lambda: defaultdict(list))
    groups: dict[str, list[IndicatorValue]] = defaultdict(list)
    for value in values:
        days[value.reference_date][value.reference_precision].append(value)
        groups[value.group].append(value)
    hidden: set[int] = set()
    known = -1
    while known < len(hidden):  # what is hidden for one set, time or group may be told by another
        known = len(hidden)
        for day, times in days.items():
            _hide_on_one_day(list(times.values()), _unsaid(day), hidden)
        for of_group in groups.values():
            people = of_group[0].indicator.counts_people
            hide_what_a_year_tells([each for each in of_group if each.is_used], hidden, people=people)
    return hidden


def _unsaid(day: dt.date) -> IndicatorValue:
    """Stands for the number of all that nobody entered: other groups or the Stadtteile tell it."""
    return IndicatorValue(pk=-day.toordinal())


def hide_what_a_year_tells(values: Sequence[Timed], hidden: set[int], *, people: bool = True) -> None:
    """Adds to `hidden` until the number of a year and its other months, if they add up to it, tell no hidden month."""
    years: dict[int, list[Timed]] = defaultdict(list)
    for each in values:
        if each.reference_precision == Precision.MONTH and each.value is not None:
            years[each.reference_date.year].append(each)
    for whole in values:
        day, months = whole.reference_date, years[whole.reference_date.year]
        is_year = whole.reference_precision != Precision.MONTH and (day.month, day.day) == NEW_YEARS_EVE
        if is_year and len(months) > 1 and 0 <= _unnamed(months, whole) < settings.SMALL_NUMBER_THRESHOLD:
            _hide_what_gives_away(months, whole, hidden, people=people)


def hidden_of(indicator: Indicator) -> frozenset[int]:
    """The same for `indicator`; no query when its values are prefetched, and then worked out once."""
    known = indicator.__dict__.get("_hidden_values")
    if known is None:
        values = list(indicator.values.all())
        for value in values:
            value.indicator = indicator
        known = hidden_values(values)
        if "values" in getattr(indicator, "_prefetched_objects_cache", ()):
            indicator.__dict__["_hidden_values"] = known
    return known


def hidden_area_values(indicator: Indicator, values: Iterable[AreaValue]) -> frozenset[int]:
    """The keys of the `values` of one indicator elsewhere that are kept from people outside the office.

    The number of the whole city is taken as known, so that a small number of a Stadtteil never stays hidden alone; in a
    year for which it is hidden, all Stadtteile are, whose sum it is. Of other areas only small numbers are hidden.
    """
    found = list(values)
    years: dict[object, list[AreaValue]] = defaultdict(list)
    for each in found:
        if each.district_id:
            years[each.reference_date].append(each)
    hidden = {each.pk for each in found if indicator.counts_people and is_few(each.value)}
    wholes, hidden_years = _of_the_city(indicator) if years else ({}, frozenset())
    for day, rows in years.items():
        if rows[0].year in hidden_years:
            hidden |= {each.pk for each in rows if each.value}
        elif indicator.counts_people:
            hidden |= _hidden_of_year(rows, wholes.get(day))
    return frozenset(hidden - {REST})


def _of_the_city(indicator: Indicator) -> tuple[dict[object, IndicatorValue], frozenset[int]]:
    """The numbers of the whole city by day, and the years for which one is hidden or would be if it were entered."""
    values = list(indicator.values.all())
    for each in values:
        each.indicator = indicator
    hidden = _all_hidden(values)
    longer = [each for each in values if each.reference_precision != Precision.MONTH]
    of_all = [each for each in longer if not each.group]
    used_last = sorted((each for each in of_all if each.value is not None), key=lambda each: each.is_used)
    wholes: dict[object, IndicatorValue] = {each.reference_date: each for each in used_last}
    days = {each.reference_date for each in of_all if each.pk in hidden}
    days |= {each.reference_date for each in longer if _unsaid(each.reference_date).pk in hidden}
    return wholes, frozenset(each.year for each in days)


def _hidden_of_year(rows: list[AreaValue], whole: IndicatorValue | None) -> set[int]:
    unnamed = _unnamed(rows, whole) if whole else Decimal()
    secret: list[AreaValue | _Rest] = [each for each in rows if is_few(each.value)]
    if unnamed > 0 and is_few(unnamed):
        secret.append(_Rest(unnamed))
    if not secret:
        return set()
    others = sorted((each for each in rows if each not in secret and each.value), key=_loss_of_area)
    while others and tells(secret):
        secret.append(others.pop(0))
    return {each.pk for each in (rows if tells(secret) else secret)}


def _loss_of_area(each: AreaValue) -> tuple[int, int]:
    return digits_of(each), each.district_id or 0


def _hide_on_one_day(times: list[list[IndicatorValue]], unsaid: IndicatorValue, hidden: set[int]) -> None:
    """Of "2025" and "31.12.2025" one may tell the number of all and the other the groups, or both the same group."""
    every = [each for rows in times for each in rows]
    wholes = [_whole_of(rows) for rows in times]
    known = next((each for each in wholes if each is not None), unsaid)
    hidden |= {each.pk for each in every if _is_primary(each)}
    hidden |= _with_twins(every, hidden)
    for rows, whole in zip(times, wholes, strict=True):
        _hide_in_one_time(rows, whole or known, hidden)


def _whole_of(rows: list[IndicatorValue]) -> IndicatorValue | None:
    of_all = [each for each in rows if not each.group and each.value is not None]
    return max(of_all, key=lambda each: each.is_used, default=None)


def _hide_in_one_time(rows: list[IndicatorValue], whole: IndicatorValue, hidden: set[int]) -> None:
    """Each set by itself. Of a group without a used number, an unused one that stands beside is its part of all."""
    groups = {each.group: each for each in sorted(rows, key=lambda each: each.is_used) if each.value is not None}
    sets: dict[str, list[IndicatorValue]] = defaultdict(list)
    for each in groups.values():
        if each.group:
            sets[set_of_group(each.group)].append(each)
    for own in sets.values():
        _hide_what_gives_away(own, whole, hidden, people=own[0].indicator.counts_people)


def _with_twins(rows: list[IndicatorValue], hidden: set[int]) -> set[int]:
    """Several values of one group tell the same, so that none is shown where one is hidden."""
    groups = {each.group for each in rows if each.pk in hidden}
    return {each.pk for each in rows if each.group in groups and each.value is not None}


def _hide_what_gives_away(parts: Sequence[Timed], whole: Timed, hidden: set[int], *, people: bool = True) -> None:
    """Adds to `hidden` until neither the number of all nor the parts that are shown tell a hidden one.

    Where not `people` are counted, few whom no part names are nobody: the rates of groups are no parts of all.
    """
    if whole.pk in hidden:
        hidden |= {each.pk for each in parts if each.value}
        return
    unnamed = _unnamed(parts, whole)
    rest = [_Rest(unnamed)] if people and unnamed > 0 and is_few(unnamed) else []
    secret: list[Timed | _Rest] = [*(each for each in parts if each.pk in hidden), *rest]
    if not secret:
        return
    shown = sorted((each for each in parts if each.pk not in hidden and each.value), key=_loss)
    while shown and tells(secret):
        secret.append(shown.pop(0))
    hidden |= {each.pk for each in secret}
    if tells(secret):
        hidden.add(whole.pk)


def _unnamed(parts: Sequence[HasNumber], whole: HasNumber) -> Decimal:
    """How many of the whole no part names; none where the whole is not known."""
    if whole.value is None:
        return Decimal()
    return Decimal(whole.value) - sum((Decimal(each.value or 0) for each in parts), Decimal())


def _amount(each: HasNumber) -> Decimal:
    return abs(each.value or Decimal())


def _loss(each: Timed) -> tuple[int, str, dt.date]:
    """What is hidden first: little is lost, and a later correction of a number does not choose another group.

    Otherwise two editions of the same table, read side by side, would tell what each of them hides.
    """
    return digits_of(each), getattr(each, "group", ""), each.reference_date


def digits_of(each: HasNumber) -> int:
    """How long the number is; what has one digit counts as two, so that 9 + 2 and 10 + 1 choose the same group."""
    return max(2, len(str(int(_amount(each)))))


def tells(secret: Sequence[HasNumber]) -> bool:
    """Whether the sum of these, which everybody can work out, tells one of them to those who know the rule."""
    return len(secret) < 2 or sum(map(_amount, secret), Decimal()) < len(secret) * settings.SMALL_NUMBER_THRESHOLD


def is_few(value: Decimal | int) -> bool:
    """Whether so few could be known by name."""
    return value != 0 and -settings.SMALL_NUMBER_THRESHOLD < value < settings.SMALL_NUMBER_THRESHOLD


def _is_primary(value: IndicatorValue) -> bool:
    return value.qualifier == Qualifier.BLOCKED or value.is_small()
