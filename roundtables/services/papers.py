"""Attaching papers to meetings."""

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.attachments import services as attachments
from neuss_integration.foundation.attachments.checking import CheckedFile
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked
from roundtables.models import AgendaItem, Meeting, MeetingPaper
from roundtables.models.agenda import NOT_OF_THE_MEETING


@transaction.atomic
def attach_paper(
    meeting: Meeting, *, by: User, file: CheckedFile, title: str = "", item: AgendaItem | None = None
) -> MeetingPaper:
    """The members find the checked `file` at the meeting; the same file a second time gives the one that is there.

    Raises Refused for an item of another meeting.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(meeting)
    if item is not None and item.meeting_id != current.pk:
        raise Refused(NOT_OF_THE_MEETING)
    if existing := current.papers.filter(sha256=file.sha256).first():
        return existing
    return attachments.store(MeetingPaper(meeting=current, item=item, title=title.strip()), file, by=by)


@transaction.atomic
def remove_paper(paper: MeetingPaper, *, by: User, reason: str) -> None:
    """The file is gone; the history says who removed it and why. Raises Refused without a reason."""
    ensure(by, Permission.MANAGE_TABLES)
    attachments.remove(locked(paper), by=by, reason=reason)
