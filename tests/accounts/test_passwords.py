"""Forgotten and new passwords: by mail, once, without telling who has an account."""

import datetime as dt
import re
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from neuss_integration.accounts import tasks
from neuss_integration.accounts.mails import password_url
from neuss_integration.accounts.models import User
from neuss_integration.accounts.services import users
from neuss_integration.mailing.models import Mail
from tests.factories import PASSWORD, World, sign_in

FORGOTTEN = "/konto/passwort/vergessen/"
CHANGE = "/konto/passwort/aendern/"
NEW = "Vier Worte am Rhein 2026"
ORIGIN = "https://integration.neuss.example/"


def twice(password: str) -> dict[str, str]:
    return {"password1": password, "password2": password}


def link_in(text: str) -> str:
    return re.search(r"https?://[^/]+(/konto/passwort/neu/\S+)", text)[1]


def test_forgotten_password_is_replaced_with_the_mailed_link(client, world: World, delivered) -> None:
    client.post(FORGOTTEN, {"email": "Koordination@neuss.example"})
    form = client.get(link_in(delivered()[0].body)).url
    assert form.endswith("-set-password/")
    assert client.post(form, twice(NEW)).url == "/konto/passwort/neu/fertig/"
    assert client.login(email=world.koordination.email, password=NEW) is True


def test_forgotten_password_answers_alike_for_unknown_addresses(client, world: World, delivered) -> None:
    known = client.post(FORGOTTEN, {"email": world.koordination.email}, follow=True)
    unknown = client.post(FORGOTTEN, {"email": "wer@neuss.example"}, follow=True)
    assert known.text == unknown.text
    assert [each.to for each in delivered()] == [[world.koordination.email]]


@pytest.mark.parametrize(
    "given", [{"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, {"SEND_MAIL": False}]
)
def test_forgotten_password_promises_no_mail_where_none_goes_out(client, world: World, settings, given) -> None:
    for name, value in given.items():
        setattr(settings, name, value)
    asked = client.get(FORGOTTEN).text
    sent = client.post(FORGOTTEN, {"email": world.koordination.email}, follow=True).text
    assert client.post(FORGOTTEN, {"email": "wer@neuss.example"}, follow=True).text == sent
    for page in (asked, sent):
        assert "E-Mails gehen zurzeit nicht hinaus" in page
        assert "in wenigen Minuten" not in page
        assert "Postfach" not in page


def test_forgotten_password_promises_a_link_only_to_an_account(client, world: World) -> None:
    assert "Gibt es dazu ein Konto, geht an sie ein Link" in client.get(FORGOTTEN).text
    sent = client.post(FORGOTTEN, {"email": "wer@neuss.example"}, follow=True).text
    assert "Wenn es zu dieser Adresse ein Konto gibt, kommt in wenigen Minuten eine E-Mail" in sent


def test_forgotten_password_of_a_deactivated_person_is_not_mailed(client, world: World, delivered) -> None:
    User.objects.filter(pk=world.koordination.pk).update(is_active=False)
    client.post(FORGOTTEN, {"email": world.koordination.email})
    assert delivered() == []


def test_forgotten_password_keeps_no_link_in_the_database(client, world: World) -> None:
    client.post(FORGOTTEN, {"email": world.koordination.email})
    stored = Mail.objects.get()
    assert (stored.recipient, "/konto/passwort/neu/" in stored.text) == (world.koordination, False)


def test_link_works_once(client, world: World) -> None:
    url = password_url(world.koordination, "http://testserver/")
    client.post(client.get(url).url, twice(NEW))
    assert "Dieser Link gilt nicht mehr" in client.get(url, follow=True).text


def test_link_ends_after_three_days(client, world: World, time_machine) -> None:
    url = password_url(world.koordination, "http://testserver/")
    time_machine.move_to(timezone.now() + dt.timedelta(days=3, hours=2))
    assert "Dieser Link gilt nicht mehr" in client.get(url).text


def test_link_of_somebody_else_does_not_fit(client, world: World) -> None:
    key = password_url(world.koordination, "").rpartition("/neu/")[2].partition("-")[2]
    own = password_url(world.verwaltung_person, "").rpartition("/neu/")[2].partition("-")[0]
    assert "Dieser Link gilt nicht mehr" in client.get(f"/konto/passwort/neu/{own}-{key}").text


def test_new_password_ends_the_lock(client, world: World) -> None:
    for _ in range(6):
        client.post("/konto/anmelden/", {"login": world.koordination.email, "password": "falsch"})
    client.post(client.get(password_url(world.koordination, "http://testserver/")).url, twice(NEW))
    data = {"login": world.koordination.email, "password": NEW, "next": "/konto/"}
    assert client.post("/konto/anmelden/", data).url == "/konto/"


def test_change_needs_the_old_password(client, world: World) -> None:
    response = sign_in(client, world.koordination).post(CHANGE, {"oldpassword": "falsch"} | twice(NEW))
    assert "Das bisherige Passwort stimmt nicht. Bitte geben Sie es noch einmal ein." in response.text


def test_change_keeps_this_session_and_ends_the_others(client, world: World) -> None:
    other = sign_in(type(client)(), world.koordination)
    response = sign_in(client, world.koordination).post(CHANGE, {"oldpassword": PASSWORD} | twice(NEW), follow=True)
    assert response.redirect_chain == [("/konto/", 302)]
    assert "Ihr neues Passwort gilt ab sofort." in response.text
    assert other.get("/konto/").status_code == 302


def test_change_is_in_the_history_without_the_password(client, world: World) -> None:
    sign_in(client, world.koordination).post(CHANGE, {"oldpassword": PASSWORD} | twice(NEW))
    row = world.koordination.history.latest()
    assert row.history_change_reason == "Passwort geändert"
    assert row.history_user == world.koordination
    assert not hasattr(row, "password")


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (NEW, NEW + "!", "Die beiden neuen Passwörter sind verschieden. Bitte geben Sie zweimal dasselbe ein."),
        ("kurz", "kurz", "Dieses Passwort ist zu kurz. Es muss mindestens 12 Zeichen enthalten."),
        ("password123456", "password123456", "Dieses Passwort ist zu üblich."),
        ("", "", "Bitte füllen Sie „Neues Passwort“ aus."),
    ],
)
def test_change_refuses_weak_passwords(client, world: World, first: str, second: str, sentence: str) -> None:
    data = {"oldpassword": PASSWORD, "password1": first, "password2": second}
    assert sentence in sign_in(client, world.koordination).post(CHANGE, data).text


