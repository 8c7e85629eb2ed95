"""Taking back an import of many rows: by the worker, in short transactions that do not rewrite the list of results."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from measures.enums import ImportState
from measures.models import CatalogueImport, Measure
from measures.services import catalogue_undo
from measures.services.catalogue_undo import begin_undo, continue_undo, undo_import
from measures.tasks import mend_imports, take_back
from tests.factories import World, sign_in
from tests.measures.test_catalogue_import import NEW, draft_of, run


def taken_in(world: World, number: int = 3) -> CatalogueImport:
    rows = [[*NEW[:1], f"Angebot {at}", *NEW[2:]] for at in range(number)]
    return run(draft_of(world.koordination, *rows), world.koordination)


def test_many_rows_are_taken_back_by_the_worker(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_undo, "AT_ONCE", 0)
    base = f"/massnahmen/import/{taken_in(world).pk}/"
    page = sign_in(client, world.koordination).post(f"{base}zuruecknehmen/", follow=True).content.decode()
    assert "Einlesen wird zurückgenommen" in page
    assert f'data-poll-url="{base}stand/"' in page
    stand = {"state": "undoing", "done": 0, "total": 3, "label": "Zeilen zurückgenommen"}
    assert client.get(f"{base}stand/").json() == stand
    take_back.call(CatalogueImport.objects.get().pk)
    assert client.get(f"{base}stand/").json() == stand | {"state": "undone", "done": 3}
    assert not Measure.objects.filter(title__startswith="Angebot").exists()


def test_undo_that_stopped_goes_on_behind_its_last_row(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_undo, "SECONDS", 0)
    monkeypatch.setattr(catalogue_undo, "BLOCK", 1)
    begun = begin_undo(taken_in(world), by=world.koordination)
    written: Any = [(each["line"], each["back"]) for each in reversed(begun.results)]
    assert catalogue_undo._undo_some(begun, written).state == ImportState.UNDOING
    CatalogueImport.objects.update(heartbeat_at=timezone.now() - dt.timedelta(minutes=5))
    assert mend_imports() == 1
    take_back.call(begun.pk)
    done = CatalogueImport.objects.get()
    assert (done.state, done.taken_back) == (ImportState.UNDONE, [[4, ""], [3, ""], [2, ""]])
    assert undo_import(done, by=world.koordination).taken_back == done.taken_back


def test_step_of_taking_back_neither_reads_nor_writes_the_results(world: World) -> None:
    """They are megabytes for thousands of rows, and others wait meanwhile."""
    begun = begin_undo(taken_in(world), by=world.koordination)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        continue_undo(begun.pk)
    told = [each["sql"] for each in queries if '"results"' in each["sql"] and "catalogueimport" in each["sql"]]
    assert len(told) == 1
