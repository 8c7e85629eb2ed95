"""The project is complete: migrations are written, and production settings have nothing to warn of."""

import configparser
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.urls import reverse

from tests.conventions.source import ROOT


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of the project in a process of its own, with nothing else in its environment."""
    own = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "neuss_integration.settings"} | environment
    command = [sys.executable, "-W", "error::DeprecationWarning:neuss_integration", "-m", "django", *arguments]
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """An environment like the one of a real server."""
    return {
        "SECRET_KEY": "nDw3kq0V7yTz5rBm8XcJ1hUe9pLs4GaF6oRi2WbYtKxQvMZdEuHj",
        "DATA_DIR": str(tmp_path),
        "ALLOWED_HOSTS": "integration.neuss.example",
        "CSRF_TRUSTED_ORIGINS": "https://integration.neuss.example",
        "EMAIL_URL": "smtp://localhost:25",
        "SITE_URL": "https://integration.neuss.example/",
    }


def test_units_start_what_there_is_and_let_it_finish() -> None:
    units = sorted((ROOT / "docs/betrieb").glob("*.service"))
    assert len(units) == 3
    for path in units:
        unit = configparser.RawConfigParser(strict=False)
        unit.read(path, encoding="utf-8")
        program, *arguments = unit["Service"]["ExecStart"].split()
        assert program.endswith(("/bin/gunicorn", "/bin/python"))
        assert arguments[0] == "neuss_integration.wsgi" or arguments[1] in get_commands()
        assert unit["Service"]["Restart"] == "always"
        if "db_worker" in arguments:
            assert int(unit["Service"]["TimeoutStopSec"]) > settings.RENDER_CPU_SECONDS


@pytest.mark.once
@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


@pytest.mark.slow
def test_check_is_clean_in_production(production: dict[str, str]) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **production)
    assert done.returncode == 0, done.stderr
    assert "2 silenced" in done.stdout  # HSTS for other hosts below the domain: the city decides


STARTED = """
import django; django.setup()
from django.core.management import execute_from_command_line
try:
    execute_from_command_line(["django", "check", "--deploy"])
except SystemExit:
    import neuss_integration.wsgi
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DEMO_MODE", "true", "E010"),
        ("DEBUG", "true", "E011"),
        ("SITE_URL", "http://127.0.0.1:8000/", "E012"),
        ("SITE_URL", "http://integration.neuss.example/", "E013"),
        ("HTTPS", "false", "E014"),
        ("EMAIL_URL", "consolemail://", "E015"),
        ("SECOND_FACTOR_ROLES", "koenig", "E016"),
        ("OIDC_SERVER_URL", "http://anmeldung.neuss.example/", "E017"),
        ("OIDC_SERVER_URL", "https://anmeldung.neuss.example/", "E018"),
        ("SECRET_KEY", "django-insecure-nDw3kq0V7yTz5rBm8XcJ1hUe9pLs4GaF6oRi2WbYtKxQvMZdEuHj", "E023"),
        ("SECRET_KEY", "kurz", "E023"),
        ("SECRET_KEY_FALLBACKS", "bitte-aendern-geheim-" * 3, "E023"),
    ],
)
def test_unsafe_settings_are_found_and_stop_the_server(
    production: dict[str, str], name: str, value: str, code: str
) -> None:
    own = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "neuss_integration.settings"}
    started = subprocess.run(
        [sys.executable, "-c", STARTED],
        cwd=ROOT,
        env=own | production | {name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"neuss_integration.{code}" in started.stderr
    assert "ImproperlyConfigured" in started.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DATABASE_URL", "postgres://a:b@datenbank.neuss.example/c", "W021"),
        ("DATABASE_URL", "postgres://a:b@datenbank.neuss.example/c?sslmode=require", "W021"),
        ("EMAIL_URL", "smtp://a:b@mail.neuss.example", "W022"),
    ],
)
def test_open_connection_to_another_computer_is_told(
    production: dict[str, str], name: str, value: str, code: str
) -> None:
    told = manage("check", "--deploy", **production | {name: value}).stderr
    assert f"neuss_integration.{code}" in told
    safe = value.partition("?")[0] + "?sslmode=verify-full" if code == "W021" else value.replace("smtp:", "smtp+tls:")
    assert "neuss_integration.W02" not in manage("check", "--deploy", **production | {name: safe}).stderr


