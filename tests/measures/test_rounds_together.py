"""Reports that are given up, asked again or asked for with one another leave the same as one by one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from measures.enums import ProgressState
from measures.models import ProgressEvent, ProgressReport, ReportingRound
from measures.services import rounds
from measures.services.assignments import add_tasks
from neuss_integration.accounts.models import User
from neuss_integration.foundation.records import history_records
from neuss_integration.foundation.records.saving import stored, take_step
from neuss_integration.mailing.models import Mail
from tests.factories import World, make_measure, make_progress, make_round

OF_THE_MOMENT = {"id", "history_id", "history_date", "updated_at", "created_at"}
STATES = ("todo", "in_progress", "returned", "accepted", "excluded")


def one_by_one(rows: Any, steps: Any, *, by: User, **values: Any) -> None:
    """As a service would do it with a single row."""
    for row in rows.select_for_update().order_by("pk"):
        for name, value in values.items():
            setattr(row, name, value)
        take_step(row, steps[row.state], by=by, also=list(values))


def store_one_by_one(tasks: Any, *, by: User) -> list[ProgressReport]:
    return [stored(task, by=by) for task in tasks]


def left() -> list[Any]:
    """Rows, history, events and mails, without what tells of the moment."""
    found: list[Any] = []
    for rows in (ProgressReport.objects.order_by("measure"), ProgressReport.history.order_by("measure", "history_id")):
        found += [{name: value for name, value in row.items() if name not in OF_THE_MOMENT} for row in rows.values()]
    events = ProgressEvent.objects.order_by("report", "pk")
    found += events.values_list("report", "transition", "from_state", "to_state", "actor", "comment")
    return found + list(Mail.objects.order_by("key").values_list("key", "subject", "text", "state"))


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def same_both_ways(monkeypatch: pytest.MonkeyPatch, name: str, single: Any, act: Callable[[], object]) -> list[Any]:
    """What `act` leaves, which is the same with `single` instead of the function `name`."""
    found = []
    for together in (True, False):
        if not together:
            monkeypatch.setattr(f"measures.services.{name}", single)
        with taken_back():
            act()
            found.append(left())
    assert found[0] == found[1]
    return found[0]


def asked(*states: str) -> ReportingRound:
    reporting_round = make_round()
    for state in states:
        make_progress(round=reporting_round, state=state)
    return reporting_round


def test_round_is_closed_as_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_records, "AT_ONCE", 2)
    open_round = asked(*STATES)
    by = world.koordination
    found = same_both_ways(monkeypatch, "rounds.take_steps", one_by_one, lambda: rounds.close_round(open_round, by=by))
    kept = [row["state"] for row in found if isinstance(row, dict) and "history_type" not in row]
    assert kept == ["no_response"] * 3 + ["accepted", "excluded"]
    assert [step[1:3] for step in found if isinstance(step, tuple) and step[1] == "give_up"] == [
        ("give_up", state) for state in STATES[:3]
    ]


def test_round_is_opened_again_as_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    done = rounds.close_round(asked(*STATES), by=world.koordination)
    again: Any = {"by": world.vertretung, "reason": "Zu früh", "due_on": done.due_on}
    found = same_both_ways(monkeypatch, "rounds.take_steps", one_by_one, lambda: rounds.reopen_round(done, **again))
    last = [row for row in found if isinstance(row, dict) and row.get("history_type") == "~" and row["version"] == 3]
    assert [(row["state"], row["history_user_id"]) for row in last] == [("todo", world.vertretung.pk)] * 3


def test_tasks_are_given_as_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reporting_round, measures = make_round(), [make_measure() for _ in range(3)]
    act = lambda: add_tasks(reporting_round, measures, by=world.koordination)  # noqa: E731
    found = same_both_ways(monkeypatch, "assignments.store_rows", store_one_by_one, act)
    assert [row["history_user_id"] for row in found if row.get("history_type") == "+"] == [world.koordination.pk] * 3


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.parametrize("number", [3, 9])
def test_closing_and_opening_again_ask_as_often_for_three_as_for_nine(world: World, number: int) -> None:
    open_round = asked(*["todo", "in_progress", "returned"] * (number // 3))
    by, due_on = world.koordination, open_round.due_on
    assert queries_of(lambda: rounds.close_round(open_round, by=by)) == 14
    assert queries_of(lambda: rounds.reopen_round(open_round, by=by, reason="Zu früh", due_on=due_on)) == 27
    assert set(open_round.reports.values_list("state", flat=True)) == {ProgressState.OPEN}


def test_round_without_open_tasks_is_closed(world: World) -> None:
    done = rounds.close_round(asked("accepted"), by=world.koordination)
    assert list(done.reports.values_list("state", flat=True)) == ["accepted"]
