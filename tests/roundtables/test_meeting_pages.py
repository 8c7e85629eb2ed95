"""Pages of meetings: from planning to attendance, as people use them."""

import datetime as dt
from typing import Any

import pytest
import vobject
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from neuss_integration.mailing.models import Mail
from roundtables.enums.meetings import MeetingState, TopicState
from roundtables.models import AgendaItem, Attendance, Meeting, RoundTable, TableMember
from tests.attachments.samples import PDF
from tests.factories import World, make_meeting, make_seat, make_table, sign_in


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [("/runde-tische/{table}/", 11), ("/sitzungen/{meeting}/", 11), ("/auftraege/", 7), ("/", 15)],
)
def test_pages_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    table = make_table(finds_needs=True)
    for number in range(rows):
        seat = make_seat(round_table=table, user=world.rundertisch_person)
        meeting = make_meeting(round_table=table, state=MeetingState.INVITED)
        for position in range(rows):
            AgendaItem.objects.create(meeting=meeting, position=position, title=f"Punkt {position}")
        Attendance.objects.create(meeting=meeting, member=seat, presence="present")
        meeting.action_items.create(text=f"Auftrag {number}", responsible_user=seat.user, due_on=timezone.localdate())
    sign_in(client, world.rundertisch_person)
    with django_assert_num_queries(queries):
        page(client, url.format(table=table.pk, meeting=meeting.pk))


def test_table_is_set_up_with_members(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    data = {"name": "Runder Tisch Gesundheit", "quorum_percent": "50", "vote_per": "seat", "office": ""}
    assert client.post("/runde-tische/neu/", data).status_code == 302
    table = RoundTable.objects.get()
    seat = make_seat(round_table=table)
    person = {"organisation": seat.organisation_id, "kind": "voting", "user": world.rundertisch_person.pk}
    assert client.post(f"/runde-tische/{table.pk}/sitze/neu/", person).status_code == 302
    shown = page(client, f"/runde-tische/{table.pk}/")
    assert ("ab 50 Prozent der Stimmen" in shown, "2 stimmberechtigt, 0 beratend" in shown) == (True, True)
    twice = client.post(f"/runde-tische/{table.pk}/sitze/neu/", person).content.decode()
    assert "sitzt schon für" in twice


def test_share_and_number_together_are_refused(world: World, client: Client) -> None:
    data = {"name": "Tisch", "quorum_percent": "50", "quorum_number": "3", "vote_per": "seat"}
    refused = sign_in(client, world.koordination).post("/runde-tische/neu/", data).content.decode()
    assert "entweder Prozent oder eine Zahl" in refused
    assert RoundTable.objects.count() == 0


def test_series_is_planned_at_the_same_hour_across_summer_time(world: World, client: Client) -> None:
    table = make_table()
    data = {"day": "15.02.2027", "starts": "17 Uhr", "ends": "19.00", "rhythm": "month", "count": "3"}
    assert sign_in(client, world.koordination).post(f"/runde-tische/{table.pk}/sitzungen/neu/", data).status_code == 302
    starts = [timezone.localtime(each.starts_at) for each in table.meetings.order_by("starts_at")]
    assert [(each.month, each.day, each.hour) for each in starts] == [(2, 15, 17), (3, 15, 17), (4, 15, 17)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends": "16:00"}, "Das Ende liegt nicht nach dem Beginn"),
        ({"starts": "25:00"}, "als Uhrzeit an"),
        ({"rhythm": "week"}, "wie viele Sitzungen die Reihe hat"),
        ({"day": "31.02.2027"}, "Diesen Tag gibt es im Kalender nicht"),
    ],
)
def test_bad_meeting_is_refused_with_a_sentence(
    world: World, client: Client, change: dict[str, str], sentence: str
) -> None:
    data = {"day": "15.02.2027", "starts": "17:00", "ends": "19:00"} | change
    url = f"/runde-tische/{make_table().pk}/sitzungen/neu/"
    assert sentence in sign_in(client, world.koordination).post(url, data).content.decode()
    assert Meeting.objects.count() == 0


def test_member_answers_proposes_a_topic_and_reads_what_became_of_it(
    world: World, client: Client, meeting: Meeting, seats: list[TableMember]
) -> None:
    sign_in(client, world.rundertisch_person)
    url = f"/sitzungen/{meeting.pk}/"
    assert "Ihre Antwort fehlt noch" in page(client, url)
    client.post(f"{url}antwort/{seats[0].pk}/", {"answer": "yes", "note": ""})
    client.post(f"{url}thema/", {"title": "Elterncafé", "note": "Bericht"})
    shown = page(client, url)
    assert ("nimmt teil" in shown, "Ihre Antwort fehlt noch" in shown, "Elterncafé" in shown) == (True, False, True)
    topic = AgendaItem.objects.get(title="Elterncafé")
    refused = sign_in(Client(), world.koordination).post(f"/sitzungen/punkte/{topic.pk}/ablehnen/", {"reason": "Voll"})
    assert refused.status_code == 302
    assert "nicht aufgenommen: Voll" in page(client, url)


