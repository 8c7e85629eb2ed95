"""Which way an indicator goes, and what is shown of a value."""

import datetime as dt

import pytest
from django.utils import timezone

from success_factors.enums import IndicatorDirection, Movement
from success_factors.models import Indicator
from success_factors.selectors.indicators import indicator_chart, movement, shown_value, with_values
from tests.factories import make_indicator, make_value


def moved(direction: str, *values: int, **last: object) -> Movement:
    """Which way an indicator with these yearly values goes."""
    indicator = make_indicator(direction=direction)
    newest = timezone.localdate().year - 1
    for year, value in enumerate(values, start=newest - len(values) + 1):
        make_value(indicator=indicator, year=year, value=value, **(last if year == newest else {}))
    return movement(with_values(Indicator.objects.all()).get(pk=indicator.pk))


@pytest.mark.parametrize(
    ("direction", "values", "expected"),
    [
        ("up", (1, 2), Movement.RIGHT), ("up", (2, 1), Movement.WRONG), ("down", (2, 1), Movement.RIGHT),
        ("down", (9, 1, 2), Movement.WRONG), ("up", (2, 2), Movement.SAME), ("up", (2,), Movement.NONE),
        ("up", (), Movement.NONE), ("neutral", (1, 2), Movement.NONE),
    ],
)  # fmt: skip
def test_movement_follows_the_wanted_direction(
    db: None, direction: str, values: tuple[int, ...], expected: Movement
) -> None:
    assert moved(direction, *values) == expected


def test_old_value_without_a_wanted_direction_is_outdated_too(db: None) -> None:
    make_value(indicator=make_indicator(direction="neutral"), year=2011, value=29)
    assert movement(with_values(Indicator.objects.all()).get()) == Movement.OUTDATED


def test_movement_over_a_break_of_the_series_is_not_judged(db: None) -> None:
    assert moved("up", 1, 2, starts_new_series=True) == Movement.BROKEN


def test_break_at_a_value_between_is_seen(db: None) -> None:
    indicator = make_indicator(direction="up")
    newest = timezone.localdate().year - 1
    make_value(indicator=indicator, year=newest - 2, value=1)
    make_value(indicator=indicator, year=newest - 1, value=None, sign="unsure", starts_new_series=True)
    make_value(indicator=indicator, year=newest, value=2)
    assert movement(with_values(Indicator.objects.all()).get()) == Movement.BROKEN


@pytest.mark.parametrize(
    ("rhythm", "today", "expected"),
    [
        (None, dt.date(2024, 12, 31), Movement.RIGHT),
        (None, dt.date(2025, 1, 1), Movement.OUTDATED),
        (12, dt.date(2022, 12, 31), Movement.RIGHT),
        (12, dt.date(2023, 1, 1), Movement.OUTDATED),
    ],
)
def test_old_value_tells_no_direction(db: None, rhythm: int | None, today: dt.date, expected: Movement) -> None:
    indicator = make_indicator(direction="up", rhythm_months=rhythm)
    for year, value in ((2020, 1), (2021, 2)):
        make_value(indicator=indicator, year=year, value=value)
    assert movement(with_values(Indicator.objects.all()).get(), today=today) == expected


def test_direction_to_a_hidden_number_is_not_told_outside(db: None) -> None:
    indicator = make_indicator(direction="up", counts_people=True)
    newest = timezone.localdate().year - 1
    for year, value in ((newest - 1, 1), (newest, 2)):
        make_value(indicator=indicator, year=year, value=value)
    loaded = with_values(Indicator.objects.all()).get()
    assert (movement(loaded, inside=True), movement(loaded, inside=False)) == (Movement.RIGHT, Movement.NONE)


@pytest.mark.parametrize(("after", "expected"), [(30, Movement.RIGHT), (10, Movement.WRONG), (20, Movement.SAME)])
def test_groups_that_come_closer_go_the_right_way(db: None, after: int, expected: Movement) -> None:
    indicator = make_indicator(direction=IndicatorDirection.CONVERGE)
    newest = timezone.localdate().year - 1
    for year, value in ((newest - 1, 20), (newest, after)):
        make_value(indicator=indicator, group="mit", year=year, value=value)
        make_value(indicator=indicator, group="ohne", year=year, value=40)
    assert movement(with_values(Indicator.objects.all()).get()) == expected


@pytest.mark.parametrize(
    ("fields", "inside", "outside"),
    [
        ({"value": "1234.5"}, "1.234,5", "1.234,5"),
        ({"value": 2}, "2,0", "·"),
        ({"value": 0}, "0,0", "0,0"),
        ({"value": 3}, "3,0", "3,0"),
        ({"value": 70, "qualifier": "blocked"}, "70,0", "."),
        ({"value": 70, "qualifier": "weak"}, "(70,0)", "(70,0)"),
        ({"value": 70, "qualifier": "provisional"}, "70,0 p", "70,0 p"),
        ({"sign": "nothing"}, "–", "–"),
        ({"sign": "unsure"}, "/", "/"),
    ],
)
def test_value_is_shown_with_the_signs_of_official_tables(
    db: None, fields: dict[str, object], inside: str, outside: str
) -> None:
    value = make_value(indicator=make_indicator(counts_people=True, decimals=1), **fields)
    value.refresh_from_db()
    assert (shown_value(value, inside=True), shown_value(value, inside=False)) == (inside, outside)


def test_chart_leaves_a_gap_for_what_is_hidden(db: None) -> None:
    indicator = make_indicator(counts_people=True)
    make_value(indicator=indicator, value=2)
    loaded = with_values(Indicator.objects.all()).get()
    outside, inside = indicator_chart(loaded, inside=False), indicator_chart(loaded, inside=True)
    assert (outside.values, inside.values) == ([], [2.0])
    assert "2020: ·" in outside.description


def test_chart_of_groups_has_a_line_for_each(db: None) -> None:
    indicator = make_indicator()
    for group in ("", "Frauen"):
        make_value(indicator=indicator, group=group)
    chart = indicator_chart(with_values(Indicator.objects.all()).get(), inside=True)
    assert [each.name for each in chart.series] == ["insgesamt", "Frauen"]


def test_target_is_told_once_and_as_precisely_as_the_values(db: None) -> None:
    indicator = make_indicator(decimals=1, target_value=25, target_year=2030)
    make_value(indicator=indicator, value=20)
    chart = indicator_chart(with_values(Indicator.objects.all()).get(), inside=True)
    assert chart.description.count("25") == 1
    assert "Ziel bis 2030: 25,0." in chart.description
