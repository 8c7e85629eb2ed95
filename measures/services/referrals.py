"""„Nicht zuständig“: an asked office proposes another one, the Koordination accepts or sends it back."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from measures.enums import OUTSTANDING_STATES, ChangeProposalState, RoundState
from measures.models import Measure, ProgressReport, Referral
from measures.services.left_drafts import draft_text, is_begun, leave_draft
from measures.services.measure import update_measure
from measures.services.progress.checking import ensure_round_open
from measures.services.task_mails import tell_offices
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of, ensure
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, record_event, removed, save_as

NOW_YOURS: Final = "nach Auskunft einer anderen Stelle sind Sie zuständig. Wir bitten Sie um den Sachstand zu:"
STAYS: Final = "Sie haben gemeldet, dass Sie nicht zuständig sind. Wir bitten Sie dennoch um den Sachstand zu:"
NO_LONGER_YOURS: Final = "nach Ihrer Auskunft ist eine andere Stelle zuständig. Sie müssen nicht mehr antworten zu:"
NEEDS_ANSWER: Final = "Bitte sagen Sie der Fachdienststelle in einem Satz, warum sie zuständig bleibt."
GONE: Final = "Über diese Meldung ist schon entschieden, oder die Aufgabe liegt inzwischen woanders."


@transaction.atomic
def refer(report: ProgressReport, *, by: User, to: Department, reason: str) -> Referral:
    """The Koordination is told that not the asked office but `to` is responsible. Said twice, it is said once.

    The task stays with the office until that is decided. Raises Refused for a task that is not owed any more.
    """
    current = _owed(report, by)
    if same := Referral.objects.pending().filter(report=current).first():
        return same
    for former in current.referrals.filter(state=ChangeProposalState.PROPOSED):
        removed(former, by=by)
    if not to.is_valid_on(timezone.localdate()):
        raise Refused(f"„{to}“ gibt es nicht mehr. Bitte wählen Sie eine andere Fachdienststelle.")
    told = {"department": current.department, "proposed": to, "reason": reason.strip(), "made_by": by}
    referral = created(Referral(report=current, **told), by=by)
    record_event(current, "refer", by=by, comment=f"Zuständig sei „{to}“. {referral.reason}")
    return referral


@transaction.atomic
def withdraw_referral(report: ProgressReport, *, by: User) -> bool:
    """The office is responsible after all; whether it had said otherwise."""
    current = _owed(report, by)
    referral = Referral.objects.pending().filter(report=current).first()
    if referral is None:
        return False
    removed(referral, by=by)
    record_event(current, "refer_withdrawn", by=by, comment="")
    return True


@transaction.atomic
def accept_referral(referral: Referral, *, by: User, changes_lead: bool = False) -> Referral:
    """The task is owed by the proposed office, which has a mail; with `changes_lead` it leads the measure from now on.

    It begins anew: what the asked office has typed is read by nobody there, and goes back to it in a mail. So do its
    tasks about the measure in other open rounds, which follow a new lead.
    Raises Refused when somebody decided before or the office has answered meanwhile.
    """
    ensure(by, Permission.MANAGE_ROUNDS)
    measure = Measure.objects.select_for_update(of=("self",)).get(progress_reports=referral.report_id)
    current, report = _pending(referral)
    _decide(current, ChangeProposalState.ACCEPTED, by)
    _move(report, current, by)
    if changes_lead:
        for other in _owed_besides(measure, current):
            _move(other, current, by)
        lead = {"lead_department": current.proposed}
        update_measure(measure, by=by, expected_version=measure.version, values=lead, is_checked=True)
    tell_offices([report], subject=f"Neu bei Ihnen: Sachstand zu {report.measure.title}", sentence=NOW_YOURS)
    return current


@transaction.atomic
def decline_referral(referral: Referral, *, by: User, answer: str) -> Referral:
    """The task stays with the asked office, which reads the `answer` in a mail and in the events. Needs an answer."""
    ensure(by, Permission.MANAGE_ROUNDS)
    if not answer.strip():
        raise Refused(NEEDS_ANSWER)
    current, report = _pending(referral)
    current.answer = answer.strip()
    _decide(current, ChangeProposalState.DECLINED, by)
    record_event(report, "refer_back", by=by, comment=current.answer)
    subject = f"Bitte antworten Sie: Sachstand zu {report.measure.title}"
    tell_offices([report], subject=subject, sentence=STAYS, reason=current.answer)
    return current


def _owed_besides(measure: Measure, current: Referral) -> list[ProgressReport]:
    """What else is owed about the measure by another office than the proposed one, locked."""
    owed = measure.progress_reports.select_for_update(of=("self",)).exclude(department=current.proposed)
    found = owed.filter(round__state=RoundState.OPEN, state__in=OUTSTANDING_STATES)
    return list(found.select_related("round", "department", "measure").order_by("pk"))


def _move(report: ProgressReport, current: Referral, by: User) -> None:
    comment = f"Von „{report.department}“ an „{current.proposed}“. {current.reason}"
    if is_begun(report):
        subject = f"Nicht mehr gefragt: Sachstand zu {report.measure.title}"
        tell_offices([report], subject=subject, sentence=NO_LONGER_YOURS, typed=draft_text(report))
        leave_draft(report, by=by, to=current.proposed)
    else:
        report.department, report.assignee = current.proposed, None
        save_as(report, ["department", "assignee"], by=by)
    record_event(report, "hand_over", by=by, comment=comment)


def _owed(report: ProgressReport, by: User) -> ProgressReport:
    access = access_of(by)
    if not access.has(Permission.REPORT_PROGRESS) or report.department_id not in access.department_ids:
        raise PermissionDenied
    ensure_round_open(locked(report.round))
    current = locked(report)
    if current.state not in OUTSTANDING_STATES:
        raise Refused(f"Der Bericht ist schon {current.get_state_display()}. Über die Zuständigkeit ist nichts offen.")
    return current


def _pending(referral: Referral) -> tuple[Referral, ProgressReport]:
    report = locked(referral.report)
    current = Referral.objects.pending().select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if current is None:
        raise Refused(GONE)
    return current, report


def _decide(current: Referral, state: ChangeProposalState, by: User) -> None:
    current.state, current.decided_at, current.decided_by = state, timezone.now(), by
    save_as(current, ["state", "answer", "decided_at", "decided_by"], by=by)
