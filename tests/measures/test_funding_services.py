"""Money: entered, changed, removed, never negative."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from measures.models import Funding
from measures.services.funding import add_funding, change_funding, remove_funding
from neuss_integration.foundation.exceptions import Incomplete, Stale
from tests.factories import World, make_measure
from tests.measures.conftest import RefusedBy
from tests.measures.factories import make_funding

VALUES = {"source": "state", "year": 2026, "note": "KOMM-AN NRW", "planned": Decimal("1234.56")}


def test_add_makes_one_of_a_double_click(world: World) -> None:
    key = uuid.uuid4()
    entries = [
        add_funding(world.praeventionsnetz, by=world.koordination, values=VALUES, submission_key=key) for _ in range(2)
    ]
    assert entries[0] == entries[1]
    assert (str(entries[0]), entries[0].planned, entries[0].spent) == (
        "Land 2026 (KOMM-AN NRW)",
        Decimal("1234.56"),
        None,
    )


def test_add_refuses_the_same_source_of_a_year_twice(world: World) -> None:
    add_funding(world.praeventionsnetz, by=world.koordination, values=VALUES)
    with pytest.raises(ValidationError, match="gibt es schon einen Eintrag mit demselben Förderprogramm"):
        add_funding(world.praeventionsnetz, by=world.koordination, values=VALUES)
    add_funding(world.praeventionsnetz, by=world.koordination, values=VALUES | {"note": "Anderes Programm"})
    assert Funding.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"planned": Decimal(-1)}, "Beträge können nicht kleiner als null sein"),
        ({"planned": None}, "mindestens einen Betrag"),
        ({"year": 1066}, "1990"),
        ({"amount": 3}, "Unbekannte Angaben: amount"),
    ],
)
def test_add_refuses_broken_rules(world: World, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        add_funding(world.praeventionsnetz, by=world.koordination, values=VALUES | values)


def test_change_notices_a_second_writer(world: World) -> None:
    funding = make_funding(measure=world.praeventionsnetz)
    after = change_funding(funding, by=world.jugendamt_person, expected_version=1, values={"spent": Decimal(900)})
    assert (after.spent, after.version) == (900, 2)
    with pytest.raises(Stale):
        change_funding(funding, by=world.koordination, expected_version=1, values={"spent": Decimal(800)})


def test_remove_says_why_and_the_history_keeps_it(world: World) -> None:
    funding = make_funding(measure=world.praeventionsnetz)
    with pytest.raises(Incomplete):
        remove_funding(funding, by=world.koordination, reason="  ")
    remove_funding(funding, by=world.koordination, reason="Doppelt erfasst")
    last = Funding.history.first()
    assert (Funding.objects.count(), last.history_type, last.history_change_reason, last.planned) == (
        0,
        "-",
        "Doppelt erfasst",
        1000,
    )


def test_money_is_kept_by_the_lead_office_only(world: World) -> None:
    funding = make_funding(measure=world.praeventionsnetz)
    with pytest.raises(PermissionDenied):
        add_funding(world.praeventionsnetz, by=world.bibliothek_person, values=VALUES)
    with pytest.raises(PermissionDenied):
        change_funding(funding, by=world.bibliothek_person, expected_version=1, values={"spent": Decimal(1)})
    with pytest.raises(PermissionDenied):
        remove_funding(funding, by=world.bibliothek_person, reason="Weg")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"source": "lottery"}, "measures_funding_source_valid"),
        ({"year": 1066}, "measures_funding_year_valid"),
        ({"spent": -1}, "measures_funding_not_negative"),
        ({"planned": None}, "measures_funding_some_amount"),
    ],
)
def test_database_keeps_the_rules(db: None, refused_by: RefusedBy, fields: dict[str, Any], constraint: str) -> None:
    measure = make_measure()
    with refused_by(constraint):
        make_funding(measure=measure, **fields)