@pytest.mark.slow
def test_database_file_is_read_by_nobody_else(production: dict[str, str], tmp_path: Path) -> None:
    manage("check", **production)
    assert (tmp_path / "db.sqlite3").stat().st_mode & 0o777 == 0o600


def test_settings_without_a_secret_key_say_what_to_do(production: dict[str, str], tmp_path: Path) -> None:
    environment = production | {"SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "none")}
    done = manage("check", **environment)
    assert "SECRET_KEY fehlt: Setzen Sie die Umgebungsvariable" in done.stderr


COOKIES = """
import django; django.setup()
from django.conf import settings as s
from neuss_integration.accounts.adapter import KNOWN_DEVICE
from neuss_integration.foundation.ui.message_storage import HostCookieStorage
names = s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, KNOWN_DEVICE, HostCookieStorage.cookie_name
print(*(name.startswith("__Host-") for name in names), s.MESSAGE_STORAGE.endswith(".HostStorage"))
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY)
print(*(each is None for each in (s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN)))
print(s.SESSION_COOKIE_SAMESITE == s.CSRF_COOKIE_SAMESITE == "Lax")
"""


@pytest.mark.slow
def test_cookies_of_production_are_for_this_host_alone(production: dict[str, str]) -> None:
    done = manage("shell", "--no-imports", "-c", COOKIES, **production)
    assert done.stdout.split() == ["True"] * 12, done.stderr


HSTS = "from django.conf import settings as s; print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"


def test_other_hosts_of_the_domain_are_left_alone_unless_the_city_says_so(production: dict[str, str]) -> None:
    site = (ROOT / "docs/betrieb/nginx.conf").read_text(encoding="utf-8")
    assert {"server_tokens off;", "proxy_hide_header Server;"} <= {line.strip() for line in site.splitlines()}
    for chosen, said in ({}, "31536000 False"), ({"HSTS_INCLUDE_SUBDOMAINS": "true"}, "31536000 True"):
        assert manage("shell", "--no-imports", "-c", HSTS, **production | chosen).stdout.strip() == said


SERVER = "import gunicorn.http.wsgi as server; import neuss_integration.wsgi; print(server.SERVER)"


@pytest.mark.slow
def test_server_does_not_say_which_program_answers(production: dict[str, str]) -> None:
    assert manage("shell", "--no-imports", "-c", SERVER, **production).stdout.strip() == "web"


def test_proxy_speaks_new_tls_only_and_overwrites_what_clients_say_of_themselves() -> None:
    site = (ROOT / "docs/betrieb/nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"ssl_protocols (.*);", site) == ["TLSv1.2 TLSv1.3"]
    [ciphers] = re.findall(r"ssl_ciphers (.*);", site)
    assert all(re.fullmatch(r"ECDHE-(RSA|ECDSA)-AES(128|256)-GCM-SHA\d+", each) for each in ciphers.split(":"))
    given = dict(re.findall(r"proxy_set_header (\S+) (.*);", site))
    assert {"X-Forwarded-For": "$remote_addr", "X-Forwarded-Proto": "https"}.items() <= given.items()
    assert "X-Request-ID" in given


def test_proxy_writes_down_no_search_and_leads_people_only_to_https() -> None:
    site = (ROOT / "docs/betrieb/nginx.conf").read_text(encoding="utf-8")
    [line] = re.findall(r"log_format sparsam '(.*)';", site)
    assert set(re.findall(r"\$\w+", line)) & {"$request", "$request_uri", "$uri", "$args", "$http_referer"} == set()
    assert site.count("access_log ") == site.count("sparsam;") == site.count("listen [::]:") == 2
    hidden = re.compile(re.findall(r"~(\S+) \$1…;", site)[0])
    for name, args in (("account_reset_password_from_key", ["1", "geheim"]), ("portal:enquiry-status", ["A-1", "x"])):
        path = reverse(name, args=args) if args[0] != "1" else reverse(name, kwargs={"uidb36": "1", "key": "geheim"})
        assert hidden.match(path)
    assert "location /portal/daten/ { return 403; }" in site


def test_image_holds_no_history_no_secrets_and_no_tests() -> None:
    left_out = set((ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n"))
    assert {".git", ".env", ".env.*", ".data", ".venv", "tests", "**/*.key", "docs/betrieb/*.env"} <= left_out
