"""Asking offices for values, and what they and the Koordination do with what was sent."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.attachments import services as attachments
from neuss_integration.foundation.attachments.checking import CheckedFile
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.saving import created, locked, locked_at_version, removed, save_as
from neuss_integration.foundation.words.partial_dates import PERIOD_NOT_OVER, PartialDate
from success_factors.enums import RequestState
from success_factors.models import Indicator, RequestedValue, ValueEvidence, ValueRequest
from success_factors.selectors.indicators import due_values
from success_factors.services.indicators import USE_NEW, record_value, refuse_other_words, unusual
from success_factors.services.submissions import SENT, decided, sent
from success_factors.workflows import REQUEST_WORKFLOW

AHEAD: Final = dt.timedelta(days=30)
Line = Mapping[str, Any]
DELIVERED: Final = ("period", "source", "note", "starts_new_series")
REPLACED: Final = "Freigegebene Lieferung: {office}"


@transaction.atomic
def ask_for_values(now: dt.datetime | None = None) -> int:
    """Each watched indicator with an office and a rhythm has a request once its value is due within AHEAD; how many are
    new. What was asked for that day and settled, or called off, is not asked for again.
    An old value gives the office AHEAD from today: nobody is late with what was never asked.
    """
    today = timezone.localdate(now)
    owned = Indicator.objects.watched().filter(department__isnull=False).select_related("department")
    made = 0
    for indicator, due_on in due_values(owned.prefetch_related("requests")):
        asked = any(each.is_unsettled or each.due_on >= due_on for each in indicator.requests.all())
        if due_on <= today + AHEAD and not asked:
            until = max(due_on, today + AHEAD)
            ValueRequest.objects.create(indicator=indicator, department=indicator.department, due_on=until)  # type: ignore[misc]
            made += 1
    return made


@transaction.atomic
def request_value(indicator: Indicator, *, by: User, due_on: dt.date) -> ValueRequest:
    """The office of `indicator` owes a value until `due_on`. Raises Refused without an office."""
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(indicator)
    if current.department is None:
        raise Refused("Bitte tragen Sie zuerst beim Indikator ein, welche Fachdienststelle den Wert liefert.")
    new = ValueRequest(indicator=current, department=current.department, due_on=due_on)
    return created(new, by=by)


@transaction.atomic
def deliver(
    request: ValueRequest,
    *,
    by: User,
    expected_version: int,
    values: Mapping[str, Any],
    lines: Sequence[Line],
    submit: bool,
    file: CheckedFile | None = None,
) -> ValueRequest:
    """What the office entered is kept; with `submit` it is complete and goes to the Koordination.

    `values` are named DELIVERED; each of `lines` has group, value, sign and qualifier. Raises Stale when somebody
    saved since, Incomplete for what is missing, Refused when the request is no longer open.
    """
    _ensure_own(request, by)
    current = locked_at_version(request, expected_version)
    if current.indicator.staff_share:
        raise Refused("Dieser Wert wird aus den Personalzahlen errechnet. Bitte tragen Sie ihn dort ein.")
    return delivered(current, by=by, values=values, lines=lines, submit=submit, file=file)


def delivered(
    current: ValueRequest,
    *,
    by: User,
    values: Mapping[str, Any],
    lines: Sequence[Line],
    submit: bool,
    file: CheckedFile | None = None,
) -> ValueRequest:
    """The locked request holds what was entered or worked out; see `deliver`. Whether `by` may was checked before."""
    REQUEST_WORKFLOW.check("submit" if submit else "save", current.state)
    _fill(current, values)
    for line in lines:
        refuse_other_words(current.indicator, line["value"], line["group"])
    _replace(current, lines, by)
    if file is not None and not current.files.filter(sha256=file.sha256).exists():
        attachments.store(ValueEvidence(request=current), file, by=by)
    if submit:
        if missing := missing_in(values, lines):
            raise Incomplete(missing)
        sent(current, by)
    current.full_clean()
    save_as(current, _COLUMNS, by=by)
    return current


@transaction.atomic
def accept(request: ValueRequest, *, by: User, confirmed: bool = False) -> ValueRequest:
    """What was sent is released: each line is a used value of the indicator, with the source that the office named.

    A value that was used for that time until now stays, with the reason. Raises Unusual unless `confirmed`.
    """
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(request)
    REQUEST_WORKFLOW.check("accept", current.state)
    for line in current.lines.all():
        given: dict[str, Any] = {
            "group": line.group,
            "value": line.value,
            "sign": line.sign,
            "qualifier": line.qualifier,
        }
        given |= {"source": current.source, "note": current.note, "starts_new_series": current.starts_new_series}
        record_value(
            current.indicator,
            by=by,
            period=current.period,  # type: ignore[arg-type]
            values=given,
            confirmed=confirmed,
            decision=USE_NEW,
            reason=REPLACED.format(office=current.department),
        )
    return decided(current, RequestState.ACCEPTED, by, "")


@transaction.atomic
def give_back(request: ValueRequest, *, by: User, comment: str) -> ValueRequest:
    """The office is asked again, with a `comment`."""
    return _with_comment("return", request, RequestState.RETURNED, by, comment)


@transaction.atomic
def cancel(request: ValueRequest, *, by: User, comment: str) -> ValueRequest:
    """No value is asked for any more, and why; the next one is asked for in its time."""
    return _with_comment("cancel", request, RequestState.CANCELLED, by, comment)


_COLUMNS: Final = (
    "reference_date", "reference_precision", "starts_new_series", "source", "note", "comment", *SENT,
)  # fmt: skip


def _ensure_own(request: ValueRequest, by: User) -> None:
    ensure(by, Permission.REPORT_PROGRESS)
    if request.department_id not in by.access.department_ids:
        raise Refused("Diese Abfrage gehört zu einer anderen Fachdienststelle.")


def _fill(current: ValueRequest, values: Mapping[str, Any]) -> None:
    period: PartialDate | None = values.get("period")
    current.reference_date = period.last_day if period else None
    current.reference_precision = period.precision if period else ""
    current.source, current.note = values.get("source", ""), values.get("note", "")
    current.starts_new_series = bool(values.get("starts_new_series"))


def _replace(current: ValueRequest, lines: Sequence[Line], by: User) -> None:
    """The lines are those that were entered; only what differs is written."""
    stored = {each.group: each for each in current.lines.all()}
    for line in lines:
        row = stored.pop(line["group"], None) or RequestedValue(request=current, group=line["group"])
        told = {name: line[name] for name in ("value", "sign", "qualifier")}
        if row.pk is None or any(getattr(row, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(row, name, value)
            created(row, by=by)
    for gone in stored.values():
        removed(gone, by=by)


def missing_in(values: Mapping[str, Any], lines: Sequence[Line]) -> dict[str, str]:
    """What has to be entered before it is submitted: names of fields with a sentence each."""
    missing: dict[str, str] = {}
    period: PartialDate | None = values.get("period")
    if period is None:
        missing["period"] = "Bitte sagen Sie, für welche Zeit der Wert gilt."
    elif period.last_day > timezone.localdate():
        missing["period"] = PERIOD_NOT_OVER
    if not str(values.get("source") or "").strip():
        missing["source"] = "Bitte nennen Sie die Quelle."
    if not lines:
        missing["value_0"] = "Bitte tragen Sie mindestens einen Wert oder ein Zeichen ein."
    return missing


def odd_lines(request: ValueRequest) -> list[str]:
    """A sentence for each number that is far from the last one or a share above 100 %; two queries a line."""
    if request.reference_date is None:
        return []
    found = (unusual(request.indicator, each.value, each.group, request.reference_date) for each in request.lines.all())
    return [sentence for sentence in found if sentence]


def _with_comment(step: str, request: ValueRequest, state: RequestState, by: User, comment: str) -> ValueRequest:
    ensure(by, Permission.MAINTAIN_CONCEPT)
    current = locked(request)
    REQUEST_WORKFLOW.check(step, current.state, comment)
    return decided(current, state, by, comment)
