"""Which numbers of Stadtteile and other areas people outside the office may see: the rule of `disclosure`."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from success_factors.enums import Precision
from success_factors.models import AreaValue, Indicator, IndicatorValue
from success_factors.selectors.disclosure import (
    REST,
    Rest,
    all_hidden,
    digits_of,
    is_few,
    tells,
    unnamed_of,
    unsaid,
    used_last,
)

TOLD: Final = 0
"""Stands for the key of the number of a year that the Stadtteile add up to."""


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
    if not years:
        return frozenset(hidden)
    city = _City(indicator)
    for day, rows in years.items():
        if rows[0].year in city.hidden_years or city.tells_more_with(rows):
            hidden |= {each.pk for each in rows if each.value}
        elif indicator.counts_people:
            hidden |= _hidden_of_year(rows, city.wholes.get(day))
    return frozenset(hidden - {REST})


class _City:
    """The numbers of the whole city by day, and the years for which one is hidden."""

    def __init__(self, indicator: Indicator) -> None:
        self.indicator, self.values = indicator, list(indicator.values.all())
        values = self.values
        for each in values:
            each.indicator = indicator
        self.hidden = all_hidden(values)
        of_all = [each for each in values if not each.group and each.reference_precision != Precision.MONTH]
        self.wholes: dict[object, IndicatorValue] = {each.reference_date: each for each in used_last(of_all)}
        days = {each.reference_date for each in of_all if each.pk in self.hidden}
        self.hidden_years = {each.year for each in days}

    def tells_more_with(self, rows: list[AreaValue]) -> bool:
        """Whether the Stadtteile, as the number of the year that nobody entered, tell what is hidden."""
        day = rows[0].reference_date
        of_year = [each for each in self.values if each.reference_date.year == day.year]
        if day in self.wholes or not of_year:
            return False
        told = unsaid((day, False))
        told.pk, told.indicator, told.value = TOLD, self.indicator, sum((each.value for each in rows), Decimal())
        return bool(all_hidden([*of_year, told]) - self.hidden - {REST})


def _hidden_of_year(rows: list[AreaValue], whole: IndicatorValue | None) -> set[int]:
    unnamed = unnamed_of(rows, whole) if whole else Decimal()
    secret: list[AreaValue | Rest] = [each for each in rows if is_few(each.value)]
    if unnamed > 0 and is_few(unnamed):
        secret.append(Rest(unnamed))
    if not secret:
        return set()
    others = sorted((each for each in rows if each not in secret and each.value), key=_loss_of_area)
    while others and tells(secret):
        secret.append(others.pop(0))
    return {each.pk for each in (rows if tells(secret) else secret)}


def _loss_of_area(each: AreaValue) -> tuple[int, int]:
    return digits_of(each), each.district_id or 0
