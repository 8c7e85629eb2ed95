"""The kinds of settings: each is read as what it is, or refused with a sentence that names it."""

import re
import warnings
from collections.abc import Callable, Collection
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from neuss_integration.foundation.words.licences import LICENCES

WRONG: Final = "Die Einstellung {name} ist nicht lesbar: Erwartet wird {wanted}. Bitte ändern, siehe .env.example."
YES, NO = {"true", "1", "on", "yes", "y", "ok", "ja"}, {"false", "0", "off", "no", "n", "nein", ""}
HOST: Final = r"(?:\*|[.]?[a-zA-Z0-9][a-zA-Z0-9.-]*|[.]|\[[0-9a-fA-F:.]+\])"
MOST: Final = {"_DAYS": 36_500, "_MONTHS": 1_200, "_YEARS": 100, "_MB": 1_000_000, "_MINUTES": 5_000_000}
"""By the end of the name; what is beyond has no date, or no place in a database."""
LANGUAGES: Final = ("leicht", "en", "tr", "ar", "uk", "ru")
MOST_OF_ALL: Final = 1_000_000_000
ADDRESS: Final = "eine Adresse wie https://rechner.stadt.example"


def wrong(name: str, wanted: str) -> ImproperlyConfigured:
    """What to raise for a setting that is none of its kind."""
    return ImproperlyConfigured(WRONG.format(name=name, wanted=wanted))


