"""Deciding about an answer: every step once allowed, refused, twice, stale and by the wrong person."""

import pytest
from django.core.exceptions import PermissionDenied

from measures.enums import MeasureState, ProgressState
from measures.models import Measure, ProgressReport, ReportingRound
from measures.services import progress
from neuss_integration.foundation.exceptions import Refused, Stale
from tests.factories import World, make_measure, make_progress, make_round
from tests.measures.answers import COMPLETE, acting_for_both, steps, task_of
from tests.measures.conftest import RefusedBy


def test_return_for_revision_asks_the_office_again(world: World) -> None:
    returned = progress.return_for_revision(
        task_of(world, state="submitted"), by=world.koordination, comment="  Wie viele kamen?  ", expected_version=1
    )
    assert (returned.state, returned.return_comment) == ("returned", "Wie viele kamen?")
    assert (returned.decided_by, steps(returned)) == (world.koordination, [("return", "returned", "Wie viele kamen?")])


def test_return_for_revision_needs_a_comment(world: World) -> None:
    task = task_of(world, state="submitted")
    with pytest.raises(Refused, match="braucht es eine Begründung"):
        progress.return_for_revision(task, by=world.koordination, comment=" ")


def test_return_for_revision_twice_is_refused(world: World) -> None:
    task = task_of(world, state="submitted")
    progress.return_for_revision(task, by=world.koordination, comment="Wie viele?")
    with pytest.raises(Refused, match="im Status „zurückgegeben“ nicht möglich"):
        progress.return_for_revision(task, by=world.vertretung, comment="Wo?")
    assert len(steps(task)) == 1


def test_accept_makes_it_the_latest_of_its_measure(world: World) -> None:
    rows = world.praeventionsnetz.history.count()
    done = progress.accept(task_of(world, state="submitted"), by=world.koordination, expected_version=1)
    assert (done.state, done.decided_by, steps(done)) == ("accepted", world.koordination, [("accept", "accepted", "")])
    assert Measure.objects.get(pk=world.praeventionsnetz.pk).latest_progress == done
    assert world.praeventionsnetz.history.count() == rows


def test_accept_twice_accepts_once(world: World) -> None:
    task = task_of(world, state="submitted")
    progress.accept(task, by=world.koordination, expected_version=1)
    again = progress.accept(task, by=world.vertretung, expected_version=1)
    assert (again.decided_by, len(steps(again))) == (world.koordination, 1)


def test_accept_of_a_returned_one_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="„Annehmen“ ist im Status „zurückgegeben“ nicht möglich"):
        progress.accept(task_of(world, state="returned"), by=world.koordination)


def test_accept_of_an_older_round_keeps_the_newer_report_as_latest(world: World) -> None:
    newer = task_of(world, state="accepted")
    year = newer.round.period_start.year - 2
    old = make_round(
        period_start=newer.round.period_start.replace(year=year), period_end=newer.round.period_end.replace(year=year)
    )
    progress.accept(task_of(world, round=old, state="submitted"), by=world.koordination)
    assert Measure.objects.get(pk=world.praeventionsnetz.pk).latest_progress == newer


def test_decisions_are_stale_when_the_answer_is_another_one(world: World) -> None:
    task = task_of(world, state="submitted")
    returned = progress.return_for_revision(task, by=world.vertretung, comment="Wie viele?")
    progress.submit(returned, by=world.jugendamt_person, expected_version=2, values={"participants": 3})
    with pytest.raises(Stale):
        progress.accept(task, by=world.koordination, expected_version=1)
    with pytest.raises(Stale):
        progress.return_for_revision(task, by=world.koordination, comment="Wo?", expected_version=1)
    assert ProgressReport.objects.get().state == ProgressState.SUBMITTED


def test_accept_of_the_own_answer_is_refused(world: World) -> None:
    both = acting_for_both(world)
    sent = progress.submit(task_of(world), by=both, expected_version=1, values=COMPLETE)
    with pytest.raises(Refused, match="Den eigenen Bericht kann man nicht selbst annehmen"):
        progress.accept(sent, by=both)
    assert ProgressReport.objects.get().state == ProgressState.SUBMITTED


@pytest.mark.parametrize("person", ["jugendamt_person", "bibliothek_person", "rundertisch_person", "nobody"])
def test_decisions_by_others_than_the_coordination_are_refused(world: World, person: str) -> None:
    task, by = task_of(world, state="submitted"), getattr(world, person)
    with pytest.raises(PermissionDenied):
        progress.accept(task, by=by)
    with pytest.raises(PermissionDenied):
        progress.return_for_revision(task, by=by, comment="Wie viele?")
    assert ProgressReport.objects.get().state == ProgressState.SUBMITTED


