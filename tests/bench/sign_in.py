"""Whether the time of a refused sign-in tells who has an account. Run: python tests/bench/sign_in.py [--tries 15]

Addresses that are known, deactivated, without a password, and known after too many wrong ones take turns with unknown
ones, with a wrong password and the real work of hashing. The ratio of the medians should be 1 within noise (0.9 to 1.1
on a quiet machine; that of the fastest is less disturbed by others). A person runs it, the tests do not.
"""
# ruff: noqa: E402, T201 - Django wants its settings before the imports, and a benchmark prints

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django
from django.conf import settings

django.setup()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]

from django.core.cache import cache
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from neuss_integration.accounts.models import User

PAIRS = {
    "bekannt": ("bekannt@neuss.example", "unbekannt@neuss.example", False),
    "deaktiviert": ("deaktiviert@neuss.example", "unbekannt@neuss.example", False),
    "ohne Passwort": ("ohne-passwort@neuss.example", "unbekannt@neuss.example", False),
    "gesperrt": ("gesperrt@neuss.example", "gesperrt-unbekannt@neuss.example", True),
}
"""Of each kind the address of an account, one without, and whether too many wrong passwords were typed before."""
TOO_MANY = 5


def refused(email: str) -> str:
    """The answer to a wrong password in a new browser."""
    return Client().post("/konto/anmelden/", {"login": email, "password": "Falsches Passwort 1"}).text


def seconds(email: str, *, is_locked: bool) -> float:
    """Of one refused sign-in; a locked address stays so."""
    if not is_locked:
        cache.clear()
    began = time.perf_counter()
    text = refused(email)
    took = time.perf_counter() - began
    assert ("zu viele Versuche" in text) is is_locked
    return took


def main() -> None:
    """Prints the medians of each pair and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=15)
    tries = parser.parse_args().tries
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        for name, (email, _, _) in PAIRS.items():
            person = User(name=name, email=email, is_active=name != "deaktiviert")
            person.set_password(None if name == "ohne Passwort" else "Ein gutes Passwort 2026")
            person.save()
        for name, (with_account, without, is_locked) in PAIRS.items():
            measure(name, with_account, without, is_locked=is_locked, tries=tries)
    finally:
        teardown_databases(databases, verbosity=0)


def measure(name: str, with_account: str, without: str, *, is_locked: bool, tries: int) -> None:
    """One pair, in turns; the first round warms up."""
    settings.ACCOUNT_RATE_LIMITS = {"login": "10000/m/ip", "login_failed": f"{TOO_MANY}/900s/key"}
    cache.clear()
    for email in (with_account, without) * TOO_MANY * is_locked:
        refused(email)
    pairs = [[seconds(each, is_locked=is_locked) for each in (with_account, without)] for _ in range(tries + 1)]
    columns = [*zip(*pairs[1:], strict=True)]
    mine, other = map(statistics.median, columns)
    fastest = min(columns[0]) / min(columns[1])
    print(f"{name} {mine:.3f} s, ohne Konto {other:.3f} s, Verhältnis {mine / other:.2f}", end="")
    print(f", der schnellsten {fastest:.2f} ({tries} Versuche)", flush=True)


if __name__ == "__main__":
    main()
