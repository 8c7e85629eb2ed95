"""Files that go with a progress report."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction

from measures.models import MeasureAttachment, ProgressReport
from measures.services.progress.checking import ensure_draftable
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.attachments import services as attachments
from neuss_integration.foundation.attachments.checking import CheckedFile
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked

REMOVED: Final = "Vor dem Einreichen wieder entfernt"
ALREADY: Final = "Diese Datei ist bei der Maßnahme schon angehängt. Sie müssen sie nicht noch einmal anhängen."


@transaction.atomic
def attach_to_report(
    report: ProgressReport, *, by: User, file: CheckedFile, title: str = "", is_internal: bool = True
) -> MeasureAttachment:
    """The checked `file` goes with the report and belongs to its measure; sent twice, it is there once.

    Raises Refused when the report takes no answer any more, or the measure has this file from elsewhere.
    """
    _ensure_may_answer(report, by)
    existing = MeasureAttachment.objects.filter(measure=report.measure_id, sha256=file.sha256).first()
    if existing and existing.progress_id == report.pk:
        return existing
    current = _locked_for_answer(report)
    if existing:
        raise Refused(ALREADY)
    new = MeasureAttachment(measure=current.measure, progress=current, title=title.strip(), is_internal=is_internal)
    return attachments.store(new, file, by=by)


@transaction.atomic
def detach_from_report(attachment: MeasureAttachment, *, by: User) -> None:
    """The file is gone while the answer is not submitted; the history says who removed it.

    Raises Refused once it is.
    """
    assert attachment.progress is not None
    _ensure_may_answer(attachment.progress, by)
    _locked_for_answer(attachment.progress)
    attachments.remove(locked(attachment), by=by, reason=REMOVED)


def _ensure_may_answer(report: ProgressReport, by: User) -> None:
    """Its office answers, and the Koordination on behalf of it. Raises PermissionDenied for others."""
    access = access_of(by)
    is_own = access.has(Permission.REPORT_PROGRESS) and report.department_id in access.department_ids
    if not is_own and not access.has(Permission.MANAGE_ROUNDS):
        raise PermissionDenied


def _locked_for_answer(report: ProgressReport) -> ProgressReport:
    """The locked report, if it takes answers now; its round is locked before it, as close_round does."""
    asking = locked(report.round)
    current = locked(report)
    ensure_draftable(current, asking)
    return current
