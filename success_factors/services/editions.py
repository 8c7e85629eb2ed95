"""Writing the Fassungen of the Integrationskonzept, their Leitziele and who took part."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.enums import RESOLVED_IN_FUTURE, VOTES_INCOMPLETE
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import (
    created,
    locked,
    locked_at_version,
    next_position,
    only_fields,
    removed,
    save_as,
    save_values,
)
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import EditionState
from success_factors.models import ConceptEdition, Goal, GuidingGoal, Participation
from success_factors.services.drafts import Way, draft, swap
from success_factors.services.revisions import finish_revision, refuse_undecided_former

ADOPTION: Final = ("committee", "paper_number", "votes_for", "votes_against", "abstentions", "source")
WORDS: Final = ("title", "note", "source")
edition_adopted = Signal()
"""Within the transaction in which an adoption is recorded or put right: `edition` as it is now, `by` who wrote it.
Resolutions stand on a higher floor and tell the same."""


@transaction.atomic
def create_edition(*, by: User, title: str, note: str = "", source: str = "") -> ConceptEdition:
    """A draft of the Integrationskonzept exists. Raises ValidationError when there is a draft already."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    return created(ConceptEdition(title=title, note=note, source=source), by=by)


@transaction.atomic
def update_edition(
    edition: ConceptEdition,
    *,
    by: User,
    expected_version: int,
    values: Mapping[str, Any],
    adopted: PartialDate | None = None,
) -> ConceptEdition:
    """`edition` has the `values`: names of WORDS, and once it is adopted of ADOPTION with the day it was `adopted`.

    That is for what was typed wrong; goals of an adopted edition keep their words.
    Raises Stale, Refused for an adoption of a draft, ValidationError for a broken rule.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(edition, expected_version)
    if current.is_draft and (adopted or values.keys() & (set(ADOPTION) - set(WORDS))):
        raise Refused("Der Entwurf ist noch nicht beschlossen. Bitte tragen Sie zuerst den Beschluss ein.")
    only_fields(values, (*WORDS, *ADOPTION))
    fields = dict(values)
    if adopted:
        fields |= {"adopted_date": adopted.date, "adopted_precision": adopted.precision}
    _refuse(_problems(current, adopted, values))
    version, saved = current.version, save_values(current, fields, by=by)
    if saved.version > version and not saved.is_draft:
        edition_adopted.send(ConceptEdition, edition=saved, by=by)
    return saved


@transaction.atomic
def adoption_put_right(edition: ConceptEdition, *, by: User, adopted: PartialDate, values: Mapping[str, Any]) -> None:
    """`edition` tells of its adoption what its resolution tells: the day and the `values`, names of ADOPTION."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    only_fields(values, ADOPTION)
    day = {"adopted_date": adopted.date, "adopted_precision": adopted.precision}
    current = locked(edition)
    _refuse(_out_of_order(current, adopted, "resolved"))
    save_values(current, {**values, **day}, by=by)


@transaction.atomic
def adopt_edition(
    edition: ConceptEdition, *, by: User, adopted: PartialDate, values: Mapping[str, Any]
) -> ConceptEdition:
    """`edition` is adopted since `adopted`; `values` (names of ADOPTION) tell by whom. Its goals keep their words.

    Goals of the edition it revises are then „fortgeschrieben“, or given up with the reason for which they were
    dropped. Raises Refused when it is adopted already, has no goal, or leaves a goal undecided; ValidationError for a
    date in the future, or before the Fassung it revises.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = draft(edition)
    if not Goal.objects.filter(guiding_goal__edition=current).exists():
        raise Refused("Diese Fassung hat noch kein Ziel. Bitte legen Sie Ziele an, bevor Sie den Beschluss eintragen.")
    _refuse(_problems(current, adopted, values))
    refuse_undecided_former(current, adopted.date)
    finish_revision(current, by=by)
    return _adopted(current, by=by, adopted=adopted, values=values)


@transaction.atomic
def record_adopted_edition(
    *, by: User, title: str, adopted: PartialDate, values: Mapping[str, Any], note: str = ""
) -> ConceptEdition:
    """An edition of the past stands in the list, though its goals were never entered."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    return _adopted(created(ConceptEdition(title=title, note=note), by=by), by=by, adopted=adopted, values=values)


