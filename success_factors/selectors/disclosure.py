"""Which numbers people outside the office may see, so that no hidden one can be calculated from the others.

One rule for page, picture, CSV and snapshot: a small number is hidden, and so is what would give it away. The groups of
a time, each fixed set (success_factors.enums.GROUPS) by itself, and the number of all are taken as a sum: where exactly
one of them were hidden, subtraction would show it, so that a second one is hidden too, and more while those who know
this rule could tell from the sum of all hidden ones what they are (1 + 1 = 2, but also 2 + 2 = 4: beside 3 + 1 the rule
would have hidden another). The Stadtteile of a year are a sum too, of what the indicator says of the whole city, and
so are the months of a year where they add up to it; for both, groups that are a whole set tell a number of all that
nobody entered. Those whom no group, Stadtteil or month names count as one more. At last all sums are solved together.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, product
from typing import Final, Protocol

from django.conf import settings

from success_factors.enums import GROUPS, GroupSet, Precision, Qualifier, set_of_group
from success_factors.models import Indicator, IndicatorValue
from success_factors.selectors.disclosure_sums import Sum, told_by

REST: Final = -1
"""Stands for the key of those of all whom no part names."""
NEW_YEARS_EVE: Final = (12, 31)
_Time = tuple[dt.date, bool]
"""A day, and whether it stands for its month."""
_Cell = tuple[_Time, str]
"""A time and a group: what several values may tell."""


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
class Rest:
    """Those of all whom no part names."""

    value: Decimal
    pk: int = REST


def hidden_values(values: Iterable[IndicatorValue]) -> frozenset[int]:
    """The keys of the `values` of one indicator that are kept from people outside the office."""
    return frozenset(key for key in all_hidden(values) if key > REST)


def all_hidden(values: Iterable[IndicatorValue]) -> set[int]:
    """The same, with REST and the keys of numbers of all that nobody entered (`unsaid`). No sum holds two years."""
    years: dict[int, list[IndicatorValue]] = defaultdict(list)
    for each in values:
        years[each.reference_date.year].append(each)
    return set().union(*map(_hidden_in_year, years.values()))


def _hidden_in_year(values: list[IndicatorValue]) -> set[int]:
    times = by_time(values)
    lines = lines_of(times)
    hidden: set[int] = set()
    known = -1
    while known < len(hidden):  # what is hidden for one set, time or group may be told by another
        known = len(hidden)
        for time, found in times.items():
            _hide_at_one_time(found, unsaid(time), hidden)
        for line in lines.values():
            hide_what_a_year_tells(line, hidden, people=line[0].indicator.counts_people)
        if known == len(hidden) > 0:
            hidden |= _hides_from_all_sums(times, lines, hidden)
    return hidden


def _hides_from_all_sums(
    times: dict[_Time, list[IndicatorValue]], lines: dict[str, list[IndicatorValue]], hidden: set[int]
) -> set[int]:
    """The keys of one more number to be hidden, of a sum with it, where all together tell one small or blocked."""
    cells: dict[_Cell, list[IndicatorValue]] = defaultdict(list)
    for each in (*chain(*lines.values()), *used_last(chain(*times.values()))):
        cells[time_of(each), each.group].append(each)
    for each in list(_left_over(cells)):
        cells[time_of(each), each.group].append(each)
    unknown = {cell for cell, found in cells.items() if any(each.pk in hidden or each.pk < REST for each in found)}
    sums = list(_sums_of(cells))
    told = {cell for cell in told_by(sums, unknown) if any(map(_is_primary, cells[cell]))}
    for around in (told, unknown if told else set()):
        near = {cell for each in sums if around & set(each.cells) for cell in each.cells} - unknown
        shown = [cells[cell] for cell in near if cells[cell][-1].value]
        if shown:
            return {each.pk for each in min(shown, key=lambda found: (_loss(found[-1]), found[-1].pk))}
    return set()


def _left_over(cells: dict[_Cell, list[IndicatorValue]]) -> Iterator[IndicatorValue]:
    """The one group of a fixed set that nobody entered for a time, which the others and the number of all tell."""
    for time, names in product([time for time, group in cells if not group], GROUPS.values()):
        parts = {name: cells[time, name][-1] for name in names if (time, name) in cells}
        rest = unnamed_of(list(parts.values()), whole := cells[time, ""][-1])
        if len(parts) == len(names) - 1 and rest >= 0:
            left = unsaid(time)
            left.group, left.value, left.indicator = next(iter({*names} - {*parts})), rest, whole.indicator
            yield left


def _sums_of(cells: dict[_Cell, list[IndicatorValue]]) -> Iterator[Sum[_Cell]]:
    """The groups of each set at each time and all, the months of each group and their year, where they add up."""
    parts: dict[tuple[_Cell, str], list[_Cell]] = defaultdict(list)
    for (day, is_month), group in cells:
        if group:
            parts[((day, is_month), ""), set_of_group(group)].append(((day, is_month), group))
        if is_month:
            parts[((dt.date(day.year, *NEW_YEARS_EVE), False), group), "months"].append(((day, is_month), group))
    for (whole, _), found in parts.items():
        if whole in cells and not unnamed_of([cells[each][-1] for each in found], cells[whole][-1]):
            yield Sum(whole, tuple(found))


def by_time(values: Iterable[IndicatorValue]) -> dict[_Time, list[IndicatorValue]]:
    times: dict[_Time, list[IndicatorValue]] = defaultdict(list)
    for each in values:
        times[time_of(each)].append(each)
    return times


def time_of(value: IndicatorValue) -> _Time:
    """Of a number of "2025" or of "31.12.2025" the same; December is another time."""
    return value.reference_date, value.reference_precision == Precision.MONTH


def unsaid(time: _Time) -> IndicatorValue:
    """Stands for the number of all that nobody entered: other groups or the Stadtteile tell it."""
    day, is_month = time
    precision = Precision.MONTH if is_month else Precision.YEAR
    return IndicatorValue(
        pk=-(day.toordinal() * 2 + is_month), reference_date=day, reference_precision=precision, group=""
    )


def lines_of(times: dict[_Time, list[IndicatorValue]]) -> dict[str, list[IndicatorValue]]:
    """What stands for each time, by group; of all also what nobody entered and the groups of the time tell."""
    lines: dict[str, list[IndicatorValue]] = defaultdict(list)
    for time, found in times.items():
        best = {(each.group, each.reference_precision): each for each in used_last(found)}
        told = [] if any(not group for group, _ in best) else _told_by_groups(time, list(best.values()))
        for each in (*best.values(), *told):
            lines[each.group].append(each)
    return lines


def _told_by_groups(time: _Time, parts: list[IndicatorValue]) -> list[IndicatorValue]:
    """The number of all that the groups of a whole set add up to, if there is one; an indicator's own are one too."""
    sets: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for each in parts:
        sets[set_of_group(each.group)][each.group] = each.value or Decimal()
    whole = [own for name, own in sets.items() if len(own) >= (len(GROUPS[GroupSet(name)]) if name else 2)]
    if not whole:
        return []
    told = unsaid(time)
    told.value, told.indicator = max(sum(own.values(), Decimal()) for own in whole), parts[0].indicator
    return [told]


