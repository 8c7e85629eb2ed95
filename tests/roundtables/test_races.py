"""Two people at a Runder Tisch at the same moment: one result, and nothing is lost."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused, Stale
from roundtables.models import LateRating, Minutes, MinutesEntry, Need, Rating, RatingResult, RatingRun
from roundtables.services import minutes as service
from roundtables.services.attendance import SeatAttendance, record_attendance
from roundtables.services.meetings import create_meetings, hold_meeting
from roundtables.services.need_states import merge_need
from roundtables.services.ratings import close_rating, open_rating, rate
from tests.factories import World, make_meeting, make_need, make_seat, make_table, make_world
from tests.faults.conftest import at_once


@pytest.fixture
def world(transactional_db: None) -> World:
    """The small world, really committed, so that others see it."""
    return make_world()


@pytest.fixture
def run(world: World) -> RatingRun:
    """Open for one need; the member has a seat."""
    table = make_seat(round_table=make_table(name="Tisch"), user=world.rundertisch_person).round_table
    return open_rating(table, by=world.koordination, title="Bedarfe", needs=[make_need(round_table=table)])


def sent(world: World) -> Minutes:
    """Minutes out for comment, whose table met again."""
    start = timezone.now() - dt.timedelta(hours=1)
    seat = make_seat(round_table=make_table(name="Tisch"))
    meeting = make_meeting(round_table=seat.round_table, starts_at=start)
    item = meeting.agenda.create(position=1, title="Begrüßung")
    record_attendance(meeting, by=world.koordination, came={seat.pk: SeatAttendance("present")})
    service.write_entry(item, by=world.koordination, expected_version=0, values={"text": "Alle sind da."})
    hold_meeting(meeting, by=world.koordination)
    make_meeting(round_table=seat.round_table, starts_at=start + dt.timedelta(minutes=5))
    return service.send_minutes(meeting.minutes, by=world.koordination, comment_until=timezone.localdate())


def test_minutes_approved_twice_at_once_are_approved_once(world: World) -> None:
    minutes = sent(world)
    (later,) = service.approving_meetings(minutes)
    people = (world.koordination, world.vertretung)
    results = at_once(*[partial(service.approve_minutes, minutes, by=by, approved_in=later) for by in people])
    assert sorted(type(result).__name__ for result in results) == ["Minutes", "Refused"]
    assert minutes.events.filter(transition="approve").count() == 1


def test_objection_and_approval_at_once_leave_no_open_objection_behind(world: World) -> None:
    minutes = sent(world)
    (later,) = service.approving_meetings(minutes)
    at_once(
        partial(service.raise_objection, minutes, by=world.koordination, text="Nein"),
        partial(service.approve_minutes, minutes, by=world.vertretung, approved_in=later),
    )
    found = (Minutes.objects.get(pk=minutes.pk).state, minutes.objections.count())
    assert found in {("approved", 0), ("sent", 1)}


def test_two_writers_of_an_item_keep_one_text_and_one_is_told(world: World) -> None:
    item = sent(world).meeting.agenda.get()
    write = [
        partial(service.write_entry, item, by=by, expected_version=1, values={"text": by.name})
        for by in (world.koordination, world.vertretung)
    ]
    results = at_once(*write)
    assert {type(result) for result in results} == {MinutesEntry, Stale}
    kept = next(result for result in results if isinstance(result, MinutesEntry))
    assert MinutesEntry.objects.get().text == kept.text


def test_two_ratings_of_one_member_at_once_count_once(world: World, run: RatingRun) -> None:
    seat, need = run.round_table.members.get(), run.needs.get().pk
    pairs = ((5, 5), (1, 1))
    at_once(*[partial(rate, run, by=world.rundertisch_person, seat=seat, given={need: pair}) for pair in pairs])
    found = Rating.objects.get()
    assert (found.importance, found.urgency) in pairs


@pytest.mark.parametrize("attempt", range(3))
def test_rating_while_the_run_is_closed_counts_whole_or_not_at_all(world: World, run: RatingRun, attempt: int) -> None:
    seat, need = run.round_table.members.get(), run.needs.get().pk
    results = at_once(
        partial(rate, run, by=world.rundertisch_person, seat=seat, given={need: (5, 4)}),
        partial(close_rating, run, by=world.koordination),
    )
    counted: Any = (Rating.objects.count(), RatingResult.objects.get().votes, LateRating.objects.count())
    assert counted == ((0, 0, 1) if isinstance(results[0], Refused) else (1, 1, 0))


def test_run_closed_twice_at_once_has_one_result(world: World, run: RatingRun) -> None:
    at_once(*[partial(close_rating, run, by=by) for by in (world.koordination, world.vertretung)])
    assert (RatingResult.objects.count(), run.events.filter(transition="close").count()) == (1, 1)


def test_two_needs_merged_into_each_other_at_once_leave_one_standing(world: World) -> None:
    table = make_table(name="Tisch")
    one, other = (make_need(round_table=table, title=title) for title in ("Eins", "Zwei"))
    at_once(
        partial(merge_need, one, by=world.koordination, into=other),
        partial(merge_need, other, by=world.vertretung, into=one),
    )
    assert Need.objects.standing().count() == 1


def test_needs_meeting_planned_twice_at_once_tells_each_about_the_needs_once(world: World) -> None:
    need = make_need(raised_on=dt.date(2020, 1, 1))
    start = timezone.now() + dt.timedelta(days=9)
    values = {"starts_at": start, "ends_at": start + dt.timedelta(hours=1), "is_needs_meeting": True}
    plan = [
        partial(create_meetings, need.round_table, by=by, values=values)
        for by in (world.koordination, world.vertretung)
    ]
    made = [meeting for meetings in at_once(*plan) for meeting in meetings]
    assert [meeting.agenda.filter(origin="feedback").count() for meeting in made] == [1, 1]
