"""Writing the agenda of a meeting."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import created, locked, locked_at_version, save_as, save_values
from roundtables.enums.meetings import MeetingState, TopicOrigin, TopicState
from roundtables.enums.minutes import MinutesState
from roundtables.models import AgendaItem, Meeting, Minutes

FIELDS: Final = ("title", "note", "starts", "presenter")
PAST: Final = "Diese Sitzung ist vorbei. Bitte schlagen Sie das Thema für die nächste vor."
SETTLED: Final = "Das Protokoll ist genehmigt. Die Tagesordnung bleibt, wie sie ist."


@transaction.atomic
def add_item(
    meeting: Meeting, *, by: User, values: Mapping[str, Any], origin: TopicOrigin = TopicOrigin.OFFICE
) -> AgendaItem:
    """The agenda has one more item at its end. Raises Refused when the minutes are approved."""
    ensure(by, Permission.MANAGE_TABLES)
    current = open_agenda(meeting)
    item = AgendaItem(meeting=current, origin=origin, position=_next(current), **_chosen(values))
    return _made(item, by)


@transaction.atomic
def propose_topic(meeting: Meeting, *, by: User, title: str, note: str = "") -> AgendaItem:
    """The Koordination is shown one more proposed topic; the same words again by the same person count once.

    Raises Refused from somebody who has no seat at the table, or when the meeting is over.
    """
    current = locked(meeting)
    if not type(current).objects.visible_to(by).filter(pk=current.pk).exists():
        raise Refused("Themen schlagen Mitglieder des Runden Tisches vor. Sie haben dort keinen Sitz.")
    if current.state not in (MeetingState.PLANNED, MeetingState.INVITED):
        raise Refused(PAST)
    same = current.agenda.filter(proposed_by=by, title=title, note=note).first()
    if same is not None:
        return same
    item = AgendaItem(
        meeting=current, title=title, note=note, proposed_by=by, origin=TopicOrigin.MEMBER, state=TopicState.PROPOSED
    )
    return _made(item, by)


@transaction.atomic
def propose_from_portal(meeting: Meeting, *, by: User, title: str, note: str = "") -> AgendaItem:
    """The topic of somebody without an account waits beside those of members. Raises Refused when it is over."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(meeting)
    if current.state not in (MeetingState.PLANNED, MeetingState.INVITED):
        raise Refused(PAST)
    item = AgendaItem(
        meeting=current, title=title, note=note, proposed_by=by, origin=TopicOrigin.OFFICE, state=TopicState.PROPOSED
    )
    return _made(item, by)


@transaction.atomic
def update_item(item: AgendaItem, *, by: User, expected_version: int, values: Mapping[str, Any]) -> AgendaItem:
    """`item` has the `values` (names of FIELDS). Raises Stale, or Refused when the minutes are approved."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked_at_version(item, expected_version)
    open_agenda(current.meeting)
    return save_values(current, _chosen(values), by=by)


@transaction.atomic
def accept_topic(item: AgendaItem, *, by: User) -> AgendaItem:
    """The topic stands at the end of the agenda; accepted twice, once."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(item)
    if current.state == TopicState.AGENDA:
        return current
    meeting = open_agenda(current.meeting)
    current.state, current.position, current.decline_reason = TopicState.AGENDA, _next(meeting), ""
    save_as(current, ["state", "position", "decline_reason"], by=by)
    return current


@transaction.atomic
def decline_topic(item: AgendaItem, *, by: User, reason: str) -> AgendaItem:
    """The topic is not (or no longer) on the agenda, and everybody can read why. Later items move up.

    Raises Refused without a reason, or when minutes were written about it.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(item)
    meeting = open_agenda(current.meeting)
    if not reason.strip():
        raise Refused("Bitte begründen Sie, warum das Thema nicht auf der Tagesordnung steht.")
    if hasattr(current, "entry"):
        raise Refused("Zu diesem Punkt ist schon etwas protokolliert. Er bleibt auf der Tagesordnung.")
    current.state, current.decline_reason = TopicState.DECLINED, reason.strip()
    save_as(current, ["state", "decline_reason"], by=by)
    for number, each in enumerate(meeting.agenda.filter(state=TopicState.AGENDA), start=1):
        _put(each, number, by)
    return current


@transaction.atomic
def move_item(item: AgendaItem, *, by: User, up: bool) -> AgendaItem:
    """`item` stands one place higher or lower; at the end of the list nothing happens."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(item)
    meeting = open_agenda(current.meeting)
    on_agenda = meeting.agenda.filter(state=TopicState.AGENDA)
    neighbour = (
        on_agenda.filter(position__lt=current.position).last()
        if up
        else (on_agenda.filter(position__gt=current.position).first())
    )
    if current.state != TopicState.AGENDA or neighbour is None:
        return current
    mine, theirs = current.position, neighbour.position
    _park(neighbour, _next(meeting))
    _put(current, theirs, by)
    _put(neighbour, mine, by)
    return current


def open_agenda(meeting: Meeting) -> Meeting:
    """The locked meeting, while its agenda can be changed. Raises Refused otherwise."""
    current = locked(meeting)
    if current.state == MeetingState.CANCELLED:
        raise Refused("Diese Sitzung ist abgesagt. Bitte legen Sie eine neue an.")
    if Minutes.objects.filter(meeting=current, state=MinutesState.APPROVED).exists():
        raise Refused(SETTLED)
    return current


def _next(meeting: Meeting) -> int:
    last = meeting.agenda.filter(state=TopicState.AGENDA).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _put(item: AgendaItem, position: int, by: User) -> None:
    if item.position != position:
        item.position = position
        save_as(item, ["position"], by=by)


def _park(item: AgendaItem, position: int) -> None:
    """Out of the way: two items may never share a number, not even for a moment."""
    item.position = position
    item.save_without_historical_record(update_fields=["position"])  # type: ignore[attr-defined]


def _made(item: AgendaItem, by: User) -> AgendaItem:
    return created(item, by=by)


def _chosen(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in FIELDS if name in values}
