"""Writing Kennzahlen and their values."""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from measures.models import KeyFigure, KeyFigureValue, Measure, ProgressReport
from measures.services import parts
from neuss_integration.accounts.models import User
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, next_position, only_fields, save_as
from neuss_integration.foundation.words.partial_dates import PERIOD_NOT_OVER, PartialDate

FIELDS: Final = (
    "name", "kind", "unit", "definition", "counts_people", "direction", "baseline_value", "baseline_date",
    "baseline_unknown_reason", "target_value", "target_date",
)  # fmt: skip
MOST: Final = 6
TOO_MANY: Final = (
    f"Die Maßnahme hat schon {MOST} Kennzahlen. Wenige sagen mehr: "
    "Bitte beenden Sie erst eine, die nicht mehr gebraucht wird."
)
ENDED_WHY: Final = "Bitte sagen Sie, warum die Kennzahl nicht mehr erhoben wird."
CHANGED_WHY: Final = "Bitte begründen Sie, warum der Wert anders lautet."


@transaction.atomic
def add_key_figure(
    measure: Measure, *, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None
) -> KeyFigure:
    """`measure` has one more Kennzahl with the `values` (names of FIELDS).

    Raises Refused when it has MOST already, ValidationError for a name it has, a baseline that is neither known nor
    explained, or a target without its date.
    """
    current = parts.locked_for(measure, by)
    if existing := parts.entered_before(KeyFigure, submission_key):
        return existing
    if current.key_figures.active().count() >= MOST:
        raise Refused(TOO_MANY)
    fields = only_fields(values, FIELDS)
    position = next_position(current.key_figures.all())
    return created(KeyFigure(measure=current, position=position, submission_key=submission_key, **fields), by=by)


@transaction.atomic
def change_key_figure(
    key_figure: KeyFigure, *, by: User, expected_version: int, values: Mapping[str, Any]
) -> KeyFigure:
    """`key_figure` has the `values`. Raises Stale when somebody saved since, ValidationError for a broken rule."""
    parts.ensure_may_keep(key_figure.measure, by)
    return parts.changed(key_figure, by=by, expected_version=expected_version, values=only_fields(values, FIELDS))


@transaction.atomic
def end_key_figure(key_figure: KeyFigure, *, by: User, reason: str) -> KeyFigure:
    """Values of `key_figure` are no longer collected, and it says why; those there are stay."""
    parts.ensure_may_keep(key_figure.measure, by)
    parts.need_reason(reason, ENDED_WHY)
    current = locked(key_figure)
    current.ended_reason = reason.strip()
    save_as(current, ["ended_reason"], by=by)
    return current


@transaction.atomic
def resume_key_figure(key_figure: KeyFigure, *, by: User) -> KeyFigure:
    """Values of `key_figure` are collected again. Raises Refused when the measure has MOST others."""
    measure = parts.locked_for(key_figure.measure, by)
    if measure.key_figures.active().exclude(pk=key_figure.pk).count() >= MOST:
        raise Refused(TOO_MANY)
    current = locked(key_figure)
    if current.ended_reason:
        current.ended_reason = ""
        save_as(current, ["ended_reason"], by=by)
    return current


@transaction.atomic
def record_value(
    key_figure: KeyFigure,
    *,
    by: User,
    period: PartialDate,
    value: Decimal,
    note: str = "",
    progress: ProgressReport | None = None,
    submission_key: uuid.UUID | None = None,
) -> KeyFigureValue:
    """`key_figure` was `value` in `period`, as told by itself or by the `progress` report.

    Raises ValidationError for a time that is not over or has a value, Refused when it is no longer collected.
    """
    parts.ensure_may_keep(key_figure.measure, by)
    current = locked(key_figure)
    if existing := parts.entered_before(KeyFigureValue, submission_key):
        return existing
    if not current.is_active:
        raise Refused("Diese Kennzahl wird nicht mehr erhoben. Bitte nehmen Sie sie erst wieder auf.")
    _refuse_future(period)
    new = KeyFigureValue(
        key_figure=current,
        reference_date=period.last_day,
        reference_precision=period.precision,
        value=value,
        note=note,
        progress=progress,
        recorded_by=by,
        submission_key=submission_key,
    )
    return created(new, by=by)


@transaction.atomic
def correct_value(
    value: KeyFigureValue,
    *,
    by: User,
    expected_version: int,
    period: PartialDate,
    number: Decimal,
    note: str,
    reason: str,
) -> KeyFigureValue:
    """`value` tells of `period` and is `number`; the history keeps what it was and why it changed.

    Raises Incomplete without reason, Stale when somebody saved since, ValidationError for a broken rule.
    """
    parts.ensure_may_keep(value.key_figure.measure, by)
    parts.need_reason(reason, CHANGED_WHY)
    _refuse_future(period)
    values = {
        "reference_date": period.last_day,
        "reference_precision": period.precision,
        "value": number,
        "note": note,
    }
    return parts.changed(value, by=by, expected_version=expected_version, values=values, reason=reason)


@transaction.atomic
def remove_value(value: KeyFigureValue, *, by: User, reason: str) -> None:
    """`value` is gone; its history keeps it, who removed it and why. Raises Incomplete without reason."""
    parts.ensure_may_keep(value.key_figure.measure, by)
    parts.removed(locked(value), by=by, reason=reason)


def _refuse_future(period: PartialDate) -> None:
    if period.last_day > timezone.localdate():
        sentence = PERIOD_NOT_OVER
        raise ValidationError({"period": sentence})
