"""Two open rounds ask about one measure: one answer is that of both."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from measures.enums import ProgressState
from measures.models import ProgressReport, RoundQuestion
from measures.services import progress
from neuss_integration.foundation.exceptions import Refused
from tests.factories import World, make_round
from tests.measures.answers import COMPLETE, TYPED, steps, task_of, text_of

TEXT = COMPLETE["what_happened"]


def two(world: World, **second: object) -> tuple[ProgressReport, ProgressReport]:
    """A submitted answer with 30 people, and the task of another round."""
    first, task = task_of(world), task_of(world, round=make_round(title="Zwischenstand", **second))
    values = COMPLETE | {"participants": 30, "internal_note": "Nur zu dieser Runde"}
    return progress.submit(first, by=world.jugendamt_person, expected_version=1, values=values), task


def test_answer_counts_in_the_other_round_which_keeps_its_own(world: World) -> None:
    given, task = two(world)
    done = progress.answer_alike(task, given, by=world.jugendamt_person)
    assert (done.state, done.what_happened, done.participants, done.internal_note) == ("submitted", TEXT, 30, "")
    assert progress.answer_alike(task, given, by=world.jugendamt_person).version == done.version
    assert [step for step, *_ in steps(task)] == ["submit"]
    progress.accept(given, by=world.koordination)
    assert [ProgressReport.objects.get(pk=each.pk).state for each in (given, task)] == ["accepted", "submitted"]


def test_numbers_of_another_period_stay_behind(world: World) -> None:
    given, task = two(world, period_start=dt.date(2023, 7, 1))
    done = progress.answer_alike(task, given, by=world.jugendamt_person)
    assert (done.state, done.what_happened, done.participants) == ("submitted", TEXT, None)


def test_unchanged_stays_unchanged(world: World) -> None:
    last = task_of(world, state="accepted", what_happened="Wie immer.")
    first, task = (task_of(world, round=make_round(), previous=last) for _ in range(2))
    given = progress.submit_unchanged(first, by=world.jugendamt_person, expected_version=1)
    done = progress.answer_alike(task, given, by=world.jugendamt_person)
    assert (done.state, done.is_unchanged, done.what_happened) == ("submitted", True, "Wie immer.")


def test_round_that_asks_more_has_a_draft(world: World) -> None:
    given, task = two(world)
    RoundQuestion.objects.create(round=task.round, position=1, text="Wie viele Ehrenamtliche?", is_required=True)
    done = progress.answer_alike(task, given, by=world.jugendamt_person)
    assert (done.state, done.what_happened) == (ProgressState.IN_PROGRESS, TEXT)


def test_what_was_typed_there_is_not_written_over(world: World) -> None:
    given, task = two(world)
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"what_happened": "Anders."})
    with pytest.raises(Refused, match="schon etwas eingetragen"):
        progress.answer_alike(task, given, by=world.jugendamt_person)
    task.refresh_from_db()
    assert task.what_happened == "Anders."


def test_answer_is_for_the_same_measure_office_and_by_the_office(world: World) -> None:
    given, task = two(world)
    with pytest.raises(Refused, match="gilt einer anderen Maßnahme"):
        progress.answer_alike(task, task_of(world, round=make_round()), by=world.jugendamt_person)
    with pytest.raises(Refused, match="gilt einer anderen Maßnahme"):
        progress.answer_alike(given, given, by=world.jugendamt_person)
    with pytest.raises(PermissionDenied):
        progress.answer_alike(task, given, by=world.bibliothek_person)


def test_click_in_the_list_of_tasks(jugendamt: Client, world: World) -> None:
    given, task = two(world)
    page = text_of(jugendamt.get("/sachstand/"))
    assert f"Antwort aus „{given.round.title}“ gilt auch hier" in page
    page = text_of(jugendamt.post(f"/sachstand/{task.pk}/wie/{given.pk}/", follow=True))
    assert "gilt auch für „Zwischenstand“ und ist dort eingereicht." in page
    RoundQuestion.objects.create(round=make_round(title="Dritte"), position=1, text="Wer?", is_required=True)
    third = task_of(world, round=RoundQuestion.objects.get().round)
    page = text_of(jugendamt.post(f"/sachstand/{third.pk}/wie/{given.pk}/", follow=True))
    assert ("dort fehlt noch etwas" in page, TEXT in page) == (True, True)


def test_tick_in_the_form_submits_both(jugendamt: Client, world: World) -> None:
    first, task = task_of(world), task_of(world, round=make_round(title="Zwischenstand"))
    assert "auch für „Zwischenstand“" in text_of(jugendamt.get(first.get_absolute_url()))
    wrong = jugendamt.post(first.get_absolute_url(), {**TYPED, "what_happened": "", "gilt_auch": task.pk})
    assert f'value="{task.pk}" checked' in text_of(wrong)
    version = ProgressReport.objects.get(pk=first.pk).version
    typed = {**TYPED, "version": version, "gilt_auch": [task.pk, "x"]}
    page = text_of(jugendamt.post(first.get_absolute_url(), typed, follow=True))
    assert "gilt auch für „Zwischenstand“" in page
    assert set(ProgressReport.objects.values_list("state", "what_happened")) == {("submitted", TEXT)}


def test_tick_for_what_was_begun_meanwhile_is_said(jugendamt: Client, world: World) -> None:
    first, task = task_of(world), task_of(world, round=make_round(title="Zwischenstand"))
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"what_happened": "Anders."})
    page = text_of(jugendamt.post(first.get_absolute_url(), {**TYPED, "gilt_auch": task.pk}, follow=True))
    assert "Zwischenstand: In der anderen Runde ist schon etwas eingetragen." in page
