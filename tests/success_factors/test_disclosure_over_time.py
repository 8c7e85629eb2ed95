"""What months, their year and parts of it tell of a hidden number (success_factors.selectors.disclosure)."""

import datetime as dt
from decimal import Decimal

import pytest

from success_factors.models import AreaValue, Indicator, IndicatorValue
from success_factors.selectors.area_disclosure import hidden_area_values
from success_factors.selectors.disclosure import hidden_values
from tests.factories import make_indicator, make_value


def kept(rows: list[tuple[str, str, int, str]]) -> set[str]:
    """What is hidden of rows of day, group, number and precision, as day and group."""
    indicator = Indicator(counts_people=True)
    values = [
        IndicatorValue(
            pk=key,
            indicator=indicator,
            reference_date=dt.date.fromisoformat(day),
            reference_precision=precision,
            group=group,
            value=number,
        )
        for key, (day, group, number, precision) in enumerate(rows)
    ]
    hidden = hidden_values(values)
    return {f"{rows[key][0]} {rows[key][1]}".strip() for key in hidden}


@pytest.mark.parametrize("precision", ["year", "day"])
def test_year_and_its_other_months_tell_no_hidden_month(precision: str) -> None:
    """40 less eleven months is 2; where the months do not add up to the year, nothing is told."""
    numbers = [4, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4]
    months = [(f"2025-{at:02}-28", "", each, "month") for at, each in enumerate(numbers, start=1)]
    assert kept([*months, ("2025-12-31", "", 40, precision)]) == {"2025-01-28", "2025-02-28"}
    assert kept([*months, ("2025-12-31", "", 55, precision)]) == {"2025-02-28"}
    assert kept([*months, ("2024-12-31", "", 40, precision)]) == {"2025-02-28"}


def test_month_hidden_for_its_year_takes_a_group_of_its_month_along() -> None:
    """March is hidden because of January; its 10 women and 12 men would tell it."""
    months = [("2025-01-31", "", 2, "month"), ("2025-03-31", "", 22, "month"), ("2025-12-31", "", 24, "year")]
    groups = [("2025-03-31", "Frauen", 10, "month"), ("2025-03-31", "Männer", 12, "month")]
    assert kept([*months, *groups]) == {"2025-01-31", "2025-03-31", "2025-03-31 Frauen", "2025-03-31 Männer"}


def test_december_is_not_its_year() -> None:
    """Both end on 31.12.; a small December hides neither the year nor its groups."""
    year = [("2025-12-31", "", 90, "year"), ("2025-12-31", "Frauen", 50, "year"), ("2025-12-31", "Männer", 40, "year")]
    indicator = [("2025-12-31", "", 2, "month"), *year]
    assert len(kept(indicator)) == 1
    assert kept([("2025-12-31", "Frauen", 2, "month"), *year[1:]]) == {"2025-12-31 Frauen"}


@pytest.mark.parametrize("month_as_groups", [False, True])
@pytest.mark.parametrize("year_as_groups", [False, True])
def test_year_or_month_of_all_that_nobody_entered_tells_no_month(month_as_groups: bool, year_as_groups: bool) -> None:
    """40 are 18 women and 22 men; less 38 in May that is 2 in June."""
    year = [("Frauen", 18), ("Männer", 22), ("divers oder ohne Angabe", 0)] if year_as_groups else [("", 40)]
    may = [("deutsch", 20), ("nicht deutsch", 18)] if month_as_groups else [("", 38)]
    rows = [("2025-12-31", group, number, "year") for group, number in year]
    rows += [("2025-05-31", group, number, "month") for group, number in may]
    hidden = kept([*rows, ("2025-06-30", "", 2, "month")])
    assert {"2025-06-30"} < hidden
    assert {each[:7] for each in hidden} == {"2025-05", "2025-06"}


def test_month_that_only_an_unused_value_tells_is_part_of_the_year() -> None:
    """40 less 38 is 2, whether 38 is used or only stands beside."""
    indicator = Indicator(counts_people=True)
    told = [
        (dt.date(2025, 12, 31), 40, "year"),
        (dt.date(2025, 5, 31), 38, "month"),
        (dt.date(2025, 6, 30), 2, "month"),
    ]
    values = [
        IndicatorValue(pk=at, indicator=indicator, reference_date=day, value=number, reference_precision=precision)
        for at, (day, number, precision) in enumerate(told)
    ]
    values[1].is_used = False
    assert hidden_values(values) == {1, 2}


def test_stadtteile_tell_no_hidden_month_to_who_adds_them(db: None) -> None:
    """40 in two Stadtteile, less 38 in May, is 2 in June; nobody entered the year."""
    indicator, day = make_indicator(counts_people=True), dt.date(2025, 12, 31)
    make_value(indicator=indicator, value=38, reference_date=dt.date(2025, 5, 31), reference_precision="month")
    rows = [AreaValue(pk=at, district_id=at, reference_date=day, value=value) for at, value in ((1, 25), (2, 15))]
    assert hidden_area_values(indicator, rows) == set()
    make_value(indicator=indicator, value=2, reference_date=dt.date(2025, 6, 30), reference_precision="month")
    assert hidden_area_values(indicator, rows) == {1, 2}


