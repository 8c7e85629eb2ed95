"""Telling a Runder Tisch what became of its needs, as an agenda item of its own.

Until the meeting was held the item tells how things stand on the day somebody looks; then its words are kept.
"""

from typing import Final

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import save_as
from roundtables.enums.meetings import MeetingState, TopicOrigin, TopicState
from roundtables.models import AgendaItem, Meeting
from roundtables.selectors.outcome import feedback, feedback_text
from roundtables.services.agenda import add_item, open_agenda

TITLE: Final = "Was aus den Bedarfen wurde"


@transaction.atomic
def add_feedback(meeting: Meeting, *, by: User) -> AgendaItem:
    """The agenda has one item that tells what became of the needs of the table, made twice or once.

    Raises Refused when there is nothing to tell, or when the agenda can no longer be changed.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = open_agenda(meeting)
    there = current.agenda.filter(origin=TopicOrigin.FEEDBACK, state=TopicState.AGENDA).first()
    if there is not None:
        return there
    if not feedback(current):
        raise Refused("Vor dieser Sitzung ist an diesem Runden Tisch kein Bedarf gemeldet, über den zu berichten wäre.")
    item = add_item(current, by=by, values={"title": TITLE}, origin=TopicOrigin.FEEDBACK)
    return freeze_feedback(item, by=by) if current.state == MeetingState.HELD else item


def add_feedback_if_due(meeting: Meeting, *, by: User) -> None:
    """A needs meeting is told what became of the needs before it, unless the office struck that from its agenda.

    Called in the transaction of a service.
    """
    if not meeting.is_needs_meeting or meeting.agenda.filter(origin=TopicOrigin.FEEDBACK).exists():
        return
    if feedback(meeting):
        add_feedback(meeting, by=by)


def freeze_feedback(item: AgendaItem, *, by: User) -> AgendaItem:
    """`item` says for ever what became of the needs as of now, after what the office wrote itself."""
    item.note = "\n\n".join(filter(None, [item.note.strip(), feedback_text(item.meeting)]))
    save_as(item, ["note"], by=by)
    return item
