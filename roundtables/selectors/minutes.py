"""What minutes say, whole or as everybody may read them. The same for page and PDF."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from roundtables.enums.meetings import AttendanceStatus, TopicState
from roundtables.models import ActionItem, AgendaItem, Attendance, Ballot, Minutes, MinutesEntry, Objection
from roundtables.selectors.meetings import attendances_of
from roundtables.selectors.quorum import Quorum, changes_of, present_quorum, quorum_at, seats_at


@dataclass(frozen=True, slots=True)
class ItemMinutes:
    """One item of the agenda in the minutes. `is_hidden` shows only its number.

    `change` is what becomes of the quorum here: "lost", "found" or nothing.
    """

    item: AgendaItem
    entry: MinutesEntry | None
    quorum: Quorum | None
    change: str
    ballots: list[Ballot]
    actions: list[ActionItem]
    is_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written about it and nobody voted."""
        entry = self.entry
        return entry is None or not (entry.text or entry.decision or entry.recommendation or entry.has_vote)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody in the list of those present: for which organisation, who, and from when until when."""

    organisation: str
    name: str
    kind: str
    presence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MinutesView:
    """Minutes as one person reads them."""

    minutes: Minutes
    parts: list[ItemMinutes]
    there: list[Attendee]
    away: list[Attendee]
    guests: list[str]
    present: Quorum | None
    actions: list[ActionItem]
    objections: list[Objection] = field(default_factory=list)
    is_public_form: bool = False
    has_notes: bool = False
    unrecorded: int = 0
    """Of how many seats nobody wrote down whether they were taken, while of others somebody did."""

    @property
    def other_actions(self) -> list[ActionItem]:
        """The action items that belong to no item of the agenda."""
        return [action for action in self.actions if action.item_id is None]


def minutes_for(user: Any) -> QuerySet[Minutes]:
    """Minutes the person may open in one form or the other."""
    return (
        Minutes.objects.visible_to(user)
        .select_related("meeting__round_table__office", "approved_in", "approved_by", "sent_by")
        .prefetch_related("withheld")
    )


def minutes_for_everybody() -> QuerySet[Minutes]:
    """What anybody may read without signing in, newest first; two queries."""
    found = Minutes.objects.public().select_related("meeting__round_table__office", "approved_in")
    return found.prefetch_related("withheld").order_by("-meeting__starts_at", "-pk")


def minutes_view(minutes: Minutes, *, public: bool, notes: bool = False) -> MinutesView:
    """The minutes; the `public` form has no internal or withheld parts and no names of people, only organisations.

    The office's `notes` are for the office alone; the members of the table read everything else.
    """
    meeting = minutes.meeting
    seats, attendances = seats_at(meeting), attendances_of(meeting)
    known = any(each.presence for each in attendances)
    came = _came(attendances, {seat.pk: seat for seat in seats}, public)
    actions = _actions(minutes, public)
    has_numbers = known or meeting.votes_total is not None
    return MinutesView(
        minutes=minutes,
        parts=list(_parts(minutes, seats, attendances, actions, known, public)),
        there=[each for presence, each in came if presence in (AttendanceStatus.PRESENT, AttendanceStatus.DEPUTY)],
        away=[each for presence, each in came if presence in (AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT)],
        guests=_guests(minutes, public),
        present=present_quorum(meeting, seats, attendances) if has_numbers else None,
        actions=actions,
        objections=[] if public else list(minutes.objections.select_related("raised_by", "item", "decided_by")),
        is_public_form=public,
        has_notes=notes and not public,
        unrecorded=len(seats) - len(came) if came else 0,
    )


def _parts(
    minutes: Minutes, seats: list, attendances: list[Attendance], actions: list[ActionItem], known: bool, public: bool
) -> Iterable[ItemMinutes]:
    entries = {entry.item_id: entry for entry in minutes.entries.prefetch_related("ballots__member__organisation")}
    internal = {key for key, entry in entries.items() if entry.is_internal} if public else set()
    hidden_items = internal | (withheld_in(minutes) if public else set())
    items = list(minutes.meeting.agenda.filter(state=TopicState.AGENDA))
    quorums = [quorum_at(minutes.meeting, each.position, seats, attendances) if known else None for each in items]
    for item, quorum, change in zip(items, quorums, changes_of(quorums), strict=True):
        entry = entries.get(item.pk)
        hidden = item.pk in hidden_items
        ballots = [] if public or entry is None else list(entry.ballots.all())
        own = [] if hidden else [each for each in actions if each.item_id == item.pk]
        yield ItemMinutes(item, None if hidden else entry, quorum, change, ballots, own, is_hidden=hidden)


def open_items(minutes: Minutes) -> list[AgendaItem]:
    """The items on the agenda that are not internal; one query."""
    return list(minutes.meeting.agenda.filter(state=TopicState.AGENDA).exclude(entry__is_internal=True))


def withheld_in(minutes: Minutes) -> set[int]:
    """The ids of the items that are not published, though they are not internal."""
    return {item.pk for item in minutes.withheld.all()}


def _actions(minutes: Minutes, public: bool) -> list[ActionItem]:
    found = minutes.meeting.action_items.select_related(
        "responsible_user", "responsible_department", "responsible_organisation"
    )
    if public:
        found = found.filter(is_internal=False).exclude(item__entry__is_internal=True)
        found = found.exclude(item__in=withheld_in(minutes))
    return list(found)


def _came(attendances: list[Attendance], seats: dict[int, Any], public: bool) -> list[tuple[str, Attendee]]:
    rows = [(seats[each.member_id], each) for each in attendances if each.presence and each.member_id in seats]
    rows.sort(key=lambda row: (row[0].organisation.sort_key, row[0].pk))
    return [(each.presence, _row(seat, each, public)) for seat, each in rows]


def _row(seat: Any, attendance: Attendance, public: bool) -> Attendee:
    name = "" if public else seat.deputy if attendance.presence == AttendanceStatus.DEPUTY else seat.person
    notes = []
    if attendance.joins_at:
        notes.append(f"ab TOP {attendance.joins_at.position}")
    if attendance.leaves_before:
        notes.append(f"bis vor TOP {attendance.leaves_before.position}")
    return Attendee(
        str(seat.organisation), name, seat.get_kind_display(), attendance.get_presence_display(), ", ".join(notes)
    )


def _guests(minutes: Minutes, public: bool) -> list[str]:
    found = []
    for guest in minutes.meeting.guests.select_related("organisation"):
        organisation = str(guest.organisation) if guest.organisation else ""
        name = "" if public else guest.guest_name
        shown = ", ".join(filter(None, [name, organisation])) or "ein Gast"
        found.append(f"{shown} ({guest.note})" if guest.note and not public else shown)
    return found
