"""Which numbers people outside the office may see, so that no hidden one can be calculated from the others.

One rule for page, picture, CSV and snapshot: a small number is hidden, and so is what would give it away. The groups of
a time, each fixed set (success_factors.enums.GROUPS) by itself, and the number of all are taken as a sum: where exactly
one of them were hidden, subtraction would show it, so that a second one is hidden too, and more while those who know
this rule could tell from the sum of all hidden ones what they are (1 + 1 = 2, but also 2 + 2 = 4: beside 3 + 1 the rule
would have hidden another). The Stadtteile of a year are a sum too, of what the indicator says of the whole city.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, Protocol

from django.conf import settings

from success_factors.enums import Qualifier, set_of_group
from success_factors.models import AreaValue, Indicator, IndicatorValue

UNSAID: Final = -1
"""Stands for the key of a number of all that nobody entered: other groups or the Stadtteile tell it."""


class HasNumber(Protocol):
    """One number of a sum."""

    @property
    def value(self) -> Decimal | None: ...


def hidden_values(values: Iterable[IndicatorValue]) -> frozenset[int]:
    """The keys of the `values` of one indicator that are kept from people outside the office."""
    days: dict[object, dict[str, list[IndicatorValue]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        days[value.reference_date][value.reference_precision].append(value)
    return frozenset(key for times in days.values() for key in _hidden_of_one_day(list(times.values())))


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
    if not indicator.counts_people:
        return frozenset()
    found = list(values)
    years: dict[object, list[AreaValue]] = defaultdict(list)
    for each in found:
        if each.district_id:
            years[each.reference_date].append(each)
    hidden = {each.pk for each in found if is_few(each.value)}
    hidden_wholes = _years_without_whole(indicator) if years else frozenset()
    for rows in years.values():
        hidden |= {each.pk for each in rows if each.value} if rows[0].year in hidden_wholes else _hidden_of_year(rows)
    return frozenset(hidden)


def _years_without_whole(indicator: Indicator) -> frozenset[int]:
    """The years for which the number of the whole city is hidden."""
    values = list(indicator.values.all())
    for each in values:
        each.indicator = indicator
    hidden = hidden_values(values)
    return frozenset(each.reference_date.year for each in values if each.pk in hidden and not each.group)


def _hidden_of_year(rows: list[AreaValue]) -> set[int]:
    secret = [each for each in rows if is_few(each.value)]
    if not secret:
        return set()
    others = sorted((each for each in rows if each not in secret and each.value), key=_loss_of_area)
    while others and tells(secret):
        secret.append(others.pop(0))
    return {each.pk for each in (rows if tells(secret) else secret)}


def _loss_of_area(each: AreaValue) -> tuple[int, int]:
    return digits_of(each), each.district_id or 0


def _hidden_of_one_day(times: list[list[IndicatorValue]]) -> set[int]:
    """Of "2025" and "31.12.2025" one may tell the number of all and the other the groups."""
    wholes = [_whole_of(rows) for rows in times]
    known = next((each for each in wholes if each is not None), None)
    hidden: set[int] = set()
    for _ in times:  # the whole hidden for one time is to be hidden in all
        for rows, whole in zip(times, wholes, strict=True):
            hidden |= _hidden_of_one_time(rows, whole or known or IndicatorValue(pk=UNSAID), hidden)
    return hidden - {UNSAID}


def _whole_of(rows: list[IndicatorValue]) -> IndicatorValue | None:
    of_all = [each for each in rows if not each.group and each.value is not None]
    return max(of_all, key=lambda each: each.is_used, default=None)


def _hidden_of_one_time(rows: list[IndicatorValue], whole: IndicatorValue, before: set[int]) -> set[int]:
    hidden = _with_twins(rows, {each.pk for each in rows if _is_primary(each)}) | before
    used = [each for each in rows if each.is_used and each.value is not None]
    sets: dict[str, list[IndicatorValue]] = defaultdict(list)
    for each in used:
        if each.group:
            sets[set_of_group(each.group)].append(each)
    for _ in sets:  # the whole hidden for one set is to be hidden in all
        for groups in sets.values():
            _hide_what_gives_away(groups, whole, hidden)
    return _with_twins(rows, hidden) | hidden


def _with_twins(rows: list[IndicatorValue], hidden: set[int]) -> set[int]:
    """Several values of one group tell the same, so that none is shown where one is hidden."""
    groups = {each.group for each in rows if each.pk in hidden}
    return {each.pk for each in rows if each.group in groups and each.value is not None}


def _hide_what_gives_away(groups: list[IndicatorValue], whole: IndicatorValue, hidden: set[int]) -> None:
    """Adds to `hidden` until neither the number of all nor the groups that are shown tell a hidden one."""
    if whole.pk in hidden:
        hidden |= {each.pk for each in groups if each.value}
        return
    secret = [each for each in groups if each.pk in hidden]
    if not secret:
        return
    shown = sorted((each for each in groups if each.pk not in hidden and each.value), key=_loss)
    while shown and tells(secret):
        secret.append(shown.pop(0))
    hidden |= {each.pk for each in secret}
    if tells(secret):
        hidden.add(whole.pk)


def _amount(each: HasNumber) -> Decimal:
    return abs(each.value or Decimal())


def _loss(each: IndicatorValue) -> tuple[int, str]:
    """What is hidden first: little is lost, and a later correction of a number does not choose another group.

    Otherwise two editions of the same table, read side by side, would tell what each of them hides.
    """
    return digits_of(each), each.group


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