class Settings(environ.Env):
    """The environment. A value that is none of its kind raises ImproperlyConfigured naming the setting, not the value.

    The value may hold a password, and the sentence stands in logs. A word that is neither yes nor no is refused, too:
    read as no, it would silently switch off what somebody wanted.
    """

    def bool(self, var: str, default: Any = environ.Env.NOTSET) -> bool:
        word = self.str(var, default=str(default)).strip().lower()
        if word not in YES | NO:
            raise wrong(var, "true oder false")
        return word in YES

    def int(self, var: str, default: Any = environ.Env.NOTSET, least: int = 0, most: int = 0) -> int:
        most = most or next((most for end, most in MOST.items() if var.endswith(end)), MOST_OF_ALL)
        value = self._read(super().int, var, default, wanted := f"eine ganze Zahl von {least} bis {most}")
        if not least <= value <= most:
            raise wrong(var, wanted)
        return value

    def days(self, var: str, default: Any) -> Any:
        return self.int(var, default, least=1)

    def json(self, var: str, default: Any = environ.Env.NOTSET) -> Any:
        return self._read(super().json, var, default, "JSON")

    def table(self, var: str, default: Any, kind: type = str) -> dict[str, Any]:
        """Words and what belongs to each."""
        wanted = 'JSON wie {"administrator": 4}' if kind is int else 'JSON wie {"gruppe": "coordinator"}'
        value = self._read(super().json, var, default, wanted) or {}
        if not isinstance(value, dict) or not all(type(each) is kind and each for each in value.values()):
            raise wrong(var, wanted)
        return value

    def db_url(self, var: str, default: Any = environ.Env.NOTSET) -> dict[str, Any]:
        config = self._read(super().db_url, var, default, wanted := "postgres://name:passwort@rechner:5432/datenbank")
        if config.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
            raise wrong(var, wanted)
        return config

    def email_url(self, var: str, default: Any = environ.Env.NOTSET) -> dict[str, Any]:
        return self._read(super().email_url, var, default, "smtp+tls://name:passwort@rechner:587")

    def zone(self, var: str, default: str) -> str:
        return self._one_of(available_timezones(), var, default, "eine Zeitzone wie Europe/Berlin")

    def log_form(self, var: str, default: str) -> str:
        return self._one_of(("plain", "json"), var, default)

    def log_level(self, var: str, default: str) -> str:
        return self._one_of(("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), var, default)

    def _one_of(self, known: Collection[str], var: str, default: str, wanted: str = "") -> str:
        if (value := self.str(var, default=default)) not in known:
            raise wrong(var, wanted or " oder ".join(each or "nichts" for each in known))
        return value

    def article(self, var: str, default: str) -> str:
        return self._one_of(("der", "die", "das", ""), var, default)

    def master_data(self, var: str, default: str) -> str:
        return self._one_of(("leer", "grundstock", "neuss", ""), var, default)

    def licence(self, var: str, default: str) -> str:
        return self._one_of(LICENCES, var, default)

    def city_key(self, var: str, default: str) -> str:
        return self._like(r"(\d{8})?", var, default, "acht Ziffern")

    def contact(self, var: str, default: str) -> str:
        return self._like(r"((mailto:|tel:|https://)\S+)?", var, default, "mailto:…, tel:… oder https://…")

    def scanner(self, var: str, default: str) -> str:
        return self._like(r"(unix:/.+|\S+:\d+)?", var, default, "unix:/pfad oder rechner:3310")

    def languages(self, var: str, default: Collection[str]) -> list[str]:
        """Some of the languages of the Portal, with a comma between."""
        values: list[str] = self.list(var, default=[*default])
        if not {*values} <= {*LANGUAGES}:
            raise wrong(var, f"etwas von {', '.join(LANGUAGES)}, durch Komma getrennt")
        return values

    def _like(self, pattern: str, var: str, default: str, wanted: str) -> str:
        """Something that the pattern fits as a whole."""
        if not re.fullmatch(pattern, value := self.str(var, default=default)):
            raise wrong(var, wanted)
        return value

    def hosts(self, var: str, default: Collection[str]) -> list[str]:
        """Names of computers without scheme, port and path."""
        values: list[str] = self.list(var, default=[*default])
        if not all(re.fullmatch(HOST, each) for each in values):
            raise wrong(var, "integration.stadt.example, ohne https:// und ohne Pfad, mehrere durch Komma getrennt")
        return values

    def origins(self, var: str, default: Collection[str]) -> list[str]:
        """Scheme and computer of other pages."""
        values: list[str] = self.list(var, default=[*default])
        if not all(re.fullmatch(rf"https?://({HOST}|[*][.][a-zA-Z0-9.-]+)(:[0-9]+)?", each) for each in values):
            raise wrong(var, f"{ADDRESS}, ohne Pfad, mehrere durch Komma getrennt")
        return values

    def address(self, var: str, default: str) -> str:
        """An address of another service, or none."""
        if (value := self.str(var, default=default)) and not _is_address(value):
            raise wrong(var, ADDRESS)
        return value

    def site(self, var: str, default: str) -> str:
        """Where pages are; they stand right below the name of the computer."""
        if (value := self.str(var, default=default)) and not (_is_address(value) and urlsplit(value).path in ("", "/")):
            raise wrong(var, f"{ADDRESS}/, ohne Pfad dahinter")
        return value

    def email(self, var: str, default: str) -> str:
        """An address for mails, with a name before it or not."""
        value = self.str(var, default=default)
        try:
            validate_email(parseaddr(value)[1])
        except ValidationError:
            raise wrong(var, "eine E-Mail-Adresse wie koordination@stadt.example") from None
        return value

    def folder(self, var: str, default: Path) -> Path:
        """A folder that is there or can be made."""
        if (value := Path(self.str(var, default=str(default)))).exists() and not value.is_dir():
            raise wrong(var, "ein Ordner")
        return value

    def _read(self, read: Callable[..., Any], var: str, default: Any, wanted: str) -> Any:
        try:
            with warnings.catch_warnings(action="error"):  # environ warns of an unknown kind, and shows the password
                return read(var, default=default)
        except (ValueError, KeyError, UserWarning, ImproperlyConfigured):
            raise wrong(var, wanted) from None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    is_plain = not re.search(r"\s", value) and not parts.query and not parts.fragment
    is_host = re.fullmatch(r"[a-z0-9][a-z0-9.-]*|[0-9a-f:.]*:[0-9a-f:.]*", parts.hostname or "")
    return is_plain and parts.scheme in ("http", "https") and is_host is not None
