"""Settings come from the environment only; `.env` beside manage.py is read when it is there."""

import os
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from pythonjsonlogger.core import RESERVED_ATTRS

from neuss_integration.setting_kinds import Settings, wrong

BASE_DIR = Path(__file__).resolve().parent.parent

WITH_OFFSET = "%Y-%m-%dT%H:%M:%S%z"  # two hours of the night when the clocks go back are told apart

env = Settings()
env.read_env(BASE_DIR / ".env")


def secret_in(path: str) -> str:
    """What stands in the file; empty where there is none. Raises ImproperlyConfigured when it cannot be read."""
    try:
        return Path(path).read_text(encoding="ascii").strip() if path and Path(path).is_file() else ""
    except (OSError, UnicodeError) as reason:
        sentence = (
            f"Die Datei {path} mit einem Geheimnis lässt sich nicht lesen. Geben Sie sie dem Konto des Dienstes "
            "(Rechte 0600); erlaubt sind nur Buchstaben ohne Umlaute, Ziffern und Zeichen."
        )
        raise ImproperlyConfigured(sentence) from reason


def secret(name: str) -> str:
    """The variable `name`, else what stands in the file that `name`_FILE names; empty without either."""
    if value := env.str(name, default=""):
        return value
    if (path := env.str(f"{name}_FILE", default="")) and not Path(path).is_file():
        raise wrong(f"{name}_FILE", "eine Datei, die es gibt")
    return secret_in(path)


def sentry() -> str:
    """The address of the city's Sentry, or nothing. Raises ImproperlyConfigured for what is none."""
    value = secret("SENTRY_DSN")
    if value and not re.fullmatch(r"https?://[^@/\s]+@[^/\s]+/(\S+/)?\d+", value):
        raise wrong("SENTRY_DSN", "eine Adresse wie https://schlüssel@sentry.stadt.example/1")
    return value


def site_url(data_dir: Path) -> str:
    """The variable SITE_URL, else where `manage.py start` runs the application now, else where it usually would."""
    return env.site("SITE_URL", default="") or _announced(data_dir / "address") or "http://127.0.0.1:8000/"


def _announced(file: Path) -> str:
    """What `bootstrap.data.announced` wrote; empty when the process that wrote it has ended."""
    try:
        process, address = file.read_text(encoding="utf-8").split()
        os.kill(int(process), 0)
    except PermissionError:  # it lives, and is somebody else's; or it may not be read
        return address if os.access(file, os.R_OK) else ""
    except (OSError, ValueError):
        return ""
    return address


def secret_key() -> str:
    """The secret key from SECRET_KEY, else from the file SECRET_KEY_FILE (default: `.data/secret-key`).

    Raises ImproperlyConfigured with the remedy when there is neither.
    """
    if key := env.str("SECRET_KEY", default=""):
        return key
    if key := secret_in(env.str("SECRET_KEY_FILE", default=str(BASE_DIR / ".data" / "secret-key"))):
        return key
    raise ImproperlyConfigured(
        "SECRET_KEY fehlt: Setzen Sie die Umgebungsvariable SECRET_KEY oder SECRET_KEY_FILE (siehe .env.example)."
    )


def _close_to_others(file: Path) -> None:
    """Only the account of the application reads the database; SQLite gives its journal the same rights."""
    if file.parent.is_dir() and file.name != ":memory:":
        file.touch(mode=0o600)
        if file.stat().st_uid == os.geteuid():
            file.chmod(0o600)


def _limits() -> str:
    """How long a page waits for PostgreSQL. Commands and background work may take longer, migrations above all."""
    seconds = {
        "lock_timeout": env.int("DATABASE_LOCK_SECONDS", default=10),
        "statement_timeout": env.int("DATABASE_STATEMENT_SECONDS", default=30),
        "idle_in_transaction_session_timeout": env.int("DATABASE_IDLE_SECONDS", default=60),
    }
    return " ".join(f"-c {name}={1000 * value}" for name, value in seconds.items())


def database(data_dir: Path) -> dict[str, object]:
    """The database of DATABASE_URL, by default SQLite in `data_dir`.

    SQLite gets WAL, IMMEDIATE transactions and a timeout: with Django's defaults concurrent writers fail
    with "database is locked". Connections are kept for a minute: opening one costs more than a small page.
    """
    config = env.db_url("DATABASE_URL", default=f"sqlite:///{data_dir / 'db.sqlite3'}")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        _close_to_others(Path(str(config["NAME"])))
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Without the last one REPLACE takes rows away and asks no guard: foundation.records.guards.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA recursive_triggers=ON;",
        }
    else:
        _connect_to_postgres(config, answers_requests=env.bool("ANSWERS_REQUESTS", default=False))
    config.setdefault("CONN_MAX_AGE", 60)
    config.setdefault("CONN_HEALTH_CHECKS", True)
    return config


def _connect_to_postgres(config: dict[str, Any], *, answers_requests: bool) -> None:
    """Limits and a pool are for who answers requests; PgBouncer knows neither limits at the start nor prepared queries.

    In transaction mode each transaction may have another connection: what a session holds is not there any more.
    """
    options = config.setdefault("OPTIONS", {})
    if env.bool("BEHIND_PGBOUNCER", default=False):
        options["prepare_threshold"] = None
        config["DISABLE_SERVER_SIDE_CURSORS"] = True
    elif answers_requests:
        options["options"] = _limits()
    if answers_requests and (size := env.int("DATABASE_POOL", default=0, most=1000)):
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 10}
        config["CONN_MAX_AGE"] = 0


def sign_in_service(address: str, client: str, secret: str) -> dict[str, Any]:
    """The city's OpenID Connect service as allauth wants it told; without an `address` there is none."""
    app = {"provider_id": "stadt", "name": "Stadt", "client_id": client, "secret": secret}
    apps = [app | {"settings": {"server_url": address}}] if address else []
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def log_to_console() -> dict[str, Any]:
    """One line an event with the id of its request, in plain words or as JSON."""
    form, level = env.log_form("LOG_FORMAT", default="plain"), env.log_level("LOG_LEVEL", default="WARNING")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "neuss_integration.request_ids.WithRequestId"},
            "outages": {"()": "neuss_integration.foundation.troubles.OneLinePerOutage"},
        },
        "formatters": {
            "plain": {
                "class": "neuss_integration.request_ids.OneLine",
                "format": "{asctime} {levelname} {name} {request_id} {message}",
                "datefmt": WITH_OFFSET,
                "style": "{",
            },
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "{asctime}{levelname}{name}{request_id}{message}",
                "datefmt": WITH_OFFSET,
                "style": "{",
                "json_ensure_ascii": False,
                "reserved_attrs": (*RESERVED_ATTRS, "request"),  # its whole address tells what somebody searched for
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request_id", "outages"]}
        },
        "loggers": {"fontTools": {"level": "ERROR"}},  # it warns of what the fonts of the packages say of themselves
        "root": {"handlers": ["console"], "level": level},
    }
