"""Writing money."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from measures.models import Funding, Measure
from measures.services import parts
from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.saving import created, locked, only_fields

FIELDS: Final = ("source", "year", "note", "planned", "granted", "spent")


@transaction.atomic
def add_funding(
    measure: Measure, *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None
) -> Funding:
    """`measure` has money with the `values` (names of FIELDS; amounts in euro, None where not known).

    Raises ValidationError for a second entry of the same year, source and programme, a negative amount, or none.
    """
    current = parts.locked_for(measure, by)
    if existing := parts.entered_before(Funding, submission_key):
        return existing
    fields = only_fields(values, FIELDS)
    return created(Funding(measure=current, submission_key=submission_key, **fields), by=by)


@transaction.atomic
def change_funding(funding: Funding, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Funding:
    """`funding` has the `values`. Raises Stale when somebody saved since, ValidationError for a broken rule."""
    parts.ensure_may_keep(funding.measure, by)
    return parts.changed(funding, by=by, expected_version=expected_version, values=only_fields(values, FIELDS))


@transaction.atomic
def remove_funding(funding: Funding, *, by: User, reason: str) -> None:
    """`funding` is gone; its history keeps the amounts, who removed it and why. Raises Incomplete without reason."""
    parts.ensure_may_keep(funding.measure, by)
    parts.removed(locked(funding), by=by, reason=reason)