def test_agenda_is_put_in_order(world: World, client: Client, meeting: Meeting) -> None:
    sign_in(client, world.koordination)
    last = meeting.agenda.get(position=3)
    client.post(f"/sitzungen/punkte/{last.pk}/verschieben/", {"richtung": "hoch"})
    first = meeting.agenda.get(title="Begrüßung")
    client.post(f"/sitzungen/punkte/{first.pk}/ablehnen/", {"reason": "Entfällt"})
    on_agenda = meeting.agenda.filter(state=TopicState.AGENDA)
    assert list(on_agenda.values_list("position", "title")) == [(1, "Verschiedenes"), (2, "Sprachkurse")]


def test_warning_says_how_many_votes_are_missing(world: World, client: Client, meeting: Meeting) -> None:
    shown = page(sign_in(client, world.koordination), f"/sitzungen/{meeting.pk}/")
    assert "Zugesagt sind 0 von 2 nötigen Stimmen. Es fehlen noch 2." in shown


def test_moved_meeting_tells_everybody_and_asks_again(world: World, client: Client, meeting: Meeting) -> None:
    sign_in(client, world.koordination)
    data = {"version": "1", "day": "20.12.2090", "starts": "18:00", "ends": "20:00", "place": "Rathaus"}
    assert client.post(f"/sitzungen/{meeting.pk}/bearbeiten/", data).status_code == 302
    assert Mail.objects.filter(key__contains=":moved:", calendar_method="REQUEST").count() == 5
    conflict = client.post(f"/sitzungen/{meeting.pk}/bearbeiten/", data | {"place": "Anderswo"})
    assert conflict.status_code == 409


def test_attendance_is_recorded_and_shown_with_the_lost_quorum(
    world: World, client: Client, running: Meeting, seats: list[TableMember]
) -> None:
    sign_in(client, world.koordination)
    last = running.agenda.get(position=3)
    data = {f"presence-{seat.pk}": "present" for seat in seats[:2]} | {f"leaves-{seats[0].pk}": str(last.pk)}
    assert client.post(f"/sitzungen/{running.pk}/teilnahme/", data).status_code == 302
    assert client.post(f"/sitzungen/{running.pk}/durchgefuehrt/").status_code == 302
    shown = page(client, f"/sitzungen/{running.pk}/")
    assert ("Anwesend 2 von 4 Stimmen, nötig 2" in shown, "bis vor TOP 3" in shown) == (True, True)
    assert shown.count("ab hier nicht mehr beschlussfähig") == 1


def test_paper_is_attached_once_and_read_by_members_only(world: World, client: Client, meeting: Meeting) -> None:
    sign_in(client, world.koordination)
    for _ in range(2):
        file = SimpleUploadedFile("vorlage.pdf", PDF, content_type="application/pdf")
        client.post(f"/sitzungen/{meeting.pk}/unterlagen/neu/", {"file": file, "title": "Vorlage"})
    url = f"/sitzungen/unterlagen/{meeting.papers.get().pk}/"
    answers = [
        sign_in(Client(), who).get(url).status_code for who in (world.rundertisch_person, world.jugendamt_person)
    ]
    assert answers == [200, 404]


def test_calendar_file_of_a_meeting_can_be_read(world: World, client: Client, meeting: Meeting) -> None:
    response = sign_in(client, world.rundertisch_person).get(f"/sitzungen/{meeting.pk}/termin.ics")
    read = vobject.readOne(response.content.decode())
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert read.vevent.uid.value == f"sitzung-{meeting.uid}@integrationskonzept.invalid"
    assert read.vevent.dtstart.value == meeting.starts_at


def test_markup_of_people_is_shown_as_text(world: World, client: Client, meeting: Meeting) -> None:
    AgendaItem.objects.filter(meeting=meeting).update(title="<script>alert(1)</script>", note="<b>fett</b>")
    shown = page(sign_in(client, world.koordination), f"/sitzungen/{meeting.pk}/")
    assert ("<script>alert" in shown, "<b>fett" in shown) == (False, False)


def test_next_meeting_shows_what_is_still_to_do(world: World, client: Client, running: Meeting) -> None:
    running.action_items.create(text="Liste anlegen", responsible_user=world.koordination, due_on=dt.date(2020, 1, 1))
    sign_in(client, world.koordination)
    data = {"day": "20.12.2090", "starts": "18:00", "ends": "20:00"}
    client.post(f"/runde-tische/{running.round_table_id}/sitzungen/neu/", data)
    following = Meeting.objects.get(previous=running)
    shown = page(client, f"/sitzungen/{following.pk}/")
    assert ("Offene Aufträge" in shown, "Liste anlegen" in shown, "überfällig" in shown) == (True, True, True)
