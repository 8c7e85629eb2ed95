"""Whether enough votes are there: expected from replies, known from attendance, and at each item of the agenda."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from neuss_integration.foundation.words.nouns import count_of
from roundtables.enums.meetings import Reply, VotePer
from roundtables.models import Attendance, Meeting, RoundTable, TableMember


@dataclass(frozen=True, slots=True)
class Quorum:
    """Votes there (or promised), votes in all, and votes needed; `needed` is None without a rule."""

    there: int
    total: int
    needed: int | None

    @property
    def votes(self) -> str:
        """ "3 von 5 Stimmen"; in words where nobody has a vote."""
        if not self.total:
            return "keine Stimmen, denn kein Sitz ist stimmberechtigt"
        return f"{self.there} von {count_of(self.total, 'Stimme', dative=True)}"

    @property
    def is_met(self) -> bool | None:
        """Whether it is enough; None without a rule."""
        return None if self.needed is None else self.there >= self.needed

    @property
    def missing(self) -> int:
        """How many votes are wanting."""
        return max(0, (self.needed or 0) - self.there)


def vote_key(member: TableMember, rule: str) -> tuple[str, int]:
    """What the vote of a seat belongs to: with `VotePer.PERSON` two seats of one person have one vote."""
    if rule == VotePer.ORGANISATION:
        return "organisation", member.organisation_id
    if rule == VotePer.PERSON and member.user_id is not None:
        return "person", member.user_id
    return "seat", member.pk


def votes_of(members: Iterable[TableMember], rule: str) -> int:
    """How many votes these seats have together; advisory ones have none."""
    return len({vote_key(member, rule) for member in members if member.is_voting})


def seats_at(meeting: Meeting) -> list[TableMember]:
    """The seats that are valid on the day of the meeting, by organisation; one query."""
    day = timezone.localdate(meeting.starts_at)
    found = meeting.round_table.members.valid_on(day).select_related("organisation", "user", "deputy_user")
    return list(found.order_by("organisation__sort_key", "pk"))


def quorum_of(table: RoundTable, there: Iterable[TableMember], seats: Iterable[TableMember]) -> Quorum:
    """The quorum where the seats `there` are taken, of all `seats`."""
    total = votes_of(seats, table.vote_per)
    return Quorum(votes_of(there, table.vote_per), total, table.quorum_for(total))


def expected_quorum(meeting: Meeting, seats: list[TableMember], attendances: Iterable[Attendance]) -> Quorum:
    """What the replies promise. A reply to an earlier date does not count."""
    coming = {each.member_id for each in attendances if is_coming(each, meeting)}
    return quorum_of(meeting.round_table, (seat for seat in seats if seat.pk in coming), seats)


def is_coming(attendance: Attendance, meeting: Meeting) -> bool:
    """Whether the seat was promised for the date as it is now."""
    return attendance.reply in (Reply.YES, Reply.DEPUTY) and attendance.reply_sequence == meeting.sequence


def present_quorum(meeting: Meeting, seats: list[TableMember], attendances: Iterable[Attendance]) -> Quorum:
    """Who came, if only for a while; for a meeting that was held as it was recorded then."""
    if meeting.votes_total is not None and meeting.votes_present is not None:
        return Quorum(meeting.votes_present, meeting.votes_total, meeting.votes_needed)
    there = {each.member_id for each in attendances if each.is_attending}
    return quorum_of(meeting.round_table, (seat for seat in seats if seat.pk in there), seats)


def changes_of(quorums: Iterable[Quorum | None]) -> list[str]:
    """What becomes of the quorum at each item, of the quorum at every one of them: "lost", "found" or nothing.

    It is told once, where it changes: what was lost at one item is not lost again at the next.
    """
    found, had_it, was_lost = list[str](), False, False
    for quorum in quorums:
        has_it = bool(quorum and quorum.is_met)
        lost = had_it and quorum is not None and quorum.is_met is False
        again = was_lost and has_it
        found.append("lost" if lost else "found" if again else "")
        had_it, was_lost = has_it, (was_lost or lost) and not again
    return found


def quorum_at(meeting: Meeting, position: int, seats: list[TableMember], attendances: Iterable[Attendance]) -> Quorum:
    """Who was there at the item of this number."""
    there = {each.member_id for each in attendances if each.is_there_at(position)}
    found = quorum_of(meeting.round_table, (seat for seat in seats if seat.pk in there), seats)
    if meeting.votes_total is None:
        return found
    return Quorum(found.there, meeting.votes_total, meeting.votes_needed)
