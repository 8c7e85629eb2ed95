"""Fortschreibung of the Integrationskonzept: a new draft that carries the goals over one by one."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.records.saving import created, locked, save_as
from neuss_integration.foundation.words.nouns import count_of
from success_factors.enums import EditionState, GoalState, RevisionOutcome
from success_factors.models import ConceptEdition, Goal, GoalRevision, GuidingGoal
from success_factors.models.goals import DROPPED_WITHOUT_REASON
from success_factors.services.drafts import draft
from success_factors.services.goals import GOAL_FIELDS, check_successor, create_goal, take_out, update_goal

STILL_OPEN: Final = (GoalState.OPEN, GoalState.PARTLY)
goals_carried = Signal()
"""Within the transaction of an adoption: `successors` gives for the key of each goal that is carried over the new one,
`by` is who adopted. What is tied to goals on higher floors goes along."""


@transaction.atomic
def begin_revision(edition: ConceptEdition, *, by: User, title: str, note: str = "") -> ConceptEdition:
    """A draft revises the adopted `edition`: it has the same Leitziele and waits for a decision on each goal.

    Raises Refused when `edition` is a draft itself, ValidationError when there is a draft already.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    old = locked(edition)
    if old.state != EditionState.ADOPTED:
        raise Refused("Nur eine beschlossene Fassung kann fortgeschrieben werden.")
    new = created(ConceptEdition(title=title, note=note, previous=old), by=by)
    _take_over_guiding_goals(old, new, by)
    return new


@transaction.atomic
def revise_former(edition: ConceptEdition, *, by: User) -> ConceptEdition:
    """The draft `edition`, begun on its own, revises the Fassung in force; without Leitziele it takes those over.

    Raises Refused when it revises one already, or when none is in force.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current, former = draft(edition), edition_in_force()
    if current.previous_id or former is None:
        raise Refused("Es gibt keine Fassung, die dieser Entwurf noch fortschreiben könnte.")
    current.previous = former
    save_as(current, ["previous"], by=by)
    if not current.guiding_goals.exists():
        _take_over_guiding_goals(former, current, by)
    return current


def edition_in_force() -> ConceptEdition | None:
    """The Fassung that was adopted last; None before the first."""
    adopted = ConceptEdition.objects.filter(state=EditionState.ADOPTED)
    return adopted.order_by("-adopted_date", "-pk").first()


def refuse_undecided_former(edition: ConceptEdition, day: dt.date) -> None:
    """Raises Refused when `edition` revises none and would leave goals of the Fassung in force open beside its own."""
    former = None if edition.previous_id else edition_in_force()
    if former is None or former.adopted_date is None or former.adopted_date > day:
        return
    if former.guiding_goals.filter(goals__state__in=STILL_OPEN).exists():
        raise Refused(
            f"Diese Fassung ist nicht durch Fortschreiben entstanden, und Ziele aus „{former}“ sind noch offen. "
            "Bitte entscheiden Sie zuerst, was aus ihnen wird."
        )


def _take_over_guiding_goals(old: ConceptEdition, new: ConceptEdition, by: User) -> None:
    for each in old.guiding_goals.select_related("field_of_action__successor").order_by("position"):
        field: Any = each.field_of_action and (each.field_of_action.successor or each.field_of_action)
        created(GuidingGoal(edition=new, position=each.position, title=each.title, field_of_action=field), by=by)


@transaction.atomic
def decide_goal(
    edition: ConceptEdition,
    goal: Goal,
    *,
    by: User,
    expected_version: int,
    outcome: str,
    guiding_goal: GuidingGoal | None = None,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
) -> GoalRevision:
    """The draft `edition` carries `goal` over under `guiding_goal`, as it is or with new `values`, or drops it.

    `expected_version` is that of the last decision, 0 when there was none. A decision can be taken anew until the
    edition is adopted. Raises Stale when somebody else decided since, Refused for a goal of another edition or a
    change that changes nothing, ValidationError when a goal is dropped without a reason or has no Leitziel.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = draft(edition)
    if goal.guiding_goal.edition_id != current.previous_id:
        raise Refused("Dieses Ziel gehört nicht zu der Fassung, die der Entwurf fortschreibt.")
    last = GoalRevision.objects.select_for_update(of=("self",)).filter(edition=current, goal=goal).first()
    if (last.version if last else 0) != expected_version:
        raise Stale(last or GoalRevision(edition=current, goal=goal, version=0))
    new, old = None, last.successor if last else None
    if outcome == RevisionOutcome.DROPPED:
        if not reason.strip():
            raise ValidationError({"reason": DROPPED_WITHOUT_REASON})
    else:
        new = _carried(goal, old, by, guiding_goal, _wanted(goal, outcome, values or {}))
    revision = _decided(last or GoalRevision(edition=current, goal=goal), new, reason, by)
    if old is not None and new is None:
        take_out(locked(old), by=by)
    return revision


