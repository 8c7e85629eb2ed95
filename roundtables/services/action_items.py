"""Writing action items."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, locked_at_version, save_as, save_values, stored
from neuss_integration.foundation.words.city_terms import worded
from roundtables.enums.minutes import ActionState, MinutesState
from roundtables.models import ActionItem, AgendaItem, Meeting, Minutes
from roundtables.models.agenda import NOT_OF_THE_MEETING

RESPONSIBLE: Final = ("responsible_user", "responsible_department", "responsible_organisation")
FIELDS: Final = ("text", *RESPONSIBLE, "due_on", "is_internal")
SETTLED: Final = "Das Protokoll ist genehmigt. Der Wortlaut des Auftrags bleibt, sein Stand lässt sich eintragen."


@transaction.atomic
def create_action(
    meeting: Meeting,
    *,
    by: User,
    values: Mapping[str, Any],
    item: AgendaItem | None = None,
    submission_key: uuid.UUID | None = None,
) -> ActionItem:
    """Somebody has a task from `meeting`, with `values` (names of FIELDS). The same key again gives the first.

    Raises Refused when the minutes are approved, ValidationError unless exactly one is responsible.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(meeting)
    same = ActionItem.objects.filter(submission_key=submission_key, submission_key__isnull=False).first()
    if same is not None:
        return same
    _refuse_settled(current)
    if item is not None and item.meeting_id != current.pk:
        raise Refused(NOT_OF_THE_MEETING)
    action = ActionItem(meeting=current, item=item, submission_key=submission_key, **_chosen(values))
    action.full_clean(exclude=["submission_key"])
    return stored(action, by=by)


@transaction.atomic
def update_action(action: ActionItem, *, by: User, expected_version: int, values: Mapping[str, Any]) -> ActionItem:
    """`action` has the `values`. Raises Stale, Refused when the minutes are approved, ValidationError."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked_at_version(action, expected_version)
    _refuse_settled(current.meeting)
    return save_values(current, _chosen(values), by=by, exclude=["submission_key"])


@transaction.atomic
def close_action(action: ActionItem, *, by: User, state: ActionState, outcome: str = "") -> ActionItem:
    """`action` is done or not needed any more, and nobody is reminded of it. Closed twice alike, once.

    Raises Refused from somebody whose task it is not, or when it is dropped without a reason.
    """
    current = locked(action)
    if not ActionItem.objects.editable_by(by).filter(pk=current.pk).exists():
        raise Refused(worded("Diesen Auftrag meldet, wer ihn hat, oder {office.nominative}."))
    if state == ActionState.DROPPED:
        ensure(by, Permission.MANAGE_TABLES)
        if not outcome.strip():
            raise Refused("Bitte begründen Sie, warum der Auftrag nicht mehr nötig ist.")
    if current.state != ActionState.OPEN:
        if (current.state, current.outcome) == (state, outcome.strip()):
            return current
        raise Refused(f"Dieser Auftrag ist schon „{current.get_state_display()}“.")
    current.state, current.outcome = state, outcome.strip()
    current.closed_at, current.closed_by = timezone.now(), by
    save_as(current, ["state", "outcome", "closed_at", "closed_by"], by=by)
    return current


@transaction.atomic
def reopen_action(action: ActionItem, *, by: User) -> ActionItem:
    """`action` is open again; what was told about it stays. Opened twice, once."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(action)
    if current.state != ActionState.OPEN:
        current.state, current.closed_at, current.closed_by = ActionState.OPEN, None, None
        save_as(current, ["state", "closed_at", "closed_by"], by=by)
    return current


def _refuse_settled(meeting: Meeting) -> None:
    if Minutes.objects.filter(meeting=meeting, state=MinutesState.APPROVED).exists():
        raise Refused(SETTLED)


def _chosen(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in FIELDS if name in values}
