"""Writing on which indicators a measure is to have an effect."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from measures.models import IndicatorEffect, Measure
from measures.services import parts
from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.saving import created, locked, only_fields

FIELDS: Final = ("indicator", "kind", "note")


@transaction.atomic
def add_effect(
    measure: Measure, *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None
) -> IndicatorEffect:
    """`measure` is to have the effect that `values` (names of FIELDS) tell. A double click makes one.

    Raises ValidationError for an indicator that it is tied to already.
    """
    current = parts.locked_for(measure, by)
    if existing := parts.entered_before(IndicatorEffect, submission_key):
        return existing
    fields = only_fields(values, FIELDS)
    return created(IndicatorEffect(measure=current, submission_key=submission_key, **fields), by=by)


@transaction.atomic
def change_effect(
    effect: IndicatorEffect, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> IndicatorEffect:
    """`effect` has the `values`. Raises Stale when somebody saved since, ValidationError for a broken rule."""
    parts.ensure_may_keep(effect.measure, by)
    return parts.changed(effect, by=by, expected_version=expected_version, values=only_fields(values, FIELDS))


@transaction.atomic
def remove_effect(effect: IndicatorEffect, *, by: User, reason: str) -> None:
    """The measure is tied to the indicator no longer; the history keeps it with the reason."""
    parts.ensure_may_keep(effect.measure, by)
    parts.removed(locked(effect), by=by, reason=reason)
