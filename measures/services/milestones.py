"""Writing milestones."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from measures.models import Measure, Milestone, MilestoneMove
from measures.models.milestone import MILESTONE_DROPPED_WITHOUT_REASON
from measures.services import parts
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, next_position, only_fields, save_as

FIELDS: Final = ("title", "due_date", "department", "responsible", "done_on")
MOVED_WHY: Final = "Bitte begründen Sie, warum sich der Termin ändert. Die Begründung steht beim Meilenstein."


@transaction.atomic
def add_milestone(
    measure: Measure, *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None
) -> Milestone:
    """`measure` has one more milestone with the `values` (names of FIELDS), after its others.

    Raises ValidationError for a day of completion in the future or another broken rule.
    """
    current = parts.locked_for(measure, by)
    if existing := parts.entered_before(Milestone, submission_key):
        return existing
    fields = only_fields(values, FIELDS)
    _refuse_future(fields.get("done_on"))
    position = next_position(current.milestones.all())
    return created(Milestone(measure=current, position=position, submission_key=submission_key, **fields), by=by)


def check_milestone(measure: Measure, title: str, due_date: dt.date) -> None:
    """Raises the ValidationError that `add_milestones` would leave to the database."""
    Milestone(measure=measure, title=title, due_date=due_date).full_clean()


def add_milestones(measures: Sequence[Measure], title: str, due_date: dt.date, *, by: User) -> None:
    """Each of the locked `measures` has one more milestone, after its others, in as many queries as for one.

    Called inside a transaction, with rights and rules checked.
    """
    rows = Milestone.objects.filter(measure__in=measures).order_by().values_list("measure")
    last = dict(rows.annotate(last=Max("position")))
    told = {"title": title, "due_date": due_date}
    new = [Milestone(measure=each, position=last.get(each.pk, 0) + 1, **told) for each in measures]
    if new:
        bulk_create_with_history(new, Milestone, default_user=by)


@transaction.atomic
def change_milestone(
    milestone: Milestone, *, by: User, expected_version: int, values: Mapping[str, Any], reason: str = ""
) -> Milestone:
    """`milestone` has the `values`; another due date is counted as a move and keeps its `reason`.

    Raises Incomplete for a move without reason, Stale when somebody saved since, ValidationError for a broken rule.
    """
    parts.ensure_may_keep(milestone.measure, by)
    fields = only_fields(values, FIELDS)
    _refuse_future(fields.get("done_on"))
    before = locked(milestone).due_date
    moved = "due_date" in fields and fields["due_date"] != before
    current = parts.changed(
        milestone, by=by, expected_version=expected_version, values=fields, reason=reason if moved else ""
    )
    if moved:
        parts.need_reason(reason, MOVED_WHY)
        MilestoneMove.objects.create(
            milestone=current, from_date=before, to_date=current.due_date, reason=reason.strip(), actor=by
        )
    return current


@transaction.atomic
def drop_milestone(milestone: Milestone, *, by: User, reason: str) -> Milestone:
    """`milestone` no longer applies, and says why. Raises Refused when it was reached or dropped already."""
    parts.ensure_may_keep(milestone.measure, by)
    parts.need_reason(reason, MILESTONE_DROPPED_WITHOUT_REASON)
    current = locked(milestone)
    if not current.is_open:
        raise Refused("Der Meilenstein ist schon erreicht oder entfallen. Bitte laden Sie die Seite neu.")
    current.dropped_on, current.dropped_reason = timezone.localdate(), reason.strip()
    current._change_reason = reason.strip()  # type: ignore[attr-defined]
    save_as(current, ["dropped_on", "dropped_reason"], by=by)
    return current


@transaction.atomic
def restore_milestone(milestone: Milestone, *, by: User) -> Milestone:
    """A dropped `milestone` applies again; for one that applies nothing happens."""
    parts.ensure_may_keep(milestone.measure, by)
    current = locked(milestone)
    if current.dropped_on is not None:
        current.dropped_on, current.dropped_reason = None, ""
        save_as(current, ["dropped_on", "dropped_reason"], by=by)
    return current


def _refuse_future(done_on: dt.date | None) -> None:
    if done_on and done_on > timezone.localdate():
        sentence = "Der Tag liegt in der Zukunft. Bitte tragen Sie ihn ein, wenn der Meilenstein erreicht ist."
        raise ValidationError({"done_on": sentence})
