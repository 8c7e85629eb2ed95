"""Taking back what was said of a meeting by mistake: that it took place, or that it does not."""

from typing import Final

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, save_as, take_step
from roundtables.enums.meetings import MeetingState, TopicOrigin
from roundtables.enums.minutes import MinutesState
from roundtables.models import AgendaItem, Meeting, Minutes
from roundtables.services.meeting_mails import take_back
from roundtables.workflows.meetings import MEETING_WORKFLOW

VOTES: Final = ("votes_total", "votes_present", "votes_needed")
SENT: Final = (
    "Das Protokoll ist schon versendet; die Sitzung bleibt durchgeführt. "
    "Bitte nehmen Sie zuerst das Protokoll in den Entwurf zurück."
)
APPROVED_HERE: Final = "In dieser Sitzung wurde ein Protokoll genehmigt; sie bleibt durchgeführt."


@transaction.atomic
def take_back_held(meeting: Meeting, *, by: User) -> Meeting:
    """The meeting did not take place: it is invited again, or planned; attendance and a draft of minutes stay.

    What was kept of that day (votes, what became of the needs) is kept anew when it is held. Raises Refused once its
    minutes went out or other minutes were approved in it.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(meeting)
    step = MEETING_WORKFLOW.check("not_held_invited" if current.invited_at else "not_held", current.state)
    if Minutes.objects.filter(meeting=current).exclude(state=MinutesState.DRAFT).exists():
        raise Refused(SENT)
    if Minutes.objects.filter(approved_in=current).exists():
        raise Refused(APPROVED_HERE)
    for item in current.agenda.filter(origin=TopicOrigin.FEEDBACK):
        _forget_words(item, by=by)
    current.votes_total = current.votes_present = current.votes_needed = None
    take_step(current, step, by=by, also=VOTES)
    return current


@transaction.atomic
def take_back_cancelled(meeting: Meeting, *, by: User) -> Meeting:
    """The meeting takes place after all: it is planned, and nobody is invited until somebody invites again."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(meeting)
    step = MEETING_WORKFLOW.check("not_cancelled", current.state)
    reason, current.state_reason = current.state_reason, ""
    take_back(current)
    current.sequence += 1
    current.invited_at = current.invited_by = None
    also = ["state_reason", "sequence", "invited_at", "invited_by"]
    take_step(current, step, by=by, reason=f"Grund der Absage war: {reason}", also=also)
    return current


def take_back_last(meeting: Meeting, *, by: User) -> Meeting:
    """Whichever of both was said."""
    undo = take_back_cancelled if meeting.state == MeetingState.CANCELLED else take_back_held
    return undo(meeting, by=by)


def _forget_words(item: AgendaItem, *, by: User) -> None:
    """The note is as the office wrote it, before the words of the day were added."""
    row = item.history.first()
    while row is not None and row.note == item.note:
        row = row.prev_record
    item.note = row.note if row is not None else ""
    save_as(item, ["note"], by=by)
