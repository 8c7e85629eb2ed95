"""Planning, moving, inviting to, cancelling and holding meetings."""

import datetime as dt
import uuid

import pytest
import vobject
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.mailing.models import Mail
from roundtables.enums.meetings import AttendanceStatus, MeetingState, Reply
from roundtables.models import Meeting, RoundTable, TableMember
from roundtables.selectors.quorum import expected_quorum, seats_at
from roundtables.services import meetings
from roundtables.services.attendance import SeatAttendance, record_attendance, reply
from tests.factories import World, make_meeting, make_organisation, make_seat

HOUR = dt.timedelta(hours=1)


def values(**fields: object) -> dict[str, object]:
    """What the form gives for a meeting next month."""
    start = timezone.now().replace(microsecond=0) + dt.timedelta(days=30)
    return {"title": "", "starts_at": start, "ends_at": start + HOUR, "place": "Rathaus"} | fields


def calendars(kind: str = "") -> list[vobject.base.Component]:
    """The calendar files of all mails, in the order they were written."""
    mails = Mail.objects.exclude(calendar="").filter(key__contains=f":{kind}:" if kind else "").order_by("pk")
    return [vobject.readOne(mail.calendar) for mail in mails]


def test_series_has_one_meeting_per_date_and_is_made_once(world: World, table: RoundTable) -> None:
    key, start = uuid.uuid4(), timezone.now() + dt.timedelta(days=10)
    dates = [start + dt.timedelta(weeks=number) for number in range(3)]
    given = {"by": world.koordination, "values": values(), "starts": dates, "submission_key": key}
    made = [meetings.create_meetings(table, **given) for _ in range(2)]
    assert [each.pk for each in made[0]] == [each.pk for each in made[1]]
    assert [each.starts_at for each in made[0]] == dates
    assert {each.ends_at - each.starts_at for each in made[0]} == {HOUR}
    assert len({each.series for each in made[0]}) == 1


def test_meeting_follows_the_last_one_with_its_minutes_and_tasks(world: World, table: RoundTable) -> None:
    before = make_meeting(round_table=table, starts_at=timezone.now() - dt.timedelta(days=5))
    (made,) = meetings.create_meetings(table, by=world.koordination, values=values())
    assert made.previous == before
    titles = list(made.agenda.values_list("title", flat=True))
    assert titles == ["Protokoll der letzten Sitzung", "Offene Aufträge"]


@pytest.mark.parametrize("person", ["rundertisch_person", "jugendamt_person", "integrationsrat_person"])
def test_others_than_the_koordination_plan_nothing(world: World, table: RoundTable, person: str) -> None:
    with pytest.raises(PermissionDenied):
        meetings.create_meetings(table, by=getattr(world, person), values=values())
    assert Meeting.objects.count() == 0


def test_meeting_cannot_end_before_it_begins(world: World, table: RoundTable) -> None:
    given = values()
    with pytest.raises(ValidationError, match="Das Ende liegt nicht nach dem Beginn"):
        meetings.create_meetings(table, by=world.koordination, values=given | {"ends_at": given["starts_at"]})


def test_invitation_goes_once_to_every_address(world: World, table: RoundTable, seats: list[TableMember]) -> None:
    make_seat(round_table=table, user=seats[0].user, organisation=make_organisation("Zweiter Verein"))
    made = make_meeting(round_table=table)
    assert [meetings.invite(made, by=world.koordination) for _ in range(2)] == [5, 5]
    assert Mail.objects.count() == 5
    both = Mail.objects.get(address=seats[0].email)
    assert (both.recipient, "Zweiter Verein" in both.text, str(seats[0].organisation) in both.text) == (
        seats[0].user,
        True,
        True,
    )
    assert [(each.method.value, each.vevent.sequence.value) for each in calendars()] == [("REQUEST", "0")] * 5


def test_new_seats_are_invited_later(world: World, meeting: Meeting) -> None:
    meetings.invite(meeting, by=world.koordination)
    make_seat(round_table=meeting.round_table, contact_name="Neu", contact_email="neu@neuss.example")
    meetings.invite(meeting, by=world.koordination)
    assert Mail.objects.filter(address="neu@neuss.example").count() == 1
    assert Mail.objects.count() == 6


def test_nobody_is_invited_to_the_past_or_to_an_empty_table(world: World, table: RoundTable) -> None:
    past = make_meeting(round_table=table, starts_at=timezone.now() - HOUR)
    with pytest.raises(Refused, match="liegt in der Vergangenheit"):
        meetings.invite(past, by=world.koordination)
    with pytest.raises(Refused, match="noch keine Mitglieder"):
        meetings.invite(make_meeting(round_table=table), by=world.koordination)