def test_mail_of_forgotten_password_is_plain_german(world: World, delivered, settings) -> None:
    settings.SITE_URL = ORIGIN
    users.request_password_link(world.koordination)
    assert delivered()[0].subject == "Neues Passwort für das Integrationskonzept"
    assert mail.outbox[0].body.startswith("Guten Tag Koordination Integrationsbüro,\n\nfür Ihr Konto")
    assert f"{ORIGIN}konto/passwort/neu/" in mail.outbox[0].body
    assert "Der Link gilt 3 Tage und nur einmal." in mail.outbox[0].body


def test_mail_is_text_and_shows_a_name_as_it_is(world: World, delivered) -> None:
    User.objects.filter(pk=world.nobody.pk).update(name='<b>O\'Neil</b> & "Co"')
    users.invite(User.objects.get(pk=world.nobody.pk), by=world.verwaltung_person)
    assert delivered()[0].body.startswith('Guten Tag <b>O\'Neil</b> & "Co",')
    assert mail.outbox[0].content_subtype == "plain"


def test_job_of_an_older_version_still_waiting_becomes_a_mail(world: World, delivered) -> None:
    tasks.send_password_link.call(world.nobody.pk, ORIGIN, "invitation", 2)
    assert [each.to for each in delivered()] == [["niemand@neuss.example"]]


class Refusing(EmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages) -> int:
        raise smtplib.SMTPServerDisconnected


def test_mail_is_tried_again_when_the_server_is_down(world: World, delivered, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    users.invite(world.nobody, by=world.verwaltung_person)
    assert delivered() == []
    again = Mail.objects.get()
    assert (again.recipient, again.state, again.attempts) == (world.nobody, "queued", 1)
    assert again.due_at > timezone.now()


def test_mail_waits_while_sending_is_off(world: World, delivered, settings) -> None:
    settings.SEND_MAIL = False
    users.invite(world.nobody, by=world.verwaltung_person)
    assert delivered() == []
    assert (Mail.objects.get().state, Mail.objects.get().attempts) == ("queued", 0)


def test_mail_does_not_reach_whoever_was_deactivated_meanwhile(world: World, delivered) -> None:
    users.invite(world.nobody, by=world.verwaltung_person)
    User.objects.filter(pk=world.nobody.pk).update(is_active=False)
    assert (delivered(), Mail.objects.get().state) == ([], "cancelled")


def test_person_without_a_password_is_led_to_their_first(client, world: World) -> None:
    sign_in(client, world.koordination)
    world.koordination.set_unusable_password()
    world.koordination.save(update_fields=["password"])
    client.force_login(world.koordination)
    response = client.get(CHANGE, follow=True)
    assert response.redirect_chain == [(FORGOTTEN, 302)]
    assert "Ihr Konto hat noch kein Passwort." in response.text
