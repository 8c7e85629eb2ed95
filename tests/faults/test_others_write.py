"""Who works through many rows lets others write in between, and searches while nobody waits for it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.enums import ProgressState
from measures.services.exclusions import exclude_measures
from measures.services.measure import update_measure
from measures.services.progress.bulk_answers import accept_bulk
from neuss_integration.data_protection import services as data_protection
from neuss_integration.data_protection.selectors import findings, person_of
from neuss_integration.data_protection.texts import Person
from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.records import turns
from roundtables.models import Need
from roundtables.services.needs import raise_need
from tests.factories import World, make_measure, make_progress, make_round, make_table

pytestmark = pytest.mark.slow
NEED = {"title": "Kurs", "origin": "office"}


@pytest.mark.parametrize(("seconds", "breaths"), [(-1, 3), (60, 0)])
def test_accepting_many_gives_others_their_turn(
    world: World, monkeypatch: pytest.MonkeyPatch, seconds: int, breaths: int
) -> None:
    waiting = [make_progress(state=ProgressState.SUBMITTED, submitted_by=world.jugendamt_person) for _ in range(3)]
    found: list[bool] = []
    monkeypatch.setattr(turns, "SECONDS", seconds)
    monkeypatch.setattr(turns, "let_others_write", lambda: found.append(connection.in_atomic_block))
    done = accept_bulk([(each, each.version) for each in waiting], by=world.koordination)
    assert (len(done.titles), found) == (3, [False] * breaths)


@pytest.mark.parametrize("number", [3, 9])
def test_leaving_out_asks_as_often_for_three_as_for_nine(world: World, number: int) -> None:
    asked = make_round()
    measures = [make_measure(lead_department=world.jugendamt) for _ in range(number)]
    for each in measures:
        make_progress(round=asked, measure=each)
    with CaptureQueriesContext(connection) as queries:
        assert exclude_measures(asked, measures, by=world.koordination, reason="Neu geschnitten") == number
    assert len(queries) == 27


def test_person_is_looked_for_while_nobody_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[bool] = []

    def noted(person: Any, **options: bool) -> Any:
        found.append(connection.in_atomic_block)
        return findings(person, **options)

    monkeypatch.setattr(data_protection, "findings", noted)
    leaver = world.jugendamt_person
    leaver.is_active = False
    leaver.save()
    changed, _ = data_protection.erase_person(person_of(leaver), by=world.verwaltung_person)
    leaver.refresh_from_db()
    assert (found, changed > 0, leaver.name) == ([False] * 2, True, f"Gelöschte Person {leaver.pk}")


def test_what_others_write_meanwhile_is_searched_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    person, searched, table = Person("", "Mira Beispielfrau"), [], make_table()

    def while_somebody_writes(person: Person, **options: bool) -> Any:
        found = findings(person, **options)
        if not searched:
            searched.append(
                raise_need(
                    by=world.koordination, values=NEED | {"round_table": table, "description": f"Für {person.name}"}
                )
            )
        return found

    monkeypatch.setattr(data_protection, "findings", while_somebody_writes)
    assert data_protection.erase_person(person, by=world.verwaltung_person) == (2, 0)  # the need and its history
    assert (Need.objects.get(title="Kurs").description, findings(person)) == ("Für [gelöscht]", [])


def test_form_that_was_open_does_not_bring_the_name_back(world: World) -> None:
    measure, by, person = world.vorlesestunden, world.koordination, Person("", "Mira Beispielfrau")
    measure.refresh_from_db()
    values = {"internal_note": person.name}
    seen = update_measure(measure, by=by, expected_version=measure.version, values=values).version
    data_protection.erase_person(person, by=world.verwaltung_person)
    with pytest.raises(Stale):
        update_measure(measure, by=by, expected_version=seen, values={"internal_note": f"{person.name} kommt"})
    assert findings(person) == []
