"""Answering without a connection: the workbook, its preview, and taking it in."""

from typing import Any

import pytest
from django.test import Client

from measures.enums import ReceivedBy
from measures.models import ProgressReport, RoundQuestion
from measures.services import progress
from neuss_integration.foundation.spreadsheets.entry_reading import NOT_READ
from tests.factories import World, make_measure, make_progress, sign_in
from tests.measures.answers import task_of, with_last
from tests.measures.factories import make_key_figure, make_milestone
from tests.measures.workbooks import ANSWERS, cells_of, downloaded, entry_of, filled, sent, take


def test_workbook_shows_what_is_stored_and_the_last_answers(jugendamt: Client, world: World) -> None:
    task = with_last(world, cost=50)
    book = downloaded(jugendamt)
    rows = {row[0].value: [cell.value for cell in row[1:4]] for row in book[task.measure.number].iter_rows(min_row=4)}
    assert book.sheetnames == ["So geht es", task.measure.number]
    assert rows["Unverändert seit dem letzten Bericht?"][0] is None
    assert rows["Was ist geschehen?"] == [
        None,
        "Das Angebot fand wie geplant statt.",
        "Ein bis drei Sätze genügen.",
    ]
    assert rows["Kosten in Euro"][1] == "50,00 Euro"


def test_workbook_asks_for_what_round_and_measure_add(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    make_key_figure(measure=task.measure, name="Beratungen", unit="Gespräche")
    make_milestone(measure=task.measure, title="Raum gefunden", due_date=task.round.due_on)
    RoundQuestion.objects.create(round=task.round, position=1, text="Halfen Ehrenamtliche?", kind="yes")
    labels = set(cells_of(downloaded(jugendamt)[task.measure.number]))
    due = f"{task.round.due_on:%d.%m.%Y}"
    assert {"Beratungen (Gespräche)", f"Raum gefunden (fällig am {due})", "Halfen Ehrenamtliche?"} <= labels


def test_workbook_holds_only_own_open_tasks(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    make_progress(measure=world.vorlesestunden)
    make_progress(measure=make_measure(lead_department=world.jugendamt), state="submitted")
    assert [name for name in downloaded(jugendamt).sheetnames if name.startswith("M-")] == [task.measure.number]


def test_without_tasks_there_is_no_workbook(jugendamt: Client) -> None:
    assert jugendamt.get("/sachstand/tabelle/herunterladen/").url == "/sachstand/"


def test_filled_workbook_is_shown_and_nothing_is_stored(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    entry = entry_of(sent(jugendamt, filled(downloaded(jugendamt), task, ANSWERS)))
    assert [(change.label, change.old, change.new) for change in entry.changes] == [
        ("Wie läuft die Maßnahme?", "", "gelb"),
        ("Begründung der Ampel", "", "Eine Stelle ist frei."),
        ("Was ist geschehen?", "", "Vier Treffen\nfanden statt."),
        ("Teilnehmende", "", "1204"),
        ("Kosten in Euro", "", "1234,5"),
    ]
    assert (entry.lacking, entry.problems) == (["Bitte wählen Sie den Status der Maßnahme."], [])
    assert ProgressReport.objects.get(pk=task.pk).version == 1


def test_what_stands_where_nothing_is_asked_is_named(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    book = filled(downloaded(jugendamt), task, ANSWERS)
    sheet = book[task.measure.number]
    sheet["F6"], sheet[f"B{sheet.max_row + 2}"] = "Bitte anrufen", "Noch ein Satz " * 9
    answer = sent(jugendamt, book)
    long = f"B{sheet.max_row} („{'Noch ein Satz ' * 4}…“)"
    assert entry_of(answer).notices == [f"{NOT_READ} F6 („Bitte anrufen“).", f"{NOT_READ} {long}."]
    assert "F6 („Bitte anrufen“)" in answer.text


def test_incomplete_answer_becomes_a_draft_whatever_is_clicked(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    preview = sent(jugendamt, filled(downloaded(jugendamt), task, ANSWERS))
    assert "Als Entwurf gespeichert: 1." in take(jugendamt, preview, "submit", task)
    task.refresh_from_db()
    assert (task.state, task.cost, task.received_by) == ("in_progress", 1234.5, ReceivedBy.SHEET)
    assert task.what_happened == "Vier Treffen\nfanden statt."


def test_complete_answer_is_submitted_as_a_sheet(jugendamt: Client, world: World) -> None:
    task = task_of(world, measure_state="running")
    preview = sent(jugendamt, filled(downloaded(jugendamt), task, ANSWERS))
    assert "Eingereicht: 1." in take(jugendamt, preview, "submit", task)
    task.refresh_from_db()
    assert (task.state, task.received_by, task.submitted_by) == ("submitted", "sheet", world.jugendamt_person)
    assert task.assignee == world.jugendamt_person


def test_complete_answer_stays_a_draft_when_the_person_wants_it(jugendamt: Client, world: World) -> None:
    task = task_of(world, measure_state="running")
    take(jugendamt, sent(jugendamt, filled(downloaded(jugendamt), task, ANSWERS)), "draft", task)
    task.refresh_from_db()
    assert (task.state, task.traffic_light) == ("in_progress", "yellow")


def test_only_chosen_measures_are_taken(jugendamt: Client, world: World) -> None:
    tasks = [task_of(world), make_progress(measure=make_measure(lead_department=world.jugendamt))]
    book = downloaded(jugendamt)
    for task in tasks:
        filled(book, task, {"Ihre Nachricht": "Neu"})
    take(jugendamt, sent(jugendamt, book), "draft", tasks[1])
    assert list(ProgressReport.objects.order_by("pk").values_list("internal_note", flat=True)) == ["", "Neu"]


def test_nothing_chosen_says_so(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    preview = sent(jugendamt, filled(downloaded(jugendamt), task, ANSWERS))
    assert "Bitte kreuzen Sie an" in take(jugendamt, preview, "draft")


def test_unchanged_is_submitted_with_one_word(jugendamt: Client, world: World) -> None:
    task = with_last(world)
    book = filled(downloaded(jugendamt), task, {"Unverändert seit dem letzten Bericht?": "ja"})
    preview = sent(jugendamt, book)
    assert "lässt sich nur einreichen" in take(jugendamt, preview, "draft", task)
    assert "Eingereicht: 1." in take(jugendamt, preview, "submit", task)
    task.refresh_from_db()
    assert (task.state, task.is_unchanged, task.received_by) == ("submitted", True, "sheet")


def test_unchanged_with_other_answers_is_a_mistake(jugendamt: Client, world: World) -> None:
    task = with_last(world)
    answers = {"Unverändert seit dem letzten Bericht?": "ja", "Ihre Nachricht": "Doch neu"}
    entry = entry_of(sent(jugendamt, filled(downloaded(jugendamt), task, answers)))
    assert [(each.place, each.sentence.partition(".")[0]) for each in entry.problems] == [
        ("B5", "Sie haben „unverändert“ gewählt und trotzdem Angaben geändert"),
    ]
    assert (entry.is_unchanged, entry.can_submit) == (False, False)


@pytest.mark.parametrize(
    ("label", "answer", "sentence"),
    [
        ("Teilnehmende", "viele", "Bitte geben Sie „Teilnehmende“ als"),
        ("Kosten in Euro", -5, "„Kosten in Euro“ kann nicht negativ sein."),
        ("Wie läuft die Maßnahme?", "blau", "„blau“ steht nicht zur Auswahl. Bitte wählen Sie: grün, gelb, rot"),
        ("Was ist geschehen?", "=A1", "Hier steht der Fehler #OHNE ERGEBNIS! einer Formel statt einer Antwort."),
        ("Laufzeit ändern: neues Ende", "bald", "Bitte geben Sie bei „Laufzeit ändern: neues Ende“"),
    ],
)
def test_wrong_cells_are_named_and_the_rest_is_a_draft(
    jugendamt: Client, world: World, label: str, answer: Any, sentence: str
) -> None:
    task = task_of(world, measure_state="running")
    book = filled(downloaded(jugendamt), task, {"Begründung der Ampel": "Frei.", label: answer})
    place = cells_of(book[task.measure.number])[label].coordinate
    preview = sent(jugendamt, book)
    (problem,) = entry_of(preview).problems
    assert (problem.place, problem.sentence.startswith(sentence)) == (place, True)
    take(jugendamt, preview, "submit", task)
    task.refresh_from_db()
    assert (task.state, task.traffic_light_reason) == ("in_progress", "Frei.")


def test_untouched_workbook_changes_nothing(jugendamt: Client, world: World) -> None:
    task = with_last(world)
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"what_happened": "Eins.\nZwei."})
    preview = sent(jugendamt, downloaded(jugendamt))
    assert (preview.context["entries"], [each.title for each in preview.context["empty"]]) == ([], [task.measure.title])
    assert "In der Datei ist nichts Neues" in preview.content.decode()


def test_emptied_cell_empties_the_answer(jugendamt: Client, world: World) -> None:
    task = task_of(world, state="in_progress", next_step="Weiter.")
    preview = sent(jugendamt, filled(downloaded(jugendamt), task, {"Folgerung und nächster Schritt": None}))
    take(jugendamt, preview, "draft", task)
    task.refresh_from_db()
    assert task.next_step == ""


def test_preview_escapes_what_stands_in_the_cells(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    book = filled(downloaded(jugendamt), task, {"Ihre Nachricht": "<b>fett</b> =1+1"})
    assert "&lt;b&gt;fett&lt;/b&gt; =1+1" in sent(jugendamt, book).content.decode()


def sent_by_mail(client: Client, world: World, task: ProgressReport) -> Any:
    """The preview for the Koordination of a workbook that the Jugendamt filled in."""
    book = filled(downloaded(sign_in(client, world.jugendamt_person)), task, ANSWERS)
    return sent(sign_in(client, world.koordination), book)


def test_coordination_takes_in_what_an_office_sent(client: Client, world: World) -> None:
    task = task_of(world, measure_state="running")
    preview = sent_by_mail(client, world, task)
    data = {"sheets": preview.context["content"], "action": "submit", "chosen": [task.pk], "received_from": "Frau Amt"}
    assert client.post("/sachstand/tabelle/uebernehmen/", data).url == "/berichtsrunden/"
    task.refresh_from_db()
    assert (task.state, task.received_by, task.received_from) == ("submitted", "sheet", "Frau Amt")
    assert (task.submitted_by, task.assignee) == (world.koordination, None)


def test_coordination_says_from_whom_a_workbook_came(client: Client, world: World) -> None:
    task = task_of(world)
    preview = sent_by_mail(client, world, task)
    data = {"sheets": preview.context["content"], "action": "draft", "chosen": [task.pk]}
    again = client.post("/sachstand/tabelle/uebernehmen/", data)
    assert again.context["form"].errors["received_from"] == ["Bitte füllen Sie „Von wem kam die Datei?“ aus."]
    assert (entry_of(again).title, ProgressReport.objects.get().version) == (task.measure.title, 1)
