"""Signing in and out: one's own host, no hints about who has an account, limits."""

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client
from django.urls import reverse

from neuss_integration.accounts.models import User
from neuss_integration.accounts.services.wrong_passwords import tell_of_wrong_passwords
from neuss_integration.mailing.models import Mail
from tests.factories import PASSWORD, World, sign_in

SIGN_IN = "/konto/anmelden/"
WRONG = "E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beide Angaben."
LOCKED = "Es gab zu viele Versuche nacheinander."


def credentials(person: User, password: str = PASSWORD) -> dict[str, str]:
    return {"login": person.email, "password": password}


def test_sign_in_leads_to_the_page_that_was_asked_for(client, world: World) -> None:
    asked = client.get("/konto/").url
    assert asked == f"{SIGN_IN}?next=/konto/"
    assert client.post(asked, credentials(world.koordination)).url == "/konto/"
    assert client.get("/konto/").status_code == 200


def test_sign_in_takes_the_address_in_any_case_and_with_spaces(client, world: World) -> None:
    client.post(SIGN_IN + "?next=/konto/", {"login": " Koordination@NEUSS.example ", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(world.koordination.pk)


@pytest.mark.parametrize(
    "goal", ["https://boese.example/", "//boese.example/", "javascript:alert(1)", "/\\boese.example"]
)
def test_sign_in_never_leads_to_another_host(client, world: World, goal: str) -> None:
    response = client.post(SIGN_IN, credentials(world.koordination) | {"next": goal})
    assert response.url == reverse(settings.LOGIN_REDIRECT_URL)


def test_sign_in_does_not_follow_other_allowed_hosts(client, world: World, settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "andere.example"]
    response = client.post(SIGN_IN, credentials(world.koordination) | {"next": "https://andere.example/"})
    assert response.url == reverse(settings.LOGIN_REDIRECT_URL)


def test_sign_in_over_https_does_not_lead_back_to_http(client, world: World) -> None:
    data = credentials(world.koordination) | {"next": "http://testserver/konto/"}
    assert client.post(SIGN_IN, data, secure=True).url == reverse(settings.LOGIN_REDIRECT_URL)


def test_sign_in_changes_the_session_key(client, world: World) -> None:
    session = client.session
    session["before"] = 1
    session.save()
    client.post(SIGN_IN + "?next=/konto/", credentials(world.koordination))
    assert client.session.session_key != session.session_key


def test_sign_in_ends_with_the_browser_and_after_the_set_time(client, world: World) -> None:
    client.post(SIGN_IN + "?next=/konto/", credentials(world.koordination))
    assert client.session.get_expire_at_browser_close() is True
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_sign_in_says_the_same_for_a_wrong_password_and_an_unknown_address(client, world: World) -> None:
    known = client.post(SIGN_IN, credentials(world.koordination, "falsch"))
    unknown = client.post(SIGN_IN, {"login": "wer@neuss.example", "password": "falsch"})
    assert WRONG in known.text
    assert WRONG in unknown.text


def test_sign_in_writes_no_history(client, world: World) -> None:
    client.post(SIGN_IN + "?next=/konto/", credentials(world.koordination))
    assert world.koordination.history.count() == 0
    assert User.objects.get(pk=world.koordination.pk).last_login is not None


def test_sign_in_locks_an_address_after_five_wrong_passwords(client, world: World) -> None:
    for _ in range(5):
        assert WRONG in client.post(SIGN_IN, credentials(world.koordination, "falsch")).text
    assert LOCKED in client.post(SIGN_IN, credentials(world.koordination)).text
    assert LOCKED not in client.post(SIGN_IN, credentials(world.vertretung, "falsch")).text


def test_stranger_in_another_network_locks_nobody_out(client, world: World) -> None:
    for _ in range(6):
        client.post(SIGN_IN, credentials(world.koordination, "falsch"), REMOTE_ADDR="203.0.113.9")
    assert client.post(f"{SIGN_IN}?next=/konto/", credentials(world.koordination)).url == "/konto/"


def test_person_learns_once_a_day_that_somebody_tries_passwords(client, world: World) -> None:
    networks = ["203.0.113.9", "203.0.113.9", "198.51.100.7", "198.51.100.7"]
    for network in networks:
        client.post(SIGN_IN, credentials(world.koordination, "falsch"), REMOTE_ADDR=network)
    tell_of_wrong_passwords()
    assert not Mail.objects.exists()
    for network in ["198.51.100.7", *networks]:
        client.post(SIGN_IN, credentials(world.koordination, "falsch"), REMOTE_ADDR=network)
        tell_of_wrong_passwords()
    mail = Mail.objects.get()
    assert (mail.address, mail.subject) == (world.koordination.email, "Jemand probiert Passwörter an Ihrem Konto")
    assert "Angemeldet hat sich damit niemand." in mail.text


def test_person_learns_that_somebody_knows_the_password(client, world: World) -> None:
    TOTP.activate(world.koordination, "JBSWY3DPEHPK3PXP")
    client.post(SIGN_IN, credentials(world.koordination))
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "12"})
    tell_of_wrong_passwords()
    assert "kennt jemand Ihr Passwort" in Mail.objects.get().text


