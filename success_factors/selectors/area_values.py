"""Reading the figures of Stadtteile and of areas that are compared: tables, map, lines."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from neuss_integration.city.models import District
from neuss_integration.foundation.ui.line_chart import Point, Series
from neuss_integration.foundation.ui.signs import NOTHING
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.ui.tile_map import ValueTile, value_map
from success_factors.models import AreaValue, Indicator
from success_factors.selectors.area_disclosure import hidden_area_values
from success_factors.selectors.indicators import SUPPRESSED

PER: Final = 1000
PER_UNIT: Final = "je 1.000 Einwohnerinnen und Einwohner"
RATE_DECIMALS: Final = 1
BREAK: Final = "neue Grenze, nicht vergleichbar"
MOST_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One figure of a place as tables show it, beside the one before and, where people are counted, per 1,000."""

    value: AreaValue
    shown: str
    change: str
    rate: str
    number: Decimal | None
    per_thousand: Decimal | None


@dataclass(frozen=True, slots=True)
class DistrictFigures:
    """The figures of the Stadtteile in one year, and for which other years there are some."""

    indicator: Indicator
    year: int
    years: list[int]
    rows: list[AreaRow]
    has_rates: bool


def district_figures(indicator: Indicator, *, inside: bool, year: int | None = None) -> DistrictFigures | None:
    """The figures of `year`, else of the newest one; None where no Stadtteil has one. Two queries."""
    values = list(indicator.area_values.of_districts().select_related("district").in_order())
    years = sorted({each.year for each in values}, reverse=True)
    if not years:
        return None
    chosen = year if year in years else years[0]
    rows = area_rows(indicator, values, populations([indicator], inside=inside), inside=inside)
    shown = [row for row in rows if row.value.year == chosen]
    return DistrictFigures(indicator, chosen, years, shown, any(row.rate for row in shown))


def area_rows(
    indicator: Indicator, values: Sequence[AreaValue], people: dict[tuple[int, int], Decimal], *, inside: bool
) -> list[AreaRow]:
    """The `values` of one indicator in their order (place, then year); `people` as `populations` gives them."""
    return _rows(indicator, values, people, frozenset() if inside else hidden_area_values(indicator, values))


def _rows(
    indicator: Indicator, values: Iterable[AreaValue], people: dict[tuple[int, int], Decimal], hidden: frozenset[int]
) -> list[AreaRow]:
    rows, before = [], None
    for each in values:
        known = each.pk not in hidden
        is_same_place = before is not None and (before.district_id, before.area) == (each.district_id, each.area)
        rate = _rate(indicator, each, people) if known else None
        rows.append(
            AreaRow(
                each,
                _number(each.value, indicator) if known else SUPPRESSED,
                _change(each, before, indicator, hidden) if before is not None and is_same_place else "",
                "" if rate is None else str(german_number(rate, decimals=RATE_DECIMALS)),
                each.value if known else None,
                rate,
            )
        )
        before = each
    return rows


def populations(indicators: Iterable[Indicator], *, inside: bool) -> dict[tuple[int, int], Decimal]:
    """People by (Stadtteil, year); one query, two more outside, none where no one of `indicators` counts people.

    Where their number is hidden there is none: beside a number and its rate per 1,000 it could be worked out.
    """
    if not any(each.counts_people for each in indicators):
        return {}
    found = list(AreaValue.objects.of_districts().filter(indicator__is_population=True).select_related("indicator"))
    hidden = frozenset() if inside or not found else hidden_area_values(found[0].indicator, found)
    return {(each.district_id, each.year): each.value for each in found if each.district_id and each.pk not in hidden}


def comparison_lines(indicator: Indicator) -> list[Series]:
    """The areas the city is compared with as lines beside its own, at most MOST_LINES; one query.

    Numbers of people are not drawn: those of the Land would press the line of the city flat.
    """
    if indicator.counts_people:
        return []
    groups: dict[str, list[Point]] = defaultdict(list)
    for each in _compared(indicator):
        day = each.reference_date.replace(month=1, day=1)
        shown = _number(each.value, indicator)
        groups[each.area].append(Point(day, each.value, str(each.year), shown, each.starts_new_series))
    return [Series(name, points) for name, points in list(groups.items())[:MOST_LINES]]


