"""Approved minutes for everybody: released by the Koordination, without internal parts and names of private people."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from roundtables.models import AgendaItem, Meeting, Minutes, TableMember
from roundtables.pdf.minutes import minutes_html
from roundtables.selectors.private_names import private_names, private_names_in
from roundtables.services import minutes as service
from roundtables.services.attendance import SeatAttendance, add_guest, record_attendance
from roundtables.services.meetings import hold_meeting
from tests.factories import World, make_meeting, make_seat, sign_in

PORTAL = "/portal/protokolle/"
TOLD: dict[int, dict[str, Any]] = {
    1: {"text": "Alle sind da."},
    2: {"text": "Frau Mustergast schildert ihre Lage.", "recommendation": "Mehr Kurse"},
    3: {"text": "Streng intern", "is_internal": True},
}


def approve(world: World, meeting: Meeting, told: dict[int, dict[str, Any]]) -> Minutes:
    """The minutes of `meeting` say what is `told` and are approved five minutes later."""
    by = world.koordination
    for position, values in told.items():
        service.write_entry(meeting.agenda.get(position=position), by=by, expected_version=0, values=values)
    hold_meeting(meeting, by=by)
    service.send_minutes(meeting.minutes, by=by, comment_until=timezone.localdate())
    later = make_meeting(round_table=meeting.round_table, starts_at=meeting.starts_at + dt.timedelta(minutes=5))
    return service.approve_minutes(meeting.minutes, by=by, approved_in=later)


@pytest.fixture
def approved(world: World, running: Meeting, seats: list[TableMember]) -> Minutes:
    """A guest is named in the second item, the third is internal."""
    record_attendance(running, by=world.koordination, came={seat.pk: SeatAttendance("present") for seat in seats})
    guest = {"guest_name": "Ada Mustergast", "organisation": None, "note": ""}
    add_guest(running, by=world.koordination, values=guest)
    return approve(world, running, TOLD)


def item(minutes: Minutes, position: int) -> AgendaItem:
    return minutes.meeting.agenda.get(position=position)


def test_nothing_is_public_before_the_koordination_says_so(world: World, client: Client, approved: Minutes) -> None:
    assert client.get(f"{PORTAL}{approved.meeting_id}/").status_code == 404
    assert "noch kein Protokoll veröffentlicht" in client.get(PORTAL).text
    with pytest.raises(PermissionDenied):
        service.publish_minutes(approved, by=world.rundertisch_person)


def test_name_of_a_private_person_holds_the_release_up(world: World, approved: Minutes) -> None:
    with pytest.raises(Refused, match=r"TOP 2 \(Ada Mustergast\)"):
        service.publish_minutes(approved, by=world.koordination)
    published = service.publish_minutes(approved, by=world.koordination, withheld=[item(approved, 2)])
    assert (published.is_public, [each.position for each in published.withheld.all()]) == (True, [2])
    assert [row.agendaitem.position for row in published.history.first().withheld.all()] == [2]


def test_item_of_another_meeting_is_not_withheld(world: World, approved: Minutes) -> None:
    other = AgendaItem.objects.create(meeting=make_meeting(), position=1, title="Anderswo")
    with pytest.raises(Refused, match="gehört nicht zu der Sitzung"):
        service.publish_minutes(approved, by=world.koordination, withheld=[other])


def test_everybody_reads_what_was_released_and_nothing_else(world: World, client: Client, approved: Minutes) -> None:
    service.publish_minutes(approved, by=world.koordination, withheld=[item(approved, 2)])
    text = client.get(f"{PORTAL}{approved.meeting_id}/").text
    page = minutes_html(Minutes.objects.get(pk=approved.pk), public=True)
    private = ("Mustergast", "Mehr Kurse", "Streng intern", "Mitglied Runder Tisch", "Person 2", "Beratende Person")
    assert [each in shown for shown in (text, page) for each in private] == [False] * 2 * len(private)
    assert (text.count("Dieser Punkt ist nicht öffentlich."), "Alle sind da." in text, "Alle sind da." in page) == (
        2,
        True,
        True,
    )


def test_release_is_taken_back_and_given_once(world: World, client: Client, approved: Minutes) -> None:
    for _ in range(2):
        service.publish_minutes(approved, by=world.koordination, withheld=[item(approved, 2)])
    for _ in range(2):
        service.hide_minutes(approved, by=world.koordination)
    assert client.get(f"{PORTAL}{approved.meeting_id}/").status_code == 404
    assert [each.transition for each in approved.events.all()] == ["begin", "send", "approve", "publish", "hide"]


def test_page_before_the_release_names_people_and_leaves_their_items_out(
    world: World, client: Client, approved: Minutes
) -> None:
    url = f"/sitzungen/{approved.meeting_id}/protokoll/veroeffentlichen/"
    text = sign_in(client, world.koordination).get(url).text
    assert "2. Sprachkurse (nennt Ada Mustergast)" in text
    assert text.count(" checked") == 1
    assert "Bitte lassen Sie diese Punkte weg" in client.post(url, {}).text
    assert client.post(url, {"withheld": [item(approved, 2).pk]}).status_code == 302
    assert f'href="{PORTAL}{approved.meeting_id}/"' in Client().get(PORTAL).text


def test_draft_warns_the_writer_of_names_in_time(world: World, client: Client, running: Meeting, seats: list) -> None:
    first = running.agenda.get(position=1)
    service.write_entry(first, by=world.koordination, expected_version=0, values={"text": "Beratende Person klagt."})
    text = sign_in(client, world.koordination).get(f"/sitzungen/{running.pk}/protokoll/").text
    assert "TOP 1 (Beratende Person)" in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ada  mustergast sagt", True),
        ("Herrn Dr. Mustergast", True),
        ("Die Mustergasthäuser", False),
        ("Mustergast GmbH", False),
        ("Fr. Ada", False),
    ],
)
def test_names_are_found_written_out_and_after_an_address(
    world: World, running: Meeting, seats: list[TableMember], text: str, found: bool
) -> None:
    TableMember.objects.filter(pk=seats[4].pk).update(contact_name="Ada Mustergast")
    first = running.agenda.get(position=1)
    service.write_entry(first, by=world.koordination, expected_version=0, values={"text": text})
    assert private_names_in(running.minutes) == ({first.pk: ["Ada Mustergast"]} if found else {})


def test_people_of_the_city_act_in_their_office(world: World, running: Meeting, seats: list[TableMember]) -> None:
    make_seat(round_table=running.round_table, user=world.jugendamt_person, deputy_name="Stell Vertretung")
    names = private_names(running)
    assert world.jugendamt_person.name not in names
    assert {"Mitglied Runder Tisch", "Stell Vertretung", "Person 2", "Beratende Person"} <= names


@pytest.mark.parametrize("rows", [1, 3])
def test_list_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        start = timezone.now() - dt.timedelta(days=400 * (number + 1))
        held = make_meeting(starts_at=start, title=f"Sitzung {number}", state="held")
        sent = {"sent_at": start, "sent_by": world.koordination, "comment_until": start.date()}
        done = {"approved_at": start, "approved_by": world.koordination, "approved_in": held}
        Minutes.objects.create(meeting=held, state="approved", is_public=True, **sent, **done)
    with django_assert_num_queries(3):
        assert client.get(PORTAL).text.count("genehmigt am") == rows
