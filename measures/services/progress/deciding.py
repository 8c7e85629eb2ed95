"""The Koordination decides: accept a report, or return it with questions."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from measures.enums import ACTIVE_STATES, ENDED_STATES, ProgressState
from measures.models import FieldComment, Measure, ProgressReport
from measures.services.measure import apply_transition
from measures.services.progress.additional_answers import make_count
from measures.workflows import MEASURE_WORKFLOW, PROGRESS_WORKFLOW
from neuss_integration.accounts.enums import Permission, Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.records.saving import created, locked, take_step

SEE_FIELDS = "Bitte sehen Sie die Rückfragen bei den einzelnen Angaben."


@transaction.atomic
def return_for_revision(
    report: ProgressReport,
    *,
    by: User,
    comment: str = "",
    comments: Mapping[str, str] | None = None,
    expected_version: int | None = None,
) -> ProgressReport:
    """The office sees the question and those about single fields (`comments`), and answers again.

    Raises Refused without any.

    With `expected_version`, Stale is raised when it is no longer the answer that was read.
    """
    ensure(by, Permission.REVIEW_PROGRESS)
    current = locked(report)
    questions = {name: text.strip() for name, text in (comments or {}).items() if text.strip()}
    comment = comment.strip() or (SEE_FIELDS if questions else "")
    PROGRESS_WORKFLOW.check("return", current.state, comment)
    _as_read(current, expected_version)
    current.return_comment = comment.strip()
    current.decided_at, current.decided_by = timezone.now(), by
    for name, text in questions.items():
        question = FieldComment(report=current, field=name, text=text, made_by=by, made_at=current.decided_at)
        created(question, by=by)
    return _take(current, "return", by=by, reason=comment, also=["return_comment", "decided_at", "decided_by"])


@transaction.atomic
def accept(
    report: ProgressReport,
    *,
    by: User,
    expected_version: int | None = None,
    proposals: Mapping[int, bool] | None = None,
) -> ProgressReport:
    """The report counts: it is the latest of its measure, which has the status it reports, its Kennzahlen, milestones
    and the accepted ones of its `proposals` (by id); the others are declined. All of it or nothing.

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
    current.is_own_approval = current.submitted_by_id == by.pk
    if current.is_own_approval and not may_approve_own(by):
        raise Refused(
            "Den eigenen Bericht kann man nicht selbst annehmen. Bitte lassen Sie ihn von jemand anderem prüfen."
        )
    _refuse_undecided(current, proposals)
    _apply_status(measure, current, by)
    make_count(measure, current, proposals or {}, by=by)
    current.decided_at, current.decided_by = timezone.now(), by
    accepted = _take(current, "accept", by=by, also=["decided_at", "decided_by", "is_own_approval"])
    _remember_latest(measure, accepted)
    return accepted


def may_approve_own(by: User) -> bool:
    """Whether `by` may accept what they entered themselves: the setting allows it and nobody else could."""
    if not settings.ALLOW_OWN_APPROVAL:
        return False
    others = Membership.objects.current().filter(role=Role.COORDINATOR, user__is_active=True).exclude(user=by)
    return not others.exists()


def _refuse_undecided(current: ProgressReport, proposals: Mapping[int, bool] | None) -> None:
    open_ones = set(current.change_proposals.values_list("pk", flat=True)) - set(proposals or ())
    if open_ones:
        raise Refused(
            "Der Bericht enthält Änderungsvorschläge. Bitte entscheiden Sie im Bericht über jeden, bevor Sie annehmen."
        )


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
    step = MEASURE_WORKFLOW.step_to(measure.state, report.measure_state)
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
        state
        for state in (*ACTIVE_STATES, *ENDED_STATES)
        if state != measure.state and MEASURE_WORKFLOW.step_to(measure.state, state)
    ]
    return [measure.state, *reachable]


def _take(
    current: ProgressReport, transition: str, *, by: User, reason: str = "", also: Iterable[str] = ()
) -> ProgressReport:
    step = PROGRESS_WORKFLOW.check(transition, current.state, reason)
    take_step(current, step, by=by, reason=reason, also=also)
    return current
