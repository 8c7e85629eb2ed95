"""Minutes from draft to approval, votes, and what the database refuses afterwards."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.mailing.models import Mail
from roundtables.enums.meetings import AttendanceStatus
from roundtables.enums.minutes import BallotChoice, MinutesState, ObjectionState
from roundtables.models import AgendaItem, Attendance, Ballot, Meeting, Minutes, MinutesEntry, TableMember
from roundtables.services import minutes as service
from roundtables.services.agenda import add_item
from roundtables.services.attendance import SeatAttendance, record_attendance
from roundtables.services.meetings import hold_meeting
from roundtables.services.retention import erase_contacts
from roundtables.services.votes import Count, record_ballots, record_vote
from tests.factories import World, make_meeting

YES, NO = BallotChoice.YES, BallotChoice.NO
TODAY = timezone.localdate


@pytest.fixture
def item(world: World, running: Meeting, seats: list[TableMember]) -> AgendaItem:
    """The item about language courses; three of four votes and the adviser are there, a recommendation is written."""
    came = {seat.pk: SeatAttendance(AttendanceStatus.PRESENT) for seat in (*seats[:3], seats[4])}
    record_attendance(running, by=world.koordination, came=came)
    found = running.agenda.get(position=2)
    service.write_entry(found, by=world.koordination, expected_version=0, values={"recommendation": "Mehr Kurse"})
    return found


@pytest.fixture
def sent(world: World, item: AgendaItem) -> Minutes:
    """Out for comment until today."""
    hold_meeting(item.meeting, by=world.koordination)
    return service.send_minutes(item.meeting.minutes, by=world.koordination, comment_until=TODAY())


def later_meeting(meeting: Meeting) -> Meeting:
    """The next meeting, which has just begun."""
    return make_meeting(round_table=meeting.round_table, starts_at=meeting.starts_at + dt.timedelta(minutes=5))


@pytest.fixture
def approved(world: World, sent: Minutes) -> Minutes:
    """Approved at the next meeting."""
    return service.approve_minutes(sent, by=world.koordination, approved_in=later_meeting(sent.meeting))


def test_second_writer_of_an_item_is_told_and_another_item_is_free(world: World, item: AgendaItem) -> None:
    given = {"expected_version": 1, "values": {"text": "Erste Fassung"}}
    service.write_entry(item, by=world.koordination, **given)
    with pytest.raises(Stale):
        service.write_entry(item, by=world.vertretung, **given | {"values": {"text": "Zweite Fassung"}})
    other = item.meeting.agenda.get(position=1)
    service.write_entry(other, by=world.vertretung, expected_version=0, values={"text": "Begrüßung"})
    assert list(MinutesEntry.objects.values_list("text", flat=True)) == ["Begrüßung", "Erste Fassung"]


def test_two_who_begin_the_same_item_do_not_overwrite_each_other(world: World, item: AgendaItem) -> None:
    with pytest.raises(Stale):
        service.write_entry(item, by=world.vertretung, expected_version=0, values={"text": "Von vorn"})


def test_member_writes_no_minutes(world: World, item: AgendaItem) -> None:
    with pytest.raises(PermissionDenied):
        service.write_entry(item, by=world.rundertisch_person, expected_version=1, values={"text": "Von mir"})


def test_vote_by_name_counts_itself(world: World, item: AgendaItem, seats: list[TableMember]) -> None:
    choices = {seats[0].pk: YES, seats[1].pk: NO, seats[2].pk: YES}
    entry = record_ballots(item, by=world.koordination, expected_version=1, choices=choices)
    assert (entry.votes_for, entry.votes_against, entry.abstentions, entry.votes_present) == (2, 1, 0, 3)
    entry = record_ballots(item, by=world.koordination, expected_version=2, choices={seats[0].pk: NO})
    assert (entry.votes_for, entry.votes_against, entry.ballots.get().choice) == (0, 1, "no")


@pytest.mark.parametrize(("seat", "sentence"), [(4, "ist beratendes Mitglied"), (3, "war bei diesem Punkt nicht anw")])
def test_vote_of_somebody_not_entitled_is_refused(
    world: World, item: AgendaItem, seats: list[TableMember], seat: int, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        record_ballots(item, by=world.koordination, expected_version=1, choices={seats[seat].pk: YES})
    with pytest.raises(Refused, match="an diesem Tisch einen Sitz"):
        record_ballots(item, by=world.koordination, expected_version=1, choices={0: YES})
    assert Ballot.objects.count() == 0


def test_second_vote_of_one_person_is_refused_where_persons_vote(
    world: World, item: AgendaItem, seats: list[TableMember]
) -> None:
    item.meeting.round_table.vote_per = "person"
    item.meeting.round_table.save()
    TableMember.objects.filter(pk=seats[1].pk).update(user=seats[0].user)
    with pytest.raises(Refused, match="Jede Stimme zählt einmal"):
        record_ballots(item, by=world.koordination, expected_version=1, choices={seats[0].pk: YES, seats[1].pk: NO})


def test_counted_vote_lies_within_the_votes_there(world: World, item: AgendaItem) -> None:
    with pytest.raises(Refused, match="Es sind 4 Stimmen angegeben, anwesend waren bei diesem Punkt 3"):
        record_vote(item, by=world.koordination, expected_version=1, count=Count(3, 1, 0))
    entry = record_vote(item, by=world.koordination, expected_version=1, count=Count(2, 0, 1))
    assert (entry.votes_for, entry.votes_against, entry.abstentions, entry.votes_present) == (2, 0, 1, 3)


def test_vote_needs_a_quorum_at_its_item_and_something_to_vote_on(
    world: World, item: AgendaItem, seats: list[TableMember]
) -> None:
    empty = item.meeting.agenda.get(position=1)
    with pytest.raises(Refused, match="worüber abgestimmt wird"):
        record_vote(empty, by=world.koordination, expected_version=0, count=Count(1, 0, 0))
    left = {seat.pk: SeatAttendance(AttendanceStatus.PRESENT, leaves_before=item) for seat in seats[:2]}
    record_attendance(item.meeting, by=world.koordination, came=left)
    with pytest.raises(Refused, match="nicht beschlussfähig: 1 von 2 nötigen"):
        record_vote(item, by=world.koordination, expected_version=1, count=Count(1, 0, 0))


def test_nobody_who_voted_is_taken_out_of_the_meeting(world: World, item: AgendaItem, seats: list[TableMember]) -> None:
    record_ballots(item, by=world.koordination, expected_version=1, choices={seats[0].pk: YES})
    with pytest.raises(Refused, match=r"hat bei „2\. Sprachkurse“ abgestimmt"):
        record_attendance(
            item.meeting, by=world.koordination, came={seats[0].pk: SeatAttendance(AttendanceStatus.ABSENT)}
        )
    assert Attendance.objects.get(member=seats[0]).presence == "present"


def test_sent_minutes_are_told_to_everybody_once(world: World, sent: Minutes) -> None:
    assert (sent.state, sent.comment_until) == (MinutesState.SENT, TODAY())
    assert Mail.objects.filter(key__startswith="protokoll:").count() == 5
    assert all("Mehr Kurse" not in mail.text for mail in Mail.objects.all())


def test_minutes_are_sent_only_when_there_is_something_and_a_day_to_come(world: World, item: AgendaItem) -> None:
    minutes = item.meeting.minutes
    with pytest.raises(Refused, match="dass die Sitzung stattgefunden hat"):
        service.send_minutes(minutes, by=world.koordination, comment_until=TODAY())
    with pytest.raises(Refused, match="Frist liegt in der Vergangenheit"):
        service.send_minutes(minutes, by=world.koordination, comment_until=TODAY() - dt.timedelta(days=1))


def test_objection_comes_from_members_in_time(world: World, sent: Minutes) -> None:
    service.raise_objection(sent, by=world.rundertisch_person, text="Es waren vier Kurse.")
    with pytest.raises(Refused, match="Mitglieder des Runden Tisches"):
        service.raise_objection(sent, by=world.jugendamt_person, text="Ich auch")
    Minutes.objects.filter(pk=sent.pk).update(comment_until=TODAY() - dt.timedelta(days=1))
    with pytest.raises(Refused, match=r"Die Frist endete am .* in der nächsten Sitzung vor"):
        service.raise_objection(sent, by=world.rundertisch_person, text="Zu spät")
    assert sent.objections.get().text == "Es waren vier Kurse."


def test_open_objection_holds_the_approval_up(world: World, sent: Minutes) -> None:
    objection = service.raise_objection(sent, by=world.rundertisch_person, text="Es waren vier Kurse.")
    following = later_meeting(sent.meeting)
    with pytest.raises(Refused, match="noch offene Einwände"):
        service.approve_minutes(sent, by=world.koordination, approved_in=following)
    with pytest.raises(Refused, match="nicht übernommen wird"):
        service.decide_objection(objection, by=world.koordination, state=ObjectionState.REJECTED, answer="")
    service.decide_objection(objection, by=world.koordination, state=ObjectionState.ACCEPTED, answer="")
    assert service.approve_minutes(sent, by=world.koordination, approved_in=following).is_approved


def test_minutes_are_approved_at_a_later_meeting_of_the_table_only(world: World, sent: Minutes) -> None:
    planned = make_meeting(round_table=sent.meeting.round_table)
    for wrong in (sent.meeting, planned, make_meeting(starts_at=timezone.now())):
        with pytest.raises(Refused, match="in einer späteren Sitzung desselben"):
            service.approve_minutes(sent, by=world.koordination, approved_in=wrong)


def test_approved_minutes_are_refused_by_every_service(world: World, approved: Minutes) -> None:
    item = approved.meeting.agenda.get(position=2)
    for write in (
        lambda: service.write_entry(item, by=world.koordination, expected_version=1, values={"text": "Neu"}),
        lambda: record_vote(item, by=world.koordination, expected_version=1, count=Count(1, 0, 0)),
        lambda: record_attendance(approved.meeting, by=world.koordination, came={}),
        lambda: add_item(approved.meeting, by=world.koordination, values={"title": "Neu"}),
        lambda: service.take_back_minutes(approved, by=world.koordination, reason="Doch nicht"),
    ):
        with pytest.raises(Refused):
            write()


def test_database_refuses_to_change_approved_minutes(approved: Minutes, seats: list[TableMember]) -> None:
    entry = approved.entries.get()
    for write in (
        lambda: MinutesEntry.objects.filter(pk=entry.pk).update(text="Neu"),
        lambda: Minutes.objects.filter(pk=approved.pk).update(state="draft", approved_at=None),
        lambda: Attendance.objects.filter(meeting=approved.meeting).update(presence="absent"),
        lambda: AgendaItem.objects.create(meeting=approved.meeting, position=9, title="Neu"),
        lambda: Ballot.objects.create(entry=entry, member=seats[0], choice="yes"),
        lambda: approved.events.filter(transition="approve").update(at=timezone.now()),
        lambda: approved.events.filter(transition="send").update(comment="Anders"),
    ):
        with pytest.raises(DatabaseError, match="approved minutes stay"), transaction.atomic():
            write()


def test_note_of_absence_goes_with_the_contact_data_also_from_approved_minutes(approved: Minutes) -> None:
    told = Attendance.objects.filter(meeting=approved.meeting)
    told.update(reply_note="Krank")
    told.first().history.update(reply_note="Krank")
    TableMember.objects.filter(attendances__in=told).update(
        valid_from=dt.date(2019, 1, 1), valid_until=dt.date(2020, 1, 1)
    )
    assert erase_contacts() == told.count() > 0
    assert {*told.values_list("reply_note", flat=True)} == {""}
    assert not Attendance.history.filter(reply_note="Krank").exists()
    with pytest.raises(DatabaseError, match="approved minutes stay"), transaction.atomic():
        told.update(reply_note="Krank", presence="absent")


def test_database_refuses_to_delete_what_belongs_to_approved_minutes(approved: Minutes) -> None:
    for rows in (approved.entries, approved.events, approved.meeting.agenda, approved.meeting.attendances):
        assert rows.exists()
        with pytest.raises(DatabaseError, match="approved minutes stay"), transaction.atomic():
            rows.all()._raw_delete(using="default")


REPLACE = "REPLACE INTO roundtables_minutes SELECT * FROM roundtables_minutes"


@pytest.mark.parametrize(
    "name", ["minutes", "minutesentry", "minutesevent", "objection", "ballot", "agendaitem", "attendance"]
)
def test_database_refuses_to_empty_tables_of_approved_minutes(approved: Minutes, name: str) -> None:
    is_postgres = connection.vendor == "postgresql"
    connection.check_constraints()  # PostgreSQL empties no table with checks still to come
    empty = f"TRUNCATE roundtables_{name} CASCADE" if is_postgres else REPLACE
    with pytest.raises(DatabaseError, match="approved minutes stay"), transaction.atomic():
        connection.cursor().execute(empty)


def test_approved_minutes_are_published_and_hidden_again(world: World, approved: Minutes) -> None:
    assert service.publish_minutes(approved, by=world.koordination).is_public is True
    assert list(Minutes.objects.visible_to(world.integrationsrat_person)) == [approved]
    assert service.hide_minutes(approved, by=world.koordination).is_public is False
    assert [event.transition for event in approved.events.all()] == ["begin", "send", "approve", "publish", "hide"]


def test_readers_see_nothing_and_members_only_what_was_sent(world: World, item: AgendaItem) -> None:
    def seen() -> list[int]:
        people = (world.koordination, world.rundertisch_person, world.integrationsrat_person, world.jugendamt_person)
        return [Minutes.objects.visible_to(who).count() for who in people]

    assert seen() == [1, 0, 0, 0]
    hold_meeting(item.meeting, by=world.koordination)
    service.send_minutes(item.meeting.minutes, by=world.koordination, comment_until=TODAY())
    assert seen() == [1, 1, 0, 0]