@pytest.mark.parametrize(
    ("target", "given", "kept"),
    [
        ("completed", "", ""),
        ("paused", "Stelle unbesetzt.", "Stelle unbesetzt."),
        ("dropped", "", "Aus dem Sachstandsbericht „Runde“."),
    ],
)
def test_accept_takes_the_reported_status_over(world: World, target: str, given: str, kept: str) -> None:
    task = task_of(
        world, round=make_round(title="Runde"), state="submitted", measure_state=target, measure_state_reason=given
    )
    progress.accept(task, by=world.koordination)
    measure = Measure.objects.get(pk=world.praeventionsnetz.pk)
    assert (measure.state, measure.state_reason) == (target, kept)
    assert measure.events.get().actor == world.koordination


def test_accept_of_an_impossible_status_is_refused(world: World) -> None:
    done = make_measure(state=MeasureState.COMPLETED)
    task = make_progress(measure=done, state="submitted", measure_state="paused", measure_state_reason="Pause.")
    with pytest.raises(Refused, match=r"Die Maßnahme ist inzwischen „abgeschlossen“; .* „ruhend“"):
        progress.accept(task, by=world.koordination)
    task.refresh_from_db()
    assert (task.state, Measure.objects.get(pk=done.pk).state) == ("submitted", "completed")


@pytest.mark.parametrize(
    ("state", "possible"),
    [
        ("planned", ["planned", "running", "paused", "dropped"]),
        ("running", ["running", "paused", "completed", "routine", "dropped"]),
        ("paused", ["paused", "planned", "running", "completed", "routine", "dropped"]),
        ("completed", ["completed", "running"]),
    ],
)
def test_possible_states_are_one_step_away(state: str, possible: list[str]) -> None:
    assert progress.possible_states(Measure(state=state)) == possible


@pytest.mark.parametrize(
    ("constraint", "state", "broken"),
    [
        ("measures_progress_state_valid", "todo", {"state": "halb"}),
        ("measures_progress_light_valid", "todo", {"traffic_light": "blau"}),
        ("measures_progress_status_valid", "todo", {"measure_state": "halb"}),
        ("measures_progress_submitted_at_set", "submitted", {"submitted_at": None, "submitted_by": None}),
        ("measures_progress_submitted_who_when", "submitted", {"submitted_by": None}),
        ("measures_progress_decided_at_set", "accepted", {"decided_at": None, "decided_by": None}),
        ("measures_progress_decided_at_set", "accepted", {"state": "submitted"}),
        ("measures_progress_decided_who_when", "accepted", {"decided_by": None}),
        ("measures_progress_return_comment", "returned", {"return_comment": ""}),
        ("measures_progress_light_given", "submitted", {"traffic_light": ""}),
        ("measures_progress_status_given", "accepted", {"measure_state": ""}),
        ("measures_progress_light_reason", "submitted", {"traffic_light": "red"}),
        ("measures_progress_unchanged_since_what", "submitted", {"is_unchanged": True}),
        ("measures_progress_numbers_not_negative", "todo", {"cost": -1}),
        ("measures_progress_numbers_not_negative", "todo", {"staff_hours": -1}),
        ("measures_progress_numbers_not_negative", "todo", {"raised_funds": -1}),
    ],
)
def test_database_refuses_a_broken_report(
    world: World, refused_by: RefusedBy, constraint: str, state: str, broken: dict[str, object]
) -> None:
    task = task_of(world, state=state)
    with refused_by(constraint):
        ProgressReport.objects.filter(pk=task.pk).update(**broken)


def test_database_refuses_judging_the_own_report(world: World, refused_by: RefusedBy) -> None:
    task = task_of(world, state="accepted")
    with refused_by("measures_progress_not_own_judge"):
        ProgressReport.objects.filter(pk=task.pk).update(decided_by=task.submitted_by)


def test_database_refuses_two_reports_of_one_measure_in_a_round(world: World, refused_by: RefusedBy) -> None:
    task = task_of(world)
    other = make_progress(round=task.round)
    with refused_by("measures_progress_once_per_round|UNIQUE"):
        ProgressReport.objects.filter(pk=other.pk).update(measure=task.measure)
    assert ReportingRound.objects.get().reports.count() == 2
