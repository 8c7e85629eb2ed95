"""Choosing rows and values of a preview, taking them in bit by bit, and taking the whole import back."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from measures.catalogue.importing.plan import RowAction
from measures.enums import ImportState, ProgressState
from measures.models import CatalogueImport, Measure, ProgressReport
from measures.services import catalogue_run
from measures.services.catalogue_import import assign_columns, choose_rows
from measures.services.catalogue_run import begin_run, continue_run
from measures.services.catalogue_undo import undo_import
from measures.services.measure import change_state, update_measure
from measures.tasks import mend_imports, take_in
from neuss_integration.foundation.exceptions import Refused
from tests.factories import World, make_progress, sign_in
from tests.measures.test_catalogue_import import NEW, draft_of, planned, run

HEAD = ["Nummer", "Titel", "Ort", "Beginn", "Erfolgsfaktoren", "Status", "Begründung des Status"]
ROWS = [["M-2017-001", "Präventionsnetz", "Rathaus", "1.2.2018", "4; 8", "ruhend", "Personal"],
        ["M-2013-001", "", "Haus am Markt", "", "", "", ""]]  # fmt: skip


def values() -> list[dict[str, Any]]:
    """The measures without what tells of the change itself."""
    names = ("number", "title", "location", "start_date", "start_precision", "state", "search_text")
    found = list(Measure.objects.order_by("pk").values(*names))
    factors = [sorted(each.success_factors.values_list("number", flat=True)) for each in Measure.objects.order_by("pk")]
    return [row | {"factors": numbers} for row, numbers in zip(found, factors, strict=True)]


def test_rows_and_values_without_tick_stay_outside(world: World) -> None:
    draft = draft_of(world.koordination, *ROWS, head=HEAD)
    shown = ["2", "2:titel", "2:status", "3"]
    draft = choose_rows(draft, by=world.koordination, shown=shown, ticked=["2"])
    assert planned(draft).counts == {
        RowAction.NEW: 0,
        RowAction.CHANGED: 1,
        RowAction.UNCHANGED: 0,
        RowAction.WRONG: 0,
        RowAction.LEFT_OUT: 1,
    }
    run(draft, world.koordination)
    net = Measure.objects.get(number="M-2017-001")
    assert (net.title, net.location, net.state) == (world.praeventionsnetz.title, "Rathaus", "running")
    assert Measure.objects.get(number="M-2013-001").location == world.vorlesestunden.location


def test_import_is_taken_back_as_a_whole(world: World) -> None:
    before = values()
    head = [*HEAD, "Amt", "Art", "Handlungsfeld", "Ausgaben", "Kennzahl"]
    new = ["", "Neues", "", "", "", "", "", "Jugendamt", "Projekt", "Bildung und Sprache", "100", "Kurse 2024: 3"]
    draft = draft_of(world.koordination, *[[*row, "", "", "", "", ""] for row in ROWS], new, head=head)
    chosen: Any = {"funding_source": "city", "funding_year": 2025}
    draft = assign_columns(draft, by=world.koordination, assignment=draft.places, empties_delete=False, **chosen)
    done = run(draft, world.koordination)
    assert (Measure.objects.count(), values() == before) == (4, False)
    undone = undo_import(done, by=world.koordination)
    assert (undone.state, [why for _, why in undone.taken_back]) == (ImportState.UNDONE, ["", "", ""])
    assert values() == before


def test_who_worked_on_an_answer_works_on_it_again(world: World) -> None:
    net = world.praeventionsnetz
    task = make_progress(measure=net, state=ProgressState.IN_PROGRESS, assignee=world.jugendamt_person)
    done = run(
        draft_of(world.koordination, [net.number, "Stadtbibliothek"], head=["Nummer", "Amt"]), world.koordination
    )
    moved = ProgressReport.objects.get(pk=task.pk)
    assert (moved.department, moved.assignee) == (world.stadtbibliothek, None)
    undo_import(done, by=world.koordination)
    back = ProgressReport.objects.get(pk=task.pk)
    assert (back.department, back.assignee) == (world.jugendamt, world.jugendamt_person)
    assert back.events.last().comment == f"Wieder an {world.jugendamt_person}"


def test_state_comes_back_with_its_own_reason_and_day(world: World) -> None:
    """Whatever step led away: from „nicht weiter verfolgt“ none of the workflow leads back to „ruhend“."""
    net, day = world.praeventionsnetz, dt.date(2025, 3, 1)
    change_state(net, by=world.vertretung, transition="pause", reason="Personal fehlt")
    Measure.objects.filter(pk=net.pk).update(state_since=day)
    row = [net.number, "nicht weiter verfolgt", "Kein Geld"]
    done = run(draft_of(world.koordination, row, head=["Nummer", *HEAD[-2:]]), world.koordination)
    net.refresh_from_db()
    assert (net.state, net.state_reason, net.state_since) == ("dropped", "Kein Geld", timezone.localdate())
    assert undo_import(done, by=world.koordination).taken_back == [[2, ""]]
    net.refresh_from_db()
    assert (net.state, net.state_reason, net.state_since) == ("paused", "Personal fehlt", day)
    told = list(net.events.values_list("transition", "comment"))[-1]
    assert told == ("undo", "Einlesen einer Datei zurückgenommen")


def test_row_that_somebody_changed_since_stays_and_is_named(world: World, client: Client) -> None:
    done = run(draft_of(world.koordination, *ROWS, head=HEAD), world.koordination)
    net = Measure.objects.get(number="M-2017-001")
    update_measure(net, by=world.vertretung, expected_version=net.version, values={"location": "Markt"})
    sign_in(client, world.koordination)
    said = client.post(f"/massnahmen/import/{done.pk}/zuruecknehmen/", follow=True).content.decode()
    assert "Das Einlesen ist zurückgenommen, bis auf 1 Zeile: Sie ist unten genannt." in said
    page = client.get(f"/massnahmen/import/{done.pk}/").content.decode()
    assert "Zeile 2, M-2017-001: Seit dem Einlesen hat jemand diese Maßnahme geändert." in page
    assert Measure.objects.get(pk=net.pk).location == "Markt"
    assert Measure.objects.get(number="M-2013-001").location == world.vorlesestunden.location


def test_conflict_with_a_colleague_is_named_row_by_row(world: World) -> None:
    draft = draft_of(world.koordination, *ROWS, head=HEAD)
    digest = planned(draft).digest
    net = world.praeventionsnetz
    update_measure(net, by=world.vertretung, expected_version=net.version, values={"location": "Markt"})
    with pytest.raises(Refused, match=r"Betroffen: Zeile 2 \(M-2017-001\)\."):
        begin_run(draft, by=world.koordination, digest=digest)


def test_row_changed_while_the_import_runs_stays_and_is_named(world: World) -> None:
    draft = draft_of(world.koordination, *ROWS, head=HEAD)
    begin_run(draft, by=world.koordination, digest=planned(draft).digest)
    net = world.praeventionsnetz
    update_measure(net, by=world.vertretung, expected_version=net.version, values={"location": "Markt"})
    done = continue_run(draft.pk)
    assert [each["action"] for each in done.results] == ["falsch", "geaendert"]
    assert f"M-2017-001 wurde inzwischen von {world.vertretung} geändert" in done.results[0]["problems"][0]


def test_measure_that_somebody_entered_since_the_check_is_not_entered_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two people take in the same file at once: both were checked before either wrote."""
    rows = [[*NEW[:1], f"Angebot {number}", *NEW[2:]] for number in range(12)]
    one, two = draft_of(world.koordination, *rows), draft_of(world.vertretung, rows[1], rows[3])
    plan = planned(one)
    begin_run(one, by=world.koordination, digest=plan.digest)
    begin_run(two, by=world.vertretung, digest=planned(two).digest)
    continue_run(two.pk)
    monkeypatch.setattr(catalogue_run, "make_plan", lambda draft: plan)
    done = continue_run(one.pk)
    assert [each["line"] for each in done.results if each["action"] == "falsch"] == [3, 5]
    entered = Measure.objects.get(title="Angebot 1").number
    assert done.results[1]["problems"][0].startswith(f"Diese Maßnahme hat inzwischen jemand angelegt ({entered}).")
    assert Measure.objects.filter(title__startswith="Angebot").count() == 12


