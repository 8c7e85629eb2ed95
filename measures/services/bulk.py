"""Changing several measures together: one look at all differences, one transaction, one row of history each."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from measures.enums import MeasureState
from measures.fields import PERIOD_COLUMNS
from measures.models import Measure
from measures.services.measure import apply_transitions, check_update, update_measures
from measures.services.milestones import add_milestones, check_milestone
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.forms.model_sentences import sentences_of
from neuss_integration.foundation.records.history import label_of
from neuss_integration.foundation.records.saving import locked_at_versions
from neuss_integration.foundation.records.workflow import Transition

VALUES: Final = (
    "lead_department", "field_of_action", "kind", "start", "end", "contact_name", "contact_phone", "contact_email",
)  # fmt: skip
RELATIONS: Final = (
    "success_factors", "goals", "carriers", "partners", "contributing_departments", "districts", "target_groups",
)  # fmt: skip
MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Together:
    """What is to change: new values, and what is added to and removed from relations, by name of the field.

    `state` is where the workflow should lead to, with its `reason`; `milestone` has title and due date.
    """

    values: Mapping[str, Any]
    added: Mapping[str, Iterable[Any]]
    removed: Mapping[str, Iterable[Any]]
    state: str = ""
    reason: str = ""
    milestone: tuple[str, dt.date] | None = None

    def for_measure(self, measure: Measure) -> dict[str, Any]:
        """The values of `measure` that would differ, as the service takes them."""
        found = {name: value for name, value in self.values.items() if getattr(measure, name) != value}
        for name in RELATIONS:
            had = list(getattr(measure, name).all())
            gone, more = set(self.removed.get(name, ())), self.added.get(name, ())
            has = [row for row in had if row not in gone] + [row for row in more if row not in had]
            if set(had) != set(has):
                found[name] = has
        if found.get("districts") and measure.is_citywide:
            found["is_citywide"] = False
        return found

    def step(self, measure: Measure) -> Transition | None:
        """The step that takes `measure` to the wanted state; None when it is there, or nothing is wanted.

        Raises Refused when no step leads there from its state, or the step lacks its reason.
        """
        if not self.state or measure.state == self.state:
            return None
        if (step := MEASURE_WORKFLOW.step_to(measure.state, self.state)) is None:
            raise Refused(f"Von „{measure.get_state_display()}“ führt kein Schritt zu {_state(self.state)}.")
        return MEASURE_WORKFLOW.check(step.name, measure.state, self.reason)

    def adds_milestone(self, measure: Measure) -> bool:
        """Whether the milestone is new for `measure`: the same one on the same day is not added twice."""
        return self.milestone is not None and self.milestone not in [
            (each.title, each.due_date) for each in measure.milestones.all()
        ]


@dataclass(frozen=True, slots=True)
class BulkChange:
    """A measure and what would differ: (label, old, new); `refusal` says why it cannot change at all."""

    measure: Measure
    differences: list[tuple[str, str, str]]
    refusal: str = ""


def ready_for_change(keys: Iterable[int], user: User) -> list[Measure]:
    """The measures of these keys that `user` may change, with all that can change; ten queries."""
    chosen = Measure.objects.editable_by(user).filter(pk__in=list(keys)[:MOST]).order_by("number")
    return list(chosen.select_related("lead_department", "field_of_action").prefetch_related(*RELATIONS, "milestones"))


def planned_together(measures: Iterable[Measure], change: Together) -> list[BulkChange]:
    """What `change` would do to each of `measures`; those that stay as they are have no differences."""
    return [_planned(measure, change) for measure in measures]


def _planned(measure: Measure, change: Together) -> BulkChange:
    try:
        step = change.step(measure)
    except Refused as refusal:
        return BulkChange(measure, [], str(refusal))
    found = list(_differences(measure, change.for_measure(measure)))
    if step:
        found.append(("Status", measure.get_state_display(), MeasureState(step.target).label))
    if change.milestone and change.adds_milestone(measure):
        title, due = change.milestone
        found.append(("Neuer Meilenstein", "", f"{title}, fällig am {due:%d.%m.%Y}"))
    return BulkChange(measure, found)


def change_together(change: Together, *, by: User, versions: Mapping[int, int]) -> int:
    """All measures of `versions` (version by key) have the change, or none; how many differ from before.

    Each keeps its own row of history with `by`. Raises Refused with the numbers of those that somebody saved since:
    nothing is written then, and nothing of theirs is lost. All rules are looked at before the transaction, so that
    nobody waits for that; the transaction writes only.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    measures = ready_for_change(versions, by)
    stale = [measure.number for measure in measures if measure.version != versions[measure.pk]]
    if stale or len(measures) < len(versions):
        raise Refused(_since(stale))
    plans = [plan for measure in measures if (plan := _checked(measure, change, by=by))]
    try:
        with transaction.atomic():
            _write(plans, change, by=by)
    except Stale as error:
        numbers = [error.current.number] if isinstance(error.current, Measure) else []
        raise Refused(_since(numbers)) from error
    except (IntegrityError, Measure.DoesNotExist) as error:
        raise Refused(_since([])) from error
    except ValidationError as error:
        raise Refused(_broken(error)) from error
    return len(plans)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one measure gets; every rule is looked at."""

    measure: Measure
    values: dict[str, Any]
    step: Transition | None
    has_milestone: bool


def _checked(measure: Measure, change: Together, *, by: User) -> _Plan | None:
    """What `measure` gets, None when it stays. Raises Refused with its number when a rule is broken."""
    values = change.for_measure(measure)
    try:
        plan = _Plan(measure, values, change.step(measure), change.adds_milestone(measure))
        if values:
            check_update(measure, by=by, values=values)
        if plan.has_milestone and change.milestone:
            check_milestone(measure, *change.milestone)
    except ValidationError as error:
        raise Refused(f"{measure.number}: {_broken(error)}") from error
    except Refused as error:
        raise Refused(f"{measure.number}: {error} Es wurde nichts gespeichert.") from error
    return plan if values or plan.step or plan.has_milestone else None


def _write(plans: Sequence[_Plan], change: Together, *, by: User) -> None:
    """All of `plans` are stored, in a number of queries that hardly grows with them. Raises Stale otherwise."""
    current = locked_at_versions(Measure, {plan.measure.pk: plan.measure.version for plan in plans})
    values = {plan.measure.pk: plan.values for plan in plans if plan.values}
    current |= update_measures(values, {key: current[key].version for key in values}, by=by)
    steps = [(current[plan.measure.pk], plan.step) for plan in plans if plan.step]
    apply_transitions(steps, by=by, reason=change.reason)
    if change.milestone:
        with_milestone = [current[plan.measure.pk] for plan in plans if plan.has_milestone]
        add_milestones(with_milestone, *change.milestone, by=by)


def _broken(error: ValidationError) -> str:
    return f"{' '.join(sentences_of(error, Measure))} Es wurde nichts gespeichert."


def _since(numbers: list[str]) -> str:
    return (
        f"Inzwischen wurde anderswo gespeichert: {', '.join(numbers) or 'an einer Maßnahme'}. Es wurde nichts "
        "geändert. Die Vorschau zeigt den neuen Stand. Bitte sehen Sie sie sich noch einmal an und bestätigen Sie dann."
    )


def _differences(measure: Measure, values: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    for name, value in values.items():
        column: Any = Measure._meta.get_field(PERIOD_COLUMNS.get(name, name))
        if name in RELATIONS:
            old, new = _listed(getattr(measure, name).all()), _listed(value)
        elif column.flatchoices:
            old, new = (str(dict(column.flatchoices)[each]) for each in (getattr(measure, name), value))
        elif isinstance(value, bool):
            old, new = "ja", "nein"
        else:
            old, new = str(getattr(measure, name) or ""), str(value)
        yield label_of(column), old, new


def _state(state: str) -> str:
    return f"„{MeasureState(state).label}“"


def _listed(rows: Iterable[Any]) -> str:
    return ", ".join(sorted(str(row) for row in rows))
