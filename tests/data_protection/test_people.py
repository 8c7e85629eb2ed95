"""The rights of people: all about one person is found, handed over and erased; records stay."""

import datetime as dt
import json

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from measures.models import Measure, MeasureEvent
from measures.services.measure import update_measure
from neuss_integration.accounts.models import User
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry
from neuss_integration.audit.services import record
from neuss_integration.data_protection.naming import TITLES
from neuss_integration.data_protection.pdf import disclosure_html
from neuss_integration.data_protection.rows import REPEATS
from neuss_integration.data_protection.selectors import disclosure, findings, person_of, retention_preview
from neuss_integration.data_protection.services import STILL_ACTIVE, erase_person
from neuss_integration.data_protection.texts import Person
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.folding import fold
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import NO_ADDRESS, forget_mails, queue_mail
from roundtables.services.comment_rounds import open_round
from roundtables.services.goal_comments import answer_comment, comment_without_account
from roundtables.services.needs import refresh_search_text
from tests.factories import World, make_edition, make_goal, make_need, make_seat, make_table, sign_in

NAME, EMAIL = "Mira Beispielfrau", "mira@traeger.example"
MIRA = Person(EMAIL, NAME)
HOME = "/datenschutz/"


def written_down(world: World) -> None:
    """The person as contact of a measure, in its history, in a note, and as the one who got a mail."""
    measure, by = world.vorlesestunden, world.koordination
    measure.refresh_from_db()
    values = {"contact_name": NAME, "contact_email": EMAIL, "internal_note": f"Mit {NAME} besprochen."}
    update_measure(measure, by=by, expected_version=measure.version, values=values)
    queue_mail(key="mira", kind="test", to=EMAIL, subject=f"Für {NAME}", text=f"Guten Tag {NAME.upper()}")


def titles(person: Person) -> set[str]:
    return {finding.title for finding in findings(person)}


@pytest.mark.slow
def test_person_is_found_in_tables_histories_texts_and_mails(world: World) -> None:
    assert titles(MIRA) == set()
    written_down(world)
    assert titles(MIRA) == {"Maßnahmen", "Maßnahmen, Änderungsverlauf", "Nachrichten"}


def test_erasing_reaches_everything_and_records_stay(world: World) -> None:
    written_down(world)
    count = world.vorlesestunden.history.count()
    assert erase_person(MIRA, by=world.verwaltung_person) == (3, 0)
    assert titles(MIRA) == set()
    world.vorlesestunden.refresh_from_db()
    assert world.vorlesestunden.internal_note == "Mit [gelöscht] besprochen."
    mail = Mail.objects.get(key="mira")
    assert (mail.address, mail.state, mail.text) == (NO_ADDRESS, "cancelled", "gelöscht")
    assert world.vorlesestunden.history.count() == count
    assert list(AuditEntry.objects.values_list("event", "detail")) == [("erased", "geändert: 3, bleiben: 0")]


def test_erasing_reaches_the_words_of_a_comment_that_everybody_reads(world: World) -> None:
    draft, today = make_edition(title="Entwurf", state="draft"), timezone.localdate()
    values = {"title": "Meinung", "until": today, "answer_by": today + dt.timedelta(days=9), "is_public": True}
    opened = open_round(draft, by=world.koordination, values=values, goals=[make_goal(edition=draft)])
    put = opened.put_goals.get()
    comment = comment_without_account(put, text="Erika Muster hilft.")
    given = {"outcome": "taken", "answer": "Danke.", "public_text": "Erika Muster hilft."}
    answer_comment(comment, by=world.koordination, expected_version=comment.version, **given)
    erase_person(Person("", "Erika Muster"), by=world.verwaltung_person)
    comment.refresh_from_db()
    assert (comment.text, comment.public_text) == ("[gelöscht] hilft.", "[gelöscht] hilft.")


