"""Replies, attendance, guests and the quorum."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from roundtables.enums.meetings import AttendanceStatus, Reply, VotePer
from roundtables.models import Attendance, Meeting, RoundTable, TableMember
from roundtables.selectors.quorum import expected_quorum, present_quorum, quorum_at, seats_at, votes_of
from roundtables.services.attendance import SeatAttendance, add_guest, record_attendance, reply
from tests.factories import World, make_meeting, make_organisation, make_seat, make_table


def present(seats: list[TableMember]) -> dict[int, SeatAttendance]:
    return {seat.pk: SeatAttendance(AttendanceStatus.PRESENT) for seat in seats}


def test_member_answers_for_their_own_seat_only(world: World, meeting: Meeting, seats: list[TableMember]) -> None:
    mine = reply(seats[0], meeting, by=world.rundertisch_person, answer=Reply.YES, note="Ich komme später.")
    assert (mine.reply, mine.replied_by, mine.reply_sequence) == ("yes", world.rundertisch_person, 0)
    with pytest.raises(Refused, match="wer ihn innehat oder vertritt"):
        reply(seats[1], meeting, by=world.rundertisch_person, answer=Reply.NO)
    assert reply(seats[4], meeting, by=world.koordination, answer=Reply.NO).replied_by == world.koordination


def test_same_answer_twice_is_one_change(world: World, meeting: Meeting, seats: list[TableMember]) -> None:
    for _ in range(2):
        reply(seats[0], meeting, by=world.rundertisch_person, answer=Reply.YES)
    assert Attendance.history.count() == 1


def test_announced_deputy_is_invited(world: World, meeting: Meeting, seats: list[TableMember]) -> None:
    with pytest.raises(Refused, match="keine Vertretung eingetragen"):
        reply(seats[0], meeting, by=world.rundertisch_person, answer=Reply.DEPUTY)
    TableMember.objects.filter(pk=seats[0].pk).update(deputy_name="Vertretung", deputy_email="v@neuss.example")
    reply(seats[0], meeting, by=world.rundertisch_person, answer=Reply.DEPUTY)
    mail = Mail.objects.get()
    assert (mail.address, mail.calendar_method) == ("v@neuss.example", "REQUEST")


def test_nobody_answers_before_the_invitation_or_for_another_table(world: World, table: RoundTable) -> None:
    seat = make_seat(round_table=table, user=world.rundertisch_person)
    with pytest.raises(Refused, match="zurzeit keine Antwort"):
        reply(seat, make_meeting(round_table=table), by=world.rundertisch_person, answer=Reply.YES)
    other = make_meeting(round_table=make_table(), state="invited")
    with pytest.raises(Refused, match="gehört nicht zu der Sitzung"):
        reply(seat, other, by=world.rundertisch_person, answer=Reply.YES)


def test_quorum_is_expected_from_replies_and_known_from_attendance(
    world: World, running: Meeting, seats: list[TableMember]
) -> None:
    for seat, answer in zip(seats, [Reply.YES, Reply.NO, Reply.YES, Reply.NO, Reply.YES], strict=True):
        reply(seat, running, by=world.koordination, answer=answer)
    found = expected_quorum(running, seats_at(running), running.attendances.all())
    assert (found.there, found.total, found.needed, found.is_met) == (2, 4, 2, True)
    record_attendance(running, by=world.koordination, came=present([seats[0], seats[4]]))
    there = present_quorum(running, seats_at(running), running.attendances.all())
    assert (there.there, there.is_met, there.missing) == (1, False, 1)


def test_quorum_lost_during_the_meeting_is_known_at_the_item(
    world: World, running: Meeting, seats: list[TableMember]
) -> None:
    first, second, third = running.agenda.all()
    came = present(seats[:1]) | {
        seats[1].pk: SeatAttendance(AttendanceStatus.DEPUTY, leaves_before=third),
        seats[2].pk: SeatAttendance(AttendanceStatus.PRESENT, joins_at=second),
        seats[3].pk: SeatAttendance(AttendanceStatus.PRESENT, leaves_before=third),
    }
    record_attendance(running, by=world.koordination, came=came)
    rows = running.attendances.select_related("joins_at", "leaves_before")
    found = [quorum_at(running, item.position, seats_at(running), rows) for item in (first, second, third)]
    assert [each.there for each in found] == [3, 4, 2]
    running.round_table.quorum_number, running.round_table.quorum_percent = 3, None
    assert [quorum_at(running, n, seats_at(running), rows).is_met for n in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize(("rule", "votes"), [(VotePer.SEAT, 3), (VotePer.ORGANISATION, 2), (VotePer.PERSON, 2)])
def test_person_of_two_organisations_has_as_many_votes_as_the_rules_say(
    world: World, table: RoundTable, rule: VotePer, votes: int
) -> None:
    verein, verband = make_organisation("Verein"), make_organisation("Verband")
    for organisation in (verein, verband):
        make_seat(round_table=table, organisation=organisation, user=world.rundertisch_person)
    make_seat(round_table=table, organisation=verband, user=world.bibliothek_person)
    assert votes_of(table.members.all(), rule) == votes


@pytest.mark.parametrize(("votes", "percent", "needed"), [(12, 50, 6), (11, 50, 6), (3, 67, 3), (0, 50, 0)])
def test_share_of_votes_is_rounded_up(votes: int, percent: int, needed: int) -> None:
    assert RoundTable(quorum_percent=percent).quorum_for(votes) == needed
    assert RoundTable().quorum_for(votes) is None


def test_impossible_attendance_is_refused(world: World, running: Meeting, seats: list[TableMember]) -> None:
    first, _, third = running.agenda.all()
    stranger = make_seat()
    for came, sentence in (
        ({stranger.pk: SeatAttendance(AttendanceStatus.PRESENT)}, "gehört nicht zu dieser Sitzung"),
        ({seats[0].pk: SeatAttendance(AttendanceStatus.ABSENT, joins_at=first)}, "Wer nicht da war"),
        (
            {seats[0].pk: SeatAttendance(AttendanceStatus.PRESENT, joins_at=third, leaves_before=first)},
            "wann die Person kam",
        ),
    ):
        with pytest.raises(Refused, match=sentence):
            record_attendance(running, by=world.koordination, came=came)


def test_database_keeps_absent_people_out_of_items(running: Meeting, seats: list[TableMember]) -> None:
    item = running.agenda.first()
    with pytest.raises(IntegrityError, match="roundtables_attendance_absent_nowhere"), transaction.atomic():
        Attendance.objects.create(meeting=running, member=seats[0], presence="absent", joins_at=item)


def test_guest_counts_once_and_needs_a_name(world: World, running: Meeting) -> None:
    given = {"guest_name": "Gast", "organisation": None, "note": ""}
    assert {add_guest(running, by=world.koordination, values=given).pk for _ in range(2)} == {running.guests.get().pk}
    with pytest.raises(Refused, match="den Namen oder die Organisation"):
        add_guest(running, by=world.koordination, values=given | {"guest_name": ""})
    with pytest.raises(PermissionDenied):
        add_guest(running, by=world.rundertisch_person, values=given)
