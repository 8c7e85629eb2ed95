"""Writing the Beratungsfolge of a resolution, and what that of a report shares with it."""

import uuid
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from measures.models import AbstractConsultation, Consultation, Resolution
from measures.services import parts
from measures.services.resolutions import too_many_votes
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import created, locked, only_fields

C = TypeVar("C", bound=AbstractConsultation)
FIELDS: Final = ("committee", "kind", "day", "result", "votes_for", "votes_against", "abstentions", "note")


@transaction.atomic
def add_consultation(
    resolution: Resolution, *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None
) -> Consultation:
    """One more Gremium stands in the Beratungsfolge, with the `values` (names of FIELDS).

    Raises ValidationError for a result of a day to come, more votes than seats, or the same Gremium on the same day.
    """
    ensure(by, Permission.MAINTAIN_MEASURES)
    return entered(Consultation(resolution=locked(resolution), submission_key=submission_key), by=by, values=values)


@transaction.atomic
def change_consultation(
    consultation: Consultation, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> Consultation:
    """`consultation` has the `values`. Raises Stale when somebody saved since, ValidationError as `add` does."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    return changed(consultation, by=by, expected_version=expected_version, values=values)


@transaction.atomic
def remove_consultation(consultation: Consultation, *, by: User, reason: str) -> None:
    """`consultation` is gone; its history keeps it, and why. Raises Incomplete without a reason."""
    ensure(by, Permission.MAINTAIN_MEASURES)
    parts.removed(locked(consultation), by=by, reason=reason)


def entered(new: C, *, by: User, values: Mapping[str, Any]) -> C:
    """`new` stands in the Beratungsfolge with the `values`, or what the same form made the first time is given back."""
    if existing := parts.entered_before(type(new), new.submission_key):
        return existing
    for name, value in only_fields(values, FIELDS).items():
        setattr(new, name, value)
    _check(new)
    return created(new, by=by)


def changed(row: C, *, by: User, expected_version: int, values: Mapping[str, Any]) -> C:
    """`row` has the `values`."""
    fields = only_fields(values, FIELDS)
    _check(type(row)(**fields))
    return parts.changed(row, by=by, expected_version=expected_version, values=fields)


def _check(consultation: AbstractConsultation) -> None:
    problems = too_many_votes(consultation.committee, consultation)
    if consultation.result and consultation.day > timezone.localdate():
        problems["result"] = "Die Sitzung ist noch nicht gewesen. Bitte tragen Sie das Ergebnis danach ein."
    if problems:
        raise ValidationError(problems)