def test_moved_meeting_asks_again_and_keeps_replies_for_the_former_date(world: World, meeting: Meeting) -> None:
    first, second = meeting.round_table.members.voting()[:2]
    for seat in (first, second):
        reply(seat, meeting, by=world.koordination, answer=Reply.YES)
    start = meeting.starts_at + dt.timedelta(days=7)
    moved = meetings.update_meeting(
        meeting, by=world.koordination, expected_version=1, values={"starts_at": start, "ends_at": start + HOUR}
    )
    assert [(each.reply, each.reply_sequence) for each in moved.attendances.all()] == [("yes", 0)] * 2
    assert expected_quorum(moved, seats_at(moved), moved.attendances.all()).there == 0
    reply(first, moved, by=world.koordination, answer=Reply.YES)
    assert expected_quorum(moved, seats_at(moved), moved.attendances.all()).there == 1
    files = calendars("moved")
    assert {(each.vevent.sequence.value, each.vevent.dtstart.value) for each in files} == {("1", start)}
    assert [event.transition for event in moved.events.all()] == ["move"]


def test_small_change_writes_to_nobody(world: World, meeting: Meeting) -> None:
    meetings.update_meeting(meeting, by=world.koordination, expected_version=1, values={"invitation_text": "Bitte"})
    assert Mail.objects.count() == 0
    assert Meeting.objects.get(pk=meeting.pk).sequence == 0


def test_second_writer_of_a_meeting_is_told(world: World, meeting: Meeting) -> None:
    meetings.update_meeting(meeting, by=world.koordination, expected_version=1, values={"place": "Raum 1"})
    with pytest.raises(Stale):
        meetings.update_meeting(meeting, by=world.vertretung, expected_version=1, values={"place": "Raum 2"})


def test_cancelled_meeting_leaves_the_calendars(world: World, meeting: Meeting) -> None:
    meetings.invite(meeting, by=world.koordination)
    uids = {each.vevent.uid.value for each in calendars()}
    with pytest.raises(Refused, match="braucht es eine Begründung"):
        meetings.cancel_meeting(meeting, by=world.koordination, reason=" ")
    meetings.cancel_meeting(meeting, by=world.koordination, reason="Zu wenige Zusagen")
    assert {mail.state for mail in Mail.objects.filter(key__contains=":invitation:")} == {"cancelled"}
    files = calendars("cancelled")
    assert {(each.method.value, each.vevent.sequence.value) for each in files} == {("CANCEL", "1")}
    assert {each.vevent.uid.value for each in files} == uids
    assert all("Zu wenige Zusagen" in mail.text for mail in Mail.objects.filter(key__contains=":cancelled:"))


def test_planned_meeting_is_cancelled_without_a_mail(world: World, table: RoundTable, seats: list) -> None:
    meetings.cancel_meeting(make_meeting(round_table=table), by=world.koordination, reason="Doch nicht")
    assert Mail.objects.count() == 0


def test_held_meeting_keeps_its_votes_when_rules_change(world: World, running: Meeting, seats: list) -> None:
    came = {seat.pk: SeatAttendance(AttendanceStatus.PRESENT) for seat in (*seats[:2], seats[4])}
    record_attendance(running, by=world.koordination, came=came)
    held = meetings.hold_meeting(running, by=world.koordination)
    assert (held.votes_present, held.votes_total, held.votes_needed, held.is_quorate) == (2, 4, 2, True)
    RoundTable.objects.filter(pk=held.round_table_id).update(quorum_percent=100)
    assert Meeting.objects.get(pk=held.pk).is_quorate is True


def test_meeting_is_not_held_before_it_begins_or_without_attendance(world: World, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="hat noch nicht begonnen"):
        meetings.hold_meeting(meeting, by=world.koordination)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - HOUR)
    with pytest.raises(Refused, match="wer teilgenommen hat"):
        meetings.hold_meeting(meeting, by=world.koordination)


def test_failed_meeting_of_the_past_is_recorded_by_its_numbers(world: World, table: RoundTable) -> None:
    start = dt.datetime(2019, 10, 8, 17, tzinfo=dt.UTC)
    given = {"starts_at": start, "ends_at": start + HOUR, "is_needs_meeting": True}
    made = meetings.record_past_meeting(table, by=world.koordination, values=given, votes=(2, 12, 6))
    assert (made.state, made.is_quorate) == (MeetingState.HELD, False)
    with pytest.raises(Refused, match="liegt in der Zukunft"):
        meetings.record_past_meeting(table, by=world.koordination, values=values(), votes=(2, 12, 6))
