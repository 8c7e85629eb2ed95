"""What nobody has built on can be taken back, discarded or undone; a grave step says first what follows."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from measures.enums import ProgressState, RoundState
from measures.models import Measure, Milestone, ReportingRound
from measures.services import progress
from measures.services.discarding import discard_measure
from measures.services.measure import create_measure
from measures.services.rounds import discard_round
from neuss_integration.foundation.exceptions import Refused
from tests.factories import World, make_progress, make_round, sign_in


@pytest.fixture
def office(client: Client, world: World) -> Client:
    return sign_in(client, world.koordination)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_submitted_answer_comes_back_to_its_office_with_its_text(client: Client, world: World) -> None:
    report = make_progress(measure=world.praeventionsnetz, state="submitted", what_happened="Zu früh geschickt.")
    page = sign_in(client, world.jugendamt_person)
    assert "Zurückholen und ändern" in text_of(page.get(report.get_absolute_url()))
    page.post(f"{report.get_absolute_url()}zurueckholen/")
    report.refresh_from_db()
    assert (report.state, report.submitted_at, report.what_happened) == ("in_progress", None, "Zu früh geschickt.")
    assert report.events.last().transition == "take_back"
    assert 'name="what_happened"' in text_of(page.get(report.get_absolute_url()))


def test_decided_answer_stays_and_a_foreign_office_takes_nothing_back(world: World) -> None:
    accepted = make_progress(measure=world.praeventionsnetz, state="accepted")
    with pytest.raises(Refused, match="nicht möglich"):
        progress.take_back(accepted, by=world.jugendamt_person)
    waiting = make_progress(measure=world.vorlesestunden, round=make_round(), state="submitted")
    for person in (world.jugendamt_person, world.koordination):
        with pytest.raises(PermissionDenied):
            progress.take_back(waiting, by=person)
    type(waiting.round).objects.filter(pk=waiting.round_id).update(
        state=RoundState.CLOSED, closed_at=waiting.submitted_at
    )
    with pytest.raises(Refused, match="geschlossen"):
        progress.take_back(waiting, by=world.bibliothek_person)


def test_who_decides_about_an_answer_taken_back_is_told(world: World) -> None:
    report = make_progress(measure=world.praeventionsnetz, state="submitted")
    progress.take_back(report, by=world.jugendamt_person)
    with pytest.raises(Refused, match="im Status „in Arbeit“ nicht möglich"):
        progress.accept(report, by=world.koordination, expected_version=report.version)
    report.refresh_from_db()
    assert report.state == ProgressState.IN_PROGRESS


def test_measure_entered_by_mistake_is_gone_and_its_number_stays_used(office: Client, world: World) -> None:
    values = {
        "title": "Vertippt",
        "kind": "project",
        "field_of_action": world.bildung,
        "lead_department": world.jugendamt,
    }
    wrong = create_measure(by=world.koordination, values=values)
    assert f"Die Nummer {wrong.number} wird nicht noch einmal vergeben." in text_of(
        office.get(f"{wrong.get_absolute_url()}verwerfen/")
    )
    assert "ist verworfen" in text_of(office.post(f"{wrong.get_absolute_url()}verwerfen/", follow=True))
    assert not Measure.objects.filter(number=wrong.number).exists()
    assert Measure.history.filter(number=wrong.number, history_type="-").get().history_user == world.koordination
    assert create_measure(by=world.koordination, values=values).number > wrong.number


def test_measure_that_somebody_built_on_is_not_discarded(world: World) -> None:
    Milestone.objects.create(measure=world.praeventionsnetz, title="Auftakt", due_date=dt.date(2026, 5, 1))
    world.vorlesestunden.related.add(world.praeventionsnetz)
    for measure, found in ((world.praeventionsnetz, "Meilensteine, verwandte"), (world.vorlesestunden, "verwandte")):
        with pytest.raises(Refused, match=found):
            discard_measure(measure, by=world.koordination)
    with pytest.raises(PermissionDenied):
        discard_measure(world.vorlesestunden, by=world.jugendamt_person)


def test_draft_round_is_discarded_with_its_plan_and_an_open_one_not(office: Client, world: World) -> None:
    draft, asked = make_round(state=RoundState.DRAFT), make_round()
    draft.reminders.create(days=-3)
    assert "Gefragt wurde noch niemand." in text_of(office.get(f"{draft.get_absolute_url()}verwerfen/"))
    assert "ist verworfen" in text_of(office.post(f"{draft.get_absolute_url()}verwerfen/", follow=True))
    assert list(ReportingRound.objects.all()) == [asked]
    with pytest.raises(Refused, match="nicht mehr verwerfen"):
        discard_round(asked, by=world.koordination)


def test_page_before_opening_and_closing_names_who_it_concerns(office: Client, world: World) -> None:
    draft, asked = make_round(state=RoundState.DRAFT), make_round()
    make_progress(round=asked, measure=world.praeventionsnetz)
    opening = text_of(office.get(f"{draft.get_absolute_url()}oeffnen/"))
    assert f"Jugendamt: 1 Maßnahme, {world.jugendamt_person}" in opening
    assert draft.reports.count() == 0
    closing = text_of(office.get(f"{asked.get_absolute_url()}schliessen/"))
    assert "1 Bericht wird „ohne Rückmeldung“; die Fortschreibung nennt die Fachdienststellen unter „Ohne" in closing
    assert "Jugendamt: Präventionsnetz" in closing


def test_several_steps_at_once_name_what_they_are_about_first(office: Client, world: World) -> None:
    report = make_progress(measure=world.praeventionsnetz, state="submitted", submitted_by=world.jugendamt_person)
    ticked = {"berichte": f"{report.pk}-{report.version}"}
    page = text_of(office.post("/sachstand/pruefung/annehmen/", ticked))
    assert "Es geht um 1 Sachstand." in page
    assert f'name="berichte" value="{report.pk}-{report.version}"' in page
    report.refresh_from_db()
    assert report.state == ProgressState.SUBMITTED


@pytest.mark.parametrize(
    ("later", "sentence", "kind"),
    [(0, "1 Maßnahme ist wieder wie vorher.", "project"), (1, "weitergearbeitet", "survey")],
)
def test_change_together_is_undone_unless_somebody_worked_on(
    office: Client, world: World, later: int, sentence: str, kind: str
) -> None:
    measure, undo = world.praeventionsnetz, "/massnahmen/gemeinsam-aendern/rueckgaengig/"
    sent = {"measure": measure.pk, "kind": "survey", "add_districts": world.erfttal.pk, "step": "save"}
    sent[f"version-{measure.pk}"] = measure.version
    page = text_of(office.post("/massnahmen/gemeinsam-aendern/", sent, follow=True))
    assert f'<a href="{undo}">Rückgängig machen</a>' in page
    Measure.objects.filter(pk=measure.pk).update(version=measure.version + 1 + later)
    assert sentence in text_of(office.post(undo, follow=True))
    now = Measure.objects.get(pk=measure.pk)
    assert (now.kind, world.erfttal in now.districts.all()) == (kind, bool(later))


def test_copy_takes_the_texts_and_not_title_and_dates(office: Client, world: World) -> None:
    form = office.get(f"/massnahmen/neu/?von={world.praeventionsnetz.number}").context["form"]
    assert form["title"].value() is None
    assert form["kind"].value() == world.praeventionsnetz.kind
    assert form["lead_department"].value() == world.jugendamt.pk
    asked = make_round(instructions="Bitte kurz.", asks_planned=False)
    form = office.get(f"/berichtsrunden/neu/?von={asked.pk}").context["form"]
    assert (form["instructions"].value(), form["asks_planned"].value()) == ("Bitte kurz.", False)
    assert form["title"].value() is None
