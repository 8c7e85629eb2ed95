"""Workbooks that are not taken in: foreign, changed, answered or newer meanwhile, closed."""

import pytest
from django.core import signing
from django.test import Client

from measures.models import ProgressReport, ReportingRound
from measures.services import progress
from tests.factories import World, make_measure, make_progress, make_round, sign_in
from tests.measures.answers import task_of
from tests.measures.workbooks import ANSWERS, downloaded, entry_of, filled, sent, take
from tests.spreadsheets.files import upload, workbook_of


def test_sheet_of_a_report_that_a_colleague_changed_is_refused(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    book = filled(downloaded(jugendamt), task, ANSWERS)
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"next_step": "Zuerst."})
    assert entry_of(sent(jugendamt, book)).refusal.startswith("Seit dem Herunterladen hat jemand")


def test_colleague_between_preview_and_confirming_wins(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    preview = sent(jugendamt, filled(downloaded(jugendamt), task, ANSWERS))
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"next_step": "Zuerst."})
    assert "Seit dem Herunterladen hat jemand" in take(jugendamt, preview, "draft", task)
    task.refresh_from_db()
    assert (task.next_step, task.traffic_light) == ("Zuerst.", "")


@pytest.mark.parametrize(("state", "word"), [("submitted", "eingereicht"), ("accepted", "angenommen")])
def test_sheet_of_an_answered_report_is_refused(jugendamt: Client, world: World, state: str, word: str) -> None:
    task = task_of(world)
    book = filled(downloaded(jugendamt), task, ANSWERS)
    done = make_progress(measure=make_measure(), state=state)
    fields = ("state", "submitted_at", "submitted_by", "decided_at", "decided_by", "traffic_light", "measure_state")
    ProgressReport.objects.filter(pk=task.pk).update(**{name: getattr(done, name) for name in fields})
    assert entry_of(sent(jugendamt, book)).refusal.startswith(f"Der Bericht ist schon {word}")


def test_sheet_of_a_closed_round_is_refused(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    book = filled(downloaded(jugendamt), task, ANSWERS)
    ReportingRound.objects.filter(pk=task.round_id).update(state="closed", closed_at=task.created_at)
    assert entry_of(sent(jugendamt, book)).refusal.startswith(f"Die Berichtsrunde „{task.round}“ ist geschlossen.")


def test_sheet_of_another_office_is_refused(client: Client, world: World) -> None:
    task = make_progress(measure=world.vorlesestunden, what_happened="Streng geheim.", round=make_round())
    book = downloaded(sign_in(client, world.bibliothek_person))
    preview = sent(sign_in(client, world.jugendamt_person), filled(book, task, ANSWERS))
    assert entry_of(preview).refusal.startswith("Das Blatt gehört zu einer Maßnahme, für die Ihre Fachdienststelle")
    assert [text in preview.content.decode() for text in ("Streng geheim.", task.measure.title)] == [False, False]


def test_sheet_of_another_installation_is_refused(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    book = filled(downloaded(jugendamt), task, ANSWERS)
    foreign = {"report": task.pk, "version": 1, "rows": {}}
    book[task.measure.number]["E1"] = signing.dumps(foreign, key="another", salt="measures.offline")
    assert entry_of(sent(jugendamt, book)).refusal.startswith("Das Blatt stammt nicht aus dieser Anwendung")


def test_moved_rows_are_refused_with_their_cell(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    book = filled(downloaded(jugendamt), task, ANSWERS)
    book[task.measure.number].insert_rows(8)
    assert entry_of(sent(jugendamt, book)).refusal.startswith("Die Beschriftung in Zelle A8 wurde geändert")


def test_doubled_sheets_are_refused(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    book = filled(downloaded(jugendamt), task, ANSWERS)
    book.copy_worksheet(book[task.measure.number])
    refusals = [entry.refusal for entry in sent(jugendamt, book).context["entries"]]
    assert refusals == ["Dieses Blatt ist zweimal in der Datei. Bitte löschen Sie eines davon."] * 2


def test_another_workbook_is_refused_beside_the_field(jugendamt: Client) -> None:
    answer = jugendamt.post("/sachstand/tabelle/", {"file": upload(workbook_of(), "liste.xlsx")})
    assert answer.context["form"].errors["file"][0].startswith("Die Datei ist kein Formular dieser Anwendung.")


@pytest.mark.parametrize("content", ["", "x:y", "a" * 300])
def test_changed_preview_is_refused(jugendamt: Client, world: World, content: str) -> None:
    page = jugendamt.post("/sachstand/tabelle/uebernehmen/", {"sheets": content, "action": "draft"}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Die Vorschau ist zu alt. Bitte laden Sie die Datei noch einmal hoch."
    ]
