"""What was said of a meeting by mistake is taken back: it took place, it does not take place."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from roundtables.enums.meetings import AttendanceStatus, MeetingState
from roundtables.models import Meeting, RoundTable, TableMember
from roundtables.services import meetings, minutes
from roundtables.services.attendance import SeatAttendance, record_attendance
from roundtables.services.meeting_undo import take_back_cancelled, take_back_held
from tests.factories import World, make_meeting, make_need, make_seat, make_table, sign_in


@pytest.fixture
def held(world: World, running: Meeting, seats: list[TableMember]) -> Meeting:
    present = {seat.pk: SeatAttendance(AttendanceStatus.PRESENT) for seat in seats[:3]}
    record_attendance(running, by=world.koordination, came=present)
    return meetings.hold_meeting(running, by=world.koordination)


def test_held_meeting_is_as_before_and_counts_the_same_when_held_again(world: World, held: Meeting) -> None:
    votes = (held.votes_total, held.votes_present, held.votes_needed)
    back = take_back_held(held, by=world.koordination)
    assert (back.state == MeetingState.INVITED) == (back.invited_at is not None)
    assert (back.votes_total, back.attendances.filter(presence="present").count()) == (None, 3)
    again = meetings.hold_meeting(back, by=world.koordination)
    assert (again.votes_total, again.votes_present, again.votes_needed) == votes


def test_meeting_whose_minutes_went_out_stays_held(world: World, held: Meeting) -> None:
    item = held.agenda.get(position=2)
    minutes.write_entry(item, by=world.koordination, expected_version=0, values={"text": "Besprochen"})
    minutes.send_minutes(held.minutes, by=world.koordination, comment_until=timezone.localdate())
    with pytest.raises(Refused, match="schon versendet"):
        take_back_held(held, by=world.koordination)


def test_meeting_in_which_minutes_were_approved_stays_held(world: World, held: Meeting) -> None:
    item = held.agenda.get(position=2)
    minutes.write_entry(item, by=world.koordination, expected_version=0, values={"text": "Besprochen"})
    sent = minutes.send_minutes(held.minutes, by=world.koordination, comment_until=timezone.localdate())
    later = make_meeting(
        round_table=held.round_table, state=MeetingState.HELD, starts_at=held.starts_at + dt.timedelta(minutes=5)
    )
    minutes.approve_minutes(sent, by=world.koordination, approved_in=later)
    with pytest.raises(Refused, match="Protokoll genehmigt"):
        take_back_held(later, by=world.koordination)


def test_words_about_needs_are_written_once_however_often_it_is_held(world: World) -> None:
    table = make_seat(round_table=make_table(finds_needs=True), user=world.rundertisch_person).round_table
    make_need(round_table=table, title="Mehr Kurse", raised_on=timezone.localdate() - dt.timedelta(days=30))
    start = timezone.now() + dt.timedelta(days=1)
    values = {"starts_at": start, "ends_at": start + dt.timedelta(hours=2), "is_needs_meeting": True}
    meeting = meetings.create_meetings(table, by=world.koordination, values=values)[0]
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - dt.timedelta(hours=1))
    record_attendance(meeting, by=world.koordination, came={table.members.get().pk: SeatAttendance("present")})
    held = meetings.hold_meeting(meeting, by=world.koordination)
    kept = held.agenda.get().note
    assert take_back_held(held, by=world.koordination).agenda.get().note == ""
    assert meetings.hold_meeting(held, by=world.koordination).agenda.get().note == kept != ""


def test_cancelled_meeting_invites_again_into_the_calendars(world: World, table: RoundTable, meeting: Meeting) -> None:
    meetings.invite(meeting, by=world.koordination)
    cancelled = meetings.cancel_meeting(meeting, by=world.koordination, reason="Zu wenige Zusagen")
    planned = take_back_cancelled(cancelled, by=world.koordination)
    assert (planned.state, planned.state_reason, planned.invited_at) == (MeetingState.PLANNED, "", None)
    assert planned.sequence > cancelled.sequence
    Mail.objects.all().delete()
    assert meetings.invite(planned, by=world.koordination) == Mail.objects.count() > 0


def test_page_says_what_follows_and_does_it(client: Client, world: World, held: Meeting) -> None:
    page = reverse("roundtables:meeting-take-back", args=[held.pk])
    sign_in(client, world.koordination)
    assert "niemand bekommt eine E-Mail" in client.get(page).text
    client.post(page)
    held.refresh_from_db()
    assert held.state != MeetingState.HELD
    assert "Doch nicht durchgeführt" in client.get(held.get_absolute_url()).text
