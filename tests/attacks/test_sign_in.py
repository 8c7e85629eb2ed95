"""Nobody learns from the sign-in who has an account, not by counting the time either."""

import pytest
from django.contrib.auth.hashers import get_hasher, make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuss_integration.accounts.models import User
from tests.factories import World

SIGN_IN = "/konto/anmelden/"


@pytest.mark.parametrize("kind", ["known", "unknown", "deactivated", "without password"])
def test_unknown_address_costs_the_same_work(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    email = "niemand-hier@neuss.example" if kind == "unknown" else world.vertretung.email
    User.objects.filter(email=email).update(is_active=kind != "deactivated")
    if kind == "without password":
        User.objects.filter(email=email).update(password=make_password(None))
    kind, hashed = type(get_hasher()), []
    encode = kind.encode
    monkeypatch.setattr(kind, "encode", lambda self, *args, **kwargs: hashed.append(1) or encode(self, *args, **kwargs))
    client.post(SIGN_IN, {"login": email, "password": "Falsches Passwort 1"})
    assert len(hashed) == 1


@pytest.mark.parametrize("kind", ["known", "deactivated", "without password"])
def test_each_wrong_password_costs_the_queries_of_an_unknown_address(world: World, kind: str) -> None:
    """Also the one after which its owner is told, and those that are locked out."""
    person = world.vertretung
    if kind == "deactivated":
        User.objects.filter(pk=person.pk).update(is_active=False)
    elif kind == "without password":
        person.set_unusable_password()
        person.save()
    assert queries(person.email) == queries("niemand-hier@neuss.example")


def queries(email: str) -> list[int]:
    """How many each of seven wrong passwords asks of the database, in a new browser."""
    counted = []
    for _ in range(7):
        with CaptureQueriesContext(connection) as asked:
            Client().post(SIGN_IN, {"login": email, "password": "Falsches Passwort 1"})
        counted.append(len(asked))
    return counted
