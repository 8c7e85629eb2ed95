"""Taking a change of several measures together back, with one another and in short transactions."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from measures.models import Measure, Milestone
from measures.services.assignments import give_back, workers_on
from measures.services.bulk import Together, ready_for_change
from measures.services.former_state import former_state, restore_states
from measures.services.former_values import former_value, restored_values
from measures.services.measure import update_measure, update_measures
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.records.history_records import remove_together
from neuss_integration.foundation.records.saving import locked_at_versions
from neuss_integration.foundation.words.counting import chosen

BLOCK: Final = 25
"""As many measures are taken back in one transaction."""


@dataclass(frozen=True, slots=True)
class Undo:
    """How one measure was before a change together: the version after it, and ids or keys by name of the field.

    `state` is the one before with its reason and day; `milestone` the title and day of the one that came; `workers`
    who worked on answers that went to another office.
    """

    key: int
    version: int
    values: dict[str, Any]
    state: list[str] | None = None
    milestone: list[str] | None = None
    workers: list[list[int]] = field(default_factory=list)


def undo_of(change: Together, measures: Iterable[Measure]) -> list[Undo]:
    """What takes `change` back once it is made on `measures`; those that stay as they are are left out."""
    return [undo for measure in measures if (undo := _undo_of(change, measure))]


def _undo_of(change: Together, measure: Measure) -> Undo | None:
    names, step, milestone = change.for_measure(measure), change.step(measure), change.milestone
    if not (names or step or change.adds_milestone(measure)):
        return None
    return Undo(
        measure.pk,
        measure.version + bool(names) + bool(step),
        {name: former_value(measure, name) for name in names},
        former_state(measure) if step else None,
        [milestone[0], milestone[1].isoformat()] if milestone and change.adds_milestone(measure) else None,
        workers_on(measure) if "lead_department" in names else [],
    )


def undo_together(steps: Iterable[Undo], *, by: User) -> tuple[int, list[str]]:
    """Each measure that nobody worked on since is as it was before a change together: how many those are, and the
    numbers of the others, which stay. Raises Refused when that are all.

    BLOCK measures at a time, so that nobody else waits long: interrupted, it can be called again.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    wanted = {step.key: step for step in steps}
    measures = ready_for_change(wanted, by)
    left = [
        each.number for each in measures if stays(each, wanted[each.pk]) and not _is_as_before(each, wanted[each.pk])
    ]
    going = [each for each in measures if not stays(each, wanted[each.pk])]
    for start in range(0, len(going), BLOCK):
        left += _kept(going[start : start + BLOCK], wanted, by)
    if len(left) == len(measures):
        raise Refused(_worked_on(sorted(left), len(wanted)))
    return len(measures) - len(left), sorted(left)


def stays(measure: Measure, before: Undo) -> bool:
    """Whether somebody saved the measure since, so that their work stays."""
    return measure.version != before.version


def _kept(measures: Sequence[Measure], wanted: Mapping[int, Undo], by: User) -> list[str]:
    """The numbers of the measures that stay; when one of many does, each is taken back by itself."""
    try:
        with transaction.atomic():
            _undo([wanted[each.pk] for each in measures], by=by)
    except (Refused, Stale, ValidationError, ProtectedError, Measure.DoesNotExist):
        if len(measures) == 1:
            return [measures[0].number]
        return [number for each in measures for number in _kept([each], wanted, by)]
    return []


def _undo(steps: Sequence[Undo], *, by: User) -> None:
    """All of `steps` are taken back. Raises Stale or Refused when somebody worked on with one of them."""
    measures = locked_at_versions(Measure, {step.key: step.version for step in steps})
    measures |= restore_states({step.key: step.state for step in steps if step.state}, by=by)
    _remove_milestones(steps, by=by)
    values = restored_values({step.key: step.values for step in steps if step.values})
    if len(steps) > 1:
        update_measures(values, {key: measures[key].version for key in values}, by=by)
    for key in values if len(steps) == 1 else ():
        update_measure(measures[key], by=by, expected_version=measures[key].version, values=values[key])
    for step in steps:
        give_back(step.workers, by=by)


def _remove_milestones(steps: Iterable[Undo], *, by: User) -> None:
    """Raises Refused when somebody has worked on with the milestone, ProtectedError when an answer names it."""
    wanted = {
        step.key: (step.milestone[0], dt.date.fromisoformat(step.milestone[1])) for step in steps if step.milestone
    }
    untouched = Milestone.objects.filter(measure__in=wanted, version=1, done_on=None, dropped_on=None)
    added = {each.measure_id: each for each in untouched if (each.title, each.due_date) == wanted[each.measure_id]}
    if len(added) < len(wanted):
        raise Refused("An einem der Meilensteine hat inzwischen jemand weitergearbeitet.")
    remove_together(list(added.values()), by=by, reason="Gemeinsame Änderung rückgängig gemacht")


def _is_as_before(measure: Measure, before: Undo) -> bool:
    """Whether nothing is left to take back, as on the second click."""
    has_milestone = measure.milestones.filter(title=(before.milestone or [""])[0]).exists()
    has_state = before.state in (None, former_state(measure))
    return has_state and not has_milestone and before.values == {n: former_value(measure, n) for n in before.values}


def _worked_on(left: list[str], number: int) -> str:
    """The sentence about as many measures as were changed together, all of which stay."""
    who = ", ".join(left) or chosen(number, "an der Maßnahme", "an den Maßnahmen")
    then = chosen(number, "Bitte ändern Sie sie einzeln.", "Bitte ändern Sie sie noch einmal gemeinsam.")
    return f"Inzwischen hat jemand weitergearbeitet: {who}. Darum bleibt alles, wie es ist. {then}"
