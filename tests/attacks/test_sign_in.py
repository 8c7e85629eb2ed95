"""Nobody learns from the sign-in who has an account, not by counting the time either."""

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import Client

from tests.factories import World

SIGN_IN = "/konto/anmelden/"


@pytest.mark.parametrize("email", ["koordination@neuss.example", "niemand-hier@neuss.example"])
def test_unknown_address_costs_the_same_work(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    kind, hashed = type(get_hasher()), []
    encode = kind.encode
    monkeypatch.setattr(kind, "encode", lambda self, *args, **kwargs: hashed.append(1) or encode(self, *args, **kwargs))
    client.post(SIGN_IN, {"login": email, "password": "Falsches Passwort 1"})
    assert len(hashed) == 1
