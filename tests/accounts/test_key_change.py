"""SECRET_KEY was replaced and the one before is gone: everybody is signed out, and nothing counts by accident."""

import hashlib
import hmac
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from neuss_integration.accounts import selectors
from neuss_integration.accounts.models import User
from neuss_integration.accounts.selectors import accounts_without_key
from neuss_integration.foundation.records import encryption
from neuss_integration.foundation.records.encryption import decrypt
from neuss_integration.status import checks
from tests.accounts.test_races import link_for
from tests.accounts.test_second_factor import SECRET, code, with_password
from tests.factories import World, sign_in

pytestmark = pytest.mark.django_db
GONE = "Die Codes Ihrer App gelten nicht mehr"


@pytest.fixture
def person(world: World, settings: Any) -> User:
    """Has an app and recovery codes; the key that closed them is replaced by `replace`."""
    cache.clear()
    TOTP.activate(world.koordination, SECRET)
    RecoveryCodes.activate(world.koordination)
    return world.koordination


def replace(settings: Any, *, keep: bool = False) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
    settings.SECRET_KEY = "neuer-schlüssel-" * 4


def guessable() -> list[str]:
    """What apps and recovery codes give for an empty secret: everybody can work it out."""
    mac = hmac.new(b"", None, hashlib.sha1)
    mac.update(b"  0,")
    first = int.from_bytes(mac.digest()[:4], "big") % 10**8
    return [*[code("", steps) for steps in (-1, 0, 1)], f"{first:08}"]


def test_no_code_counts_neither_an_old_one_nor_that_of_an_empty_secret(person: User, settings: Any) -> None:
    old = [code(), RecoveryCodes.activate(person).get_unused_codes()[0]]
    replace(settings)
    for tried in [*old, *guessable()]:
        cache.clear()
        with_password(client := Client(), person)
        answer = client.post(reverse("mfa_authenticate"), {"code": tried})
        assert (answer.status_code, GONE in answer.text) == (200, True)
        assert client.get("/massnahmen/").status_code == 302


def test_old_codes_count_while_the_key_is_a_fallback(person: User, settings: Any) -> None:
    replace(settings, keep=True)
    with_password(client := Client(), person)
    assert GONE not in client.get(reverse("mfa_authenticate")).text
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).status_code == 302


def test_page_of_the_second_factor_says_what_to_set_up_anew(person: User, settings: Any) -> None:
    sign_in(client := Client(), person)
    assert GONE not in client.get(reverse("mfa_index")).text
    replace(settings)
    client = sign_in(Client(), person)
    page = client.get(reverse("mfa_index")).text
    assert (GONE in page, "diese gelten nicht mehr" in page, "sind noch unbenutzt" in page) == (True, True, False)
    assert client.get(reverse("mfa_view_recovery_codes")).url == reverse("mfa_index")


def test_operation_names_the_accounts_that_are_locked_out(person: User, settings: Any) -> None:
    assert {each.key: each.is_fine for each in checks()}["second_factors"]
    replace(settings)
    told = {each.key: each for each in checks()}["second_factors"]
    assert (told.is_fine, "Bei einem Konto gelten die Codes der App nicht mehr" in told.sentence) == (False, True)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The secrets that were opened."""
    tokens: list[str] = []

    def open_and_note(token: str) -> str:
        tokens.append(token)
        return decrypt(token)

    monkeypatch.setattr(encryption, "decrypt", open_and_note)
    selectors._accounts_without_key.cache_clear()
    return tokens


def test_looking_again_opens_nothing_anew(
    person: User, settings: Any, django_assert_num_queries: Any, opened: list[str]
) -> None:
    assert [accounts_without_key(), accounts_without_key(), len(opened)] == [0, 0, 2]
    replace(settings)
    assert [accounts_without_key(), len(opened)] == [1, 4]
    with django_assert_num_queries(1):
        assert [accounts_without_key(), len(opened)] == [1, 4]
    Authenticator.objects.all().delete()
    assert accounts_without_key() == 0
    TOTP.activate(person, SECRET)
    assert [accounts_without_key(), len(opened)] == [0, 5]


def test_factor_replaced_under_the_same_number_is_noticed(person: User) -> None:
    app = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    fitting = app.data
    assert accounts_without_key() == 0
    Authenticator.objects.filter(pk=app.pk).update(data={"secret": "Mit einem anderen Schlüssel verschlossen"})
    assert accounts_without_key() == 1
    Authenticator.objects.filter(pk=app.pk).update(data=fitting)
    assert accounts_without_key() == 0


def test_session_and_link_of_before_end_with_a_page(world: World, settings: Any) -> None:
    client, link = sign_in(Client(), world.jugendamt_person), link_for(world.jugendamt_person)
    assert (client.get("/massnahmen/").status_code, Client().get(link).status_code) == (200, 302)
    replace(settings)
    assert client.get("/massnahmen/").url.startswith("/konto/anmelden/")
    answer = Client().get(link)
    assert (answer.status_code, "gilt nicht mehr" in answer.text) == (200, True)


def test_chain_holds_without_the_key(
    world: World, settings: Any, capsys: Any, django_capture_on_commit_callbacks: Any
) -> None:
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            with_password(Client(), world.jugendamt_person)
        replace(settings)
    call_command("verify_chain")
    assert capsys.readouterr().out.startswith("Unverändert: 2 Zeilen des Protokolls, die Kette ist lückenlos.")
