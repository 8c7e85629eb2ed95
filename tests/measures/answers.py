"""Answers of offices for tests: tasks of the Jugendamt, what is typed into the form, how a page reads."""

from typing import Any

from measures.models import ProgressReport
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from tests.factories import World, make_progress, make_round

COMPLETE = {"measure_state": "running", "traffic_light": "green", "what_happened": "Vier Treffen fanden statt."}
TYPED = {
    "version": "1",
    "action": "submit",
    "measure_state": "running",
    "traffic_light": "green",
    "what_happened": "Vier Treffen fanden statt.",
    "participants": "1.204",
    "staff_hours": "12,5",
    "cost": "1.234,50",
}


def task_of(world: World, **fields: object) -> ProgressReport:
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


def text_of(response: Any) -> str:
    """The page with single spaces."""
    return " ".join(response.content.decode().split())