def used_last(values: Iterable[IndicatorValue]) -> list[IndicatorValue]:
    """Those with a number. Of a group without a used one, an unused one that stands beside is its part of all."""
    return sorted((each for each in values if each.value is not None), key=lambda each: each.is_used)


def hide_what_a_year_tells(values: Sequence[Timed], hidden: set[int], *, people: bool = True) -> None:
    """Adds to `hidden` until the number of a year and its other months, if they add up to it, tell no hidden month."""
    years: dict[int, list[Timed]] = defaultdict(list)
    for each in values:
        if each.reference_precision == Precision.MONTH and each.value is not None:
            years[each.reference_date.year].append(each)
    for whole in values:
        day, months = whole.reference_date, years[whole.reference_date.year]
        is_year = whole.reference_precision != Precision.MONTH and (day.month, day.day) == NEW_YEARS_EVE
        if is_year and len(months) > 1 and 0 <= unnamed_of(months, whole) < settings.SMALL_NUMBER_THRESHOLD:
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


def _hide_at_one_time(values: list[IndicatorValue], untold: IndicatorValue, hidden: set[int]) -> None:
    """Of "2025" and "31.12.2025" one may tell the number of all and the other the groups, or both the same group."""
    by_precision: dict[str, list[IndicatorValue]] = defaultdict(list)
    for each in values:
        by_precision[each.reference_precision].append(each)
    wholes = [_whole_of(rows) for rows in by_precision.values()]
    known = next((each for each in wholes if each is not None), untold)
    hidden |= {each.pk for each in values if _is_primary(each)}
    hidden |= _with_twins(values, hidden)
    for rows, whole in zip(by_precision.values(), wholes, strict=True):
        _hide_in_one_time(rows, whole or known, hidden)


def _whole_of(rows: list[IndicatorValue]) -> IndicatorValue | None:
    return next(reversed([each for each in used_last(rows) if not each.group]), None)


def _hide_in_one_time(rows: list[IndicatorValue], whole: IndicatorValue, hidden: set[int]) -> None:
    """Each set by itself."""
    groups = {each.group: each for each in used_last(rows)}
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
    unnamed = unnamed_of(parts, whole)
    rest = [Rest(unnamed)] if people and unnamed > 0 and is_few(unnamed) else []
    secret: list[Timed | Rest] = [*(each for each in parts if each.pk in hidden), *rest]
    if not secret:
        return
    shown = sorted((each for each in parts if each.pk not in hidden and each.value), key=_loss)
    while shown and tells(secret):
        secret.append(shown.pop(0))
    hidden |= {each.pk for each in secret}
    if tells(secret):
        hidden.add(whole.pk)


def unnamed_of(parts: Sequence[HasNumber], whole: HasNumber) -> Decimal:
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
