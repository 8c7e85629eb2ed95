"""Writing Standortbestimmungen: new rows only, never a change of an old one."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, only_fields
from success_factors.models import Assessment, Criterion
from success_factors.models.assessment import ASSESSED_IN_FUTURE

FIELDS: Final = ("level", "assessed_on", "rationale", "evidence")


@transaction.atomic
def assess_criterion(
    criterion: Criterion,
    *,
    by: User,
    values: Mapping[str, Any],
    submission_key: uuid.UUID | None = None,
    recorded_at: dt.datetime | None = None,
) -> Assessment:
    """`criterion` has one more Standortbestimmung with the `values` (names of FIELDS); earlier ones stay.

    The same `submission_key` a second time gives the row of the first: a double click makes one. `recorded_at` is
    now unless told otherwise. Raises ValidationError for a day in the future, a second one for the same day, or
    another broken rule of the model.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    locked(criterion)
    if existing := _made_by(submission_key):
        return existing
    return _record(Assessment(criterion=criterion, **only_fields(values, FIELDS)), by, submission_key, recorded_at)


@transaction.atomic
def correct_assessment(
    wrong: Assessment,
    *,
    by: User,
    values: Mapping[str, Any],
    reason: str,
    submission_key: uuid.UUID | None = None,
    recorded_at: dt.datetime | None = None,
) -> Assessment:
    """A new Standortbestimmung stands in the place of `wrong`, which stays visible with the `reason`.

    Raises Refused when `wrong` was corrected already, ValidationError without a reason or for a broken rule.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    locked(wrong.criterion)
    if existing := _made_by(submission_key):
        return existing
    if Assessment.objects.filter(corrects=wrong).exists():
        raise Refused("Diese Einschätzung ist schon berichtigt. Bitte berichtigen Sie die neuere im Verlauf.")
    if not reason.strip():
        raise ValidationError({"correction_reason": "Bitte geben Sie an, warum die Einschätzung falsch war."})
    fields = only_fields(values, FIELDS) | {"corrects": wrong, "correction_reason": reason.strip()}
    return _record(Assessment(criterion=wrong.criterion, **fields), by, submission_key, recorded_at)


def _record(
    assessment: Assessment, by: User, submission_key: uuid.UUID | None, recorded_at: dt.datetime | None
) -> Assessment:
    assessment.author, assessment.submission_key = by, submission_key
    assessment.recorded_at = recorded_at or timezone.now()
    assessment.recorded_on = timezone.localdate(assessment.recorded_at)
    if assessment.assessed_on and assessment.assessed_on > assessment.recorded_on:
        sentence = ASSESSED_IN_FUTURE
        raise ValidationError({"assessed_on": sentence})
    assessment.full_clean()
    assessment.save(force_insert=True)
    return assessment


def _made_by(submission_key: uuid.UUID | None) -> Assessment | None:
    return Assessment.objects.filter(submission_key=submission_key).first() if submission_key else None