def test_run_that_stopped_goes_on_behind_its_last_row(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_run, "SECONDS", 0)
    monkeypatch.setattr(catalogue_run, "BLOCK", 1)
    rows = [[*NEW[:1], f"Angebot {number}", *NEW[2:]] for number in range(3)]
    draft = draft_of(world.koordination, *rows)
    begin_run(draft, by=world.koordination, digest=planned(draft).digest)
    running = CatalogueImport.objects.get()
    plan = planned(running)
    assert catalogue_run._take_some(running, plan, set()).state == ImportState.RUNNING
    CatalogueImport.objects.update(heartbeat_at=timezone.now() - dt.timedelta(minutes=5))
    assert mend_imports() == 1
    take_in.call(draft.pk)
    assert [each["action"] for each in CatalogueImport.objects.get().results] == ["neu"] * 3
    assert Measure.objects.filter(title__startswith="Angebot").count() == 3


def test_new_rows_beside_one_that_breaks_a_rule_are_taken_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are entered together, and one by one when that fails."""
    rows = [[*NEW[:1], f"Angebot {number}", *NEW[2:]] for number in range(3)]
    draft = draft_of(world.koordination, *rows)
    begin_run(draft, by=world.koordination, digest=planned(draft).digest)
    plan = planned(CatalogueImport.objects.get())
    plan.rows[1].values["title"] = ""
    monkeypatch.setattr(catalogue_run, "make_plan", lambda draft: plan)
    done = continue_run(draft.pk)
    assert [each["action"] for each in done.results] == ["neu", "falsch", "neu"]
    assert set(Measure.objects.filter(title__startswith="Angebot").values_list("number", flat=True)) == {
        done.results[0]["number"],
        done.results[2]["number"],
    }


def test_many_rows_are_left_to_the_worker(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_run, "AT_ONCE", 0)
    draft = draft_of(world.koordination, *ROWS, head=HEAD)
    base = f"/massnahmen/import/{draft.pk}/"
    sign_in(client, world.koordination).post(f"{base}uebernehmen/", {"digest": planned(draft).digest})
    assert client.get(f"{base}stand/").json()["total"] == 2
    assert f'data-poll-url="{base}stand/"' in client.get(base).content.decode()
    take_in.call(draft.pk)
    assert client.get(f"{base}stand/").json()["state"] == "done"


def test_ticks_of_a_page_are_kept(world: World, client: Client) -> None:
    draft = draft_of(world.koordination, *ROWS, head=HEAD)
    base = f"/massnahmen/import/{draft.pk}/"
    shown = {"gezeigt": ["2", "2:titel", "3"], "nehmen": ["2", "3"]}
    assert sign_in(client, world.koordination).post(f"{base}auswahl/", shown).headers["Location"] == base
    assert CatalogueImport.objects.get().left_out == ["2:titel"]
    assert 'value="2:titel"' in client.get(base).content.decode()