def test_erasing_knows_every_spelling_of_a_name(world: World) -> None:
    person, need = Person("", "Björn Müßig-Özgür"), make_need(outcome="Besprochen mit BJÖRN MÜSSIG-ÖZGÜR.")
    refresh_search_text(need)
    need.save()
    Measure.objects.filter(pk=world.vorlesestunden.pk).update(internal_note="BJÖRN MÜSSIG-ÖZGÜR kommt wieder.")
    erase_person(person, by=world.verwaltung_person)
    need.refresh_from_db()
    world.vorlesestunden.refresh_from_db()
    assert (need.outcome, "besprochen" in need.search_text) == ("Besprochen mit [gelöscht].", True)
    assert world.vorlesestunden.internal_note == "[gelöscht] kommt wieder."
    assert fold(person.name) not in need.search_text
    assert titles(person) == set()


def test_account_is_erased_when_it_is_closed_and_keeps_its_number(world: World) -> None:
    person, admin = world.jugendamt_person, world.verwaltung_person
    with pytest.raises(Refused, match=STILL_ACTIVE):
        erase_person(person_of(person), by=admin)
    person.is_active = False
    person.save()
    erase_person(person_of(person), by=admin)
    stored = User.objects.get(pk=person.pk)
    assert (stored.name, stored.email) == (f"Gelöschte Person {person.pk}", f"geloescht-{person.pk}@geloescht.invalid")
    assert not stored.has_usable_password()
    assert set(stored.history.values_list("name", flat=True)) == {stored.name}


@pytest.mark.parametrize("person", ["koordination", "nobody", "revision_person"])
def test_nobody_else_erases(world: World, person: str) -> None:
    with pytest.raises(PermissionDenied):
        erase_person(MIRA, by=getattr(world, person))


def test_answer_holds_what_is_stored_why_and_how_long(client: Client, world: World) -> None:
    written_down(world)
    sign_in(client, world.verwaltung_person)
    found = json.loads(client.post(f"{HOME}auskunft-json/", {"email": EMAIL, "name": NAME}).content)
    told = found["Daten"]["Maßnahmen"][0]
    assert [NAME in told.values(), EMAIL in told.values(), f"Mit {NAME} besprochen." in told.values()] == [True] * 3
    assert world.koordination.email not in str(told)
    assert [each["Zweck"] for each in found["Zwecke"]][-1] == "Versand von E-Mails"
    assert AuditEntry.objects.filter(event="disclosed").count() == 1


def test_answer_says_who_reads_it_where_it_is_from_and_which_rights_there_are(world: World) -> None:
    written_down(world)
    html = disclosure_html(disclosure(Person(EMAIL, NAME)))
    assert html.count("Wer es liest: ") == html.count("Rechtsgrundlage: ") > 0
    for said in ("Wer es liest: .", "None"):
        assert said not in html
    for said in (
        "Die Angaben haben Sie",
        "Kein Programm entscheidet",
        "Berichtigung, Löschung",
        "Beschweren können Sie",
    ):
        assert said in html


def test_own_secrets_are_named_and_not_shown(client: Client, world: World) -> None:
    sign_in(client, world.verwaltung_person)
    text = client.post(f"{HOME}auskunft-json/", {"email": world.nobody.email}).content.decode()
    assert "gespeichert, wird nicht angezeigt" in text
    assert world.nobody.password not in text


def test_page_finds_asks_and_erases(client: Client, world: World) -> None:
    written_down(world)
    sign_in(client, world.verwaltung_person)
    data = {"email": EMAIL, "name": NAME}
    assert "Nachrichten: 1" in client.post(HOME, data).content.decode()
    assert "Noch ist nichts geschehen" in client.post(f"{HOME}loeschen/", data).content.decode()
    assert titles(MIRA)
    assert client.post(f"{HOME}loeschen/", data | {"confirmed": "1"}).url == HOME
    assert titles(MIRA) == set()


