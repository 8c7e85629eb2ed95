"""Handing over: an office ends, others take over what is open. The past keeps the old name."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from measures.enums import HandoverKind
from measures.models import Handover, Measure, MeasureEvent
from measures.selectors.handover import Movable, movable
from measures.services.measure import update_measure
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.accounts.services.roles import move_role
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, save_as
from neuss_integration.maintenance.services import create_item, end_item, update_item

COPIED: Final = ("is_external", "email", "phone", "contact", "deputy")
ONE_DAY: Final = dt.timedelta(days=1)
WRONG_NUMBER: Final = {
    HandoverKind.RENAMED: "Beim Umbenennen gibt es genau eine Nachfolge. Bitte nennen Sie eine Stelle.",
    HandoverKind.MERGED: "Beim Zusammenlegen gibt es genau eine Nachfolge. Bitte nennen Sie eine Stelle.",
    HandoverKind.SPLIT: "Beim Aufteilen übernehmen mindestens zwei Stellen. Bitte nennen Sie sie.",
}
NOBODY: Final = "Es ist noch etwas offen. Bitte nennen Sie die Stelle, die es übernimmt."


@dataclass(frozen=True, slots=True)
class HandoverPlan:
    """What is to become of an office. A successor is an office, or the name of one to be created.

    `measures` and `people` name the place in `successors` by key of measure and role; None lets a role end. Both may
    be empty when there is one successor.
    """

    kind: str
    last_day: dt.date
    successors: Sequence[Department | str]
    reason: str = ""
    measures: Mapping[int, int] = field(default_factory=dict)
    people: Mapping[int, int | None] = field(default_factory=dict)


class Mover(Protocol):
    """An upper app that has something open of an office; it goes to the successor named first."""

    def count(self, office: Department) -> list[tuple[str, int]]:
        """What would move: labels with numbers."""

    def move(self, office: Department, successor: Department, *, by: User) -> int:
        """Everything open of `office` is that of `successor`; how much it was."""


MOVERS: list[Mover] = []
"""Filled by upper apps when they start."""


@transaction.atomic
def hand_over(office: Department, *, by: User, plan: HandoverPlan, submission_key: uuid.UUID | None = None) -> Handover:
    """`office` ended on the last day of `plan`; its successors have its open measures, tasks and people.

    New offices are created, valid from the next day. In this order: offices, measures, tasks, people, end. What is
    closed keeps the old name; each measure has an event. The same `submission_key` again gives the first handover.
    Raises ValidationError or Refused with a sentence when the plan does not fit; then nothing has happened.
    """
    ensure(by, Permission.MAINTAIN_MASTER_DATA)
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(office)
    if submission_key and (done := Handover.objects.filter(submission_key=submission_key).first()):
        return done
    found = movable(current)
    _check(plan, current, found)
    heirs = [_heir(each, current, plan, by) for each in plan.successors]
    tasks = _move_tasks(current, found, plan, heirs, by)
    people = _move_people(found, plan, heirs, by)
    _end(current, plan, heirs, by)
    handover = Handover.objects.create(
        department=current,
        kind=plan.kind,
        last_day=plan.last_day,
        reason=plan.reason.strip(),
        actor=by,
        submission_key=submission_key,
        measures=len(found.measures),
        tasks=tasks,
        people=people,
    )
    handover.successors.set(heirs)
    return handover


def wrong_number(kind: str, successors: int) -> str:
    """A sentence when so many `successors` do not fit `kind`; empty when they do."""
    fits = {HandoverKind.SPLIT: successors > 1, HandoverKind.DISSOLVED: True}.get(HandoverKind(kind), successors == 1)
    return "" if fits else WRONG_NUMBER[HandoverKind(kind)]


def wrong_day(office: Department, last_day: dt.date) -> str:
    """A sentence when `office` cannot have its last day then; empty when it can."""
    if last_day >= timezone.localdate():
        return (
            "Der letzte Tag muss vorbei sein, denn alles Offene zieht sofort um. "
            "Bitte führen Sie die Übergabe durch, sobald die neue Stelle arbeitet."
        )
    if office.valid_from and last_day < office.valid_from:
        return f"„{office}“ gibt es erst seit dem {office.valid_from:%d.%m.%Y}. Bitte prüfen Sie den letzten Tag."
    return ""


def others_to_move(office: Department) -> list[tuple[str, int]]:
    """What upper apps would hand over: labels with numbers."""
    return [pair for mover in MOVERS for pair in mover.count(office)]


def _check(plan: HandoverPlan, office: Department, found: Movable) -> None:
    problems = {
        "kind": wrong_number(plan.kind, len(plan.successors)),
        "last_day": wrong_day(office, plan.last_day),
        "successors": _wrong_successors(plan, office),
    }
    if not plan.successors and not (found.is_done and not others_to_move(office)):
        problems["successors"] = NOBODY
    if problems := {name: sentence for name, sentence in problems.items() if sentence}:
        raise ValidationError(problems)
    if len(plan.successors) > 1:
        _refuse_unassigned(plan, found)


def _wrong_successors(plan: HandoverPlan, office: Department) -> str:
    today = timezone.localdate()
    for each in plan.successors:
        if each == office:
            return "Die Stelle kann nicht an sich selbst übergeben. Bitte wählen Sie eine andere."
        if isinstance(each, Department) and not each.is_valid_on(today):
            return f"„{each}“ gibt es heute nicht. Bitte wählen Sie eine Stelle, die es gibt."
    if len({str(each).casefold() for each in plan.successors}) < len(plan.successors):
        return "Eine Stelle ist zweimal genannt. Bitte nennen Sie jede nur einmal."
    return ""


def _refuse_unassigned(plan: HandoverPlan, found: Movable) -> None:
    measures = [each.number for each in found.measures if each.pk not in plan.measures]
    people = [str(each.user) for each in found.people if each.pk not in plan.people]
    if measures or people:
        raise Refused(
            f"Noch nicht zugeordnet: {', '.join([*measures, *people])}. "
            "Bitte wählen Sie, wer übernimmt, und bestätigen Sie noch einmal."
        )


def _heir(successor: Department | str, office: Department, plan: HandoverPlan, by: User) -> Department:
    if isinstance(successor, Department):
        return successor
    values: dict[str, Any] = {"name": successor, "valid_from": plan.last_day + ONE_DAY}
    if plan.kind == HandoverKind.RENAMED:
        values |= {name: getattr(office, name) for name in COPIED}
    else:
        values["is_external"] = office.is_external
    try:
        return create_item(Department, by=by, values=values)
    except ValidationError as error:
        sentences = [f"„{successor}“: {sentence}" for sentence in error.messages]
        raise ValidationError({"new_offices": sentences}) from error


def _move_tasks(office: Department, found: Movable, plan: HandoverPlan, heirs: list[Department], by: User) -> int:
    """Measures, progress reports of open rounds and open milestones; then what upper apps have. Counts the tasks."""

    def heir_of(measure: int) -> Department:
        return heirs[plan.measures.get(measure, 0)]

    led = {each.pk for each in found.led}
    for measure in found.measures:
        _move_measure(measure, office, heir_of(measure.pk), is_led=measure.pk in led, by=by)
    for report in found.reports:
        current: Any = locked(report)
        current.department = heir_of(report.measure_id)
        save_as(current, ["department"], by=by)
    for milestone in found.milestones:
        current = locked(milestone)
        current.department = heir_of(milestone.measure_id)
        save_as(current, ["department"], by=by)
    others = sum(mover.move(office, heirs[0], by=by) for mover in MOVERS) if heirs else 0
    return len(found.reports) + len(found.milestones) + others


def _move_measure(measure: Measure, office: Department, heir: Department, *, is_led: bool, by: User) -> None:
    contributing = list(measure.contributing_departments.all())
    values: dict[str, Any] = {"lead_department": heir} if is_led else {}
    lead = heir if is_led else measure.lead_department
    if office in contributing:
        others = [each for each in contributing if each != office]
        values["contributing_departments"] = others if heir in (*others, lead) else [*others, heir]
    update_measure(measure, by=by, expected_version=measure.version, values=values)
    MeasureEvent.objects.create(
        measure=measure, actor=by, transition="handover", to_state=measure.state, comment=f"„{office}“ an „{heir}“"
    )


def _move_people(found: Movable, plan: HandoverPlan, heirs: list[Department], by: User) -> int:
    moved = 0
    for role in found.people:
        place = plan.people.get(role.pk, 0 if len(heirs) == 1 else None)
        target = None if place is None or not heirs else heirs[place]
        move_role(role, by=by, department=target, last_day=plan.last_day)
        moved += target is not None
    return moved


def _end(office: Department, plan: HandoverPlan, heirs: list[Department], by: User) -> None:
    """The office ended; with one successor it is named as such, and the note tells it in words."""
    only = heirs[0] if len(heirs) == 1 else None
    ended = end_item(office, by=by, expected_version=office.version, valid_until=plan.last_day, successor=only)
    names = f": {', '.join(map(str, heirs))}" if heirs else ""
    sentence = f"Zum {plan.last_day:%d.%m.%Y} {HandoverKind(plan.kind).label}{names}."
    note = f"{ended.note}\n{sentence}".strip()
    update_item(ended, by=by, expected_version=ended.version, values={"note": note})
