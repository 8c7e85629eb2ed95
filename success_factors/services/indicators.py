"""Writing indicators and their values."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_relations,
    created,
    locked,
    locked_at_version,
    only_fields,
    save_as,
    set_relations,
)
from neuss_integration.foundation.records.succession import refuse_circle
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.counting import WHOLE
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.partial_dates import PERIOD_NOT_OVER, PartialDate
from success_factors.enums import ValueKind
from success_factors.models import Indicator, IndicatorValue
from success_factors.models.value_words import NO_GROUPS, problem_of_place, problem_of_steps, step_lines

FIELDS: Final = (
    "name", "definition", "value_kind", "steps", "unit", "decimals", "data_source", "scope", "direction",
    "rhythm_months", "available_after_months", "department", "is_population", "staff_share", "by_nationality",
    "by_gender", "by_age", "comparison", "method_note", "counts_people", "is_active", "inactive_reason",
    "field_of_action",
    "target_value", "target_year", "successor", "source", "valid_from", "valid_until",
)  # fmt: skip
RELATIONS: Final = ("success_factors",)
VALUE_FIELDS: Final = ("group", "value", "sign", "qualifier", "source", "note", "starts_new_series")
USE_NEW, KEEP_OLD = "use_new", "keep_old"
UNUSUAL_FACTOR: Final = 10
MEASURED_ALREADY: Final = (
    "Art der Werte und Stufen lassen sich nicht mehr ändern: Es gibt schon Werte oder Ziele, die sonst etwas anderes "
    "hießen. Bitte legen Sie einen neuen Indikator an und nennen Sie ihn hier als Nachfolge."
)


class Unusual(Refused):
    """The value is so far from the last one that unit or decimal point may be wrong; it can be confirmed."""


class Duplicate(Refused):
    """There is a used value of this time and group; the person decides which is used, and why."""


@transaction.atomic
def create_indicator(*, by: User, values: Mapping[str, Any]) -> Indicator:
    """An indicator with the `values` (names of FIELDS and RELATIONS) exists.

    Raises ValidationError when a rule of the model is broken.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    fields, relations = _split(values)
    indicator = Indicator(**fields)
    _refuse_words(indicator)
    created(indicator, by=by)
    set_relations(indicator, {name: {item.pk for item in chosen} for name, chosen in relations.items()})
    return indicator