def test_a_single_word_is_asked_for_more(client: Client, world: World) -> None:
    sign_in(client, world.verwaltung_person)
    assert "Vor- und Nachnamen" in client.post(HOME, {"name": "Mira"}).content.decode()


def test_old_mails_lose_text_and_address_and_the_preview_says_so(world: World) -> None:
    written_down(world)
    old = timezone.now() - dt.timedelta(days=725)
    Mail.objects.update(created_at=old, state="cancelled")
    assert (dict(retention_preview())["E-Mails"], forget_mails()) == (1, 0)
    Mail.objects.update(created_at=old - dt.timedelta(days=10))
    assert (forget_mails(), forget_mails()) == (1, 0)
    assert Mail.objects.values_list("address", "text").get() == (NO_ADDRESS, "gelöscht")


def told_of(person: Person, title: str) -> list[dict[str, str]]:
    told: list[dict[str, str]] = disclosure(person)["Daten"][title]
    return told


def test_answer_names_a_mail_by_subject_and_day_and_leaves_out_what_is_for_programmes(world: World) -> None:
    text = f"Guten Tag {NAME},\n\nauch Erika Muster kommt.\n{EMAIL}"
    queue_mail(key=f"x-{EMAIL}", kind="test", to=EMAIL, subject="Einladung", text=text)
    Mail.objects.update(calendar=f"BEGIN:VCALENDAR\nATTENDEE:mailto:{EMAIL}", html=f"<p>{NAME}</p>")
    [told] = told_of(MIRA, "Nachrichten")
    assert told["Eintrag"] == "Nachricht „Einladung“"
    assert told["angelegt am"] == f"{timezone.localtime(Mail.objects.get().created_at):%d.%m.%Y, %H:%M} Uhr"
    assert told["Text"] == f"Guten Tag {NAME}, … {EMAIL}"
    assert {told[name] for name in ("Kalendereintrag", "Text als HTML", "Kennung")} == {REPEATS}


def test_answer_names_the_table_of_a_seat_and_its_days(world: World) -> None:
    table, person = make_table(name="Runder Tisch Sprache"), world.nobody
    days = {"valid_from": dt.date(2024, 1, 2), "valid_until": dt.date(2026, 11, 30)}
    make_seat(round_table=table, user=person, **days)
    [told] = told_of(person_of(person), "Sitze an Runden Tischen")
    assert told["Eintrag"] == "Sitz am Runden Tisch „Runder Tisch Sprache“"
    assert [told[name] for name in ("Runder Tisch", "gültig ab", "gültig bis")] == [
        "Runder Tisch Sprache", "02.01.2024", "30.11.2026"
    ]  # fmt: skip


def test_answer_names_what_somebody_decided_and_holds_their_device(world: World) -> None:
    person = world.koordination
    MeasureEvent.objects.create(measure=world.vorlesestunden, actor=person, from_state="planned", to_state="running")
    UserSession.objects.create(
        user=person, ip="192.0.2.7", session_key="streng-geheim", user_agent="Firefox im Rathaus"
    )
    told = disclosure(person_of(person))["Daten"]
    measure = f"„{world.vorlesestunden.number} {world.vorlesestunden.title}“"
    assert f"Vorgang einer Maßnahme {measure}" in [each["Eintrag"] for each in told["Vorgänge von Maßnahmen"]]
    [device] = told[TITLES["usersessions.usersession"][1]]
    assert (device["Gerät"], device["Netzadresse"], device["Konto"]) == (
        "Firefox im Rathaus",
        "192.0.2.7",
        "diese Person",
    )
    assert "streng-geheim" not in str(told)


def test_answer_names_nobody_else_as_what_an_entry_of_the_log_is_about(world: World) -> None:
    record(AuditEvent.ROLE_GRANTED, by=world.verwaltung_person, about=world.jugendamt_person)
    told = told_of(person_of(world.verwaltung_person), "Einträge des Protokolls")
    assert [each["handelnde Person"] for each in told] == ["diese Person"]
    assert world.jugendamt_person.name not in str(told)
