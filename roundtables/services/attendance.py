"""Replies to invitations, who came, and guests."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.calendar.icalendar_files import Address
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import changed_fields, created, locked, save_as, stored
from neuss_integration.foundation.words.city_terms import worded
from roundtables.enums.meetings import ATTENDING, AttendanceStatus, MeetingState, Reply, TopicState
from roundtables.models import AgendaItem, Attendance, Ballot, Guest, Meeting, TableMember
from roundtables.selectors.quorum import quorum_of, seats_at
from roundtables.services.agenda import open_agenda
from roundtables.services.meeting_mails import write


@dataclass(frozen=True, slots=True)
class SeatAttendance:
    """Who sat on a seat, from and until which item; empty means the whole meeting."""

    presence: str
    joins_at: AgendaItem | None = None
    leaves_before: AgendaItem | None = None


@transaction.atomic
def reply(member: TableMember, meeting: Meeting, *, by: User, answer: Reply, note: str = "") -> Attendance:
    """The seat `member` answered about the date as it is now. A deputy who was announced gets the invitation.

    The Koordination may enter what was told by telephone. Raises Refused from others, before the invitation, after
    the end, or for a deputy nobody knows.
    """
    current, seat = locked(meeting), locked(member)
    may_for_others = by.access.has(Permission.MANAGE_TABLES)
    if not may_for_others and by.pk not in (seat.user_id, seat.deputy_user_id):
        raise Refused("Für diesen Sitz antwortet, wer ihn innehat oder vertritt.")
    if current.state != MeetingState.INVITED or current.ends_at < timezone.now():
        raise Refused("Zu dieser Sitzung wird zurzeit keine Antwort erwartet.")
    if not seat.is_valid_on(timezone.localdate(current.starts_at)) or seat.round_table_id != current.round_table_id:
        raise Refused("Dieser Sitz gehört nicht zu der Sitzung.")
    if answer == Reply.DEPUTY and not seat.deputy:
        raise Refused(worded("Für diesen Sitz ist keine Vertretung eingetragen. Bitte nennen Sie sie {office.dative}."))
    values = {"reply": answer, "reply_note": note, "reply_sequence": current.sequence}
    attendance = _attendance(current, seat)
    if attendance.pk and not changed_fields(attendance, values):
        return attendance
    _save(attendance, values | {"replied_at": timezone.now(), "replied_by": by}, by)
    email = seat.deputy_user.email if seat.deputy_user else seat.deputy_email
    if answer == Reply.DEPUTY and email:
        write(current, "deputy", to=Address(seat.deputy, email.lower()), seats=[seat])
    return attendance


@transaction.atomic
def record_attendance(meeting: Meeting, *, by: User, came: Mapping[int, SeatAttendance]) -> Meeting:
    """Who came is recorded, by id of the seat. At a meeting that was held the counted votes follow.

    Raises Refused for a seat of another table, an item of another meeting, an order that cannot be, a cancelled
    meeting or approved minutes.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = open_agenda(meeting)
    seats = {seat.pk: seat for seat in seats_at(current)}
    items = set(current.agenda.filter(state=TopicState.AGENDA).values_list("pk", flat=True))
    for seat_id, given in came.items():
        if seat_id not in seats:
            raise Refused("Ein Sitz gehört nicht zu dieser Sitzung. Bitte laden Sie die Seite neu.")
        _check(given, items, seats[seat_id])
        _save(_attendance(current, seats[seat_id]), _columns(given), by)
    _keep_ballots(current)
    if current.state == MeetingState.HELD:
        _recount(current, list(seats.values()), by)
    return current


@transaction.atomic
def add_guest(meeting: Meeting, *, by: User, values: Mapping[str, Any]) -> Guest:
    """Somebody without a seat was there: `values` guest_name, organisation, note. The same guest again counts once."""
    ensure(by, Permission.MANAGE_TABLES)
    current = open_agenda(meeting)
    if not values.get("guest_name") and values.get("organisation") is None:
        raise Refused("Bitte nennen Sie den Namen oder die Organisation des Gastes.")
    same = current.guests.filter(**values).first()
    if same is not None:
        return same
    guest = Guest(meeting=current, **values)
    return created(guest, by=by)


def _attendance(meeting: Meeting, seat: TableMember) -> Attendance:
    found = Attendance.objects.filter(meeting=meeting, member=seat).first()
    return found or Attendance(meeting=meeting, member=seat)


def _save(attendance: Attendance, values: Mapping[str, Any], by: User) -> None:
    changed = changed_fields(attendance, values)
    for name in changed:
        setattr(attendance, name, values[name])
    if attendance.pk and changed:
        save_as(attendance, changed, by=by)
    elif not attendance.pk and any(values.values()):
        stored(attendance, by=by)


def _check(given: SeatAttendance, items: set[int], seat: TableMember) -> None:
    points = [each for each in (given.joins_at, given.leaves_before) if each is not None]
    if any(point.pk not in items for point in points):
        raise Refused("Ein Tagesordnungspunkt gehört nicht zu dieser Sitzung. Bitte laden Sie die Seite neu.")
    if points and given.presence not in ATTENDING:
        raise Refused(f"{seat}: Wer nicht da war, kann weder später gekommen noch früher gegangen sein.")
    if given.joins_at and given.leaves_before and given.joins_at.position >= given.leaves_before.position:
        raise Refused(f"{seat}: Bitte prüfen Sie, wann die Person kam und wann sie ging.")


def _columns(given: SeatAttendance) -> dict[str, Any]:
    return {
        "presence": AttendanceStatus(given.presence) if given.presence else "",
        "joins_at": given.joins_at,
        "leaves_before": given.leaves_before,
    }


def _recount(meeting: Meeting, seats: list[TableMember], by: User) -> None:
    """The votes there follow a corrected attendance; votes in all and needed stay as they were then."""
    there = quorum_of(meeting.round_table, _taken(meeting, seats), seats).there
    if meeting.votes_present != there:
        meeting.votes_present, meeting.votes_total = there, max(meeting.votes_total or 0, there)
        save_as(meeting, ["votes_total", "votes_present"], by=by)


def _taken(meeting: Meeting, seats: list[TableMember]) -> list[TableMember]:
    there = {each.member_id for each in meeting.attendances.all() if each.is_attending}
    return [seat for seat in seats if seat.pk in there]


def _keep_ballots(meeting: Meeting) -> None:
    """Nobody who voted is taken out of the meeting. Raises Refused otherwise."""
    there = {each.member_id: each for each in meeting.attendances.select_related("joins_at", "leaves_before")}
    ballots = Ballot.objects.filter(entry__minutes__meeting=meeting).select_related(
        "entry__item", "member__organisation", "member__user"
    )
    for ballot in ballots:
        seat = there.get(ballot.member_id)
        if seat is None or not seat.is_there_at(ballot.entry.item.position):
            raise Refused(
                f"{ballot.member} hat bei „{ballot.entry.item}“ abgestimmt und war also da. "
                "Bitte berichtigen Sie zuerst die Abstimmung."
            )
