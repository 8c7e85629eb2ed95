"""Telling a Runder Tisch what became of its needs, as an agenda item of its own."""

from django.db import transaction

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.exceptions import Refused
from roundtables.enums.meetings import TopicOrigin, TopicState
from roundtables.models import AgendaItem, Meeting
from roundtables.selectors.outcome import feedback_text
from roundtables.services.agenda import add_item, open_agenda

TITLE = "Was aus den Bedarfen wurde"


@transaction.atomic
def add_feedback(meeting: Meeting, *, by: User) -> AgendaItem:
    """The agenda has one item that tells what became of every released need of the table, made twice or once.

    Raises Refused when no need was released yet, or when the agenda can no longer be changed.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = open_agenda(meeting)
    there = current.agenda.filter(origin=TopicOrigin.FEEDBACK, state=TopicState.AGENDA).first()
    if there is not None:
        return there
    note = feedback_text(current.round_table)
    if not note:
        raise Refused("An diesem Runden Tisch ist noch kein Bedarf freigegeben, über den zu berichten wäre.")
    return add_item(current, by=by, values={"title": TITLE, "note": note}, origin=TopicOrigin.FEEDBACK)
