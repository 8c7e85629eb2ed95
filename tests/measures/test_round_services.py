"""Writing reporting rounds: every step once allowed, refused, twice and by the wrong person."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from measures.enums import MeasureState, ProgressState, RoundState, TrafficLight
from measures.models import ProgressReport, ReportingRound
from measures.services import rounds
from neuss_integration.foundation.exceptions import Refused
from tests.factories import World, make_measure, make_progress, make_round
from tests.measures.conftest import RefusedBy

VALUES = {
    "title": "Fortschreibung 2026",
    "period_start": dt.date(2025, 1, 1),
    "period_end": dt.date(2026, 12, 31),
    "due_on": dt.date(2027, 1, 31),
    "instructions": "Bitte in ganzen Sätzen.",
}


def test_create_round_makes_a_draft_with_history(world: World) -> None:
    made = rounds.create_round(by=world.koordination, values=VALUES)
    assert (made.state, made.title, made.due_on) == (RoundState.DRAFT, "Fortschreibung 2026", dt.date(2027, 1, 31))
    assert [row.history_user for row in made.history.all()] == [world.koordination]


def test_create_round_twice_with_one_key_makes_one(world: World) -> None:
    key = uuid.uuid4()
    first = rounds.create_round(by=world.koordination, values=VALUES, submission_key=key)
    assert rounds.create_round(by=world.koordination, values=VALUES, submission_key=key) == first
    assert ReportingRound.objects.count() == 1


def test_create_round_without_key_twice_is_refused_by_title(world: World) -> None:
    rounds.create_round(by=world.koordination, values=VALUES)
    with pytest.raises(ValidationError, match="Es gibt schon eine Berichtsrunde mit diesem Titel"):
        rounds.create_round(by=world.koordination, values=VALUES)


def _while_checked(monkeypatch: pytest.MonkeyPatch, **fields: object) -> None:
    """Another request stores its round after ours was checked and before ours is stored."""
    monkeypatch.setattr(ReportingRound, "full_clean", lambda self: make_round(**fields))


def test_create_round_by_two_clicks_at_once_makes_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    key = uuid.uuid4()
    _while_checked(monkeypatch, title="Fortschreibung 2026", submission_key=key)
    made = rounds.create_round(by=world.koordination, values=VALUES, submission_key=key)
    assert (ReportingRound.objects.get(), made.submission_key) == (made, key)


def test_create_round_by_two_people_at_once_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _while_checked(monkeypatch, title="Fortschreibung 2026")
    with pytest.raises(Refused, match="Gerade wurde eine Berichtsrunde mit diesem Titel angelegt"):
        rounds.create_round(by=world.koordination, values=VALUES)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("due_on", dt.date(2024, 12, 31), "Die Rückmeldefrist liegt vor dem Beginn"),
        ("period_end", dt.date(2024, 12, 31), "Das Ende liegt vor dem Beginn"),
        ("title", "", "leer"),
    ],
)
def test_create_round_checks_the_rules_of_the_model(world: World, name: str, value: object, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        rounds.create_round(by=world.koordination, values=VALUES | {name: value})


def test_update_round_keeps_what_changed_with_actor(world: World) -> None:
    asked = make_round(title="Alt")
    changed = rounds.update_round(asked, by=world.vertretung, values={"title": "Neu", "due_on": asked.due_on})
    assert (changed.title, ReportingRound.objects.get().title) == ("Neu", "Neu")
    assert changed.history.first().history_user == world.vertretung


def test_update_round_without_change_writes_no_history(world: World) -> None:
    asked = make_round(title="Alt")
    rounds.update_round(asked, by=world.koordination, values={"title": "Alt"})
    assert asked.history.count() == 1


def test_update_round_refuses_a_closed_one(world: World) -> None:
    with pytest.raises(Refused, match="Die Berichtsrunde ist geschlossen"):
        rounds.update_round(make_round(state=RoundState.CLOSED), by=world.koordination, values={"title": "Neu"})


def test_update_round_checks_the_rules_of_the_model(world: World) -> None:
    asked = make_round(state=RoundState.DRAFT)
    with pytest.raises(ValidationError, match="Die Rückmeldefrist liegt vor dem Beginn"):
        rounds.update_round(asked, by=world.koordination, values={"due_on": asked.period_start - dt.timedelta(days=1)})


def test_open_round_asks_the_lead_of_each_active_measure(world: World) -> None:
    make_measure(title="Vorbei", state=MeasureState.COMPLETED)
    asked = rounds.open_round(make_round(state=RoundState.DRAFT), by=world.koordination)
    tasks = [(task.measure, task.department, task.state) for task in asked.reports.order_by("measure__number")]
    assert tasks == [
        (world.vorlesestunden, world.stadtbibliothek, ProgressState.OPEN),
        (world.praeventionsnetz, world.jugendamt, ProgressState.OPEN),
    ]
    assert (asked.state, asked.opened_by) == (RoundState.OPEN, world.koordination)
    assert [(e.transition, e.from_state, e.to_state) for e in asked.events.all()] == [("open", "draft", "open")]


def test_open_round_fills_in_what_is_known(world: World) -> None:
    last = make_progress(
        measure=world.praeventionsnetz, state="accepted", traffic_light=TrafficLight.YELLOW, traffic_light_reason="Eng."
    )
    asked = rounds.open_round(make_round(state=RoundState.DRAFT), by=world.koordination)
    task = asked.reports.get(measure=world.praeventionsnetz)
    assert (task.previous, task.traffic_light, task.traffic_light_reason) == (last, "yellow", "Eng.")
    assert (task.measure_state, task.what_happened) == (MeasureState.RUNNING, "")


def test_open_round_fills_in_the_reason_of_a_paused_measure(world: World) -> None:
    paused = make_measure(state=MeasureState.PAUSED, state_reason="Stelle unbesetzt.")
    asked = rounds.open_round(make_round(state=RoundState.DRAFT), by=world.koordination)
    assert asked.reports.get(measure=paused).measure_state_reason == "Stelle unbesetzt."


def test_open_round_twice_is_refused_and_asks_once(world: World) -> None:
    draft = make_round(state=RoundState.DRAFT)
    asked = rounds.open_round(draft, by=world.koordination)
    with pytest.raises(Refused, match="„Runde öffnen“ ist im Status „offen“ nicht möglich"):
        rounds.open_round(draft, by=world.vertretung)
    assert (asked.reports.count(), asked.events.count()) == (2, 1)


def test_close_round_leaves_unanswered_ones_without_response(world: World) -> None:
    asked = make_round()
    for state in ("todo", "in_progress", "returned", "accepted"):
        make_progress(round=asked, state=state)
    closed = rounds.close_round(asked, by=world.koordination)
    assert (closed.state, closed.closed_at is not None) == (RoundState.CLOSED, True)
    assert sorted(asked.reports.values_list("state", flat=True)) == ["accepted", *["no_response"] * 3]
    assert ProgressReport.objects.filter(events__transition="give_up", events__actor=world.koordination).count() == 3


@pytest.mark.parametrize(
    ("waiting", "sentence"),
    [(1, "Ein eingereichter Sachstandsbericht ist noch nicht geprüft"), (2, "2 eingereichte Berichte sind noch nicht")],
)
def test_close_round_is_refused_while_submitted_ones_wait(world: World, waiting: int, sentence: str) -> None:
    asked = make_round()
    for _ in range(waiting):
        make_progress(round=asked, state="submitted")
    outstanding = make_progress(round=asked)
    with pytest.raises(Refused, match=sentence):
        rounds.close_round(asked, by=world.koordination)
    outstanding.refresh_from_db()
    assert (ReportingRound.objects.get(pk=asked.pk).state, outstanding.state) == (RoundState.OPEN, ProgressState.OPEN)


def test_close_round_twice_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="„Runde schließen“ ist im Status „geschlossen“ nicht möglich"):
        rounds.close_round(make_round(state=RoundState.CLOSED), by=world.koordination)


def test_reopen_round_asks_again_for_what_is_missing(world: World) -> None:
    closed = make_round(state=RoundState.CLOSED)
    silent = make_progress(round=closed, state="no_response", what_happened="Halb fertig.")
    done = make_progress(round=closed, state="accepted")
    due = timezone.localdate() + dt.timedelta(days=7)
    asked = rounds.reopen_round(closed, by=world.koordination, reason="Viele waren krank.", due_on=due)
    silent.refresh_from_db()
    done.refresh_from_db()
    assert (asked.state, asked.due_on, asked.closed_at) == (RoundState.OPEN, due, None)
    assert (silent.state, silent.what_happened, done.state) == ("todo", "Halb fertig.", "accepted")
    assert [event.comment for event in asked.events.all()] == ["Viele waren krank."]


@pytest.mark.parametrize(
    ("state", "reason", "days", "sentence"),
    [
        (RoundState.CLOSED, "  ", 7, "braucht es eine Begründung"),
        (RoundState.CLOSED, "Viele waren krank.", -1, "Die neue Frist liegt in der Vergangenheit"),
        (RoundState.OPEN, "Viele waren krank.", 7, "im Status „offen“ nicht möglich"),
    ],
)
def test_reopen_round_is_refused(world: World, state: RoundState, reason: str, days: int, sentence: str) -> None:
    asked, due = make_round(state=state), timezone.localdate() + dt.timedelta(days=days)
    with pytest.raises(Refused, match=sentence):
        rounds.reopen_round(asked, by=world.koordination, reason=reason, due_on=due)
    assert ReportingRound.objects.get().state == state


@pytest.mark.parametrize("person", ["jugendamt_person", "integrationsrat_person", "verwaltung_person", "nobody"])
def test_round_services_refuse_everybody_but_the_coordination(world: World, person: str) -> None:
    by, draft = getattr(world, person), make_round(state=RoundState.DRAFT)
    attempts = [
        lambda: rounds.create_round(by=by, values=VALUES),
        lambda: rounds.update_round(draft, by=by, values=VALUES),
        lambda: rounds.open_round(draft, by=by),
        lambda: rounds.close_round(draft, by=by),
        lambda: rounds.reopen_round(draft, by=by, reason="Weil.", due_on=draft.due_on),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert [found.title for found in ReportingRound.objects.all()] == [draft.title]


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [
        ("measures_round_state_valid", {"state": "halb", "opened_at": None, "opened_by": None}),
        ("measures_round_period_order", {"period_end": dt.date(1999, 1, 1)}),
        ("measures_round_due_after_start", {"due_on": dt.date(1999, 1, 1)}),
        ("measures_round_opened_at_set", {"opened_at": None, "opened_by": None}),
        ("measures_round_opened_at_set", {"state": RoundState.DRAFT}),
        ("measures_round_opened_who_when", {"opened_by": None}),
        ("measures_round_closed_at_set", {"state": RoundState.CLOSED}),
        ("measures_round_closed_at_set", {"closed_at": timezone.now()}),
    ],
)
def test_database_refuses_a_broken_round(
    world: World, refused_by: RefusedBy, constraint: str, broken: dict[str, object]
) -> None:
    asked = make_round()
    with refused_by(constraint):
        ReportingRound.objects.filter(pk=asked.pk).update(**broken)


def test_database_refuses_a_title_twice(world: World, refused_by: RefusedBy) -> None:
    make_round(title="Erste")
    second = make_round(title="Zweite")
    with refused_by("measures_round_title_unique|UNIQUE"):
        ReportingRound.objects.filter(pk=second.pk).update(title="Erste")
