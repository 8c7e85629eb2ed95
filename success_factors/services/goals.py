"""Writing the goals of the Zielkatalog."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_relations,
    created,
    locked,
    locked_at_version,
    next_position,
    removed,
    save_as,
    save_values,
    set_relations,
)
from success_factors.enums import GoalState
from success_factors.models import Goal, GuidingGoal
from success_factors.services.drafts import Way, draft, swap

SUCCESSOR_MISSING: Final = "Bitte wählen Sie das Ziel, das dieses fortschreibt."

GOAL_FIELDS: Final = ("text", "target_year")
GOAL_RELATIONS: Final = ("success_factors",)


@transaction.atomic
def create_goal(guiding_goal: GuidingGoal, *, by: User, values: Mapping[str, Any]) -> Goal:
    """`guiding_goal` has one more goal with the `values` (names of GOAL_FIELDS and GOAL_RELATIONS).

    Raises Refused when the edition is adopted, ValidationError for a broken rule.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    draft(guiding_goal.edition)
    fields = {name: values[name] for name in GOAL_FIELDS if name in values}
    position = next_position(Goal.objects.filter(guiding_goal=guiding_goal))
    goal = Goal(guiding_goal=guiding_goal, position=position, **fields)
    created(goal, by=by)
    set_relations(goal, {"success_factors": {each.pk for each in values.get("success_factors", ())}})
    goal.save()
    return goal


@transaction.atomic
def update_goal(goal: Goal, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Goal:
    """`goal` of a draft has the `values`; with another `guiding_goal` it stands last there.

    Raises Stale, Refused when adopted or the Leitziel belongs to another edition, ValidationError for a broken rule.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(goal, expected_version)
    edition = draft(current.guiding_goal.edition)
    fields = {name: values[name] for name in GOAL_FIELDS if name in values}
    place = values.get("guiding_goal") or current.guiding_goal
    if place.edition_id != edition.pk:
        raise Refused("Dieses Leitziel gehört zu einer anderen Fassung. Bitte wählen Sie eines aus diesem Entwurf.")
    if place.pk != current.guiding_goal_id:
        fields |= {"guiding_goal": place, "position": next_position(Goal.objects.filter(guiding_goal=place))}
    changed = changed_fields(current, fields)
    relations = changed_relations(current, {name: values[name] for name in GOAL_RELATIONS if name in values})
    if not changed and not relations:
        return current
    for name in changed:
        setattr(current, name, fields[name])
    current.full_clean()
    set_relations(current, relations)
    save_as(current, changed, by=by)
    return current


@transaction.atomic
def move_goal(goal: Goal, *, by: User, way: Way) -> None:
    """`goal` of a draft changes places with its neighbour under the same Leitziel. Raises Refused when adopted."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    draft(goal.guiding_goal.edition)
    current = locked(goal)
    swap(current, Goal.objects.filter(guiding_goal=current.guiding_goal_id), way, by=by)


@transaction.atomic
def remove_goal(goal: Goal, *, by: User) -> None:
    """`goal` of a draft is gone; its history stays.

    Raises Refused when its edition is adopted, when it carries on a goal of the edition before, or when a Gremium
    decided about it.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    draft(goal.guiding_goal.edition)
    current = locked(goal)
    if current.revised.exists():
        raise Refused(
            "Dieses Ziel führt ein Ziel der vorigen Fassung fort und kann nicht gelöscht werden. "
            "Bitte ändern Sie die Entscheidung über das bisherige Ziel."
        )
    take_out(current, by=by)


def take_out(goal: Goal, *, by: User) -> None:
    """The locked `goal` is gone, and by what it was measured with it; the histories stay.

    Raises Refused when a resolution stands behind it, people are asked about it, or somebody judged it.
    """
    if goal.resolutions.exists():
        raise Refused(
            "Zu diesem Ziel gibt es einen Beschluss, darum kann es nicht gelöscht werden. "
            "Bitte lösen Sie zuerst die Verknüpfung beim Beschluss."
        )
    if goal.put_to_comment.exists():
        raise Refused(
            "Zu diesem Ziel wurden Menschen gefragt, darum kann es nicht gelöscht werden. "
            "Sie können es in der Beteiligungsrunde zurückziehen und hier den Wortlaut ändern."
        )
    if goal.judgements.exists():
        raise Refused(
            "Dieses Ziel ist schon eingeschätzt worden, darum kann es nicht gelöscht werden. Einschätzungen bleiben."
        )
    for gauge in goal.gauges.order_by("pk"):
        removed(gauge, by=by, reason="Das Ziel ist gelöscht.")
    removed(goal, by=by)


@transaction.atomic
def change_goal_state(
    goal: Goal, *, by: User, expected_version: int, state: str, reason: str = "", successor: Goal | None = None
) -> Goal:
    """What became of `goal` is recorded, also in an adopted edition; its words stay.

    A goal that is „fortgeschrieben“ names its `successor`; with every other state there is none.
    Raises Stale when somebody saved since, ValidationError when a goal is given up without a reason, carried on
    without a successor, or when its successors lead back to it.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(goal, expected_version)
    follows = successor if state == GoalState.REVISED else None
    if state == GoalState.REVISED:
        check_successor(current, follows)
    values = {"state": state, "state_reason": reason.strip(), "successor": follows}
    return save_values(current, values, by=by)


def check_successor(goal: Goal, successor: Goal | None) -> None:
    """Raises ValidationError without a `successor`, with one of the same edition, or when they lead in a circle."""
    if successor is None:
        raise ValidationError({"successor": SUCCESSOR_MISSING})
    if successor.guiding_goal.edition_id == goal.guiding_goal.edition_id:
        raise ValidationError({"successor": "Bitte wählen Sie ein Ziel aus einer anderen Fassung."})
    following: Goal | None = successor
    while following is not None:
        if following.pk == goal.pk:
            raise ValidationError(
                {"successor": "Diese Nachfolge führt im Kreis. Bitte wählen Sie ein Ziel aus einer neueren Fassung."}
            )
        following = locked(following).successor
