"""Rows of a file that change known measures: stored together, each with its own row of history."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Measure
from measures.services import catalogue_run
from measures.services.catalogue_run import begin_run, continue_run
from tests.factories import World, make_measure, make_organisation
from tests.measures.test_catalogue_import import draft_of, planned, run

HEAD = ["Nummer", "Ort", "Träger"]


def rows_of(number: int) -> list[list[str]]:
    return [[make_measure(number=f"M-2020-{at:03d}").number, f"Haus {at}", "AWO"] for at in range(number)]


def queries_of(world: World, rows: list[list[str]]) -> int:
    draft = draft_of(world.koordination, *rows, head=HEAD)
    begin_run(draft, by=world.koordination, digest=planned(draft).digest)
    with CaptureQueriesContext(connection) as queries:
        continue_run(draft.pk)
    return len(queries)


def test_each_changed_row_costs_little_more_than_its_own_statements(world: World) -> None:
    """Its columns and its new links; lock, search text and history are those of all."""
    make_organisation("AWO")
    rows = rows_of(7)
    few = queries_of(world, rows[:2])
    assert queries_of(world, rows[2:]) - few <= 3 * 5


def test_changed_rows_have_their_own_history_with_relations(world: World) -> None:
    awo = make_organisation("AWO")
    run(draft_of(world.koordination, *rows_of(3), head=HEAD), world.koordination)
    found = list(Measure.objects.filter(number__startswith="M-2020-").order_by("number"))
    assert [each.location for each in found] == ["Haus 0", "Haus 1", "Haus 2"]
    for each in found:
        last = each.history.first()
        assert (last.location, last.history_user, last.history_type) == (each.location, world.koordination, "~")
        assert ([row.organisation for row in last.carriers.all()], last.version) == ([awo], each.version)
        assert "awo" in each.search_text


def test_changed_rows_beside_one_that_somebody_saved_are_taken_in(world: World, monkeypatch: Any) -> None:
    make_organisation("AWO")
    draft = draft_of(world.koordination, *rows_of(3), head=HEAD)
    begin_run(draft, by=world.koordination, digest=planned(draft).digest)
    plan: Any = planned(draft)
    plan.rows[1].stored.version += 1
    monkeypatch.setattr(catalogue_run, "make_plan", lambda draft: plan)
    monkeypatch.setattr(type(plan), "changed_since", lambda plan, digest: [])
    done = continue_run(draft.pk)
    assert [each["action"] for each in done.results] == ["geaendert", "falsch", "geaendert"]
    assert Measure.objects.get(number="M-2020-002").location == "Haus 2"
