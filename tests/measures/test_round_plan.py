"""What a round asks, when it opens, and how it goes on while it runs."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from measures.enums import MeasureState, ProgressState, RoundState
from measures.models import ProgressReport, ReportingRound, RoundReminder
from measures.selectors.contacts import newly_selected, overlapping_rounds, preview_of, selection_of
from measures.services import rounds
from measures.services.assignments import add_measures, assign
from measures.services.measure import update_measure
from measures.services.questions import add_question, remove_question
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Deputy
from neuss_integration.foundation.exceptions import Refused
from tests.access.german import faults
from tests.factories import World, make_department, make_measure, make_person, make_progress, make_round, sign_in
from tests.measures.conftest import RefusedBy
from tests.measures.test_round_services import VALUES

TODAY = timezone.localdate


def draft(world: World, **values) -> ReportingRound:
    return rounds.create_round(by=world.koordination, values=VALUES | values)


def test_create_round_has_the_usual_plan_of_reminders(world: World) -> None:
    assert [each.days for each in draft(world).reminders.all()] == [-14, -3, 3, 10]


def test_update_round_replaces_the_plan_and_keeps_its_history(world: World) -> None:
    asked = draft(world, reminders={-7})
    rounds.update_round(asked, by=world.koordination, values={"reminders": {-7, 5}})
    rounds.update_round(asked, by=world.koordination, values={"reminders": {5}})
    assert [str(each) for each in asked.reminders.all()] == ["5 Tage nach der Frist"]
    assert [row.history_type for row in RoundReminder.history.order_by("history_id")] == ["+", "+", "-"]


@pytest.mark.parametrize("days", [0, 91, -91])
def test_reminder_far_away_is_refused(world: World, refused_by: RefusedBy, days: int) -> None:
    with pytest.raises(ValidationError):
        draft(world, reminders={days})
    with refused_by("measures_reminder_days_near"):
        RoundReminder.objects.create(round=make_round(), days=days)


def test_round_that_asks_nothing_is_refused(world: World, refused_by: RefusedBy) -> None:
    nothing = {"asks_planned": False, "asks_running": False, "asks_paused": False}
    with pytest.raises(ValidationError, match="geplanten, laufenden oder ruhenden"):
        draft(world, **nothing)
    with refused_by("measures_round_asks_something"):
        make_round(**nothing)


def test_selection_follows_fields_offices_states_and_freshness(world: World) -> None:
    make_measure(title="Ruht", state=MeasureState.PAUSED, state_reason="Umbau", lead_department=world.jugendamt)
    fresh = make_measure(title="Frisch", lead_department=world.jugendamt)
    make_progress(measure=fresh, state=ProgressState.ACCEPTED, round=make_round(state=RoundState.CLOSED))
    asked = draft(world, departments=[world.jugendamt], asks_paused=False)
    assert [each.title for each in selection_of(asked)] == [world.praeventionsnetz.title, "Frisch"]
    rounds.update_round(asked, by=world.koordination, values={"asks_stale_only": True})
    asked.refresh_from_db()
    assert list(selection_of(asked)) == [world.praeventionsnetz]
    rounds.update_round(asked, by=world.koordination, values={"fields_of_action": [world.bildung]})
    assert list(selection_of(asked)) == []


def test_preview_counts_measures_offices_and_who_cannot_be_reached(world: World) -> None:
    make_measure(lead_department=make_department("Amt ohne Kontakt"))
    make_measure(lead_department=make_department("Amt mit Postfach", email="Amt@neuss.example"))
    preview = preview_of(draft(world))
    told = {office.department.name: [each.address for each in office.contacts] for office in preview.offices}
    assert str(preview) == "4 Maßnahmen, 4 Fachdienststellen, 1 ohne Kontakt"
    assert told == {
        "Amt mit Postfach": ["amt@neuss.example"],
        "Amt ohne Kontakt": [],
        "Jugendamt": ["jugendamt@neuss.example"],
        "Stadtbibliothek": ["stadtbibliothek@neuss.example"],
    }


def test_open_round_asks_its_selection_with_full_history(world: World) -> None:
    asked = rounds.open_round(draft(world, departments=[world.jugendamt]), by=world.koordination)
    task = asked.reports.get()
    assert (task.measure, task.department, task.measure_state) == (world.praeventionsnetz, world.jugendamt, "running")
    assert [(row.history_type, row.history_user) for row in task.history.all()] == [("+", world.koordination)]


def test_open_round_without_any_measure_is_refused(world: World) -> None:
    asked = draft(world, departments=[world.integrationsamt])
    with pytest.raises(Refused, match="Zu dieser Auswahl gibt es keine Maßnahme"):
        rounds.open_round(asked, by=world.koordination)
    assert ReportingRound.objects.get().state == RoundState.DRAFT


def test_round_opens_by_itself_on_its_day(world: World) -> None:
    asked = draft(world, opens_on=TODAY() + dt.timedelta(days=1))
    assert (asked.scheduled_by, rounds.open_scheduled()) == (world.koordination, 0)
    assert [rounds.open_scheduled(TODAY() + dt.timedelta(days=1)) for _ in range(2)] == [1, 0]
    asked.refresh_from_db()
    assert (asked.state, asked.opened_by) == (RoundState.OPEN, world.koordination)


def test_round_that_cannot_open_by_itself_stays_a_draft_without_a_day(world: World) -> None:
    asked = draft(world, opens_on=TODAY(), departments=[world.integrationsamt])
    call_command("tick")
    asked.refresh_from_db()
    assert (asked.state, asked.opens_on, asked.scheduled_by) == (RoundState.DRAFT, None, None)


def test_open_round_keeps_selection_and_due_date(world: World) -> None:
    asked = make_round()
    with pytest.raises(Refused, match="Verlängern Sie die Frist"):
        rounds.update_round(asked, by=world.koordination, values={"due_on": asked.due_on + dt.timedelta(days=1)})
    same = {"due_on": asked.due_on, "title": "Neuer Titel"}
    assert rounds.update_round(asked, by=world.koordination, values=same).title == "Neuer Titel"


def test_extend_round_moves_the_due_date_with_reason(world: World) -> None:
    asked = make_round()
    later = asked.due_on + dt.timedelta(days=14)
    rounds.extend_round(asked, by=world.koordination, reason="Ferien", due_on=later)
    asked.refresh_from_db()
    event = asked.events.get()
    assert (asked.due_on, event.transition, event.comment) == (
        later,
        "extend",
        f"Frist bisher {later - dt.timedelta(days=14):%d.%m.%Y}, neu {later:%d.%m.%Y}. Ferien",
    )


def test_extend_round_needs_reason_later_day_and_right(world: World) -> None:
    asked = make_round()
    with pytest.raises(Refused, match="braucht es eine Begründung"):
        rounds.extend_round(asked, by=world.koordination, reason=" ", due_on=asked.due_on + dt.timedelta(days=1))
    with pytest.raises(Refused, match="Die neue Frist muss nach der bisherigen"):
        rounds.extend_round(asked, by=world.koordination, reason="Ferien", due_on=asked.due_on)
    with pytest.raises(PermissionDenied):
        rounds.extend_round(asked, by=world.jugendamt_person, reason="Ferien", due_on=asked.due_on)


def test_measure_that_begins_while_the_round_runs_can_join(world: World) -> None:
    asked = rounds.open_round(draft(world), by=world.koordination)
    late = make_measure(title="Später begonnen", lead_department=world.jugendamt)
    assert list(newly_selected(asked)) == [late]
    assert [add_measures(asked, [late], by=world.koordination) for _ in range(2)] == [1, 0]
    assert (late.progress_reports.get().department, list(newly_selected(asked))) == (world.jugendamt, [])


def test_ended_measure_and_closed_round_take_nothing_in(world: World) -> None:
    with pytest.raises(Refused, match="nur nach geplanten"):
        add_measures(make_round(), [make_measure(state=MeasureState.COMPLETED)], by=world.koordination)
    with pytest.raises(Refused, match="nur in eine offene"):
        add_measures(make_round(state=RoundState.CLOSED), [world.praeventionsnetz], by=world.koordination)


def test_task_follows_the_lead_while_it_is_owed(world: World) -> None:
    outstanding = make_progress(
        measure=world.praeventionsnetz, state=ProgressState.IN_PROGRESS, assignee=world.jugendamt_person
    )
    sent = make_progress(measure=world.praeventionsnetz, state=ProgressState.SUBMITTED)
    past = make_progress(measure=world.praeventionsnetz, round=make_round(state=RoundState.CLOSED))
    values = {"lead_department": world.stadtbibliothek}
    update_measure(world.praeventionsnetz, by=world.koordination, expected_version=1, values=values)
    reports = ProgressReport.objects.in_bulk([outstanding.pk, sent.pk, past.pk])
    offices = [reports[each.pk].department for each in (outstanding, sent, past)]
    assert offices == [world.stadtbibliothek, world.jugendamt, world.jugendamt]
    assert (reports[outstanding.pk].assignee, outstanding.events.get().comment) == (
        None,
        "Von „Jugendamt“ an „Stadtbibliothek“",
    )


def test_assign_names_who_works_on_it(world: World) -> None:
    task = make_progress(measure=world.praeventionsnetz)
    colleague = make_person("zweite@neuss.example", "Zweite Person", Role.DEPARTMENT_EDITOR, world.jugendamt)
    assert assign(task, by=world.jugendamt_person, to=colleague).assignee == colleague
    assert assign(task, by=colleague, to=None).assignee is None
    assert [event.comment for event in task.events.all()] == ["An Zweite Person", "An die ganze Fachdienststelle"]


def test_assign_is_refused_for_strangers_and_answered_reports(world: World) -> None:
    task = make_progress(measure=world.praeventionsnetz)
    with pytest.raises(Refused, match="handelt heute nicht für „Jugendamt“"):
        assign(task, by=world.jugendamt_person, to=world.bibliothek_person)
    with pytest.raises(PermissionDenied):
        assign(task, by=world.bibliothek_person, to=None)
    sent = make_progress(measure=world.praeventionsnetz, state=ProgressState.SUBMITTED)
    with pytest.raises(Refused, match="schon eingereicht"):
        assign(sent, by=world.jugendamt_person, to=None)


def test_deputy_acts_for_the_office_only_during_the_absence(world: World) -> None:
    first = TODAY()
    Deputy.objects.create(
        person=world.jugendamt_person, deputy=world.bibliothek_person, valid_from=first, valid_until=first
    )
    both = frozenset({world.jugendamt.pk, world.stadtbibliothek.pk})
    own = frozenset({world.stadtbibliothek.pk})
    days = [first + dt.timedelta(days=offset) for offset in (-1, 0, 1)]
    assert [world.bibliothek_person.access_on(day).department_ids for day in days] == [own, both, own]


def test_question_belongs_to_the_draft_only(world: World) -> None:
    asked = draft(world)
    values = {"text": "Wie viele Ehrenamtliche?", "kind": "number", "is_required": True}
    question = add_question(asked, by=world.koordination, values=values)
    with pytest.raises(ValidationError, match="Diese Frage gibt es in dieser Runde schon"):
        add_question(asked, by=world.koordination, values=values)
    rounds.open_round(asked, by=world.koordination)
    with pytest.raises(Refused, match="nur im Entwurf"):
        remove_question(question, by=world.koordination)
    assert [each.text for each in asked.questions.all()] == ["Wie viele Ehrenamtliche?"]


def test_draft_tells_which_measures_another_open_round_asks_about(world: World, client: Client) -> None:
    asked = draft(world)
    assert overlapping_rounds(asked) == []
    other = make_round(title="Zwischenabfrage", state="open", due_on=dt.date(2026, 12, 14))
    make_progress(round=other, measure=world.praeventionsnetz)
    assert [(each.title, each.count) for each in overlapping_rounds(asked)] == [("Zwischenabfrage", 1)]
    shown = sign_in(client, world.koordination).get(asked.get_absolute_url()).content.decode()
    assert "Nach 1 Maßnahme dieser Auswahl fragt schon" in shown


def test_tiles_of_a_round_say_one_in_the_singular(client: Client, world: World) -> None:
    asked = make_round(state="open")
    make_progress(round=asked, state="todo")
    sign_in(client, world.koordination)
    for url in (f"/berichtsrunden/{asked.pk}/", f"/berichtsrunden/{asked.pk}/ergebnis/", "/"):
        told = " ".join(re.sub("<[^>]+>", "", client.get(url).text).split())
        assert faults(told) == []
        assert "1 Maßnahme gefragt" in told or "1 Rückmeldung fehlt" in told