def with_comparisons(indicators: QuerySet[Indicator], *, until: dt.date | None = None) -> QuerySet[Indicator]:
    """`indicators` whose `comparison_lines` need no query of their own, with what was known on `until`; one query."""
    compared = AreaValue.objects.filter(district__isnull=True).over_on(until).in_order()
    return indicators.prefetch_related(Prefetch("area_values", compared, to_attr="compared_values"))


def _compared(indicator: Indicator) -> Sequence[AreaValue]:
    known: Sequence[AreaValue] | None = indicator.__dict__.get("compared_values")
    return list(indicator.area_values.filter(district__isnull=True).in_order()) if known is None else known


def comparison_rows(indicator: Indicator, *, inside: bool) -> list[AreaRow]:
    """Every value of the areas that are compared, by area and year; one query."""
    return area_rows(indicator, _compared(indicator), {}, inside=inside)


def written_values(indicator: Indicator, *, inside: bool) -> list[AreaRow]:
    """Every value of every place and year; two queries."""
    values = list(indicator.area_values.select_related("district").in_order())
    return area_rows(indicator, values, populations([indicator], inside=inside), inside=inside)


def figure_map(figures: DistrictFigures, *, per_thousand: bool) -> SafeString:
    """The Stadtteile shaded by their figure, by number or per 1,000."""
    indicator, by_rate = figures.indicator, per_thousand and figures.has_rates
    tiles = [
        ValueTile(
            district.map_column,
            district.map_row,
            f"{district.number:02d}",
            district.name,
            row.per_thousand if by_rate else row.number,
            (row.rate or str(NOTHING)) if by_rate else row.shown,
            reverse("measures:district-detail", args=[district.pk]),
        )
        for row in figures.rows
        if (district := row.value.district) and district.map_column and district.map_row
    ]
    unit, decimals = (PER_UNIT, RATE_DECIMALS) if by_rate else (indicator.unit, indicator.decimals)
    return value_map(tiles, f"{indicator.name} {figures.year}, {unit}", unit=unit, decimals=decimals)


@dataclass(frozen=True, slots=True)
class DistrictProfileRow:
    """The newest figure of an indicator in one Stadtteil."""

    indicator: Indicator
    row: AreaRow


def figures_of(district: District, indicators: QuerySet[Indicator], *, inside: bool) -> list[DistrictProfileRow]:
    """The newest figure of each of `indicators` that `district` has, in German order; at most six queries.

    Outside all Stadtteile are read: whether a number is hidden depends on the others.
    """
    of_place = indicators.filter(area_values__district=district).distinct().order_by("sort_key")
    named = list(of_place if inside else of_place.prefetch_related("values"))
    values = AreaValue.objects.of_districts().filter(indicator__in=named).select_related("district").in_order()
    by_indicator: dict[int, list[AreaValue]] = defaultdict(list)
    for each in values.filter(district=district) if inside else values:
        by_indicator[each.indicator_id].append(each)
    people, found = populations(named, inside=inside), []
    for indicator in named:
        every = by_indicator[indicator.pk]
        hidden = frozenset() if inside else hidden_area_values(indicator, every)
        here = [each for each in every if each.district_id == district.pk]
        found.append(DistrictProfileRow(indicator, _rows(indicator, here, people, hidden)[-1]))
    return found


def mapped_indicators(indicators: QuerySet[Indicator]) -> list[Indicator]:
    """Those of `indicators` of which Stadtteile have figures; one query."""
    return list(indicators.filter(area_values__district__isnull=False).distinct().order_by("sort_key"))


def _number(value: Decimal, indicator: Indicator) -> str:
    return str(german_number(value, decimals=indicator.decimals))


def _rate(indicator: Indicator, each: AreaValue, people: dict[tuple[int, int], Decimal]) -> Decimal | None:
    count = people.get((each.district_id or 0, each.year))
    if not count or indicator.is_population or not indicator.counts_people:
        return None
    return each.value * PER / count


def _change(each: AreaValue, before: AreaValue, indicator: Indicator, hidden: frozenset[int]) -> str:
    """The difference from the year before that is known; a changed boundary breaks the series."""
    if each.starts_new_series:
        return BREAK
    if hidden & {each.pk, before.pk}:
        return SUPPRESSED
    difference = each.value - before.value
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return f"{sign}{_number(abs(difference), indicator)} seit {before.year}"
