"""What can become of a published report: it is withdrawn, or a correction takes its place."""

import uuid

from django.db import transaction
from django.utils import timezone

from measures.services.consultations import FIELDS
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, stored, take_step
from reporting.enums import ReportState
from reporting.mails import queue_withdrawal_mail
from reporting.models import Highlight, HighlightChoice, Report, Section, SectionPicture
from reporting.selectors.readers import readers
from reporting.services.consultations import add_report_consultation
from reporting.services.sections import complete_sections
from reporting.workflows import REPORT_WORKFLOW

COPIED = ("kind", "title", "period_start", "period_end", "committee", "paper_number", "meeting_on", "length")


@transaction.atomic
def withdraw_publication(report: Report, *, by: User, reason: str) -> Report:
    """The report is offered no longer; its page says why, its files stay for the record, its readers get a mail.

    Raises Refused without a reason, or when it is not published.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    step = REPORT_WORKFLOW.check("withdraw_publication", current.state, reason)
    take_step(current, step, by=by, reason=reason)
    for person in readers():
        queue_withdrawal_mail(current, person, reason)
    record(AuditEvent.WITHDRAWN, by=by, detail=str(current))
    return current


@transaction.atomic
def begin_correction(report: Report, *, by: User, submission_key: uuid.UUID | None = None) -> Report:
    """A draft with texts, Umfang, picked measures and meetings to come of `report` exists; published, it replaces it.

    There is one at most.

    Raises Refused when `report` is not published.
    """
    ensure(by, Permission.COMPOSE_REPORTS)
    current = locked(report)
    if existing := Report.objects.filter(replaces=current).first():
        return existing
    if current.state not in (ReportState.PUBLISHED, ReportState.WITHDRAWN):
        raise Refused(f"Der Bericht ist {current.get_state_display()}; eine Berichtigung ist nicht möglich.")
    correction = Report(**{name: getattr(current, name) for name in COPIED}, replaces=current)
    created(correction, by=by)
    correction.events.create(actor=by, transition="create", to_state=correction.state)
    for section in current.sections.all():
        _copy(section, correction, by)
    complete_sections(correction, by=by)
    for choice in current.highlight_choices.all():
        _copy_choice(choice, correction, by)
    for row in current.consultations.filter(result="", day__gte=timezone.localdate()):
        add_report_consultation(correction, by=by, values={name: getattr(row, name) for name in FIELDS})
    return correction


def _copy(section: Section, report: Report, by: User) -> None:
    names = ("kind", "field_of_action", "position", "is_included", "title", "text")
    copied = Section(report=report, **{name: getattr(section, name) for name in names})
    stored(copied, by=by)
    for picture in section.pictures.all():
        placed = SectionPicture(
            section=copied, file_id=picture.file_id, caption=picture.caption, alternative=picture.alternative
        )
        stored(placed, by=by)


def _copy_choice(choice: HighlightChoice, report: Report, by: User) -> None:
    """`report` tells the same measures of this side, in the same order and words."""
    copied = HighlightChoice(report=report, side=choice.side)
    stored(copied, by=by)
    for row in choice.entries.all():
        placed = Highlight(choice=copied, measure_id=row.measure_id, position=row.position, text=row.text)
        stored(placed, by=by)
