"""Writing progress reports: the offices answer, the Koordination decides."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from measures.enums import ACTIVE_STATES, ENDED_STATES, ProgressState, RoundState, TrafficLight
from measures.models import Measure, ProgressReport
from measures.services.measure import apply_transition, step_to
from measures.workflows import PROGRESS_WORKFLOW
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.exceptions import Incomplete, Refused, Stale
from neuss_integration.writing import changed_fields, locked, save_as, take_step

TEXTS = ("what_happened", "what_did_not_work", "next_step", "observed_effect")
NUMBERS = ("participants", "staff_hours", "period_covered", "cost", "raised_funds")
STATUS = ("measure_state", "measure_state_reason", "traffic_light", "traffic_light_reason")
FIELDS = (*STATUS, *TEXTS, *NUMBERS, "internal_note")
DRAFTABLE = (ProgressState.OPEN, ProgressState.IN_PROGRESS, ProgressState.RETURNED)


def missing(report: ProgressReport) -> dict[str, str]:
    """What a report lacks before it can be submitted: field name → sentence. Empty when complete."""
    problems = {}
    if not report.measure_state:
        problems["measure_state"] = "Bitte wählen Sie den Status der Maßnahme."
    elif report.measure_state in ("paused", "dropped") and not report.measure_state_reason.strip():
        problems["measure_state_reason"] = "Bitte begründen Sie den Status der Maßnahme."
    if not report.traffic_light:
        problems["traffic_light"] = "Bitte wählen Sie eine Ampelfarbe oder „keine Angabe“."
    elif report.traffic_light in (TrafficLight.YELLOW, TrafficLight.RED) and not report.traffic_light_reason.strip():
        problems["traffic_light_reason"] = "Bitte begründen Sie die gelbe oder rote Ampel."
    if not report.what_happened.strip():
        problems["what_happened"] = (
            "Bitte beschreiben Sie in ein bis drei Sätzen, was geschehen ist, oder antworten Sie mit „unverändert“."
        )
    return problems


@transaction.atomic
def save_draft(report: ProgressReport, *, by: User, expected_version: int, values: Mapping[str, Any]) -> ProgressReport:
    """The answer typed so far is stored, complete or not; an open task is now in work.

    Raises Stale when somebody saved something else since `expected_version`, Refused when the report or round is not
    open.
    """
    current = _locked_for_answer(report, by)
    _check_open(current, expected_version, values)
    names = _write(current, values)
    if current.state == ProgressState.OPEN:
        return _take(current, "begin", by=by, also=[*names, "is_unchanged"])
    if names:
        save_as(current, [*names, "is_unchanged"], by=by)
    return current


@transaction.atomic
def submit(report: ProgressReport, *, by: User, expected_version: int, values: Mapping[str, Any]) -> ProgressReport:
    """The answer is complete and with the Koordination. Submitted twice with the same text, it is submitted once.

    Raises Incomplete with what is missing, Stale, or Refused.
    """
    current = _locked_for_answer(report, by)
    if _is_second_click(current, by, values):
        return current
    _check_open(current, expected_version, values)
    names = _write(current, values)
    if problems := missing(current):
        raise Incomplete(problems)
    return _submitted(current, by, names)


@transaction.atomic
def submit_unchanged(report: ProgressReport, *, by: User, expected_version: int) -> ProgressReport:
    """The answer is "unverändert seit dem letzten Bericht": status, traffic light and texts are those of the last
    accepted report, the numbers stay empty because they belong to a period.

    Raises Refused when there is no last report to be unchanged from.
    """
    current = _locked_for_answer(report, by)
    if _is_second_click(current, by, {"is_unchanged": True}):
        return current
    _check_open(current, expected_version, {"is_unchanged": True})
    last = current.previous
    if last is None:
        raise Refused("Zu dieser Maßnahme gibt es noch keinen angenommenen Bericht. Bitte beschreiben Sie den Stand.")
    values = {name: getattr(last, name) for name in (*STATUS, *TEXTS)}
    values["measure_state"] = current.measure.state
    values |= {"participants": None, "staff_hours": None, "cost": None, "raised_funds": None, "period_covered": ""}
    names = _write(current, values)
    current.is_unchanged = True
    return _submitted(current, by, names)


@transaction.atomic
def return_for_revision(
    report: ProgressReport, *, by: User, comment: str, expected_version: int | None = None
) -> ProgressReport:
    """The office sees the question and answers again. Raises Refused without a comment.

    With `expected_version`, Stale is raised when it is no longer the answer that was read.
    """
    ensure(by, Permission.REVIEW_PROGRESS)
    current = locked(report)
    PROGRESS_WORKFLOW.check("return", current.state, comment)
    _as_read(current, expected_version)
    current.return_comment = comment.strip()
    current.decided_at, current.decided_by = timezone.now(), by
    return _take(current, "return", by=by, reason=comment, also=["return_comment", "decided_at", "decided_by"])


@transaction.atomic
def accept(report: ProgressReport, *, by: User, expected_version: int | None = None) -> ProgressReport:
    """The report counts: it is the latest of its measure, and the measure has the status it reports.

    Accepted twice, it is accepted once. Raises Refused for one's own answer or an impossible status; with
    `expected_version`, Stale when it is no longer the answer that was read.
    """
    ensure(by, Permission.REVIEW_PROGRESS)
    measure = Measure.objects.select_for_update(of=("self",)).get(pk=report.measure_id)
    current = locked(report)
    if current.state == ProgressState.ACCEPTED:
        return current
    PROGRESS_WORKFLOW.check("accept", current.state)
    _as_read(current, expected_version)
    if current.submitted_by_id == by.pk:
        raise Refused(
            "Den eigenen Bericht kann man nicht selbst annehmen. Bitte lassen Sie ihn von jemand anderem prüfen."
        )
    _apply_status(measure, current, by)
    current.decided_at, current.decided_by = timezone.now(), by
    accepted = _take(current, "accept", by=by, also=["decided_at", "decided_by"])
    _remember_latest(measure, accepted)
    return accepted


def _as_read(current: ProgressReport, expected_version: int | None) -> None:
    if expected_version is not None and current.version != expected_version:
        raise Stale(current)


def _remember_latest(measure: Measure, accepted: ProgressReport) -> None:
    """The report of the latest period is the one the measure shows, in whatever order they were accepted."""
    shown = measure.latest_progress
    if shown is None or shown.round.period_end <= accepted.round.period_end:
        measure.latest_progress = accepted
        measure.skip_history_when_saving = True  # type: ignore[attr-defined]
        measure.save(update_fields=["latest_progress"])


def _apply_status(measure: Measure, report: ProgressReport, by: User) -> None:
    if report.measure_state == measure.state:
        return
    step = step_to(measure.state, report.measure_state)
    if step is None:
        raise Refused(
            f"Die Maßnahme ist inzwischen „{measure.get_state_display()}“; von dort führt kein Schritt zu "
            f"„{report.get_measure_state_display()}“. Bitte geben Sie den Bericht zurück oder ändern Sie den Status."
        )
    reason = report.measure_state_reason or (
        f"Aus dem Sachstandsbericht „{report.round.title}“." if step.needs_reason else ""
    )
    apply_transition(measure, step, by=by, reason=reason)


def possible_states(measure: Measure) -> list[str]:
    """The status values an office can report: the present one and those one step away."""
    reachable = [
        state for state in (*ACTIVE_STATES, *ENDED_STATES) if state != measure.state and step_to(measure.state, state)
    ]
    return [measure.state, *reachable]


def _locked_for_answer(report: ProgressReport, by: User) -> ProgressReport:
    """The locked report of an office `by` acts for; its round is locked before it, as close_round does."""
    access = access_of(by)
    if not access.has(Permission.REPORT_PROGRESS) or report.department_id not in access.department_ids:
        raise PermissionDenied
    asking = locked(report.round)
    current = locked(report)
    current.round = asking
    return current


def _check_open(current: ProgressReport, expected_version: int, values: Mapping[str, Any]) -> None:
    """Raises Refused when round or report take no answer, Stale when somebody saved something else since."""
    if current.round.state != RoundState.OPEN:
        raise Refused("Die Berichtsrunde ist geschlossen. Bitte wenden Sie sich an das Integrationsbüro.")
    if current.state not in DRAFTABLE:
        raise Refused(f"Der Bericht ist schon {current.get_state_display()} und lässt sich nicht mehr ändern.")
    if current.version != expected_version and _differing(current, values):
        raise Stale(current)


def _is_second_click(current: ProgressReport, by: User, values: Mapping[str, Any]) -> bool:
    """Whether `by` submitted exactly this before."""
    is_mine = current.state == ProgressState.SUBMITTED and current.submitted_by_id == by.pk
    return is_mine and not _differing(current, values)


def _differing(current: ProgressReport, values: Mapping[str, Any]) -> list[str]:
    return changed_fields(current, {name: values[name] for name in (*FIELDS, "is_unchanged") if name in values})


def _write(current: ProgressReport, values: Mapping[str, Any]) -> list[str]:
    names = _differing(current, {name: values[name] for name in FIELDS if name in values})
    for name in names:
        setattr(current, name, values[name])
    current.is_unchanged = False
    current.clean_fields()
    return names


def _submitted(current: ProgressReport, by: User, names: list[str]) -> ProgressReport:
    current.submitted_at, current.submitted_by = timezone.now(), by
    current.decided_at, current.decided_by, current.return_comment = None, None, ""
    also = [*names, "is_unchanged", "submitted_at", "submitted_by", "decided_at", "decided_by", "return_comment"]
    return _take(current, "submit", by=by, also=also)


def _take(
    current: ProgressReport, transition: str, *, by: User, reason: str = "", also: Iterable[str] = ()
) -> ProgressReport:
    step = PROGRESS_WORKFLOW.check(transition, current.state, reason)
    take_step(current, step, by=by, reason=reason, also=also)
    return current
