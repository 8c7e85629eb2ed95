"""Settings come from the environment only; `.env` beside manage.py is read when it is there."""

import os
import warnings
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

WITH_OFFSET = "%Y-%m-%dT%H:%M:%S%z"  # two hours of the night when the clocks go back are told apart

WRONG: Final = "Die Einstellung {name} ist nicht lesbar: Erwartet wird {wanted}. Bitte ändern, siehe .env.example."
YES, NO = {"true", "1", "on", "yes", "y", "ok", "ja"}, {"false", "0", "off", "no", "n", "nein", ""}


class Settings(environ.Env):
    """The environment. A value that is none of its kind raises ImproperlyConfigured naming the setting, not the value.

    The value may hold a password, and the sentence stands in logs. A word that is neither yes nor no is refused, too:
    read as no, it would silently switch off what somebody wanted.
    """

    def bool(self, var: str, default: Any = environ.Env.NOTSET) -> bool:
        word = self.str(var, default=str(default)).strip().lower()
        if word not in YES | NO:
            raise ImproperlyConfigured(WRONG.format(name=var, wanted="true oder false"))
        return word in YES

    def int(self, var: str, default: Any = environ.Env.NOTSET) -> int:
        return self._read(super().int, var, default, "eine ganze Zahl")

    def json(self, var: str, default: Any = environ.Env.NOTSET) -> Any:
        return self._read(super().json, var, default, "JSON")

    def db_url(self, var: str, default: Any = environ.Env.NOTSET) -> dict[str, Any]:
        config = self._read(super().db_url, var, default, wanted := "postgres://name:passwort@rechner:5432/datenbank")
        if config.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
            raise ImproperlyConfigured(WRONG.format(name=var, wanted=wanted))
        return config

    def email_url(self, var: str, default: Any = environ.Env.NOTSET) -> dict[str, Any]:
        return self._read(super().email_url, var, default, "smtp+tls://name:passwort@rechner:587")

    def zone(self, var: str, default: str) -> str:
        return self._one_of(available_timezones(), var, default, "eine Zeitzone wie Europe/Berlin")

    def log_form(self, var: str, default: str) -> str:
        return self._one_of(("plain", "json"), var, default, "plain oder json")

    def log_level(self, var: str, default: str) -> str:
        levels = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
        return self._one_of(levels, var, default, " oder ".join(levels))

    def _one_of(self, known: Collection[str], var: str, default: str, wanted: str) -> str:
        if (value := self.str(var, default=default)) not in known:
            raise ImproperlyConfigured(WRONG.format(name=var, wanted=wanted))
        return value

    def _read(self, read: Callable[..., Any], var: str, default: Any, wanted: str) -> Any:
        try:
            with warnings.catch_warnings(action="error"):  # environ warns of an unknown kind, and shows the password
                return read(var, default=default)
        except (ValueError, KeyError, UserWarning, ImproperlyConfigured):
            raise ImproperlyConfigured(WRONG.format(name=var, wanted=wanted)) from None


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
    return env.str(name, default="") or secret_in(env.str(f"{name}_FILE", default=""))


def site_url(data_dir: Path) -> str:
    """The variable SITE_URL, else where `manage.py start` runs the application now, else where it usually would."""
    return env.str("SITE_URL", default="") or _announced(data_dir / "address") or "http://127.0.0.1:8000/"


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
    if answers_requests and (size := env.int("DATABASE_POOL", default=0)):
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 10}
        config["CONN_MAX_AGE"] = 0


def sign_in_service(address: str, client: str, secret: str) -> dict[str, Any]:
    """The city's OpenID Connect service as allauth wants it told; without an `address` there is none."""
    app = {"provider_id": "stadt", "name": "Stadt", "client_id": client, "secret": secret}
    apps = [app | {"settings": {"server_url": address}}] if address else []
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def log_to_console(form: str, level: str) -> dict[str, Any]:
    """One line an event with the id of its request; `form` is plain or json."""
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
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request_id", "outages"]}
        },
        "loggers": {"fontTools": {"level": "ERROR"}},  # it warns of what the fonts of the packages say of themselves
        "root": {"handlers": ["console"], "level": level},
    }
