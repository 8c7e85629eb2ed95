"""Answering: every step once allowed, refused, twice, stale and by the wrong person."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from measures.enums import MeasureState, ProgressState, RoundState
from measures.models import ProgressReport
from measures.services import progress
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from tests.factories import World, make_round
from tests.measures.answers import COMPLETE, steps, task_of, with_last


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