def test_those_whom_no_group_or_month_names_are_few_too() -> None:
    """98 women of 100 tell of 2 others, whether a row says so or not; 50 of 100 tell nothing."""
    whole = ("2025-12-31", "", 100, "year")
    assert kept([whole, ("2025-12-31", "Frauen", 98, "year")]) == {"2025-12-31 Frauen"}
    assert kept([whole, ("2025-12-31", "Frauen", 50, "year")]) == set()
    assert kept([whole, ("2025-12-31", "Frauen", 60, "year"), ("2025-12-31", "Männer", 40, "year")]) == set()
    assert kept([whole, ("2025-05-31", "", 40, "month"), ("2025-06-30", "", 58, "month")]) == {"2025-05-31"}


def test_those_whom_no_stadtteil_names_are_few_too(db: None) -> None:
    indicator = make_indicator(counts_people=True)
    day = dt.date(2025, 12, 31)
    make_value(indicator=indicator, value=100, reference_date=day)
    rows = [AreaValue(pk=at, district_id=at, reference_date=day, value=value) for at, value in ((1, 58), (2, 40))]
    assert hidden_area_values(indicator, rows) == {1}
    make_value(indicator=indicator, value=2, reference_date=dt.date(2025, 5, 31), reference_precision="month")
    rows[1].value = 30
    assert hidden_area_values(indicator, rows) == set()


def test_group_that_stands_twice_is_hidden_twice() -> None:
    """25 to 64 is hidden for 2025; on 31.12.2025 it would tell that 100 less 50 and 48 is 2. So nothing is told."""
    ages = {"18 bis 24 Jahre": 2, "25 bis 64 Jahre": 48, "65 Jahre und älter": 50, "": 100}
    year = [("2025-12-31", group, number, "year") for group, number in ages.items()]
    assert kept(year) == {"2025-12-31 18 bis 24 Jahre", "2025-12-31 25 bis 64 Jahre"}
    twin = ("2025-12-31", "25 bis 64 Jahre", 48, "day")
    assert kept([*year, twin]) == {f"2025-12-31 {group}".strip() for group in ages}


def test_group_whose_only_number_is_not_used_is_a_part_too() -> None:
    indicator, used = Indicator(counts_people=True), {"Männer": 98, "deutsch": 40, "nicht deutsch": 60}
    values = [
        IndicatorValue(pk=key, indicator=indicator, reference_date=dt.date(2025, 12, 31), group=group, value=number)
        for key, (group, number) in enumerate(({"Frauen": 2} | used).items())
    ]
    values[0].is_used = False
    assert {each.group for each in values if each.pk in hidden_values(values)} == {"Frauen", "Männer"}


def test_rates_of_groups_are_no_parts_of_all() -> None:
    """6.5 % of all and 5 % of one group leave 1.5 that are nobody."""
    indicator = Indicator(counts_people=False)
    values = [
        IndicatorValue(pk=key, indicator=indicator, reference_date=dt.date(2025, 12, 31), group=group, value=number)
        for key, (group, number) in enumerate((("deutsch", 5), ("", Decimal("6.5"))))
    ]
    assert hidden_values(values) == set()


@pytest.mark.parametrize(
    ("people", "groups"),
    [
        pytest.param(
            True, {"Frauen": 1, "Männer": 1, "divers oder ohne Angabe": 1}, id="nobody entered all: 3 is 1 + 1 + 1"
        ),
        pytest.param(False, {"": 3}, id="the number of all is blocked"),
    ],
)
def test_stadtteile_tell_no_whole_that_would_be_hidden(db: None, people: bool, groups: dict[str, int]) -> None:
    indicator, day = make_indicator(counts_people=people), dt.date(2025, 12, 31)
    for group, value in groups.items():
        make_value(
            indicator=indicator, value=value, group=group, reference_date=day, qualifier="" if people else "blocked"
        )
    rows = [AreaValue(pk=at, district_id=at, reference_date=day, value=value) for at, value in ((1, 3), (2, 0))]
    assert hidden_area_values(indicator, rows) == {1}


@pytest.mark.django_db
def test_stadtteile_of_a_year_are_hidden_where_they_and_other_sums_tell_a_small_number() -> None:
    """48 - 40 leaves 8 for February and October; 13 - 7 leaves 6 of them for C: October has 2 in B."""
    indicator = make_indicator(counts_people=True)
    numbers = {"02-28": (5, 0, 5, 0, 0), "07-28": (40, 4, 7, 1, 28), "10-28": (3, 0, 1, 0, 2), "12-31": (4, 13, 1, 30)}
    for day, each in numbers.items():
        groups, precision = ("", "D", "C", "A", "B"), "month"
        if len(each) == 4:
            groups, precision = groups[1:], "year"
        for group, value in zip(groups, each, strict=True):
            date = dt.date.fromisoformat(f"2025-{day}")
            make_value(
                indicator=indicator, reference_date=date, reference_precision=precision, group=group, value=value
            )
    places = zip((1, 2, 3), (3, 20, 25), strict=True)
    rows = [AreaValue(pk=at, district_id=at, reference_date=date, value=value) for at, value in places]
    assert hidden_area_values(indicator, rows) == {1, 2, 3}