@transaction.atomic
def finish_revision(edition: ConceptEdition, *, by: User) -> None:
    """Every goal of the edition before is „fortgeschrieben“ or given up, as decided; a reached one stays reached.

    Called when `edition` is adopted; does nothing when it revises no other. Raises Refused while a goal is undecided.
    """
    if edition.previous_id is None:
        return
    goals = Goal.objects.select_for_update(of=("self",)).filter(guiding_goal__edition=edition.previous_id)
    decided = {each.goal_id: each for each in edition.goal_revisions.select_related("successor__guiding_goal")}
    if missing := sum(goal.pk not in decided for goal in goals):
        whose = "ein Ziel" if missing == 1 else count_of(missing, "Ziel")
        raise Refused(
            f"Über {whose} der vorigen Fassung ist noch nicht entschieden. Bitte entscheiden Sie zuerst über jedes."
        )
    for goal in goals:
        if goal.state in STILL_OPEN:
            _end(goal, decided[goal.pk], by)
    successors = {key: each.successor for key, each in decided.items() if each.successor}
    goals_carried.send(Goal, successors=successors, by=by)


def _end(goal: Goal, revision: GoalRevision, by: User) -> None:
    goal.successor = revision.successor
    goal.state = GoalState.REVISED if revision.successor else GoalState.GIVEN_UP
    goal.state_reason = revision.reason or goal.state_reason
    if revision.successor:
        check_successor(goal, revision.successor)
    goal.full_clean()
    save_as(goal, ["state", "state_reason", "successor"], by=by)


def _wanted(goal: Goal, outcome: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the new goal says. Raises Refused when a changed one says the same, or the outcome does not exist."""
    same = {name: getattr(goal, name) for name in GOAL_FIELDS} | {"success_factors": list(goal.success_factors.all())}
    if outcome == RevisionOutcome.KEPT:
        return same
    if outcome != RevisionOutcome.CHANGED:
        raise Refused("Bitte wählen Sie, ob das Ziel übernommen wird, geändert wird oder entfällt.")
    wanted = {name: values.get(name, same[name]) for name in same}
    if all(wanted[name] == same[name] for name in GOAL_FIELDS) and set(wanted["success_factors"]) == set(
        same["success_factors"]
    ):
        raise Refused("An diesem Ziel ist nichts geändert. Bitte ändern Sie den Wortlaut oder übernehmen Sie es.")
    return wanted


def _carried(goal: Goal, old: Goal | None, by: User, guiding_goal: GuidingGoal | None, values: dict[str, Any]) -> Goal:
    """The goal of the draft that carries `goal` on: `old` when there is one from an earlier decision."""
    if guiding_goal is None:
        raise ValidationError({"guiding_goal": "Bitte wählen Sie das Leitziel, unter dem das Ziel stehen soll."})
    if old is None:
        return create_goal(guiding_goal, by=by, values=values)
    return update_goal(old, by=by, expected_version=old.version, values=values | {"guiding_goal": guiding_goal})


def _decided(revision: GoalRevision, successor: Goal | None, reason: str, by: User) -> GoalRevision:
    before = (revision.successor_id, revision.reason)
    revision.successor, revision.reason = successor, reason.strip()
    if revision.pk is None:
        return created(revision, by=by)
    revision.full_clean()
    if before != (revision.successor_id, revision.reason):
        save_as(revision, ["successor", "reason"], by=by)
    return revision
