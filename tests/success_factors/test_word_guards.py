"""The database itself keeps the words of an indicator: no other number gets in past the services."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import pytest
from django.db import IntegrityError, transaction

from measures.models import GoalGauge
from success_factors.models import AreaValue, Indicator, IndicatorValue, RequestedValue
from success_factors.services.indicators import create_indicator
from tests.factories import World, make_gauge, make_goal, make_indicator, make_value
from tests.success_factors.requests import make_value_request

pytestmark = pytest.mark.django_db
STEPS: Final = "nicht begonnen\nin Planung\neingeführt"
KINDS: Final = {"yes_no": ("", (0, 1), (-1, 2, Decimal("0.5"))), "steps": (STEPS, (1, 3), (0, 4, Decimal("1.5")))}
COLUMNS: Final = ("baseline_value", "first_interim_value", "second_interim_value", "target_value")


def worded(kind: str, **values: Any) -> Indicator:
    return make_indicator(value_kind=kind, steps=KINDS[kind][0], unit="", **values)


def refuses(write: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return "none of the words of its indicator" in str(error)
    return False


@pytest.mark.parametrize("kind", KINDS)
def test_values_are_places_of_words(kind: str) -> None:
    indicator, (_, right, wrong) = worded(kind), KINDS[kind]
    for year, place in enumerate(right, start=2020):
        make_value(indicator=indicator, year=year, value=place)
    make_value(indicator=indicator, year=2023, value=None, sign="later")
    row, *_ = IndicatorValue.objects.filter(sign="")
    for place in wrong:
        changed = IndicatorValue.objects.filter(pk=row.pk)
        assert refuses(lambda: changed.update(value=place))  # noqa: B023
        copy = IndicatorValue(indicator=indicator, reference_date=dt.date(2024, 1, 1), value=place, source="Amt")
        assert refuses(lambda: IndicatorValue.objects.bulk_create([copy]))  # noqa: B023
    assert IndicatorValue.objects.count() == 3


@pytest.mark.parametrize("kind", KINDS)
def test_delivered_values_and_targets_are_places_of_words(world: World, kind: str) -> None:
    asked, (steps, right, wrong) = make_value_request(world), KINDS[kind]
    found = Indicator.objects.filter(pk=asked.indicator_id)
    found.update(value_kind=kind, steps=steps, unit="", target_value=right[0])
    RequestedValue.objects.create(request=asked, value=right[1])
    for place in wrong:
        assert refuses(lambda: RequestedValue.objects.update(value=place))  # noqa: B023
        assert refuses(lambda: RequestedValue.objects.create(request=asked, group="x", value=place))  # noqa: B023
        assert refuses(lambda: found.update(target_value=place))  # noqa: B023
        assert refuses(lambda: worded(kind, name=f"Ziel {place}", target_value=place))  # noqa: B023


@pytest.mark.parametrize("column", COLUMNS)
def test_each_target_of_a_goal_is_a_place_of_words(column: str) -> None:
    values = dict(zip(COLUMNS, (1, 2, 2, 3), strict=True))
    days = {name.replace("value", "date"): dt.date(2020 + at, 1, 1) for at, name in enumerate(COLUMNS)}
    gauge = make_gauge(make_goal(), worded("steps"), direction="up", **values, **days)
    between = Decimal(values[column]) + Decimal("0.5") * (-1 if column in COLUMNS[2:] else 1)
    assert refuses(lambda: GoalGauge.objects.filter(pk=gauge.pk).update(**{column: between}))
    assert GoalGauge.objects.filter(**values).exists()


def test_numbers_stay_free_and_stadtteile_have_no_words() -> None:
    number = make_indicator(name="Zahl")
    make_value(indicator=number, value=Decimal("7.5"))
    figure = {"area": "NRW", "reference_date": dt.date(2024, 12, 31), "value": 1, "source": "Land"}
    assert not refuses(lambda: AreaValue.objects.create(indicator=number, **figure))
    assert refuses(lambda: AreaValue.objects.create(indicator=worded("yes_no"), **figure))


@pytest.mark.parametrize("kept", ["value", "area", "requested", "gauge"])
def test_indicator_that_is_measured_gets_no_words_that_do_not_fit(world: World, kept: str) -> None:
    asked = make_value_request(world)
    indicator, found = asked.indicator, Indicator.objects.filter(pk=asked.indicator_id)
    if kept == "value":
        make_value(indicator=indicator, value=7)
    elif kept == "area":
        figure = {"reference_date": dt.date(2024, 12, 31), "value": 1, "source": "Land"}
        AreaValue.objects.create(indicator=indicator, area="NRW", **figure)
    elif kept == "requested":
        RequestedValue.objects.create(request=asked, value=7)
    else:
        make_gauge(make_goal(), indicator)
    assert refuses(lambda: found.update(value_kind="steps", steps=STEPS, unit="", target_value=None))
    assert not refuses(lambda: found.update(unit="Personen"))


def test_steps_are_kept_one_a_line(world: World) -> None:
    """The database counts the lines."""
    given = {"name": "Neu", "definition": "x", "value_kind": "steps", "steps": "\r\n eins zwei \r\n\r\ndrei\r\n"}
    given |= {"data_source": "Amt", "scope": "city", "direction": "up", "unit": ""}
    assert create_indicator(by=world.koordination, values=given).steps == "eins zwei\ndrei"
