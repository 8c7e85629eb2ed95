"""Whether the time of a refused sign-in tells who has an account. Run: python tests/bench/sign_in.py [--tries 15]

Known and unknown addresses take turns, each with a wrong password and the real work of hashing; the ratio of the
medians should be 1 within noise (0.9 to 1.1 on a quiet machine). A person runs it, the tests do not.
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
settings.ACCOUNT_RATE_LIMITS = {}

from django.core.cache import cache
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from neuss_integration.accounts.models import User

KNOWN, UNKNOWN = "bekannt@neuss.example", "unbekannt@neuss.example"


def seconds(email: str) -> float:
    """Of one refused sign-in."""
    cache.clear()
    client = Client()
    began = time.perf_counter()
    client.post("/konto/anmelden/", {"login": email, "password": "Falsches Passwort 1"})
    return time.perf_counter() - began


def main() -> None:
    """Prints both medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=15)
    tries = parser.parse_args().tries
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        person = User(name="Bekannte Person", email=KNOWN)
        person.set_password("Ein gutes Passwort 2026")
        person.save()
        seconds(KNOWN), seconds(UNKNOWN)
        pairs = [(seconds(KNOWN), seconds(UNKNOWN)) for _ in range(tries)]
    finally:
        teardown_databases(databases, verbosity=0)
    known, unknown = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"bekannt {known:.3f} s, unbekannt {unknown:.3f} s, Verhältnis {known / unknown:.2f} ({tries} Versuche)")


if __name__ == "__main__":
    main()
