"""Days of the calendar that wait for a Gremium, a reader of a report or the members of a table."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import Consultation, Resolution
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Committee
from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.selectors.due import due_entries
from neuss_integration.steering.services.follows import follow
from reporting.models import ReportConsultation
from reporting.services.review import mark_read, request_review
from roundtables.services.ratings import close_rating, open_rating, rate
from tests.factories import (
    World,
    make_committee,
    make_need,
    make_report,
    make_resolution,
    make_seat,
    sign_in,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def told(person: User, **more: Any) -> list[tuple[str, int, bool, bool]]:
    """What stands in the calendar of `person`: what, in how many days, whether it is theirs and late."""
    found = due_entries(person, today=TODAY, until=day(90), **more)
    return [(each.what, (each.day - TODAY).days, each.is_own, each.is_overdue) for each in found]


def consulted(resolution: Resolution, days: int, committee: Committee, **more: Any) -> Consultation:
    values = {"kind": "decision", "day": day(days), **more}
    return Consultation.objects.create(resolution=resolution, committee=committee, **values)


def test_gremium_that_is_still_to_come_stands_in_the_calendar(world: World) -> None:
    council, resolution = make_committee("Rat der Stadt"), make_resolution()
    consulted(resolution, 9, council)
    consulted(resolution, -9, world.integrationsausschuss)
    consulted(resolution, -20, council, result="approved")
    came, comes = "Entscheidung: Integrationsausschuss", "Entscheidung: Rat der Stadt"
    assert told(world.koordination) == [(came, -9, True, True), (comes, 9, True, False)]
    assert told(world.integrationsrat_person) == [(comes, 9, False, False)]
    follow(FollowKind.RESOLUTION, resolution, by=world.integrationsrat_person)
    assert told(world.integrationsrat_person, only_own=True) == [(comes, 9, True, False)]
    assert told(world.nobody) == []


def test_entry_leads_to_the_way_through_the_gremien(world: World, client: Client) -> None:
    resolution = make_resolution()
    consulted(resolution, 9, world.integrationsausschuss)
    report = make_report()
    values = {"kind": "hearing", "day": day(8), "committee": world.integrationsausschuss}
    ReportConsultation.objects.create(report=report, **values)
    client = sign_in(client, world.koordination)
    found = due_entries(world.koordination, today=TODAY, until=day(90))
    assert [each.url for each in found] == [
        f"{each.get_absolute_url()}#beratungsfolge" for each in (report, resolution)
    ]
    assert ['id="beratungsfolge"' in client.get(each.url).text for each in found] == [True, True]


def test_reader_of_a_report_finds_the_day_until_it_is_read(world: World) -> None:
    report, reader = make_report(), world.jugendamt_person
    request_review(report, by=world.koordination, people=[reader], until=day(5))
    entry = ("Anmerkungen bis", 5, True, False)
    people = (world.koordination, reader, world.bibliothek_person)
    assert [told(each, kinds=["bericht"]) for each in people] == [[entry], [entry], []]
    mark_read(report, by=reader)
    assert [told(each, kinds=["bericht"]) for each in people] == [[], [], []]


def test_member_finds_until_when_needs_are_rated(world: World) -> None:
    seat = make_seat(user=world.rundertisch_person)
    needs = [make_need(round_table=seat.round_table)]
    run = open_rating(seat.round_table, by=world.koordination, title="Bedarfe", due_on=day(6), needs=needs)
    entry = ("Bewertung bis", 6, True, False)
    people = (world.koordination, world.rundertisch_person, world.jugendamt_person)
    assert [told(each, kinds=["bewertung"]) for each in people] == [[entry], [entry], []]
    rate(run, by=world.rundertisch_person, seat=seat, given={need.pk: (3, 4) for need in needs})
    assert [told(each, kinds=["bewertung"]) for each in people] == [[entry], [], []]
    close_rating(run, by=world.koordination)
    assert told(world.koordination, kinds=["bewertung"]) == []


def test_page_of_a_member_is_kept_until_the_member_has_rated(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    seat = make_seat(user=world.rundertisch_person)
    needs = [make_need(round_table=seat.round_table)]
    run = open_rating(seat.round_table, by=world.koordination, title="Bedarfe", due_on=day(6), needs=needs)
    member = sign_in(client, world.rundertisch_person)
    assert run.get_absolute_url() in member.get("/kalender/").text
    with django_assert_max_num_queries(5):  # session, person, access, version
        assert run.get_absolute_url() in member.get("/kalender/").text
    rate(run, by=world.rundertisch_person, seat=seat, given={need.pk: (3, 4) for need in needs})
    assert run.get_absolute_url() not in member.get("/kalender/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_page_has_the_same_queries_for_any_number(
    client: Client, world: World, django_assert_num_queries: Any, rows: int
) -> None:
    readers = [world.jugendamt_person, world.bibliothek_person, world.integrationsrat_person][:rows]
    request_review(make_report(), by=world.koordination, people=readers, until=day(5))
    for number in range(rows):
        consulted(make_resolution(title=f"Beschluss {number}"), number, world.integrationsausschuss)
        table = make_seat(user=world.rundertisch_person).round_table
        needs = [make_need(round_table=table)]
        open_rating(table, by=world.koordination, title="Bedarfe", due_on=day(6), needs=needs)
    office = sign_in(client, world.koordination)
    with django_assert_num_queries(19):
        office.get("/kalender/")
