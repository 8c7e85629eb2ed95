"""A setting that cannot be read is named in a German sentence that does not repeat it."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from neuss_integration.bootstrap.places import ROOT
from tests.conventions.test_deploy import of, production

__all__ = ["of", "production"]

KINDS = {"int": "eine ganze Zahl", "bool": "true oder false", "table": "JSON"}


def read_settings() -> list[tuple[str, str]]:
    """Name and what is wanted of each number, word for yes or no and JSON that the settings read."""
    texts = [(ROOT / "neuss_integration" / name).read_text() for name in ("settings.py", "env.py")]
    calls = [node for text in texts for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    named = [(ast.unparse(call.func).removeprefix("env."), call.args[0]) for call in calls if call.args]
    return sorted(
        (str(name.value), KINDS[kind]) for kind, name in named if kind in KINDS and isinstance(name, ast.Constant)
    )


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        *read_settings(),
        ("DATABASE_URL", "postgres://"),
        ("EMAIL_URL", "smtp"),
        ("TIME_ZONE", "eine Zeitzone"),
        ("LOG_FORMAT", "plain oder json"),
        ("LOG_LEVEL", "DEBUG oder INFO"),
    ],
)
@pytest.mark.parametrize("value", ["geheim, nix", "ftp://name:geheim@rechner:port/x"])
def test_unreadable_setting_is_named_and_not_repeated(
    of: Callable[..., SimpleNamespace], name: str, wanted: str, value: str
) -> None:
    more = {"DATABASE_URL": "postgres://name@rechner/datenbank", "ANSWERS_REQUESTS": "true"} | {name: value}
    with pytest.raises(ImproperlyConfigured) as raised:
        of(**more)
    said = str(raised.value)
    assert said.startswith(f"Die Einstellung {name} ist nicht lesbar: Erwartet wird {wanted}")
    assert "geheim" not in said


@pytest.mark.parametrize(("word", "is_on"), [("ja", True), ("True", True), ("1", True), ("nein", False), ("", False)])
def test_yes_and_no_are_read_in_both_languages(of: Callable[..., SimpleNamespace], word: str, is_on: bool) -> None:
    assert of(ALLOW_OWN_APPROVAL=word).ALLOW_OWN_APPROVAL is is_on


def test_command_says_only_the_sentence(production: dict[str, str]) -> None:
    environment = production | {"TRUSTED_PROXIES": "eins", "PATH": os.environ["PATH"]}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    sentence = "Die Einstellung TRUSTED_PROXIES ist nicht lesbar: Erwartet wird eine ganze Zahl von 0 bis 1000000000."
    assert (done.returncode, done.stderr) == (1, f"{sentence} Bitte ändern, siehe .env.example.\n")


FREE = {
    *("CITY_NAME", "CITY_FULL_NAME", "OFFICE_NAME", "COMMITTEE_NAME", "ACCESSIBILITY_LAW"),
    *("SECRET_KEY", "SECRET_KEY_FALLBACKS", "SECRET_KEY_FILE", "METRICS_TOKEN", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"),
    *("OIDC_GROUPS_CLAIM", "SECOND_FACTOR_ROLES", "HOLIDAY_SUBDIVISION"),
}
"""Any words will do for them, or a check names what is wrong: guessable keys, unknown roles, an unknown Land."""
NO_SUCH_FILE = "/gibt/es/nicht"
WRONG = {
    "DATA_DIR": __file__,
    "OIDC_CLIENT_SECRET_FILE": NO_SUCH_FILE,
    "METRICS_TOKEN_FILE": NO_SUCH_FILE,
    "SENTRY_DSN_FILE": NO_SUCH_FILE,
    "MASTER_DATA": "köln",
    "ALLOWED_HOSTS": "https://integration.stadt.example",
    "CSRF_TRUSTED_ORIGINS": "integration.stadt.example",
}


def example() -> list[str]:
    """Each setting that is described."""
    return re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", sorted({*example()} - FREE))
def test_every_setting_that_is_none_of_its_kind_is_refused(of: Callable[..., SimpleNamespace], name: str) -> None:
    more = {"DATABASE_URL": "postgres://name@rechner/datenbank", "ANSWERS_REQUESTS": "true"}
    value = WRONG.get(name, "foo, bar://-7")
    with pytest.raises(ImproperlyConfigured, match=f"^Die Einstellung {name} ist nicht lesbar: Erwartet wird .+ Bitte"):
        of(**more | {name: value})


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("SITE_URL", "foo", "https://rechner.stadt.example/"),
        ("SITE_URL", "//integration.stadt.example/", "https://"),
        ("SITE_URL", "https://stadt.example/integration/", "ohne Pfad"),
        ("SITE_URL", "https://stadt.example:port/", "https://"),
        ("SITE_URL", "https://*.stadt.example/", "https://"),
        ("SESSION_COOKIE_AGE", "0", "von 1 bis"),
        ("AUDIT_DAYS", "99999999", "von 1 bis 36500"),
        ("PAGES_PER_PERSON", "-1", "von 1 bis"),
        ("PORTAL_LANGUAGES", "de,fr", "etwas von leicht, en"),
        ("SESSION_HOURS_BY_ROLE", '{"administrator": "vier"}', '{"administrator": 4}'),
        ("SESSION_HOURS_BY_ROLE", "[4]", '{"administrator": 4}'),
        ("CONTACT_EMAIL", "koordination@", "E-Mail-Adresse"),
        ("SENTRY_DSN", "https://sentry.stadt.example/1", "https://schlüssel@"),
        ("CSRF_TRUSTED_ORIGINS", "https://stadt.example/formular", "ohne Pfad"),
        ("ALLOWED_HOSTS", "integration.stadt.example:443", "ohne https://"),
    ],
)
def test_refusal_says_what_to_write(of: Callable[..., SimpleNamespace], name: str, value: str, wanted: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape(wanted)):
        of(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "https://integration.stadt.example"),
        ("SITE_URL", "http://127.0.0.1:8000/"),
        ("SITE_URL", "http://[::1]:8000/"),
        ("ALLOWED_HOSTS", ["localhost", "[::1]", ".stadt.example", "127.0.0.1"]),
        ("CSRF_TRUSTED_ORIGINS", ["https://integration.stadt.example", "https://*.stadt.example:8443"]),
        ("CLAMD_ADDRESS", "unix:/run/clamav/clamd.ctl"),
        ("SECURITY_CONTACT", "mailto:sicherheit@stadt.example"),
        ("DEFAULT_FROM_EMAIL", "Integrationsbüro <integration@stadt.example>"),
        ("OPEN_DATA_ORIGIN", {"municipality": "05162024", "contributor": "http://dcat-ap.de/def/contributors/x"}),
        ("SENTRY_DSN", "https://key@sentry.stadt.example/sentry/12"),
    ],
)
def test_right_setting_is_taken_as_it_is(of: Callable[..., SimpleNamespace], name: str, value: Any) -> None:
    written = json.dumps(value) if isinstance(value, dict) else ",".join(value) if isinstance(value, list) else value
    assert getattr(of(**{name: written}), name) == value


@pytest.mark.slow
@pytest.mark.parametrize(("name", "value"), [("SITE_URL", "foo"), ("DEMO_MODE", "true")])
@pytest.mark.parametrize("option", ["--workers=1", "--preload"])
def test_web_server_says_only_the_sentence_and_ends(
    production: dict[str, str], name: str, value: str, option: str
) -> None:
    environment = production | {name: value, "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "gunicorn", "neuss_integration.wsgi", "--no-control-socket", "--log-level=error"]
    command += [option, "--bind=127.0.0.1:0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "Traceback" in done.stderr, name in done.stderr) == (3, False, True)
