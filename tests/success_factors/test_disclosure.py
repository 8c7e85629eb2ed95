"""No hidden number can be calculated from what is shown: solved by brute force over every city that looks the same."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from itertools import product

import pytest
from django.test import Client
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from success_factors.models import AreaValue, Indicator, IndicatorValue
from success_factors.selectors.area_disclosure import hidden_area_values
from success_factors.selectors.disclosure import hidden_values
from success_factors.selectors.indicators import indicator_chart, shown_value, with_values
from tests.factories import World, make_indicator, make_value, sign_in

COUNTS = st.lists(st.integers(0, 9), min_size=2, max_size=4)


def table(groups: list[int], whole: int | None = None) -> list[IndicatorValue]:
    """Unsaved values of one time: the groups and their sum."""
    numbers = [*groups, sum(groups) if whole is None else whole]
    indicator = Indicator(counts_people=True)
    names = [*(f"Gruppe {number}" for number in range(len(groups))), ""]
    return [
        IndicatorValue(pk=key, indicator=indicator, reference_date=dt.date(2025, 12, 31), group=name, value=number)
        for key, (name, number) in enumerate(zip(names, numbers, strict=True))
    ]


def seen(groups: tuple[int, ...]) -> tuple[int | None, ...]:
    """What is shown of the groups and their sum, None for what is hidden."""
    values = table(list(groups))
    hidden = hidden_values(values)
    return tuple(None if each.pk in hidden else each.value for each in values)


class SumsTest(TestCase):
    """Tables of any small city."""

    @settings(deadline=None, max_examples=60)
    @given(COUNTS)
    def test_no_hidden_number_follows_from_the_others(self, groups: list[int]) -> None:
        shown = seen(tuple(groups))
        assume(None in shown)
        alike = [other for other in product(range(12), repeat=len(groups)) if fits(other, shown)]
        for place, number in enumerate(shown[:-1]):
            if number is None:
                assert len({other[place] for other in alike}) > 1

    @given(COUNTS)
    def test_small_numbers_are_hidden_and_tables_without_them_are_whole(self, groups: list[int]) -> None:
        shown = seen(tuple(groups))
        assert not {1, 2} & set(shown)
        if all(number == 0 or number >= 3 for number in groups):
            assert shown == (*groups, sum(groups))


def fits(other: tuple[int, ...], shown: tuple[int | None, ...]) -> bool:
    """Whether a city with the groups `other` would show the same sum and groups, with something where it hides."""
    known = (*other, sum(other))
    return all(number == told if told is not None else number > 0 for number, told in zip(known, shown, strict=True))


def seen_in_districts(numbers: tuple[int, ...], indicator: Indicator) -> tuple[int | None, ...]:
    """What is shown of the Stadtteile, and of the city on the page of the indicator, where a small number is hidden."""
    day, whole = dt.date(2025, 12, 31), sum(numbers)
    rows = [
        AreaValue(pk=at, indicator=indicator, district_id=at, reference_date=day, value=each)
        for at, each in enumerate(numbers, start=1)
    ]
    hidden = hidden_area_values(indicator, rows)
    return (*(None if each.pk in hidden else int(each.value) for each in rows), None if 0 < whole < 3 else whole)


def told(show: Callable[[tuple[int, ...]], tuple[int | None, ...]], places: int, most: int) -> list[tuple[int, ...]]:
    """Cities of which somebody who knows the rule can tell a small number it hides: all that look alike have it."""
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(most + 1), repeat=places):
        alike[show(numbers)].append(numbers)
    return [
        cities[0]
        for shown, cities in alike.items()
        if max(map(max, cities)) < most
        for place in range(places)
        if shown[place] is None and len({each[place] for each in cities}) == 1 and 0 < cities[0][place] < 3
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("places", "most"), [(2, 14), (3, 11), (4, 5)])
def test_nobody_who_knows_the_rule_can_tell_a_hidden_number(db: None, places: int, most: int) -> None:
    """2 + 2 of 7 beside a 3: had it been 1 + 3, the rule would have hidden the other 3."""
    make_indicator(counts_people=True)
    indicator = Indicator.objects.prefetch_related("values").get()
    assert told(seen, places, most) == []
    assert told(lambda numbers: seen_in_districts(numbers, indicator), places, most) == []


def test_whole_that_is_not_used_tells_no_hidden_group_either() -> None:
    values = table([8, 2])
    values[-1].is_used = False
    assert {each.group for each in values if each.pk not in hidden_values(values)} == {""}


def test_ten_less_eight_does_not_tell_two(db: None) -> None:
    assert seen((8, 2)) == (None, None, 10)
    assert seen((8, 9, 2)) == (None, 9, None, 19)


def test_each_fixed_set_hides_for_itself() -> None:
    """Women and men make up all, and so do ages: 10 − 8 = 2 must not be read from either."""
    indicator = Indicator(counts_people=True)
    told = [("", 10), ("Frauen", 8), ("Männer", 2), ("unter 6 Jahre", 4), ("25 bis 64 Jahre", 6)]
    values = [
        IndicatorValue(pk=key, indicator=indicator, reference_date=dt.date(2025, 12, 31), group=group, value=value)
        for key, (group, value) in enumerate(told)
    ]
    assert hidden_values(values) == {1, 2}


def test_correction_does_not_hide_another_group() -> None:
    assert seen((2, 31, 40, 50))[:3] == (None, None, 40)
    assert seen((2, 45, 40, 50))[:3] == (None, None, 40)


def test_second_value_of_a_hidden_group_is_hidden_too() -> None:
    values = table([8, 2, 9])
    twin = IndicatorValue(
        pk=9,
        indicator=values[0].indicator,
        reference_date=dt.date(2025, 12, 31),
        group="Gruppe 1",
        value=5,
        is_used=False,
    )
    assert {1, 9} <= hidden_values([*values, twin])


@pytest.mark.parametrize("path", ["", "daten.csv"])
def test_page_and_file_hide_the_same(world: World, client: Client, path: str) -> None:
    indicator = make_indicator(counts_people=True)
    for group, value in (("", 1044), ("Frauen", 1042), ("Männer", 2)):
        make_value(indicator=indicator, group=group, value=value)
    url = f"/indikatoren/{indicator.pk}/{path}"
    outside = sign_in(client, world.integrationsrat_person).get(url).content.decode()
    assert ("1042" in outside or "1.042" in outside, "·" in outside) == (False, True)
    inside = sign_in(client, world.koordination).get(url).content.decode()
    assert "1.042" in inside or "1042" in inside


def test_picture_and_table_hide_the_same(db: None) -> None:
    indicator = make_indicator(counts_people=True)
    for group, value in (("", 10), ("Frauen", 8), ("Männer", 2)):
        make_value(indicator=indicator, group=group, value=value)
    loaded = with_values(Indicator.objects.all()).get()
    chart = indicator_chart(loaded, inside=False)
    shown = {each.group: shown_value(each, inside=False) for each in loaded.values.all()}
    assert (chart.values, shown) == ([10.0], {"": "10", "Frauen": "·", "Männer": "·"})


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([("deutsch", 40, "year"), ("nicht deutsch", 60, "year")], id="another whole set"),
        pytest.param([("", 100, "day")], id="the whole of the day on which the year ends"),
        pytest.param([], id="the Stadtteile, which add up to the city"),
    ],
)
def test_whole_that_stands_elsewhere_tells_no_hidden_group(others: list[tuple[str, int, str]]) -> None:
    """100 less 98 is 2, wherever the 100 come from."""
    indicator = Indicator(counts_people=True)
    rows = [("Frauen", 2, "year"), ("Männer", 98, "year"), *others]
    values = [
        IndicatorValue(
            pk=key,
            indicator=indicator,
            reference_date=dt.date(2025, 12, 31),
            reference_precision=precise,
            group=group,
            value=value,
        )
        for key, (group, value, precise) in enumerate(rows)
    ]
    assert {each.group for each in values if each.pk in hidden_values(values)} == {"Frauen", "Männer"}
