"""Writing the Beratungsfolge of a resolution."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from measures.models import Consultation, Resolution
from measures.services import parts
from measures.services.resolutions import refuse_too_many_votes
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import created, locked, only_fields

FIELDS: Final = ("committee", "kind", "day", "result", "votes_for", "votes_against", "abstentions", "note")


@transaction.atomic
def add_consultation(
    resolution: Resolution, *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None
) -> Consultation:
    """One more Gremium stands in the Beratungsfolge, with the `values` (names of FIELDS).

    Raises ValidationError for a result of a day to come, more votes than seats, or the same Gremium on the same day.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    current = locked(resolution)
    if existing := parts.entered_before(Consultation, submission_key):
        return existing
    fields = only_fields(values, FIELDS)
    made = Consultation(resolution=current, submission_key=submission_key, **fields)
    _check(made)
    return created(made, by=by)


@transaction.atomic
def change_consultation(
    consultation: Consultation, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> Consultation:
    """`consultation` has the `values`. Raises Stale when somebody saved since, ValidationError as `add` does."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    fields = only_fields(values, FIELDS)
    _check(Consultation(resolution=consultation.resolution, **fields))
    return parts.changed(consultation, by=by, expected_version=expected_version, values=fields)


@transaction.atomic
def remove_consultation(consultation: Consultation, *, by: User, reason: str) -> None:
    """`consultation` is gone; its history keeps it, and why. Raises Incomplete without a reason."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    parts.removed(locked(consultation), by=by, reason=reason)


def _check(consultation: Consultation) -> None:
    if consultation.result and consultation.day > timezone.localdate():
        sentence = "Die Sitzung ist noch nicht gewesen. Bitte tragen Sie das Ergebnis danach ein."
        raise ValidationError({"result": sentence})
    refuse_too_many_votes(consultation.committee, consultation)
