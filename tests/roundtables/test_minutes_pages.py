"""Pages of minutes: writing beside the agenda, two writers, votes, both forms, the PDF."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from roundtables.enums.meetings import AttendanceStatus
from roundtables.models import ActionItem, AgendaItem, Ballot, Meeting, Minutes, MinutesEntry, TableMember
from roundtables.pdf.minutes import minutes_html, minutes_pdf
from roundtables.selectors.minutes import minutes_view
from roundtables.services import minutes as service
from roundtables.services.attendance import SeatAttendance, add_guest, record_attendance
from roundtables.services.meetings import hold_meeting
from tests.factories import World, make_meeting, sign_in
from tests.pdf.vera import validate

TEXTS = {
    "text": "Vier Kurse laufen.",
    "recommendation": "Mehr Kurse",
    "internal_note": "Träger will sich zurückziehen",
}


@pytest.fixture
def item(world: World, running: Meeting, seats: list[TableMember]) -> AgendaItem:
    """The second item; three votes and the adviser are there."""
    came = {seat.pk: SeatAttendance(AttendanceStatus.PRESENT) for seat in (*seats[:3], seats[4])}
    record_attendance(running, by=world.koordination, came=came)
    return running.agenda.get(position=2)


@pytest.fixture
def approved(world: World, item: AgendaItem) -> Minutes:
    """Approved and public minutes with internal parts, a guest and a task for a person."""
    by, meeting = world.koordination, item.meeting
    service.write_entry(item, by=by, expected_version=0, values=TEXTS)
    hidden = meeting.agenda.get(position=3)
    service.write_entry(hidden, by=by, expected_version=0, values={"text": "Streng intern", "is_internal": True})
    add_guest(meeting, by=by, values={"guest_name": "Gast Mustermensch", "organisation": None, "note": ""})
    ActionItem.objects.create(
        meeting=meeting,
        item=item,
        text="Kosten ermitteln",
        responsible_user=world.rundertisch_person,
        due_on=timezone.localdate(),
    )
    hold_meeting(meeting, by=by)
    service.send_minutes(meeting.minutes, by=by, comment_until=timezone.localdate())
    later = make_meeting(round_table=meeting.round_table, starts_at=meeting.starts_at + dt.timedelta(minutes=5))
    service.approve_minutes(meeting.minutes, by=by, approved_in=later)
    service.publish_minutes(meeting.minutes, by=by)
    return Minutes.objects.select_related("meeting__round_table__office", "approved_in").get(meeting=meeting)


def url_of(item: AgendaItem) -> str:
    return f"/sitzungen/punkte/{item.pk}/protokoll/"


def test_autosave_stores_and_says_so(world: World, client: Client, item: AgendaItem) -> None:
    sign_in(client, world.koordination)
    saved = client.post(url_of(item), TEXTS | {"version": "0", "action": "autosave"})
    assert (saved.status_code, saved.json()["version"], "Gespeichert (" in saved.json()["message"]) == (200, 1, True)
    stale = client.post(url_of(item), TEXTS | {"version": "0", "action": "autosave", "text": "Anders"})
    assert (stale.status_code, "anderswo geschrieben" in stale.json()["message"]) == (409, True)
    assert MinutesEntry.objects.get().text == "Vier Kurse laufen."


def test_second_writer_chooses_between_both_texts(world: World, client: Client, item: AgendaItem) -> None:
    service.write_entry(item, by=world.vertretung, expected_version=0, values=TEXTS)
    data = TEXTS | {"version": "0", "action": "save", "text": "Fünf Kurse laufen."}
    conflict = sign_in(client, world.koordination).post(url_of(item), data)
    shown = conflict.content.decode()
    assert (conflict.status_code, "Vier Kurse" in shown, "Fünf Kurse" in shown) == (409, True, True)
    chosen = data | {"version": "1", "choice-text": "mine"}
    assert client.post(url_of(item), chosen).status_code == 302
    assert MinutesEntry.objects.get().text == "Fünf Kurse laufen."


def test_saving_leads_on_to_the_next_item(world: World, client: Client, item: AgendaItem) -> None:
    answer = sign_in(client, world.koordination).post(url_of(item), TEXTS | {"version": "0", "action": "next"})
    assert answer["Location"] == url_of(item.meeting.agenda.get(position=3))


def test_vote_is_entered_by_name_or_counted_but_not_both(
    world: World, client: Client, item: AgendaItem, seats: list[TableMember]
) -> None:
    service.write_entry(item, by=world.koordination, expected_version=0, values=TEXTS)
    sign_in(client, world.koordination)
    url, names = f"/sitzungen/punkte/{item.pk}/abstimmung/", {f"seat-{seat.pk}": "yes" for seat in seats[:3]}
    both = client.post(url, names | {"version": "1", "votes_for": "3"}).content.decode()
    assert "nicht beides" in both
    assert "mehr Stimmen" in both or "Zahlen oder die Stimmen" in both
    assert client.post(url, names | {"version": "1"}).status_code == 302
    assert (MinutesEntry.objects.get().votes_for, Ballot.objects.count()) == (3, 3)
    assert client.post(url, dict.fromkeys(names, "") | {"version": "2", "votes_for": "2"}).status_code == 302
    assert (MinutesEntry.objects.get().votes_for, Ballot.objects.count()) == (2, 0)


def test_vote_page_offers_no_name_without_a_vote(
    world: World, client: Client, item: AgendaItem, seats: list[TableMember]
) -> None:
    shown = sign_in(client, world.koordination).get(f"/sitzungen/punkte/{item.pk}/abstimmung/").content.decode()
    offered = [f'name="seat-{seat.pk}"' in shown for seat in seats]
    assert offered == [True, True, True, False, False]


def test_minutes_go_from_draft_to_approval_on_the_pages(world: World, client: Client, item: AgendaItem) -> None:
    service.write_entry(item, by=world.koordination, expected_version=0, values=TEXTS)
    hold_meeting(item.meeting, by=world.koordination)
    sign_in(client, world.koordination)
    base, until = f"/sitzungen/{item.meeting_id}/protokoll/", f"{timezone.localdate():%d.%m.%Y}"
    assert client.post(f"{base}versenden/", {"comment_until": until}).status_code == 302
    member = sign_in(Client(), world.rundertisch_person)
    assert member.post(f"{base}einwand/", {"text": "Es sind fünf.", "item": item.pk}).status_code == 302
    objection = item.meeting.minutes.objections.get()
    client.post(f"/sitzungen/einwaende/{objection.pk}/", {"state": "accepted", "answer": ""})
    later = make_meeting(round_table=item.meeting.round_table, starts_at=timezone.now())
    assert client.post(f"{base}genehmigen/", {"approved_in": later.pk}).status_code == 302
    refused = client.post(url_of(item), TEXTS | {"version": "1", "action": "save", "text": "Neu"})
    assert "lässt sich nicht mehr ändern" in refused.content.decode()
    assert MinutesEntry.objects.get().text == "Vier Kurse laufen."


PRIVATE = ("zurückziehen", "Streng intern", "Mustermensch", "Mitglied Runder Tisch", "Person 2", "Beratende Person")


def test_public_form_has_nothing_internal_and_no_names(world: World, client: Client, approved: Minutes) -> None:
    url = f"/sitzungen/{approved.meeting_id}/protokoll/"
    inside = sign_in(client, world.koordination).get(url).content.decode()
    outside = sign_in(Client(), world.integrationsrat_person).get(url).content.decode()
    assert [text in inside for text in PRIVATE] == [True] * len(PRIVATE)
    assert [text in outside for text in PRIVATE] == [False] * len(PRIVATE)
    assert ("Mehr Kurse" in outside, "Dieser Punkt ist nicht öffentlich." in outside) == (True, True)


def test_both_printed_forms_differ_as_the_pages_do(approved: Minutes) -> None:
    whole = minutes_html(approved, public=False, notes=True)
    public = minutes_html(approved, public=True, notes=True)
    assert [text in whole for text in PRIVATE] == [True] * len(PRIVATE)
    assert [text in public for text in PRIVATE] == [False] * len(PRIVATE)
    assert ("Kosten ermitteln" in public, "Mitglied des Runden Tisches" in public) == (True, True)


def test_members_read_all_but_the_notes_of_the_office(world: World, client: Client, approved: Minutes) -> None:
    url = f"/sitzungen/{approved.meeting_id}/protokoll/"
    page = sign_in(client, world.rundertisch_person).get(url).content.decode()
    printed = minutes_html(approved, public=False)
    assert [(text in page, text in printed) for text in PRIVATE] == [(False, False), *[(True, True)] * 5]


@pytest.mark.slow
@pytest.mark.parametrize("public", [True, False])
@pytest.mark.once
@pytest.mark.usefixtures("own_children")
def test_minutes_are_valid_and_come_out_the_same_twice(approved: Minutes, public: bool, tmp_path: Path) -> None:
    files = [minutes_pdf(approved, public=public) for _ in range(2)]
    assert files[0] == files[1]
    (tmp_path / "protokoll.pdf").write_bytes(files[0])
    assert validate([tmp_path / "protokoll.pdf"]) == {"protokoll": {"ua1": [], "3a": []}}


@pytest.mark.slow
def test_reader_gets_the_public_file_only(world: World, client: Client, approved: Minutes) -> None:
    sign_in(client, world.integrationsrat_person)
    base = f"/sitzungen/{approved.meeting_id}"
    assert client.get(f"{base}/protokoll-voll.pdf").status_code == 404
    answer = client.get(f"{base}/protokoll-oeffentlich.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.fixture
def changing(world: World, running: Meeting, seats: list[TableMember]) -> Minutes:
    """Two votes at the first item and at the fourth, one at the others; two seats of which nobody knows."""
    first, second, _ = running.agenda.all()
    fourth, fifth = (AgendaItem.objects.create(meeting=running, position=n, title=f"Punkt {n}") for n in (4, 5))
    came = {
        seats[0].pk: SeatAttendance(AttendanceStatus.PRESENT),
        seats[1].pk: SeatAttendance(AttendanceStatus.PRESENT, leaves_before=second),
        seats[2].pk: SeatAttendance(AttendanceStatus.PRESENT, joins_at=fourth, leaves_before=fifth),
    }
    record_attendance(running, by=world.koordination, came=came)
    service.write_entry(first, by=world.koordination, expected_version=0, values={"text": "Begrüßt."})
    return Minutes.objects.get(meeting=running)


def test_quorum_that_comes_and_goes_is_told_where_it_changes(changing: Minutes) -> None:
    told = minutes_view(changing, public=False)
    assert [part.change for part in told.parts] == ["", "lost", "", "found", "lost"]
    words = " ".join(minutes_html(changing, public=False).split())
    lost = "Ab diesem Punkt nicht mehr beschlussfähig: 1 von 2 nötigen Stimmen anwesend."
    assert (words.count(lost), words.count("Ab diesem Punkt wieder beschlussfähig: 2 von 2")) == (2, 1)


def test_seats_of_which_nobody_wrote_down_anything_are_counted(changing: Minutes) -> None:
    assert "Zu 2 Sitzen ist nicht eingetragen, ob jemand da war." in minutes_html(changing, public=True)


def test_item_with_nothing_but_a_vote_is_not_told_as_empty(world: World, item: AgendaItem) -> None:
    service.write_entry(item, by=world.koordination, expected_version=0, values=TEXTS)
    voted = {"votes_for": 1, "votes_against": 0, "abstentions": 0, "votes_present": 1}
    MinutesEntry.objects.update(text="", recommendation="", **voted)
    words = " ".join(minutes_html(Minutes.objects.get(meeting=item.meeting), public=False).split())
    assert "<strong>1 Ja, 0 Nein, 0 Enthaltungen</strong> bei 1 anwesenden Stimme" in words
    assert words.count("Dazu ist nichts protokolliert.") == 2
