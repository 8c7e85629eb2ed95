"""Indicators and values: nothing contradicts silently, nothing odd slips in, nothing is lost."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import IndicatorDirection, IndicatorScope
from success_factors.models import Indicator, IndicatorValue
from success_factors.services.indicators import (
    KEEP_OLD,
    USE_NEW,
    Duplicate,
    Unusual,
    create_indicator,
    import_values,
    record_value,
    update_indicator,
)
from tests.factories import World, make_indicator, make_value
from tests.success_factors.conftest import RefusedBy

YEAR = PartialDate.from_parts(2021)


def card(**changes: Any) -> dict[str, Any]:
    """A complete method card."""
    values = {
        "name": "Einbürgerungen pro Jahr",
        "definition": "Zahl der vollzogenen Einbürgerungen",
        "unit": "Personen",
        "data_source": "Einbürgerungsbehörde",
        "scope": IndicatorScope.CITY,
        "direction": IndicatorDirection.UP,
    }
    return values | changes


def number(value: object = 513, **changes: Any) -> dict[str, Any]:
    """A value with its source."""
    return {"value": Decimal(str(value)), "source": "Pressemitteilung der Stadt"} | changes


def test_indicator_is_created_with_its_factors_and_who_did_it(world: World) -> None:
    made = create_indicator(by=world.koordination, values=card(success_factors=world.factors[:2]))
    assert set(made.success_factors.all()) == set(world.factors[:2])
    assert made.history.get().history_user == world.koordination


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"scope": "galaxy"}, {"is_active": False}, {"target_year": 2030}, {"decimals": 9}, {"x": 1},
     {"valid_from": dt.date(2024, 1, 1), "valid_until": dt.date(2023, 1, 1)}],
)  # fmt: skip
def test_indicator_with_bad_values_is_refused(world: World, change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        create_indicator(by=world.koordination, values=card(**change))


def test_second_indicator_of_a_name_is_refused(world: World) -> None:
    create_indicator(by=world.koordination, values=card())
    with pytest.raises(ValidationError, match="schon einen Indikator mit diesem Namen"):
        create_indicator(by=world.koordination, values=card())


def test_indicator_is_changed_once_and_keeps_history(world: World) -> None:
    indicator = make_indicator()
    changed = update_indicator(indicator, by=world.koordination, expected_version=1, values={"unit": "je 1.000"})
    same = update_indicator(indicator, by=world.koordination, expected_version=2, values={"unit": "je 1.000"})
    assert (changed.version, same.version) == (2, 2)
    with pytest.raises(Stale):
        update_indicator(indicator, by=world.vertretung, expected_version=1, values={"unit": "%"})


def test_cyclic_successor_is_refused(world: World) -> None:
    first, second, third = (make_indicator() for _ in range(3))
    for indicator, successor in ((first, second), (second, third)):
        update_indicator(indicator, by=world.koordination, expected_version=1, values={"successor": successor})
    with pytest.raises(ValidationError, match="führt im Kreis"):
        update_indicator(third, by=world.koordination, expected_version=1, values={"successor": first})


def test_value_keeps_its_source_and_who_recorded_it(world: World) -> None:
    value = record_value(make_indicator(), by=world.koordination, period=YEAR, values=number(note="gerundet"))
    assert (value.reference_date, value.period, value.recorded_by) == (dt.date(2021, 12, 31), YEAR, world.koordination)
    assert value.is_used


def test_value_of_a_time_that_is_not_over_is_refused(world: World, refused_by: RefusedBy) -> None:
    running = PartialDate.from_parts(timezone.localdate().year + 1)
    with pytest.raises(ValidationError, match="noch nicht zu Ende"):
        record_value(make_indicator(), by=world.koordination, period=running, values=number())
    with refused_by("success_factors_value_not_in_future"):
        make_value(year=2090)


@pytest.mark.parametrize(("last", "new"), [(513, 5130), (513, "51.3"), (-40, 400), (3, 30)])
def test_value_of_another_magnitude_asks_for_confirmation(world: World, last: int, new: object) -> None:
    indicator = make_value(value=last).indicator
    with pytest.raises(Unusual, match="Der Wert weicht stark ab"):
        record_value(indicator, by=world.koordination, period=YEAR, values=number(new))
    assert record_value(indicator, by=world.koordination, period=YEAR, values=number(new), confirmed=True).is_used


def test_share_above_the_whole_asks_for_confirmation(world: World) -> None:
    with pytest.raises(Unusual, match="mehr als das Ganze"):
        record_value(make_indicator(unit="%"), by=world.koordination, period=YEAR, values=number(101))


@pytest.mark.parametrize(("last", "new"), [(513, 5129), (513, 52), (0, 7), (7, 0)])
def test_value_of_a_like_magnitude_is_taken(world: World, last: int, new: int) -> None:
    indicator = make_value(value=last).indicator
    assert record_value(indicator, by=world.koordination, period=YEAR, values=number(new)).is_used


def test_two_values_of_one_time_are_both_kept_and_one_is_used(world: World) -> None:
    indicator = make_value(value=430, year=2021).indicator
    with pytest.raises(Duplicate, match="Für 2021 gibt es schon einen Wert"):
        record_value(indicator, by=world.koordination, period=YEAR, values=number(371))
    why = "Die Statistikstelle zählt vollzogene Einbürgerungen."
    record_value(indicator, by=world.koordination, period=YEAR, values=number(371), decision=USE_NEW, reason=why)
    rows = list(indicator.values.order_by("value").values_list("value", "is_used", "use_reason"))
    assert rows == [(371, True, why), (430, False, why)]


def test_new_value_can_be_kept_without_being_used(world: World) -> None:
    old = make_value(value=430, year=2021)
    keep = {"decision": KEEP_OLD, "reason": "Nur geschätzt."}
    new = record_value(old.indicator, by=world.koordination, period=YEAR, values=number(400), **keep)
    old.refresh_from_db()
    assert (new.is_used, old.is_used) == (False, True)


def test_decision_between_two_values_needs_a_reason(world: World) -> None:
    indicator = make_value(value=430, year=2021).indicator
    with pytest.raises(ValidationError, match="warum dieser Wert verwendet wird"):
        record_value(indicator, by=world.koordination, period=YEAR, values=number(371), decision=USE_NEW, reason=" ")
    assert indicator.values.count() == 1


def test_values_of_groups_and_of_a_day_in_the_year_are_not_double(world: World) -> None:
    indicator = make_value(value=430, year=2021).indicator
    record_value(indicator, by=world.koordination, period=YEAR, values=number(100, group="Frauen"))
    record_value(indicator, by=world.koordination, period=PartialDate.from_parts(2021, 12, 31), values=number(430))
    assert indicator.values.used().count() == 3


def test_value_recorded_by_a_double_click_is_one(world: World) -> None:
    indicator, key = make_indicator(), uuid.uuid4()
    for _ in range(2):
        record_value(indicator, by=world.koordination, period=YEAR, values=number(), submission_key=key)
    assert IndicatorValue.objects.count() == 1


def test_import_writes_all_rows_or_none(world: World) -> None:
    indicator = make_indicator()
    rows = [(PartialDate.from_parts(year), number(500 + year)) for year in (2019, 2020)]
    assert import_values(indicator, by=world.koordination, rows=rows) == 2
    with pytest.raises(Duplicate):
        import_values(indicator, by=world.koordination, rows=[(YEAR, number(2500)), rows[0]])
    assert indicator.values.count() == 2


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("success_factors_value_number_or_sign", {"value": 4, "sign": "nothing"}),
        ("success_factors_value_number_or_sign", {"value": None}),
        ("success_factors_value_source_given", {"source": ""}),
        ("success_factors_value_unused_reason", {"is_used": False}),
        ("success_factors_value_sign_valid", {"sign": "?", "value": None}),
        ("success_factors_value_qualifier_valid", {"qualifier": "perhaps"}),
        ("success_factors_value_precision_valid", {"reference_precision": "week"}),
    ],
)
def test_database_keeps_the_rules_of_values(
    db: None, refused_by: RefusedBy, constraint: str, change: dict[str, Any]
) -> None:
    indicator = make_indicator()
    with refused_by(constraint):
        make_value(indicator=indicator, **change)


def test_database_lets_one_value_be_used(db: None) -> None:
    constraints = {each.name for each in IndicatorValue._meta.constraints}
    assert "success_factors_value_one_used" in constraints
    value = make_value()
    with pytest.raises(ValidationError, match="schon ein anderer Wert verwendet"):
        IndicatorValue(
            indicator=value.indicator,
            reference_date=value.reference_date,
            reference_precision="year",
            value=3,
            source="x",
        ).full_clean()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("success_factors_indicator_inactive_reason", {"is_active": False}),
        ("success_factors_indicator_target_complete", {"target_year": 2030}),
        ("success_factors_indicator_direction_valid", {"direction": "left"}),
        ("success_factors_indicator_scope_valid", {"scope": "galaxy"}),
    ],
)
def test_database_keeps_the_rules_of_indicators(
    db: None, refused_by: RefusedBy, constraint: str, change: dict[str, Any]
) -> None:
    with refused_by(constraint):
        make_indicator(**change)


def test_only_the_koordination_writes_indicators(world: World) -> None:
    indicator = make_indicator()
    for person in (world.jugendamt_person, world.integrationsrat_person, world.verwaltung_person):
        with pytest.raises(PermissionDenied):
            create_indicator(by=person, values=card())
        with pytest.raises(PermissionDenied):
            update_indicator(indicator, by=person, expected_version=1, values={"unit": "%"})
        with pytest.raises(PermissionDenied):
            record_value(indicator, by=person, period=YEAR, values=number())
    assert list(Indicator.objects.visible_to(world.verwaltung_person)) == []