def test_wrong_passwords_of_half_an_hour_are_told_to_nobody(client, world: World, time_machine: Any) -> None:
    began = dt.datetime.now(dt.UTC)
    for minutes in (0, 6, 12, 18, 24):
        time_machine.move_to(began + dt.timedelta(minutes=minutes))
        client.post(SIGN_IN, credentials(world.koordination, "falsch"))
    tell_of_wrong_passwords()
    assert not Mail.objects.exists()


def test_nobody_else_is_told_of_tried_passwords(client, world: World) -> None:
    User.objects.filter(pk=world.vertretung.pk).update(is_active=False)
    for email in (world.vertretung.email, "niemand-hier@neuss.example"):
        for _ in range(6):
            client.post(SIGN_IN, {"login": email, "password": "falsch"})
    tell_of_wrong_passwords()
    assert not Mail.objects.exists()


def test_known_browser_passes_while_its_network_is_locked(client, world: World) -> None:
    client.post(SIGN_IN, credentials(world.koordination))
    client.post("/konto/abmelden/")
    stranger = Client()
    for _ in range(6):
        stranger.post(SIGN_IN, credentials(world.koordination, "falsch"))
    assert LOCKED in stranger.post(SIGN_IN, credentials(world.koordination)).text
    assert client.post(f"{SIGN_IN}?next=/konto/", credentials(world.koordination)).url == "/konto/"


def test_browser_of_somebody_else_is_not_a_known_one(client, world: World) -> None:
    client.post(SIGN_IN, credentials(world.vertretung))
    client.post("/konto/abmelden/")
    for _ in range(5):
        client.post(SIGN_IN, credentials(world.koordination, "falsch"))
    assert LOCKED in Client().post(SIGN_IN, credentials(world.koordination)).text


def test_twenty_people_of_one_office_mistype_in_a_minute(client, world: World) -> None:
    for number in range(20):
        client.post(SIGN_IN, {"login": f"person{number}@neuss.example", "password": "falsch"})
    assert client.post(f"{SIGN_IN}?next=/konto/", credentials(world.koordination)).url == "/konto/"


@pytest.mark.slow
def test_sign_in_answers_too_many_requests_with_a_page(client, world: World) -> None:
    for _ in range(120):
        client.post(SIGN_IN, {})
    response = client.post(SIGN_IN, {})
    assert response.status_code == 429
    assert "Bitte warten Sie einen Moment" in response.text


def test_deactivated_person_cannot_sign_in(client, world: World) -> None:
    User.objects.filter(pk=world.koordination.pk).update(is_active=False)
    response = client.post(SIGN_IN, credentials(world.koordination), follow=True)
    assert "Ihr Konto ist deaktiviert" in response.text
    assert "_auth_user_id" not in client.session


def test_deactivated_person_with_a_wrong_password_learns_nothing(client, world: World) -> None:
    User.objects.filter(pk=world.koordination.pk).update(is_active=False)
    assert WRONG in client.post(SIGN_IN, credentials(world.koordination, "falsch")).text


def test_deactivation_ends_a_running_session(client, world: World) -> None:
    sign_in(client, world.koordination)
    User.objects.filter(pk=world.koordination.pk).update(is_active=False)
    assert client.get("/konto/").url == f"{SIGN_IN}?next=/konto/"


def test_browser_forgets_the_pages_at_sign_out(client, world: World) -> None:
    response = sign_in(client, world.koordination).post("/konto/abmelden/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_sign_out_needs_a_post(client, world: World) -> None:
    sign_in(client, world.koordination)
    assert "Möchten Sie sich abmelden?" in client.get("/konto/abmelden/").text
    response = client.post("/konto/abmelden/", follow=True)
    assert "Sie sind abgemeldet." in response.text
    assert "_auth_user_id" not in client.session


def test_nobody_can_sign_up(client, db: None) -> None:
    assert client.get("/konto/signup/").status_code == 404
    assert client.get("/konto/registrieren/").status_code == 404


def test_sign_in_page_names_the_city_in_its_title(client, db: None) -> None:
    assert "<title>Anmelden – Integrationskonzept Neuss</title>" in client.get(SIGN_IN).text


def test_sign_in_fields_can_be_filled_by_the_browser(client, db: None) -> None:
    text = client.get(SIGN_IN).text
    assert 'autocomplete="username"' in text
    assert 'autocomplete="current-password"' in text
    assert 'type="password"' in text
    assert "placeholder" not in text


@pytest.mark.parametrize(("typed", "is_in"), [(" Vier Worte am Fluss ", True), ("Vier Worte am Fluss", False)])
def test_password_counts_exactly_as_typed(client, world: World, typed: str, is_in: bool) -> None:
    world.koordination.set_password(" Vier Worte am Fluss ")
    world.koordination.save()
    client.post(SIGN_IN, {"login": world.koordination.email, "password": typed})
    assert ("_auth_user_id" in client.session) is is_in
