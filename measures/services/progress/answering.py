"""The offices answer: drafts, complete answers, „unverändert“; also the Koordination on behalf of an office."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from measures.enums import TROUBLE_LIGHTS, ProgressState, ReceivedBy
from measures.models import ProgressReport
from measures.selectors.additional_answers import AdditionalAnswers, additional_answers_of
from measures.services.progress import additional_answers
from measures.services.progress.checking import ensure_draftable, ensure_round_open, missing
from measures.services.progress.receipts import forget_receipt, write_receipt
from measures.services.progress.submitted_data import FIELDS, OWN_SHEET, STATUS, TEXTS, Receipt
from measures.workflows import PROGRESS_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of
from neuss_integration.accounts.selectors import stand_ins_of
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.foundation.records.saving import changed_fields, locked, save_as, take_step


@transaction.atomic
def save_draft(
    report: ProgressReport,
    *,
    by: User,
    expected_version: int,
    values: Mapping[str, Any],
    receipt: Receipt | None = None,
) -> ProgressReport:
    """The answer typed so far is stored, complete or not; an open task is now in work.

    Raises Stale when somebody saved something else since `expected_version`, Refused when the report or round is not
    open.
    """
    current, additional = _locked_for_answer(report, by, receipt)
    _check_open(current, additional, expected_version, values)
    names, is_more = _write(current, additional, values, by)
    if current.state == ProgressState.OPEN:
        return _take(current, "begin", by=by, also=[*names, *_record_receipt(current, receipt, by), "is_unchanged"])
    if names or is_more:
        save_as(current, [*names, *_record_receipt(current, receipt, by), "is_unchanged"], by=by)
    return current


@transaction.atomic
def submit(
    report: ProgressReport,
    *,
    by: User,
    expected_version: int,
    values: Mapping[str, Any],
    receipt: Receipt | None = None,
) -> ProgressReport:
    """The answer is complete and with the Koordination. Submitted twice with the same text, it is submitted once.

    Raises Incomplete with what is missing, Stale, or Refused.
    """
    current, additional = _locked_for_answer(report, by, receipt)
    values = _told(current, values)
    if _is_second_click(current, additional, by, values):
        return current
    _check_open(current, additional, expected_version, values)
    names, is_more = _write(current, additional, values, by)
    if problems := missing(current, additional_answers_of(current) if is_more else additional):
        raise Incomplete(problems)
    return _submitted(current, by, [*names, *_record_receipt(current, receipt, by)])


@transaction.atomic
def submit_unchanged(
    report: ProgressReport, *, by: User, expected_version: int, receipt: Receipt | None = None
) -> ProgressReport:
    """The answer is "unverändert seit dem letzten Bericht": status, traffic light and texts are those of the last
    accepted report, the numbers stay empty because they belong to a period.

    Raises Refused when there is no last report to be unchanged from, or a required question of the round is open.
    """
    current, additional = _locked_for_answer(report, by, receipt)
    if _is_second_click(current, additional, by, {"is_unchanged": True}):
        return current
    _check_open(current, additional, expected_version, {"is_unchanged": True})
    last = current.previous
    if last is None:
        raise Refused("Zu dieser Maßnahme gibt es noch keinen angenommenen Bericht. Bitte beschreiben Sie den Stand.")
    if additional.missing():
        raise Refused("Diese Runde stellt Fragen, die beantwortet werden müssen. Bitte öffnen Sie das Formular.")
    values = {name: getattr(last, name) for name in (*STATUS, *TEXTS)}
    values["measure_state"] = current.measure.state
    values |= {"participants": None, "staff_hours": None, "cost": None, "raised_funds": None, "period_covered": ""}
    names, _ = _write(current, additional, values, by)
    current.is_unchanged = True
    return _submitted(current, by, [*names, *_record_receipt(current, receipt, by)])


@transaction.atomic
def take_back(report: ProgressReport, *, by: User) -> ProgressReport:
    """The submitted answer is with the office again and can be changed; its text stays.

    Raises Refused once it is decided or the round is closed. Who decides at this moment is told that it is gone.
    """
    access = access_of(by)
    may_answer = access.has(Permission.REPORT_PROGRESS) and report.department_id in access.department_ids
    if not (may_answer or (report.received_from and access.has(Permission.MANAGE_ROUNDS))):
        raise PermissionDenied
    asking = locked(report.round)
    current = locked(report)
    step = PROGRESS_WORKFLOW.check("take_back", current.state)
    ensure_round_open(asking)
    author = current.submitted_by
    current.submitted_at, current.submitted_by, current.is_unchanged = None, None, False
    take_step(current, step, by=by, also=["submitted_at", "submitted_by", "is_unchanged"])
    if author is not None:
        forget_receipt(current, by=author)
    return current


def _locked_for_answer(
    report: ProgressReport, by: User, receipt: Receipt | None
) -> tuple[ProgressReport, AdditionalAnswers]:
    """The locked report of an office `by` acts for; its round is locked before it, as close_round does.

    The Koordination may answer for any office when it says how it was told.
    """
    access, by_office = access_of(by), receipt is None or receipt == OWN_SHEET
    is_own = access.has(Permission.REPORT_PROGRESS) and report.department_id in access.department_ids
    if not (is_own if by_office else access.has(Permission.MANAGE_ROUNDS)):
        raise PermissionDenied
    if receipt is not None and not by_office and (receipt.way == ReceivedBy.FORM or not receipt.who.strip()):
        raise Refused("Bitte geben Sie an, auf welchem Weg und von wem die Antwort kam.")
    asking = locked(report.round)
    current = locked(report)
    current.round = asking
    return current, additional_answers_of(current)


def _check_open(
    current: ProgressReport, additional: AdditionalAnswers, expected_version: int, values: Mapping[str, Any]
) -> None:
    """Raises Refused when round or report take no answer, Stale when somebody saved something else since."""
    ensure_draftable(current, current.round)
    if current.version != expected_version and _differing(current, additional, values):
        raise Stale(current)


def _told(current: ProgressReport, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is submitted of `values`: a reason for delay, and why the last light was bad, only with a bad light."""
    if values.get("traffic_light", current.traffic_light) in TROUBLE_LIGHTS:
        return values
    last, why = current.previous, values.get("traffic_light_reason", current.traffic_light_reason)
    is_of_last = last and last.traffic_light in TROUBLE_LIGHTS and why.split() == last.traffic_light_reason.split()
    return {**values, "delay_reason": "", "traffic_light_reason": "" if is_of_last else why}


