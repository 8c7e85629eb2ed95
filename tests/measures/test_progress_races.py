"""Two people at the same moment: one result, the other gets a sentence or the same result."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from measures.models import ProgressReport, ReportingRound
from measures.services import progress, rounds
from neuss_integration.foundation.exceptions import Refused
from tests.factories import World, make_progress, make_round
from tests.measures.answers import COMPLETE, task_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions: Callable[[], Any]) -> list[str]:
    """Runs the actions in threads that start together; for each "done", or the sentence of its refusal."""
    barrier, results = threading.Barrier(len(actions)), [""] * len(actions)

    def run(place: int, action: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            action()
            results[place] = "done"
        except Refused as refusal:
            results[place] = str(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_clicks_submit_once(world: World) -> None:
    task = task_of(world)
    click = {"by": world.jugendamt_person, "expected_version": 1, "values": COMPLETE}
    assert at_once(*[lambda: progress.submit(task, **click)] * 2) == ["done", "done"]
    assert [event.transition for event in task.events.all()] == ["submit"]


def test_two_colleagues_save_and_one_is_told(world: World) -> None:
    task = task_of(world)
    save = {"by": world.jugendamt_person, "expected_version": 1}
    texts = ("Vormittags.", "Nachmittags.")
    results = at_once(
        *[lambda text=text: progress.save_draft(task, **save, values={"next_step": text}) for text in texts]
    )
    assert sorted(result == "done" for result in results) == [False, True]
    assert ProgressReport.objects.get().next_step == texts[results.index("done")]


def test_two_coordinators_accept_once(world: World) -> None:
    task = task_of(world, state="submitted")
    people = (world.koordination, world.vertretung)
    assert at_once(*[lambda by=by: progress.accept(task, by=by) for by in people]) == ["done", "done"]
    assert task.events.count() == 1


def test_accept_and_return_at_once_give_one_decision(world: World) -> None:
    task = task_of(world, state="submitted")
    results = at_once(
        lambda: progress.accept(task, by=world.koordination),
        lambda: progress.return_for_revision(task, by=world.vertretung, comment="Wo?"),
    )
    assert sorted(result == "done" for result in results) == [False, True]
    assert (task.events.count(), ProgressReport.objects.get().state in ("accepted", "returned")) == (1, True)


def test_two_open_a_round_and_each_measure_is_asked_once(world: World) -> None:
    draft = make_round(state="draft")
    results = at_once(*[lambda by=by: rounds.open_round(draft, by=by) for by in (world.koordination, world.vertretung)])
    assert sorted(result == "done" for result in results) == [False, True]
    assert draft.reports.count() == 2


@pytest.mark.parametrize("attempt", range(3))
def test_a_closing_round_never_holds_a_waiting_report(world: World, attempt: int) -> None:
    task = task_of(world)
    make_progress(round=task.round, measure=world.vorlesestunden)
    at_once(
        lambda: progress.submit(task, by=world.jugendamt_person, expected_version=1, values=COMPLETE),
        lambda: rounds.close_round(task.round, by=world.koordination),
    )
    found = (ReportingRound.objects.get().state, ProgressReport.objects.get(pk=task.pk).state)
    assert found in {("open", "submitted"), ("closed", "no_response")}
