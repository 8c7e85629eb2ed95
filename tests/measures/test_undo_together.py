"""Measures that are taken back with one another leave the same rows and the same history as one by one."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from measures.enums import ProgressState
from measures.models import (
    CatalogueImport,
    Funding,
    KeyFigure,
    KeyFigureValue,
    Measure,
    MeasureEvent,
    Milestone,
    ProgressReport,
)
from measures.services import bulk_undo, catalogue_undo
from measures.services.bulk import Together, change_together, ready_for_change
from measures.services.bulk_undo import undo_of, undo_together
from measures.services.catalogue_import import assign_columns
from measures.services.catalogue_undo import begin_undo, continue_undo
from measures.services.measure import update_measure
from tests.factories import World, make_progress
from tests.measures.test_catalogue_import import draft_of, run

HEAD = ["Nummer", "Titel", "Amt", "Art", "Handlungsfeld", "Erfolgsfaktoren", "Status", "Begründung des Status",
        "Beginn", "Ausgaben", "Kennzahl"]  # fmt: skip
KEPT = (Measure, Milestone, Funding, KeyFigure, KeyFigureValue)
OF_THE_MOMENT = {"history_id", "history_date", "updated_at", "created_at"}


def new_rows(number: int) -> list[list[str]]:
    tail = ["Jugendamt", "Projekt", "Bildung und Sprache", "4; 8", "", "", "2024", "100", "Kurse 2024: 3"]
    return [["", f"Angebot {at}", *tail] for at in range(number)]


def taken_in(world: World, *rows: list[str]) -> CatalogueImport:
    """Two known measures, one with another office and somebody at work for it, the other paused, and the new ones."""
    net, hours = world.praeventionsnetz, world.vorlesestunden
    known = [[net.number, "", "Stadtbibliothek", "", "", "4; 8", "", "", "2020", "200", "Kurse 2024: 5"],
             [hours.number, "Lesen", "", "", "", "", "ruhend", "Personal", "", "", ""]]  # fmt: skip
    draft = draft_of(world.koordination, *known, *rows, head=HEAD)
    chosen: Any = {"funding_source": "city", "funding_year": 2025}
    draft = assign_columns(draft, by=world.koordination, assignment=draft.places, empties_delete=False, **chosen)
    return run(draft, world.koordination)


def links_of(row: Any, field: Any) -> list[int]:
    """The keys that a row of history holds of the relation `field`."""
    return sorted(getattr(row, field.name).values_list(field.m2m_reverse_field_name(), flat=True))


def history() -> list[Any]:
    """Each row of history with its relations, and the events, without what tells of the moment."""
    told: list[Any] = []
    for model in KEPT:
        for row in model.history.order_by("id", "history_date", "history_id"):
            values = {f.attname: getattr(row, f.attname) for f in row._meta.fields if f.attname not in OF_THE_MOMENT}
            links = {each.name: links_of(row, each) for each in row._history_m2m_fields}
            told.append((model.__name__, values, links))
    events = MeasureEvent.objects.order_by("measure", "pk")
    told += events.values_list("measure", "transition", "from_state", "to_state", "actor", "comment")
    return told + list(ProgressReport.objects.values_list("pk", "department", "assignee", "version"))


def outcome(done: CatalogueImport, world: World, block: int, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What taking `done` back by the `block` leaves; afterwards it is not taken back."""
    monkeypatch.setattr(catalogue_undo, "BLOCK", block)
    with transaction.atomic():
        undone = continue_undo(begin_undo(done, by=world.koordination).pk)
        found = (undone.taken_back, Measure.objects.count(), history())
        transaction.set_rollback(True)
    return found


def test_import_is_taken_back_as_row_by_row(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    net = world.praeventionsnetz
    make_progress(measure=net, state=ProgressState.IN_PROGRESS, assignee=world.jugendamt_person)
    done = taken_in(world, *new_rows(4))
    changed = Measure.objects.get(title="Angebot 2")
    update_measure(changed, by=world.vertretung, expected_version=changed.version, values={"location": "Markt"})
    together, single = (outcome(done, world, block, monkeypatch) for block in (25, 1))
    assert together == single
    assert [bool(why) for _, why in together[0]] == [False, True, False, False, False, False]
    gone = [row[0] for row in together[2] if isinstance(row[1], dict) and row[1]["history_type"] == "-"]
    assert gone == ["Measure"] * 3 + ["Funding"] * 4 + ["KeyFigure"] * 4 + ["KeyFigureValue"] * 4


def test_measure_that_somebody_built_on_stays_and_the_others_beside_it_go(world: World) -> None:
    done = taken_in(world, *new_rows(3))
    make_progress(measure=Measure.objects.get(title="Angebot 1"))
    undone = continue_undo(begin_undo(done, by=world.koordination).pk)
    assert [why.partition(":")[0] for _, why in undone.taken_back] == [
        "", "An der Maßnahme hängt schon etwas", "", "", "",
    ]  # fmt: skip
    assert list(Funding.objects.values_list("measure__title", flat=True)) == ["Angebot 1"]


@pytest.mark.parametrize("number", [3, 9])
def test_taking_back_asks_as_often_for_three_as_for_nine(
    world: World, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_undo, "SECONDS", 60)
    begun = begin_undo(taken_in(world, *new_rows(number)), by=world.koordination)
    with CaptureQueriesContext(connection) as queries:
        continue_undo(begun.pk)
    assert len(queries) == 152


def test_change_of_several_is_taken_back_as_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [world.praeventionsnetz.pk, world.vorlesestunden.pk]
    added = {"districts": [world.erfttal]}
    change = Together({"kind": "survey"}, added, {}, "paused", "Haushalt", ("Auftakt", dt.date(2027, 5, 1)))
    measures = ready_for_change(keys, world.koordination)
    steps = undo_of(change, measures)
    change_together(change, by=world.koordination, versions={each.pk: each.version for each in measures})
    found = []
    for block in (25, 1):
        monkeypatch.setattr(bulk_undo, "BLOCK", block)
        with transaction.atomic():
            found.append((undo_together(steps, by=world.koordination), history()))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert found[0][0] == (2, [])
