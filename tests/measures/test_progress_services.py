"""Writing progress reports: every step once allowed, refused, twice, stale and by the wrong person."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from measures.enums import MeasureState, ProgressState, RoundState
from measures.models import Measure, ProgressReport, ReportingRound
from measures.services import progress
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.exceptions import Incomplete, Refused, Stale
from tests.factories import World, make_measure, make_progress, make_round
from tests.measures.conftest import RefusedBy

COMPLETE = {"measure_state": "running", "traffic_light": "green", "what_happened": "Vier Treffen fanden statt."}


def task_of(world: World, **fields: object) -> ProgressReport:
    """A task of the Jugendamt."""
    return make_progress(measure=world.praeventionsnetz, **fields)


def with_last(world: World, **fields: object) -> ProgressReport:
    """A task of the Jugendamt whose measure has an accepted report."""
    last = task_of(world, state="accepted", **({"next_step": "Weiter so.", "participants": 30} | fields))
    return task_of(world, round=make_round(), previous=last)


def steps(report: ProgressReport) -> list[tuple[str, str, str]]:
    """The event trail."""
    return [(event.transition, event.to_state, event.comment) for event in report.events.all()]


def acting_for_both(world: World) -> User:
    """The Koordination, acting for the Jugendamt as well."""
    Membership.objects.create(user=world.koordination, role=Role.DEPARTMENT_EDITOR, department=world.jugendamt)
    return User.objects.get(pk=world.koordination.pk)


def test_save_draft_keeps_an_incomplete_answer(world: World) -> None:
    task = task_of(world)
    saved = progress.save_draft(
        task, by=world.jugendamt_person, expected_version=1, values={"cost": Decimal("1234.50")}
    )
    assert (saved.state, saved.cost, saved.version) == (ProgressState.IN_PROGRESS, Decimal("1234.50"), 2)
    assert saved.history.first().history_user == world.jugendamt_person
    assert steps(saved) == [("begin", "in_progress", "")]


def test_save_draft_again_makes_no_further_event(world: World) -> None:
    task = task_of(world, state="in_progress")
    saved = progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"what_happened": "Etwas."})
    assert (saved.what_happened, saved.version, steps(saved)) == ("Etwas.", 2, [])


def test_save_draft_without_change_writes_nothing(world: World) -> None:
    task = task_of(world, state="in_progress", what_happened="Etwas.")
    saved = progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"what_happened": "Etwas."})
    assert (saved.version, saved.history.count()) == (1, 1)


def test_save_draft_of_a_returned_answer_keeps_the_question(world: World) -> None:
    task = task_of(world, state="returned")
    saved = progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"participants": 12})
    assert (saved.state, saved.return_comment) == ("returned", "Bitte nennen Sie die Zahl der Teilnehmenden.")


def test_save_draft_checks_the_fields(world: World) -> None:
    with pytest.raises(ValidationError):
        progress.save_draft(
            task_of(world), by=world.jugendamt_person, expected_version=1, values={"traffic_light": "blau"}
        )


@pytest.mark.parametrize("state", ["submitted", "accepted", "no_response"])
def test_answers_are_refused_when_the_report_is_decided(world: World, state: str) -> None:
    task = task_of(world, state=state)
    for answer in (progress.save_draft, progress.submit):
        with pytest.raises(Refused, match="lässt sich nicht mehr ändern"):
            answer(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    task.refresh_from_db()
    assert (task.state, task.version) == (state, 1)


def test_answers_are_refused_when_the_round_is_closed(world: World) -> None:
    task = task_of(world, round=make_round(state=RoundState.CLOSED))
    for answer in (progress.save_draft, progress.submit):
        with pytest.raises(Refused, match="Die Berichtsrunde ist geschlossen"):
            answer(task, by=world.jugendamt_person, expected_version=7, values=COMPLETE)
    assert ProgressReport.objects.get().what_happened == ""


def test_answers_are_stale_when_a_colleague_saved_first(world: World) -> None:
    task = task_of(world)
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"next_step": "Zuerst."})
    for answer in (progress.save_draft, progress.submit):
        with pytest.raises(Stale) as stale:
            answer(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
        assert stale.value.current.next_step == "Zuerst."


@pytest.mark.parametrize("person", ["bibliothek_person", "koordination", "integrationsrat_person", "nobody"])
def test_answers_of_another_office_are_refused(world: World, person: str) -> None:
    task, by = with_last(world), getattr(world, person)
    attempts = [
        lambda: progress.save_draft(task, by=by, expected_version=1, values=COMPLETE),
        lambda: progress.submit(task, by=by, expected_version=1, values=COMPLETE),
        lambda: progress.submit_unchanged(task, by=by, expected_version=1),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    task.refresh_from_db()
    assert (task.state, task.what_happened) == ("todo", "")


def test_submit_hands_in_a_complete_answer(world: World) -> None:
    sent = progress.submit(task_of(world), by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    assert (sent.state, sent.submitted_by, sent.submitted_at is not None) == ("submitted", world.jugendamt_person, True)
    assert (sent.what_happened, steps(sent)) == ("Vier Treffen fanden statt.", [("submit", "submitted", "")])


def test_submit_answers_the_question_of_a_returned_report(world: World) -> None:
    task = task_of(world, state="returned")
    sent = progress.submit(task, by=world.jugendamt_person, expected_version=1, values={"participants": 12})
    assert (sent.state, sent.return_comment, sent.decided_at, sent.decided_by) == ("submitted", "", None, None)


def test_submit_twice_with_the_same_text_submits_once(world: World) -> None:
    task = task_of(world)
    progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    again = progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    assert (again.state, again.version, len(steps(again))) == ("submitted", 2, 1)


def test_submit_twice_with_another_text_is_refused(world: World) -> None:
    task = task_of(world)
    progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE)
    with pytest.raises(Refused, match="Der Bericht ist schon eingereicht"):
        progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE | {"next_step": "Mehr."})


def test_submit_of_an_incomplete_answer_changes_nothing(world: World) -> None:
    task = task_of(world)
    with pytest.raises(Incomplete) as incomplete:
        progress.submit(task, by=world.jugendamt_person, expected_version=1, values={"next_step": "Weiter."})
    task.refresh_from_db()
    assert list(incomplete.value.problems) == ["measure_state", "traffic_light", "what_happened"]
    assert (task.state, task.next_step, task.version) == ("todo", "", 1)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"measure_state": ""}, "measure_state"),
        ({"measure_state": "paused"}, "measure_state_reason"),
        ({"measure_state": "dropped", "measure_state_reason": "  "}, "measure_state_reason"),
        ({"traffic_light": ""}, "traffic_light"),
        ({"traffic_light": "yellow"}, "traffic_light_reason"),
        ({"traffic_light": "red", "traffic_light_reason": " \n"}, "traffic_light_reason"),
        ({"what_happened": " "}, "what_happened"),
    ],
)
def test_missing_names_what_is_missing(values: dict[str, str], problem: str) -> None:
    assert list(progress.missing(ProgressReport(**(COMPLETE | values)))) == [problem]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"traffic_light": "unknown"},
        {"traffic_light": "red", "traffic_light_reason": "Geld fehlt."},
        {"measure_state": "paused", "measure_state_reason": "Stelle unbesetzt."},
    ],
)
def test_missing_is_empty_for_a_complete_answer(values: dict[str, str]) -> None:
    assert progress.missing(ProgressReport(**(COMPLETE | values))) == {}


def test_submit_unchanged_repeats_the_last_texts_without_numbers(world: World) -> None:
    task = with_last(world, traffic_light="red", traffic_light_reason="Geld fehlt.")
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"cost": 5, "next_step": "Neu."})
    sent = progress.submit_unchanged(task, by=world.jugendamt_person, expected_version=2)
    assert (sent.state, sent.is_unchanged, sent.what_happened) == ("submitted", True, task.previous.what_happened)
    assert (sent.traffic_light, sent.traffic_light_reason, sent.next_step) == ("red", "Geld fehlt.", "Weiter so.")
    assert (sent.measure_state, sent.participants, sent.cost) == (MeasureState.RUNNING, None, None)


def test_submit_unchanged_twice_submits_once(world: World) -> None:
    task = with_last(world)
    progress.submit_unchanged(task, by=world.jugendamt_person, expected_version=1)
    again = progress.submit_unchanged(task, by=world.jugendamt_person, expected_version=1)
    assert (again.version, steps(again)) == (2, [("submit", "submitted", "")])


def test_submit_unchanged_needs_a_last_report(world: World) -> None:
    with pytest.raises(Refused, match="noch keinen angenommenen Bericht"):
        progress.submit_unchanged(task_of(world), by=world.jugendamt_person, expected_version=1)


def test_submit_unchanged_is_stale_when_a_colleague_wrote(world: World) -> None:
    task = with_last(world)
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"next_step": "Neu."})
    with pytest.raises(Stale):
        progress.submit_unchanged(task, by=world.jugendamt_person, expected_version=1)


def test_a_draft_after_unchanged_is_no_longer_unchanged(world: World) -> None:
    task = with_last(world)
    sent = progress.submit_unchanged(task, by=world.jugendamt_person, expected_version=1)
    returned = progress.return_for_revision(sent, by=world.koordination, comment="Wirklich?")
    saved = progress.save_draft(
        returned, by=world.jugendamt_person, expected_version=3, values={"next_step": "Anders."}
    )
    assert (saved.is_unchanged, ProgressReport.objects.get(pk=task.pk).is_unchanged) == (False, False)


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
    with pytest.raises(Refused, match="im Zustand „zurückgegeben“ nicht möglich"):
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
    with pytest.raises(Refused, match="„Annehmen“ ist im Zustand „zurückgegeben“ nicht möglich"):
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
