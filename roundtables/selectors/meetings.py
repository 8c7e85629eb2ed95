"""What the page of a meeting shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from neuss_integration.foundation.words.nouns import count_of
from roundtables.enums.meetings import MeetingState, Reply, TopicOrigin, TopicState
from roundtables.models import ActionItem, AgendaItem, Attendance, Guest, Meeting, MeetingPaper, Minutes, TableMember
from roundtables.selectors.outcome import feedback_text
from roundtables.selectors.quorum import (
    Quorum,
    changes_of,
    expected_quorum,
    is_coming,
    present_quorum,
    quorum_at,
    seats_at,
)
from roundtables.selectors.tables import actions_at


def ended_meetings() -> int:
    """How many meetings are over by now: it grows whenever one stops being the next."""
    return Meeting.objects.filter(ends_at__lt=timezone.now()).count()


@dataclass(frozen=True, slots=True)
class AgendaItemRow:
    """An item of the agenda; `quorum` once attendance is known; `change`: where it is "lost" or "found" again.

    `note` is what stands under it: its own words, and before the meeting what became of the needs.
    """

    item: AgendaItem
    quorum: Quorum | None
    change: str = ""
    actions: list[ActionItem] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat at the meeting with reply and attendance; `is_former` marks a reply to an earlier date."""

    seat: TableMember
    attendance: Attendance | None
    is_former: bool
    may_answer: bool

    @property
    def reply(self) -> str:
        """The reply in words, or nothing."""
        return self.attendance.get_reply_display() if self.attendance and self.attendance.reply else ""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting as one person sees it."""

    meeting: Meeting
    agenda: list[AgendaItemRow]
    proposals: list[AgendaItem]
    seats: list[SeatRow]
    guests: list[Guest]
    papers: list[MeetingPaper]
    expected: Quorum
    present: Quorum | None
    minutes: Minutes | None
    may_manage: bool
    may_propose: bool

    @property
    def has_feedback(self) -> bool:
        """Whether the agenda tells what became of the needs."""
        return any(row.item.origin == TopicOrigin.FEEDBACK for row in self.agenda)

    @property
    def own_seats(self) -> list[SeatRow]:
        """The seats for which the person answers."""
        return [row for row in self.seats if row.may_answer]

    @property
    def answered(self) -> int:
        """How many seats answered about the date as it is."""
        return sum(bool(row.reply) and not row.is_former for row in self.seats)

    @property
    def coming(self) -> int:
        """How many seats, with or without vote, will be taken."""
        return sum(row.attendance is not None and is_coming(row.attendance, self.meeting) for row in self.seats)


def meeting_for(user: Any) -> QuerySet[Meeting]:
    """Meetings the person may open, with their table."""
    return Meeting.objects.visible_to(user).select_related("round_table__office", "previous__round_table")


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """The attendances with the items at which somebody came or went; one query."""
    return list(meeting.attendances.select_related("joins_at", "leaves_before", "replied_by"))


def meeting_view(meeting: Meeting, user: Any) -> MeetingView:
    """Everything about `meeting`; a fixed number of queries."""
    may_manage = access_of(user).has(Permission.MANAGE_TABLES)
    seats, attendances = seats_at(meeting), attendances_of(meeting)
    topics = list(meeting.agenda.select_related("proposed_by"))
    known = any(each.presence for each in attendances)
    minutes = Minutes.objects.inside_of(user).filter(meeting=meeting).first()
    is_answerable = meeting.state == MeetingState.INVITED and meeting.ends_at >= timezone.now()
    by_seat = {each.member_id: each for each in attendances}
    return MeetingView(
        meeting=meeting,
        agenda=agenda_rows(meeting, topics, seats, attendances, known=known),
        proposals=[each for each in topics if each.origin == TopicOrigin.MEMBER or each.state != TopicState.AGENDA],
        seats=[_seat_row(seat, by_seat.get(seat.pk), meeting, user, is_answerable) for seat in seats],
        guests=list(meeting.guests.select_related("organisation")),
        papers=list(meeting.papers.select_related("item")),
        expected=expected_quorum(meeting, seats, attendances),
        present=present_quorum(meeting, seats, attendances) if known or meeting.votes_total is not None else None,
        minutes=minutes,
        may_manage=may_manage,
        may_propose=meeting.state in (MeetingState.PLANNED, MeetingState.INVITED),
    )


def agenda_rows(
    meeting: Meeting,
    topics: Iterable[AgendaItem],
    seats: list[TableMember],
    attendances: list[Attendance],
    *,
    known: bool,
) -> list[AgendaItemRow]:
    """The agenda with the quorum at each item, open action items and feedback under theirs; at most six queries."""
    items = [each for each in topics if each.state == TopicState.AGENDA]
    quorums = [quorum_at(meeting, each.position, seats, attendances) if known else None for each in items]
    rows = []
    for item, quorum, change in zip(items, quorums, changes_of(quorums), strict=True):
        actions = list(_carried(meeting)) if item.origin == TopicOrigin.TASKS else []
        rows.append(AgendaItemRow(item, quorum, change, actions, note_of(item, meeting)))
    return rows


def note_of(item: AgendaItem, meeting: Meeting) -> str:
    """The words under `item`; what became of the needs is told as of now until the meeting was held."""
    if item.origin != TopicOrigin.FEEDBACK or meeting.state == MeetingState.HELD:
        return item.note
    return "\n\n".join(filter(None, [item.note, feedback_text(meeting)]))


def _carried(meeting: Meeting) -> QuerySet[ActionItem]:
    """What is open of earlier meetings; of a meeting that was held, what was open on its day."""
    items = ActionItem.objects
    found = items.open_at(meeting.ends_at) if meeting.state == MeetingState.HELD else items.open()
    return actions_at(meeting.round_table, found).filter(meeting__starts_at__lt=meeting.starts_at)


def _seat_row(
    seat: TableMember, attendance: Attendance | None, meeting: Meeting, user: Any, is_answerable: bool
) -> SeatRow:
    is_former = bool(attendance and attendance.reply and attendance.reply_sequence != meeting.sequence)
    is_mine = user.pk in (seat.user_id, seat.deputy_user_id)
    return SeatRow(seat, attendance, is_former, may_answer=is_answerable and is_mine)


def invitation_follows(meeting: Meeting) -> dict[str, Any]:
    """To whom the invitation goes, and who cannot be reached by mail."""
    seats = seats_at(meeting)
    names = [f"{seat.person or 'ohne Namen'}, {seat.organisation}" for seat in seats if seat.email]
    silent = [f"{seat.person or 'ohne Namen'}, {seat.organisation}" for seat in seats if not seat.email]
    mails = len({seat.email.lower() for seat in seats if seat.email})
    subject = "Eine Einladung geht" if mails == 1 else f"{count_of(mails, 'Einladung')} gehen"
    return {
        "consequences": [
            f"{subject} mit Tagesordnung und Kalenderdatei hinaus.",
            "Wer die Einladung zu diesem Termin schon hat, bekommt sie nicht noch einmal.",
        ],
        "named": [("Wer eingeladen wird", names), ("Ohne E-Mail-Adresse, bitte selbst einladen", silent)],
    }


def replies_in_words(view: MeetingView) -> list[tuple[str, int, str]]:
    """The replies as segments of a bar: label, number, variant."""
    counts = dict.fromkeys(Reply, 0)
    for row in view.seats:
        if row.attendance and row.attendance.reply and not row.is_former:
            counts[Reply(row.attendance.reply)] += 1
    variants = {Reply.YES: "success", Reply.DEPUTY: "info", Reply.NO: "danger"}
    found = [(reply.label, number, variants[reply]) for reply, number in counts.items()]
    return [*found, ("noch keine Antwort", len(view.seats) - sum(counts.values()), "muted")]