@transaction.atomic
def update_indicator(indicator: Indicator, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Indicator:
    """`indicator` has the `values`; version and history grow by one if anything differs.

    Raises Stale when somebody saved since, ValidationError for a broken rule or a successor that leads back here.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked_at_version(indicator, expected_version)
    fields, relations = _split(values)
    changed, new_relations = changed_fields(current, fields), changed_relations(current, relations)
    if {"value_kind", "steps"} & set(changed) and _is_measured(current):
        raise ValidationError({"value_kind": MEASURED_ALREADY})
    if not changed and not new_relations:
        return current
    for name in changed:
        setattr(current, name, fields[name])
    refuse_circle(current)
    _refuse_words(current)
    current.full_clean()
    set_relations(current, new_relations)
    save_as(current, changed, by=by)
    return current


@transaction.atomic
def record_value(
    indicator: Indicator,
    *,
    by: User,
    period: PartialDate,
    values: Mapping[str, Any],
    confirmed: bool = False,
    decision: str = "",
    reason: str = "",
    submission_key: uuid.UUID | None = None,
) -> IndicatorValue:
    """`indicator` has a value for `period` with `values` (names of VALUE_FIELDS).

    Where there is one already, `decision` USE_NEW or KEEP_OLD with a `reason` says which is used; both are kept.
    Raises Duplicate without a decision, Unusual for ten times the last value unless `confirmed`, ValidationError
    for a time that is not over or another broken rule. The same `submission_key` gives the value of the first time.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    locked(indicator)
    if submission_key and (existing := IndicatorValue.objects.filter(submission_key=submission_key).first()):
        return existing
    new = IndicatorValue(
        indicator=indicator, recorded_by=by, submission_key=submission_key, **only_fields(values, VALUE_FIELDS)
    )
    new.reference_date, new.reference_precision = period.last_day, period.precision
    _refuse_future(new.reference_date)
    refuse_other_words(indicator, new.value, new.group)
    if not confirmed and (sentence := unusual(indicator, new.value, new.group, new.reference_date)):
        raise Unusual(sentence)
    _settle(new, decision, reason.strip(), by)
    return created(new, by=by)


@transaction.atomic
def import_values(indicator: Indicator, *, by: User, rows: list[tuple[PartialDate, dict[str, Any]]]) -> int:
    """All `rows` are values of `indicator`, or none: any refusal leaves nothing behind. Returns how many.

    What is odd about them was asked in the preview.
    """
    for period, values in rows:
        record_value(indicator, by=by, period=period, values=values, confirmed=True)
    record(AuditEvent.IMPORTED, by=by, detail=f"Indikator {indicator.pk}, {count_of(len(rows), 'Wert')}")
    return len(rows)


def unusual(indicator: Indicator, value: Decimal | None, group: str, day: dt.date) -> str:
    """A sentence when `value` is ten times or a tenth of the one before, or a share above 100 %; empty otherwise."""
    if value is None or indicator.words:
        return ""
    if indicator.unit == "%" and abs(value) > WHOLE:
        return f"{german_number(value)} % ist mehr als das Ganze. Stimmen Wert und Einheit?"
    used = IndicatorValue.objects.used().filter(indicator=indicator, group=group, value__isnull=False)
    last = used.filter(reference_date__lte=day).order_by("-reference_date").first() or used.first()
    if last is None or not last.value or not value:
        return ""
    ratio = abs(value / last.value)
    if Decimal(1) / UNUSUAL_FACTOR < ratio < UNUSUAL_FACTOR:
        return ""
    return (
        f"Der Wert weicht stark ab: {_written(value)} statt zuletzt {_written(last.value)} "
        f"({last.period}). Stimmen Einheit ({indicator.unit}) und Komma?"
    )


def refuse_other_words(indicator: Indicator, value: Decimal | None, group: str) -> None:
    """Raises ValidationError when values of `indicator` are words and `value` is none of them, or tells of a group."""
    if sentence := problem_of_place(indicator.words, value):
        raise ValidationError({"value": sentence})
    if group and indicator.words:
        raise ValidationError({"group": NO_GROUPS})


def _refuse_words(indicator: Indicator) -> None:
    """Raises ValidationError when the steps are no list of steps, or the target is none of them.

    The steps are kept one a line: the database counts them.
    """
    steps = step_lines(indicator.steps)
    indicator.steps = "\n".join(steps)
    if indicator.value_kind == ValueKind.STEPS and (sentence := problem_of_steps(steps)):
        raise ValidationError({"steps": sentence})
    if sentence := problem_of_place(indicator.words, indicator.target_value):
        raise ValidationError({"target_value": sentence})


def _is_measured(indicator: Indicator) -> bool:
    """Whether something is told in the words or numbers of `indicator`: values, also asked for ones, or goals."""
    told = (indicator.values, indicator.area_values, indicator.requests.exclude(lines=None), indicator.gauges)
    return indicator.target_value is not None or any(each.exists() for each in told)


def _written(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return str(german_number(value.quantize(Decimal(1)) if whole else value.normalize()))


def _settle(new: IndicatorValue, decision: str, reason: str, by: User) -> None:
    """One of two values of the same time and group is used; the other stays with the reason."""
    same = IndicatorValue.objects.used().filter(indicator=new.indicator, group=new.group)
    same = same.filter(reference_date=new.reference_date, reference_precision=new.reference_precision)
    old = same.select_for_update(of=("self",)).first()
    if old is None:
        return
    if decision not in (USE_NEW, KEEP_OLD):
        raise Duplicate(
            f"Für {new.period}{f' ({new.group})' if new.group else ''} gibt es schon einen Wert. "
            "Bitte entscheiden Sie, welcher verwendet wird."
        )
    if not reason:
        raise ValidationError({"conflict_reason": "Bitte sagen Sie, warum dieser Wert verwendet wird."})
    new.is_used, new.use_reason = decision == USE_NEW, reason
    if decision == USE_NEW:
        old.is_used, old.use_reason = False, reason
        save_as(old, ["is_used", "use_reason"], by=by)


def _refuse_future(day: dt.date) -> None:
    if day > timezone.localdate():
        sentence = PERIOD_NOT_OVER
        raise ValidationError({"period": sentence})


def _split(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    only_fields(values, (*FIELDS, *RELATIONS))
    fields = {name: value for name, value in values.items() if name in FIELDS}
    return fields, {name: values[name] for name in RELATIONS if name in values}
