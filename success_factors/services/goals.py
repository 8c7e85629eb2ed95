"""Writing the Zielkatalog."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.exceptions import Refused
from neuss_integration.types import PartialDate
from neuss_integration.writing import (
    changed_fields,
    changed_relations,
    locked,
    locked_at_version,
    save_as,
    set_relations,
)
from success_factors.enums import EditionState
from success_factors.models import ConceptEdition, Goal, GuidingGoal, Participation

GOAL_FIELDS: Final = ("text", "target_year")
GOAL_RELATIONS: Final = ("success_factors",)
ADOPTION: Final = ("committee", "paper_number", "votes_for", "votes_against", "abstentions", "source")
LOCKED: Final = "Diese Fassung ist beschlossen. Ihr Wortlaut bleibt, wie er ist."


@transaction.atomic
def create_edition(*, by: User, title: str, note: str = "", source: str = "") -> ConceptEdition:
    """A draft of the Integrationskonzept exists. Raises ValidationError when there is a draft already."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    return _made(ConceptEdition(title=title, note=note, source=source), by)


@transaction.atomic
def adopt_edition(
    edition: ConceptEdition, *, by: User, adopted: PartialDate, values: Mapping[str, Any]
) -> ConceptEdition:
    """`edition` is adopted since `adopted`; `values` (names of ADOPTION) tell by whom. Its goals keep their words.

    Raises Refused when it is adopted already or has no goal, ValidationError for a date in the future.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = _draft(edition)
    if not Goal.objects.filter(guiding_goal__edition=current).exists():
        raise Refused("Diese Fassung hat noch kein Ziel. Bitte legen Sie Ziele an, bevor Sie den Beschluss eintragen.")
    return _adopted(current, by=by, adopted=adopted, values=values)


@transaction.atomic
def record_adopted_edition(
    *, by: User, title: str, adopted: PartialDate, values: Mapping[str, Any], note: str = ""
) -> ConceptEdition:
    """An edition of the past stands in the list, though its goals were never entered."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    return _adopted(_made(ConceptEdition(title=title, note=note), by), by=by, adopted=adopted, values=values)


@transaction.atomic
def add_guiding_goal(edition: ConceptEdition, *, by: User, title: str, field_of_action: Any = None) -> GuidingGoal:
    """The draft `edition` has one more Leitziel, at the end. Raises Refused when the edition is adopted."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = _draft(edition)
    position = _next(GuidingGoal.objects.filter(edition=current))
    return _made(GuidingGoal(edition=current, position=position, title=title, field_of_action=field_of_action), by)


@transaction.atomic
def create_goal(guiding_goal: GuidingGoal, *, by: User, values: Mapping[str, Any]) -> Goal:
    """`guiding_goal` has one more goal with the `values` (names of GOAL_FIELDS and GOAL_RELATIONS).

    Raises Refused when the edition is adopted, ValidationError for a broken rule.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    _draft(guiding_goal.edition)
    fields = {name: values[name] for name in GOAL_FIELDS if name in values}
    position = _next(Goal.objects.filter(guiding_goal=guiding_goal))
    goal = _made(Goal(guiding_goal=guiding_goal, position=position, **fields), by)
    set_relations(goal, {"success_factors": {each.pk for each in values.get("success_factors", ())}})
    return goal


@transaction.atomic
def update_goal(goal: Goal, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Goal:
    """`goal` of a draft has the `values`. Raises Stale, Refused when adopted, ValidationError for a broken rule."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(goal, expected_version)
    _draft(current.guiding_goal.edition)
    changed = changed_fields(current, {name: values[name] for name in GOAL_FIELDS if name in values})
    relations = changed_relations(current, {name: values[name] for name in GOAL_RELATIONS if name in values})
    if not changed and not relations:
        return current
    for name in changed:
        setattr(current, name, values[name])
    current.full_clean()
    set_relations(current, relations)
    save_as(current, changed, by=by)
    return current


@transaction.atomic
def change_goal_state(goal: Goal, *, by: User, expected_version: int, state: str, reason: str = "") -> Goal:
    """What became of `goal` is recorded, also in an adopted edition; its words stay.

    Raises Stale when somebody saved since, ValidationError when a goal is given up without a reason.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(goal, expected_version)
    changed = changed_fields(current, {"state": state, "state_reason": reason.strip()})
    if changed:
        current.state, current.state_reason = state, reason.strip()
        current.full_clean()
        save_as(current, changed, by=by)
    return current


@transaction.atomic
def add_participation(edition: ConceptEdition, *, by: User, values: Mapping[str, Any]) -> Participation:
    """Somebody took part in developing `edition`: `values` organisation or name, side, note.

    Raises ValidationError for both or neither, or for an organisation that is there already.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    return _made(Participation(edition=locked(edition), **values), by)


def _adopted(edition: ConceptEdition, *, by: User, adopted: PartialDate, values: Mapping[str, Any]) -> ConceptEdition:
    if adopted.date > timezone.localdate():
        sentence = "Der Beschluss liegt in der Zukunft. Bitte tragen Sie ihn ein, wenn er gefasst ist."
        raise ValidationError({"adopted": sentence})
    if unknown := values.keys() - set(ADOPTION):
        raise ValidationError(f"Unbekannte Angaben: {', '.join(sorted(unknown))}.")
    edition.state, edition.adopted_date = EditionState.ADOPTED, adopted.date
    edition.adopted_precision = adopted.precision
    for name, value in values.items():
        setattr(edition, name, value)
    edition.full_clean()
    save_as(edition, ["state", "adopted_date", "adopted_precision", *values], by=by)
    return edition


def _draft(edition: ConceptEdition) -> ConceptEdition:
    current = locked(edition)
    if not current.is_draft:
        raise Refused(LOCKED)
    return current


def _made(instance: Any, by: User) -> Any:
    instance.full_clean()
    instance._history_user = by
    instance.save()
    return instance


def _next(rows: models.QuerySet) -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1
