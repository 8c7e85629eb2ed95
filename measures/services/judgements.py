"""Judging goals and measures: new rows only, never a change of an old one."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from measures.models import Judgement, Measure
from measures.models.judgement import REASON_MISSING
from measures.selectors.judgements import offices_of_goal
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.saving import locked
from success_factors.models import Goal
from success_factors.models.assessment import ASSESSED_IN_FUTURE


@transaction.atomic
def judge(
    thing: Goal | Measure,
    *,
    by: User,
    rating: str,
    reason: str,
    judged_on: dt.date,
    department: Department | None = None,
    submission_key: uuid.UUID | None = None,
    recorded_at: dt.datetime | None = None,
) -> Judgement:
    """`thing` has one more judgement; earlier ones, and those of others, stay as they are.

    Without `department` it is the one of the Integrationsbüro and takes the Koordination; with it, it is what this
    office, which works on the goal, thinks of it. The same `submission_key` gives the row of the first time.
    Raises PermissionDenied for somebody else, ValidationError without reason or for a day in the future.
    """
    _ensure_may_judge(thing, by, department)
    locked(thing)
    if submission_key and (existing := Judgement.objects.filter(submission_key=submission_key).first()):
        return existing
    moment = recorded_at or timezone.now()
    subject: dict[str, Any] = {"goal": thing} if isinstance(thing, Goal) else {"measure": thing}
    judgement = Judgement(
        **subject,
        department=department,
        rating=rating,
        reason=reason.strip(),
        judged_on=judged_on,
        author=by,
        recorded_at=moment,
        recorded_on=timezone.localdate(moment),
        submission_key=submission_key,
    )
    if not judgement.reason:
        raise ValidationError({"reason": REASON_MISSING})
    if judged_on > judgement.recorded_on:
        raise ValidationError({"judged_on": ASSESSED_IN_FUTURE})
    judgement.full_clean()
    judgement.save(force_insert=True)
    return judgement


def _ensure_may_judge(thing: Goal | Measure, by: User, department: Department | None) -> None:
    if department is None:
        is_goal = isinstance(thing, Goal)
        ensure(by, Permission.MAINTAIN_CONCEPT if is_goal else Permission.MAINTAIN_MEASURES)
        return
    if not isinstance(thing, Goal) or department not in offices_of_goal(thing, by):
        raise PermissionDenied
