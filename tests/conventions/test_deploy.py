"""The project is complete: migrations are written, and production settings have nothing to warn of."""

import configparser
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.urls import reverse
from environ import Env

from neuss_integration import checks
from neuss_integration.bootstrap.services import WEB_SIZE
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
        "BEHIND_PROXY": "true",
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


@pytest.mark.parametrize(
    "path", ["docs/betrieb.md", "docs/betrieb/Containerfile", "docs/betrieb/integrationskonzept-web.service"]
)
def test_web_processes_have_more_threads_than_one_person_can_take(path: str) -> None:
    [threads] = re.findall(r"--threads[\", ]+(\d+)", (ROOT / path).read_text(encoding="utf-8"))
    assert ("--threads", threads) == WEB_SIZE[2:4]
    assert int(threads) >= settings.PAGES_PER_PERSON + settings.PAGES_WAITING + settings.EXPENSIVE_AT_ONCE


@pytest.mark.once
@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


CHECKED = """
import sys; from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING"); print("weasyprint" in sys.modules)
"""


@pytest.mark.slow
def test_check_is_clean_in_production_and_no_page_loads_the_renderer(production: dict[str, str]) -> None:
    done = manage("shell", "--no-imports", "-c", CHECKED, **production)
    assert done.returncode == 0, done.stderr
    assert "2 silenced" in done.stdout  # HSTS for other hosts below the domain: the city decides
    assert done.stdout.split()[-1] == "False"


@pytest.fixture
def of(monkeypatch: pytest.MonkeyPatch, production: dict[str, str]) -> Callable[..., SimpleNamespace]:
    """The settings that a server with this environment has."""

    def of(**environment: str) -> SimpleNamespace:
        with monkeypatch.context() as patch:
            patch.setattr(Env, "ENVIRON", production | environment)
            patch.setattr(os, "environ", Env.ENVIRON)
            return SimpleNamespace(**runpy.run_path(str(ROOT / "neuss_integration" / "settings.py")))

    return of


OF_A_SERVICE = {
    "OIDC_SERVER_URL": "https://anmeldung.neuss.example/",
    "OIDC_CLIENT_ID": "integration",
    "OIDC_CLIENT_SECRET": "vom-anmeldedienst",
}
WITH_IT = {"E017": dict(list(OF_A_SERVICE.items())[1:]), "E019": OF_A_SERVICE}
"""What else is set where a setting counts only with others."""


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DEMO_MODE", "true", "E010"),
        ("SITE_URL", "", "E012"),
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
        ("ALLOWED_HOSTS", "*", "E024"),
        ("ALLOWED_HOSTS", "integration.neuss.example,*", "E024"),
        ("ALLOWED_HOSTS", ".", "E024"),
        ("CSRF_TRUSTED_ORIGINS", "https://*.neuss.example", "E025"),
        ("CSRF_TRUSTED_ORIGINS", "http://integration.neuss.example", "E025"),
        ("BEHIND_PROXY", "false", "E026"),
        ("TRUSTED_PROXIES", "0", "E027"),
        ("METRICS_TOKEN", "prometheus", "E029"),
        ("OIDC_ROLES", '{"Büro": "koenig"}', "E019"),
    ],
)
def test_unsafe_settings_are_found_and_stop_the_server(
    monkeypatch: pytest.MonkeyPatch, of: Callable[..., SimpleNamespace], name: str, value: str, code: str
) -> None:
    more = WITH_IT.get(code, {})
    monkeypatch.setattr(checks, "settings", of(**more, **{name: value}))
    [found] = checks.production()
    assert found.id == f"neuss_integration.{code}"
    assert found.hint.startswith(("Setzen Sie ", "Lassen Sie "))
    with pytest.raises(ImproperlyConfigured, match=re.escape(f"{found.msg} {found.hint}")):
        checks.refuse_unsafe_start()
    monkeypatch.setattr(checks, "settings", of(**more))
    assert checks.production() == []
    checks.refuse_unsafe_start()


def test_database_file_of_another_account_that_all_may_read_stops_the_server(
    monkeypatch: pytest.MonkeyPatch, of: Callable[..., SimpleNamespace], tmp_path: Path
) -> None:
    """The file of our own account is closed by the settings themselves; here somebody opens it afterwards."""
    monkeypatch.setattr(checks, "settings", of())
    assert checks.production() == []
    (tmp_path / "db.sqlite3").chmod(0o644)
    [found] = checks.production()
    assert (found.id, str(tmp_path / "db.sqlite3") in found.msg) == ("neuss_integration.E028", True)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        checks.refuse_unsafe_start()


@pytest.mark.slow
def test_server_with_unsafe_settings_does_not_start_and_the_check_says_why(production: dict[str, str]) -> None:
    unsafe = production | {"DEBUG": "true"}
    assert "neuss_integration.E011" in manage("check", "--deploy", **unsafe).stderr
    server = [sys.executable, "-c", "import neuss_integration.wsgi"]
    own = {"PATH": os.environ["PATH"]} | unsafe
    started = subprocess.run(server, cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    assert (started.returncode, "Setzen Sie DEBUG=false." in started.stderr) == (3, True)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DATABASE_URL", "postgres://a:b@datenbank.neuss.example/c", "W021"),
        ("DATABASE_URL", "postgres://a:b@datenbank.neuss.example/c?sslmode=require", "W021"),
        ("EMAIL_URL", "smtp://a:b@mail.neuss.example", "W022"),
    ],
)
def test_open_connection_to_another_computer_is_told(
    monkeypatch: pytest.MonkeyPatch, of: Callable[..., SimpleNamespace], name: str, value: str, code: str
) -> None:
    monkeypatch.setattr(checks, "settings", of(**{name: value}))
    assert {each.id for each in checks.open_connections()} == {f"neuss_integration.{code}"}
    safe = value.partition("?")[0] + "?sslmode=verify-full" if code == "W021" else value.replace("smtp:", "smtp+tls:")
    monkeypatch.setattr(checks, "settings", of(**{name: safe}))
    assert checks.open_connections() == []


def test_database_file_is_read_by_nobody_else(of: Callable[..., SimpleNamespace], tmp_path: Path) -> None:
    of()
    assert (tmp_path / "db.sqlite3").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_flood_of_addresses_pushes_no_lock_out(of: Callable[..., SimpleNamespace], settings: Any) -> None:
    """Django keeps 300 entries of a cache in the database unless told otherwise, and then forgets a third of them."""
    settings.CACHES = of().CACHES
    call_command("createcachetable", verbosity=0)
    locks = [f"lock-{number}" for number in range(30)]
    for key in [*locks, *(f"typed-{number}" for number in range(400))]:
        cache.set(key, True, 300)
    assert len(cache.get_many(locks)) == 30


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


def test_other_hosts_of_the_domain_are_left_alone_unless_the_city_says_so(of: Callable[..., SimpleNamespace]) -> None:
    site = (ROOT / "docs/betrieb/nginx.conf").read_text(encoding="utf-8")
    assert {"server_tokens off;", "proxy_hide_header Server;"} <= {line.strip() for line in site.splitlines()}
    for server, is_said in (of(), False), (of(HSTS_INCLUDE_SUBDOMAINS="true"), True):
        assert server.SECURE_HSTS_SECONDS == 31_536_000
        assert server.SECURE_HSTS_INCLUDE_SUBDOMAINS is is_said


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