def _is_second_click(
    current: ProgressReport, additional: AdditionalAnswers, by: User, values: Mapping[str, Any]
) -> bool:
    """Whether `by` submitted exactly this before."""
    is_mine = current.state == ProgressState.SUBMITTED and current.submitted_by_id == by.pk
    return is_mine and not _differing(current, additional, values)


def _differing(current: ProgressReport, additional: AdditionalAnswers, values: Mapping[str, Any]) -> list[str]:
    columns = changed_fields(current, {name: values[name] for name in (*FIELDS, "is_unchanged") if name in values})
    return [*columns, *additional_answers.differing(additional, values)]


def _write(
    current: ProgressReport, additional: AdditionalAnswers, values: Mapping[str, Any], by: User
) -> tuple[list[str], bool]:
    """The columns that changed, and whether anything beside them did."""
    names = changed_fields(current, {name: values[name] for name in FIELDS if name in values})
    for name in names:
        setattr(current, name, values[name])
    current.is_unchanged = False
    current.clean_fields()
    return names, additional_answers.write(current, additional, values, by=by)


def _record_receipt(current: ProgressReport, receipt: Receipt | None, by: User) -> list[str]:
    """Who works on it, and how the answer came in; the columns that changed."""
    columns: dict[str, Any] = {
        "received_by": receipt.way if receipt else ReceivedBy.FORM,
        "received_from": receipt.who.strip() if receipt else "",
    }
    if receipt in (None, OWN_SHEET) and current.assignee_id is None:
        columns["assignee_id"] = by.pk
    names = changed_fields(current, columns)
    for name in names:
        setattr(current, name, columns[name])
    return [name.removesuffix("_id") for name in names]


def _submitted(current: ProgressReport, by: User, names: list[str]) -> ProgressReport:
    current.submitted_at, current.submitted_by = timezone.now(), by
    current.decided_at, current.decided_by, current.return_comment = None, None, ""
    additional_answers.settle_comments(current, by=by)
    also = [*names, "is_unchanged", "submitted_at", "submitted_by", "decided_at", "decided_by", "return_comment"]
    _take(current, "submit", by=by, reason=_in_place_of(current, by), also=also)
    write_receipt(current, by=by)
    return current


def _in_place_of(current: ProgressReport, by: User) -> str:
    """For the events: whose office a deputy answers for; empty for the office itself and the Koordination."""
    absent = stand_ins_of(by).person_of(current.department_id) if current.received_by == ReceivedBy.FORM else None
    return f"In Vertretung für {absent}" if absent else ""


def _take(
    current: ProgressReport, transition: str, *, by: User, reason: str = "", also: Iterable[str] = ()
) -> ProgressReport:
    step = PROGRESS_WORKFLOW.check(transition, current.state, reason)
    take_step(current, step, by=by, reason=reason, also=also)
    return current
