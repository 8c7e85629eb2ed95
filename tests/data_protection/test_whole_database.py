"""Somebody who is in everything at once is told everything and nothing of others, and afterwards is in nothing."""

import datetime as dt
import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import Measure
from measures.services.measure import update_measure
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Organisation
from neuss_integration.data_protection.pdf import disclosure_html
from neuss_integration.data_protection.selectors import disclosure, person_of
from neuss_integration.data_protection.services import erase_person
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import queue_mail, report_barrier
from neuss_integration.portal.models import Enquiry
from neuss_integration.portal.services.enquiries import forget_enquiries, receive_enquiry
from roundtables.enums.meetings import MeetingState, Reply
from roundtables.models import Attendance, Guest, Need
from roundtables.services.attendance import reply
from roundtables.services.needs import raise_need
from tests.data_protection.scanning import columns_with
from tests.data_protection.test_kept_texts import kept_import
from tests.factories import World, make_meeting, make_organisation, make_person, make_seat, make_table, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAME, EMAIL = "Sentinelia Fünffach-Ögmür", "sentinelia@fuenffach.example"
OTHER = "Ottilie Anderswer"
NOTE, ASKED, POST = "Nierensteine am Montag", "Mein Aufenthalt läuft aus", "Ihr Zeugnis fehlt noch"
SAID, NEEDED, BARRIER = "Ich brauche Deutschkurse am Abend", "Der Bus fährt dort nie", "Der Kontrast im Kalender"


TOLD = {
    "Anfragen",
    "Bedarfe",
    "Einlesen von Katalogen",
    "Gäste",
    "Konten",
    "Maßnahmen",
    "Maßnahmen, Änderungsverlauf",
    "Nachrichten",
    "Organisationen",
    "Sitze an Runden Tischen",
    "Teilnahmen",
}


@pytest.fixture
def fivefold(world: World) -> User:
    """Account, seat, contact person of a measure and an organisation, author of a need, and more besides."""
    person = make_person(EMAIL, NAME, Role.ROUNDTABLE_MEMBER)
    at_the_table(person, world)
    in_the_catalogue(person, world)
    receive_enquiry(values={"message": ASKED, "reply_to": EMAIL, "phone": "02131 4711"})
    report_barrier(message=BARRIER, page="/kalender/", email=EMAIL)
    queue_mail(key="post", kind="test", to=EMAIL, subject="Einladung", text=f"Guten Tag {NAME}, {POST}.")
    return person


def at_the_table(person: User, world: World) -> None:
    table, carrier = make_table(), make_organisation("Fünffach e. V.")
    seat = make_seat(round_table=table, user=person, organisation=carrier)
    make_seat(round_table=table, contact_name=OTHER, contact_email="ottilie@anderswer.example")
    meeting = make_meeting(round_table=table, state=MeetingState.INVITED)
    reply(seat, meeting, by=person, answer=Reply.NO, note=NOTE)
    held = make_meeting(round_table=table, state=MeetingState.HELD, starts_at=timezone.now() - dt.timedelta(days=9))
    Guest.objects.create(meeting=held, guest_name=NAME, note="Vortrag")
    need = {"title": NEEDED, "description": SAID, "origin": "between", "raised_by_organisation": carrier}
    raise_need(by=person, values=need | {"round_table": table})


def in_the_catalogue(person: User, world: World) -> None:
    measure, by = world.vorlesestunden, world.koordination
    measure.refresh_from_db()
    values = {"contact_name": NAME, "contact_email": EMAIL, "internal_note": f"Mit {OTHER} und {NAME} besprochen."}
    update_measure(measure, by=by, expected_version=measure.version, values=values)
    measure.history.update(history_change_reason=f"{NAME} bat darum")
    Organisation.objects.filter(name="Fünffach e. V.").update(contact=NAME, email=EMAIL, phone="02131 4712")
    kept_import(world, table={"headings": ["Kontakt"], "rows": [[NAME], [OTHER]], "numbers": [2, 3], "notices": []})


def of_person(user: User) -> Any:
    user.is_active = False
    user.save()
    return person_of(user)


def test_answer_holds_everything_about_the_person(world: World, fivefold: User) -> None:
    told = disclosure(person_of(fivefold))
    text = json.dumps(told, ensure_ascii=False)
    for said in (NOTE, ASKED, POST, SAID, NEEDED, BARRIER, "02131 4711", "02131 4712", f"{NAME} bat darum"):
        assert said in text
    assert set(told["Daten"]) >= TOLD
    assert any(line.startswith("Bedarfe: 1 Änderung am ") for line in told["Von Ihnen eingetragen oder geändert"])


def test_answer_holds_nobody_else(world: World, fivefold: User) -> None:
    text = json.dumps(disclosure(person_of(fivefold))["Daten"], ensure_ascii=False)
    others = {each for user in User.objects.exclude(pk=fivefold.pk) for each in (user.name, user.email)}
    assert [each for each in {*others, "ottilie@anderswer.example"} if each in text] == []
    assert text.count(OTHER) == 2  # the one line that is about both, and its history


def test_paper_and_file_say_the_same(world: World, fivefold: User) -> None:
    told = disclosure(person_of(fivefold))
    page = " ".join(unescape(re.sub(r"<[^>]+>", " ", disclosure_html(told))).split())
    rows = [row for rows in told["Daten"].values() for row in rows]
    values = [value for row in rows for value in row.values()] + told["Von Ihnen eingetragen oder geändert"]
    assert len(values) > 60
    assert [each for each in values if " ".join(each.split()) not in page] == []


def test_long_words_are_told_to_the_end(world: World) -> None:
    receive_enquiry(
        values={"message": f"{NAME} schreibt:\nEs begann so. " + "Und dann weiter. " * 100 + "Ende.", "reply_to": EMAIL}
    )
    [told] = disclosure(person_of(make_person(EMAIL, NAME)))["Daten"]["Anfragen"]
    assert (told["Anliegen"].endswith("Ende."), "Es begann so." in told["Anliegen"]) == (True, True)


def test_erased_person_leaves_records_and_no_words_of_their_own(world: World, fivefold: User) -> None:
    counts = [model.objects.count() for model in (Measure, Need, Attendance, Guest, Enquiry, Mail)]
    erase_person(of_person(fivefold), by=world.verwaltung_person)
    assert forget_enquiries() == 1
    assert columns_with([NAME, EMAIL, NOTE, ASKED, POST, "02131 4711", "02131 4712"]) == []
    assert [model.objects.count() for model in (Measure, Need, Attendance, Guest, Enquiry, Mail)] == counts
    assert Need.objects.get(title=NEEDED).description == SAID


def test_what_is_typed_and_not_sent_is_told_and_goes(client: Client, world: World, fivefold: User) -> None:
    other = sign_in(client, world.koordination)
    session = other.session
    session["kept_text"] = {
        "owner": world.koordination.pk,
        "path": "/",
        "data": "note=Anruf+von+Sentinelia+F%C3%BCnffach-%C3%96gm%C3%BCr",
    }
    session.save()
    assert "Laufende Anmeldungen mit begonnenen Eingaben" in disclosure(person_of(fivefold))["Daten"]
    erase_person(of_person(fivefold), by=world.verwaltung_person)
    assert "Sentinelia" not in str(dict(client.session))
