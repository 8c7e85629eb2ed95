"""What the services of all that belongs to a measure share: who may write; making, changing and removing rows."""

import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models

from measures.models import Measure
from measures.services.measure import editable_names
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Incomplete
from neuss_integration.foundation.records import saving
from neuss_integration.foundation.records.saving import changed_fields, locked, locked_at_version, save_as

M = TypeVar("M", bound=models.Model)


def ensure_may_keep(measure: Measure, by: User) -> None:
    """The Koordination and the lead office keep what belongs to `measure`. Raises PermissionDenied for others."""
    if not editable_names(by, measure):
        raise PermissionDenied


def locked_for(measure: Measure, by: User) -> Measure:
    """The locked measure, if `by` may keep what belongs to it."""
    current = locked(measure)
    ensure_may_keep(current, by)
    return current


def entered_before(model: type[M], submission_key: uuid.UUID | None) -> M | None:
    """What the same form made the first time; a double click makes one."""
    return model._default_manager.filter(submission_key=submission_key).first() if submission_key else None


def changed(instance: M, *, by: User, expected_version: int, values: Mapping[str, Any], reason: str = "") -> M:
    """The row has the `values`; version and history grow by one if anything differs.

    Raises Stale when somebody saved since, ValidationError when a rule of the model is broken.
    """
    current = locked_at_version(instance, expected_version)
    names = changed_fields(current, values)
    if names:
        for name in names:
            setattr(current, name, values[name])
        current.full_clean()
        current._change_reason = reason.strip()  # type: ignore[attr-defined]
        save_as(current, names, by=by)
    return current


def removed(instance: models.Model, *, by: User, reason: str) -> None:
    """The row is gone; its history says who removed it and why."""
    need_reason(reason, "Bitte sagen Sie, warum der Eintrag entfernt wird.")
    saving.removed(instance, by=by, reason=reason)


def need_reason(reason: str, sentence: str, field: str = "reason") -> None:
    """Raises Incomplete with `sentence` at `field` when there is no reason."""
    if not reason.strip():
        raise Incomplete({field: sentence})