@transaction.atomic
def add_guiding_goal(edition: ConceptEdition, *, by: User, title: str, field_of_action: Any = None) -> GuidingGoal:
    """The draft `edition` has one more Leitziel, at the end. Raises Refused when the edition is adopted."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = draft(edition)
    position = next_position(GuidingGoal.objects.filter(edition=current))
    return created(GuidingGoal(edition=current, position=position, title=title, field_of_action=field_of_action), by=by)


@transaction.atomic
def update_guiding_goal(
    guiding_goal: GuidingGoal, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> GuidingGoal:
    """The Leitziel of a draft has the `values` title and field_of_action. Raises Stale, Refused when adopted."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    draft(guiding_goal.edition)
    return save_values(locked_at_version(guiding_goal, expected_version), values, by=by)


@transaction.atomic
def move_guiding_goal(guiding_goal: GuidingGoal, *, by: User, way: Way) -> None:
    """The Leitziel of a draft changes places with its neighbour. Raises Refused when the edition is adopted."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    draft(guiding_goal.edition)
    current = locked(guiding_goal)
    swap(current, GuidingGoal.objects.filter(edition=current.edition_id), way, by=by)


@transaction.atomic
def remove_guiding_goal(guiding_goal: GuidingGoal, *, by: User) -> None:
    """The Leitziel of a draft is gone. Raises Refused when it still has goals or its edition is adopted."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    draft(guiding_goal.edition)
    current = locked(guiding_goal)
    if current.goals.exists():
        raise Refused(
            "Dieses Leitziel hat noch Ziele und kann nicht gelöscht werden. "
            "Bitte ordnen Sie die Ziele einem anderen Leitziel zu oder löschen Sie sie zuerst."
        )
    removed(current, by=by)


@transaction.atomic
def add_participation(edition: ConceptEdition, *, by: User, values: Mapping[str, Any]) -> Participation:
    """Somebody took part in developing `edition`: `values` organisation or name, side, note.

    Raises ValidationError for both or neither, or for an organisation that is there already.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    return created(Participation(edition=locked(edition), **values), by=by)


@transaction.atomic
def update_participation(
    participation: Participation, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> Participation:
    """Who took part is written right, also when the edition is adopted. Raises Stale, ValidationError as adding."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    return save_values(locked_at_version(participation, expected_version), values, by=by)


@transaction.atomic
def remove_participation(participation: Participation, *, by: User) -> None:
    """The entry is gone, because it was a mistake; the history of the edition still tells of it."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    removed(locked(participation), by=by)


def _adopted(edition: ConceptEdition, *, by: User, adopted: PartialDate, values: Mapping[str, Any]) -> ConceptEdition:
    only_fields(values, ADOPTION)
    _refuse(_problems(edition, adopted, values))
    edition.state, edition.adopted_date = EditionState.ADOPTED, adopted.date
    edition.adopted_precision = adopted.precision
    for name, value in values.items():
        setattr(edition, name, value)
    edition.full_clean()
    save_as(edition, ["state", "adopted_date", "adopted_precision", *values], by=by)
    edition_adopted.send(ConceptEdition, edition=edition, by=by)
    edition.refresh_from_db()
    return edition


def _refuse(problems: Mapping[str, str]) -> None:
    """Raises ValidationError with all `problems` at once, if there is one."""
    if problems:
        raise ValidationError(dict(problems))


def _problems(edition: ConceptEdition, adopted: PartialDate | None, values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the day and the votes of an adoption."""
    sides = {name: values.get(name, getattr(edition, name)) for name in ("votes_for", "votes_against")}
    missing = [name for name, votes in sides.items() if votes is None]
    votes = {missing[0]: VOTES_INCOMPLETE} if len(missing) == 1 else {}
    if adopted is None:
        return votes
    if adopted.date > timezone.localdate():
        return votes | {"adopted": RESOLVED_IN_FUTURE}
    return votes | _out_of_order(edition, adopted, "adopted")


def _out_of_order(edition: ConceptEdition, adopted: PartialDate, field: str) -> dict[str, str]:
    """A Fassung is not older than the one it revises, nor younger than one that revises it."""
    former = edition.previous
    if former and former.adopted_date and adopted.last_day < former.adopted_date:
        sentence = f"Diese Fassung schreibt „{former}“ fort. Bitte prüfen Sie den Tag: Sie kann nicht älter sein."
        return {field: sentence}
    for later in ConceptEdition.objects.filter(previous=edition, adopted_date__isnull=False):
        if later.adopted and later.adopted.last_day < adopted.date:
            sentence = f"„{later}“ schreibt diese Fassung fort. Bitte prüfen Sie den Tag: Sie kann nicht jünger sein."
            return {field: sentence}
    return {}
