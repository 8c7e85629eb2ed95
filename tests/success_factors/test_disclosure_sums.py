"""All sums of a table solved together: months and groups of a year tell no small number (random tables, by rank)."""

import datetime as dt
from fractions import Fraction
from random import Random

import pytest

from success_factors.models import Indicator, IndicatorValue
from success_factors.selectors.disclosure import hidden_values
from success_factors.selectors.disclosure_sums import Sum, told_by

YEAR = (dt.date(2025, 12, 31), "year")
MONTHS = [(dt.date(2025, at, 28), "month") for at in (3, 4, 5)]
GROUPS = ("Frauen", "Männer", "divers oder ohne Angabe")


def table(seed: int) -> dict[tuple[object, str], int]:
    """Three months by three groups, all of each month and of the year, and of the year the groups."""
    random = Random(seed)  # noqa: S311 - tables, no secrets
    cells = {(month, group): random.choice([0, 1, 2, 2, 7, 11, 14, 40]) for month in MONTHS for group in GROUPS}
    for time in (*MONTHS, YEAR):
        for group in GROUPS if time == YEAR else ():
            cells[YEAR, group] = sum(cells[month, group] for month in MONTHS)
        cells[time, ""] = sum(cells[time, group] for group in GROUPS)
    return cells


def hidden_cells(cells: dict[tuple[object, str], int]) -> set[tuple[object, str]]:
    indicator, keys = Indicator(counts_people=True), list(cells)
    values = [
        IndicatorValue(
            pk=at, indicator=indicator, reference_date=day, reference_precision=precision, group=group, value=cells[key]
        )
        for at, key in enumerate(keys)
        for (day, precision), group in [key]
    ]
    return {keys[at] for at in hidden_values(values)}


def rank(rows: list[list[int]]) -> int:
    left, found = [[Fraction(each) for each in row] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for row in left[found + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [each - factor * other for each, other in zip(row, pivot, strict=True)]
        found += 1
    return found


def told_by_rank(unknown: list[tuple[object, str]]) -> set[tuple[object, str]]:
    """The cells whose unit vector adds nothing to what the eleven sums say."""
    sums = [((time, ""), [(time, group) for group in GROUPS]) for time in (*MONTHS, YEAR)]
    sums += [((YEAR, group), [(month, group) for month in MONTHS]) for group in ("", *GROUPS)]
    rows = [[(cell in parts) - (cell == whole) for cell in unknown] for whole, parts in sums]
    units = {cell: [int(cell == other) for other in unknown] for cell in unknown}
    return {cell for cell, unit in units.items() if rank([*rows, unit]) == rank(rows)}


@pytest.mark.parametrize("start", [0, 1150, 3250])
def test_no_small_number_follows_from_all_sums_together(start: int) -> None:
    for seed in range(start, start + 50):
        cells = table(seed)
        hidden = sorted(hidden_cells(cells), key=str)
        small = {cell for cell, value in cells.items() if 0 < value < 3}
        assert small <= set(hidden), seed
        assert not hidden or not told_by_rank(hidden) & small, seed


def test_sums_that_share_a_cell_tell_together_what_none_tells_alone() -> None:
    """a + b = 5, b + c = 7 and a + c = 4 tell all three; without the last none."""
    pairs = [Sum("x", ("a", "b")), Sum("y", ("b", "c")), Sum("z", ("a", "c"))]
    assert told_by(pairs, {"a", "b", "c"}) == {"a", "b", "c"}
    assert told_by(pairs[:2], {"a", "b", "c"}) == set()
    assert told_by(pairs, {"a", "b", "c", "z"}) == set()
    assert told_by(pairs[:1], {"x"}) == {"x"}


@pytest.mark.parametrize("seed", [692, 1163])
def test_year_whose_sums_tell_a_number_hides_nothing_in_another_year(seed: int) -> None:
    month = (MONTHS[0][0].replace(year=2024), "month")
    other = {(month, ""): 30, (month, GROUPS[0]): 2, (month, GROUPS[1]): 18, (month, GROUPS[2]): 10}
    both = hidden_cells(table(seed) | other)
    assert both == hidden_cells(table(seed)) | hidden_cells(other)
    assert len(both & other.keys()) == 2


def test_group_that_nobody_entered_is_told_by_the_others_of_its_set() -> None:
    """25 - 17 are German in March, 10 in the year: of the two that are left for April nobody may know."""
    first, second = MONTHS[:2]
    cells: dict[tuple[object, str], int] = {
        (first, ""): 25, (first, "nicht deutsch"): 17,
        (second, ""): 40, (second, "deutsch"): 2, (second, "nicht deutsch"): 38,
        (YEAR, ""): 65, (YEAR, "deutsch"): 10,
    }  # fmt: skip
    hidden = hidden_cells(cells)
    assert (second, "deutsch") in hidden
    assert hidden & {(YEAR, "deutsch"), (first, ""), (first, "nicht deutsch")}
