"""The same door twice at the same moment: a code, a link and a try count once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry
from tests.accounts.test_mailed_code import ENTER, ask_for_code, is_signed_in
from tests.accounts.test_second_factor import SECRET, with_password
from tests.factories import World, make_person, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORDS = ("Fähre Quitte Lampe Nebel", "Kessel Wiese Anker Moos")


@pytest.fixture(autouse=True)
def _nothing_counted(world: World) -> None:
    cache.clear()


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """What each action gives; all start at the same moment, each in a thread with connections of its own."""
    barrier, results = threading.Barrier(len(actions)), [None] * len(actions)

    def run(place: int, action: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[place] = action()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def twin(client: Client) -> Client:
    """The same browser once more: another request with the same cookies."""
    other = Client()
    other.cookies.load({name: each.value for name, each in client.cookies.items()})
    return other


def failures() -> int:
    return AuditEntry.objects.filter(event=AuditEvent.SIGN_IN_FAILED).count()


def test_mailed_code_used_twice_at_once_signs_in_once(client: Client, world: World) -> None:
    code = ask_for_code(client, world.integrationsrat_person.email)
    tabs = [twin(client) for _ in range(4)]
    at_once(*[lambda tab=tab: tab.post(ENTER, {"code": code}) for tab in tabs])
    assert [is_signed_in(tab) for tab in tabs].count(True) == 1


def test_mailed_codes_guessed_at_once_are_tries_like_others(client: Client, world: World) -> None:
    code = ask_for_code(client, world.integrationsrat_person.email)
    tabs = [twin(client) for _ in range(6)]
    at_once(*[lambda tab=tab: tab.post(ENTER, {"code": "XXXXXX"}) for tab in tabs])
    assert failures() <= 3
    for _ in range(3):
        client.post(ENTER, {"code": "XXXXXX"})
    client.post(ENTER, {"code": code})
    assert (failures() <= 3, is_signed_in(client)) == (True, False)


def test_passwords_tried_at_once_are_counted_as_if_one_by_one(world: World) -> None:
    def wrong() -> Any:
        return Client().post("/konto/anmelden/", {"login": world.koordination.email, "password": "falsch"})

    assert {each.status_code for each in at_once(*[wrong] * 8)} == {200}
    assert failures() <= 5
    assert "_auth_user_id" not in with_password(Client(), world.koordination).wsgi_request.session


def test_recovery_code_used_twice_at_once_signs_in_once(world: World) -> None:
    TOTP.activate(world.koordination, SECRET)
    code = RecoveryCodes.activate(world.koordination).get_unused_codes()[0]
    browsers = [Client() for _ in range(4)]
    for each in browsers:
        with_password(each, world.koordination)
    at_once(*[lambda each=each: each.post(reverse("mfa_authenticate"), {"code": code}) for each in browsers])
    assert [is_signed_in(each) for each in browsers].count(True) == 1
    assert code not in RecoveryCodes.activate(world.koordination).get_unused_codes()


@pytest.mark.parametrize("is_invited", [True, False])
def test_link_to_a_password_used_twice_at_once_sets_one(world: World, is_invited: bool) -> None:
    person = world.integrationsrat_person
    if is_invited:
        person.set_unusable_password()
        person.save()
    answers = at_once(*[sets_password(Client(), link_for(person), text) for text in PASSWORDS])
    assert sorted(each.status_code for each in answers) == [200, 302]
    saved = PASSWORDS[[each.status_code for each in answers].index(302)]
    assert authenticate(email=person.email, password=saved) == person
    assert AuditEntry.objects.filter(event=AuditEvent.PASSWORD_CHANGED).count() == 1


def sets_password(client: Client, link: str, text: str) -> Callable[[], Any]:
    """Opened already; what is left is to send the form."""
    form = client.get(link).url
    return lambda: client.post(form, {"password1": text, "password2": text})


def link_for(person: User) -> str:
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    return reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}).replace("UID-KEY", key)


@pytest.mark.parametrize("until", ["", "31.12.2099"])
def test_role_given_by_several_at_once_is_given_once(world: World, until: str) -> None:
    role, person = Role.COORDINATOR, make_person("neu@neuss.example", "Neue Person")
    form = {"role": role, "valid_from": "", "valid_until": until}
    admins = [sign_in(Client(), world.verwaltung_person) for _ in range(5)]
    answers = at_once(*[lambda each=each: each.post(f"/benutzer/{person.pk}/rollen/neu/", form) for each in admins])
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [302]
    assert [held.role for held in Membership.objects.filter(user=person)] == [role]
    assert AuditEntry.objects.filter(event=AuditEvent.ROLE_GRANTED, subject=person).count() == 1


def test_role_ended_by_several_at_once_is_ended_once(world: World) -> None:
    held = world.koordination.memberships.get()
    admins = [sign_in(Client(), world.verwaltung_person) for _ in range(5)]
    address = f"/benutzer/rollen/{held.pk}/beenden/"
    at_once(*[lambda each=each: each.post(address, {"confirmed": "1"}) for each in admins])
    assert AuditEntry.objects.filter(event=AuditEvent.ROLE_ENDED).count() == 1
