"""Who works through many rows lets others write in between, and searches while nobody waits for it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.enums import ProgressState
from measures.services.exclusions import exclude_measures
from measures.services.progress.bulk_answers import accept_bulk
from neuss_integration.data_protection import services as data_protection
from neuss_integration.data_protection.selectors import findings, person_of
from neuss_integration.foundation.records import turns
from tests.factories import World, make_measure, make_progress, make_round

pytestmark = pytest.mark.slow


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

    def noted(person: Any) -> Any:
        found.append(connection.in_atomic_block)
        return findings(person)

    monkeypatch.setattr(data_protection, "findings", noted)
    leaver = world.jugendamt_person
    leaver.is_active = False
    leaver.save()
    changed, _ = data_protection.erase_person(person_of(leaver), by=world.verwaltung_person)
    leaver.refresh_from_db()
    assert (found, changed > 0, leaver.name) == ([False], True, f"Gelöschte Person {leaver.pk}")
