"""Checks of a production's settings beyond Django's own: what would be open, unreachable or silent.

They run with `manage.py check --deploy`, and before the web server starts: there an error stops it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import holidays
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.core.checks.security.base import (
    SECRET_KEY_INSECURE_PREFIX,
    SECRET_KEY_MIN_LENGTH,
    SECRET_KEY_MIN_UNIQUE_CHARACTERS,
)
from django.core.exceptions import ImproperlyConfigured

from neuss_integration.accounts.enums import Role
from neuss_integration.foundation.attachments.scanning import answers

LOCAL: Final = {"localhost", "127.0.0.1", "::1", "[::1]"}
PLACEHOLDERS: Final = (
    SECRET_KEY_INSECURE_PREFIX, "change", "geheim", "secret", "beispiel", "example", "passwort", "password",
)  # fmt: skip
METRICS_TOKEN_MIN_LENGTH: Final = 20
OTHERS: Final = 0o007
FULL_OF_RIGHTS: Final = (Role.ADMINISTRATOR, Role.COORDINATOR)
SPEAKING_TO_NOBODY: Final = ("console", "locmem", "dummy", "filebased")


@register(Tags.security, deploy=True)
def production(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """An error with its remedy for each setting with which nobody should go public."""
    found = [
        *_open_demo(),
        *_hosts(),
        *_known_keys(),
        *_open_files(),
        *_sign_in(),
        *([] if settings.DEBUG or settings.DEMO_MODE else _unfinished()),
    ]
    return [Error(sentence, hint=hint, id=f"neuss_integration.{code}") for code, sentence, hint in found]


@register(Tags.security, deploy=True)
def open_connections(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning for each connection to another computer that is not encrypted, or to anybody who says to be it."""
    found: list[CheckMessage] = []
    database: dict[str, Any] = settings.DATABASES["default"]
    host = database.get("HOST") or "localhost"
    is_far = not host.startswith("/") and host not in LOCAL
    if is_far and database.get("OPTIONS", {}).get("sslmode") != "verify-full":
        sentence = "Die Verbindung zur Datenbank auf einem anderen Rechner ist nicht geprüft verschlüsselt."
        found.append(Caution(sentence, hint="DATABASE_URL: …?sslmode=verify-full.", id="neuss_integration.W021"))
    is_encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if "smtp" in str(settings.EMAIL_BACKEND) and settings.EMAIL_HOST not in LOCAL and not is_encrypted:
        sentence = "Die Verbindung zum Mailserver auf einem anderen Rechner ist nicht verschlüsselt."
        found.append(Caution(sentence, hint="EMAIL_URL: smtp+tls://…", id="neuss_integration.W022"))
    return found


@register(Tags.security, deploy=True)
def weak_protection(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning for what a city may decide, and had better not by mistake. The scanner may start later than we do."""
    found: list[CheckMessage] = []
    open_roles = [str(role.label) for role in FULL_OF_RIGHTS if role not in settings.SECOND_FACTOR_ROLES]
    if open_roles and not settings.DEMO_MODE:
        sentence = f"Ohne zweiten Faktor, nur mit einem Passwort, handeln: {', '.join(open_roles)}."
        hint = f"Lassen Sie SECOND_FACTOR_ROLES weg oder nennen Sie auch {', '.join(FULL_OF_RIGHTS)}."
        found.append(Caution(sentence, hint=hint, id="neuss_integration.W030"))
    if settings.CLAMD_ADDRESS and not answers(settings.CLAMD_ADDRESS):
        sentence = f"Der Virenscanner unter {settings.CLAMD_ADDRESS} antwortet nicht: Keine Datei wird angenommen."
        hint = "Starten Sie clamd, berichtigen Sie CLAMD_ADDRESS oder lassen Sie sie weg."
        found.append(Caution(sentence, hint=hint, id="neuss_integration.W031"))
    return found


@register
def known_subdivision(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A Land that nobody knows would fail only when somebody sets a due date."""
    known = holidays.country_holidays("DE").subdivisions
    if settings.HOLIDAY_SUBDIVISION in known:
        return []
    hint = f"Setzen Sie HOLIDAY_SUBDIVISION auf eines von: {', '.join(known)}."
    return [Error(f"Unbekanntes Land: {settings.HOLIDAY_SUBDIVISION}.", hint=hint, id="neuss_integration.E020")]


def refuse_unsafe_start() -> None:
    """Raises ImproperlyConfigured naming what `production` finds; a server on this machine alone may do without.

    `python3 manage.py start` answers this machine only and is not meant.
    """
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        return
    if found := production():
        raise ImproperlyConfigured("\n".join(f"{each.msg} {each.hint}" for each in found))


def _open_demo() -> Iterator[tuple[str, str, str]]:
    if settings.DEMO_MODE and not set(settings.ALLOWED_HOSTS) <= LOCAL:
        yield (
            "E010",
            "Der Demobetrieb ist von anderen Rechnern aus erreichbar; seine Passwörter kennt jeder.",
            "Setzen Sie DEMO_MODE=false oder lassen Sie ALLOWED_HOSTS bei diesem Rechner.",
        )
    if settings.DEBUG and not set(settings.ALLOWED_HOSTS) <= LOCAL:
        yield (
            "E011",
            "Ausführliche Fehlerseiten sind von anderen Rechnern aus lesbar.",
            "Setzen Sie DEBUG=false.",
        )


def _hosts() -> Iterator[tuple[str, str, str]]:
    wild = [name for name in settings.ALLOWED_HOSTS if name.strip(".") in ("*", "")]
    if wild:
        yield (
            "E024",
            "ALLOWED_HOSTS nimmt jeden Rechnernamen an; wer ihn fälscht, bestimmt, wohin Verweise führen.",
            "Setzen Sie ALLOWED_HOSTS auf die Namen, unter denen die Anwendung erreichbar ist.",
        )
    open_origins = [each for each in settings.CSRF_TRUSTED_ORIGINS if "*" in each or not each.startswith("https://")]
    if open_origins and settings.HTTPS:
        yield (
            "E025",
            f"CSRF_TRUSTED_ORIGINS nimmt Formulare auch von fremden Seiten an: {', '.join(open_origins)}.",
            "Setzen Sie dort nur Adressen mit https:// und ohne Stern, oder lassen Sie es leer.",
        )
    if not settings.HTTPS:
        return
    if not getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        yield (
            "E026",
            "Kein Proxy ist genannt: Jede Seite leitet endlos auf https:// um, und alle gelten als ein Netz.",
            "Setzen Sie BEHIND_PROXY=true und den Proxy davor wie in docs/betrieb/nginx.conf, auch statt --certfile.",
        )
    elif settings.ALLAUTH_TRUSTED_PROXY_COUNT < 1:
        yield (
            "E027",
            "TRUSTED_PROXIES ist 0: Alle gelten als ein Netz, und Fremde sperren jede Person aus.",
            "Setzen Sie TRUSTED_PROXIES auf die Zahl der Proxys davor, meist 1.",
        )


def _open_files() -> Iterator[tuple[str, str, str]]:
    database: dict[str, Any] = settings.DATABASES["default"]
    file = Path(str(database["NAME"]))
    if "sqlite3" in database["ENGINE"] and file.is_file() and file.stat().st_mode & OTHERS:
        yield (
            "E028",
            f"Die Datei der Datenbank {file} ist für andere Konten dieses Rechners lesbar.",
            f"Setzen Sie die Rechte mit „chmod 600 {file}“ und geben Sie die Datei dem Konto des Dienstes.",
        )


def _known_keys() -> Iterator[tuple[str, str, str]]:
    if settings.METRICS_TOKEN and _is_guessable(settings.METRICS_TOKEN, at_least=METRICS_TOKEN_MIN_LENGTH):
        yield (
            "E029",
            "METRICS_TOKEN ist zu erraten; wer ihn kennt, liest die Messwerte des Betriebs.",
            f"Setzen Sie METRICS_TOKEN auf ein zufälliges Wort mit mindestens {METRICS_TOKEN_MIN_LENGTH} Zeichen.",
        )
    if any(_is_guessable(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)):
        yield (
            "E023",
            "SECRET_KEY oder einer der SECRET_KEY_FALLBACKS ist zu erraten; wer ihn kennt, kann jede Person sein.",
            f"Setzen Sie SECRET_KEY auf einen zufälligen Schlüssel mit mindestens {SECRET_KEY_MIN_LENGTH} Zeichen.",
        )


def _is_guessable(key: str, *, at_least: int = SECRET_KEY_MIN_LENGTH) -> bool:
    is_plain = len(key) < at_least or len(set(key)) < SECRET_KEY_MIN_UNIQUE_CHARACTERS
    return is_plain or any(word in key.casefold() for word in PLACEHOLDERS)


def _sign_in() -> Iterator[tuple[str, str, str]]:
    unknown = {*settings.SECOND_FACTOR_ROLES} - {*Role.values}
    if unknown:
        yield (
            "E016",
            f"SECOND_FACTOR_ROLES nennt unbekannte Rollen: {', '.join(sorted(unknown))}.",
            f"Setzen Sie nur diese: {', '.join(Role.values)}.",
        )
    if not settings.OIDC_SERVER_URL:
        return
    if urlsplit(settings.OIDC_SERVER_URL).scheme != "https" and settings.HTTPS:
        yield "E017", "Der Anmeldedienst wird unverschlüsselt gefragt.", "Setzen Sie OIDC_SERVER_URL mit https://."
    if not settings.OIDC_CLIENT_ID or not settings.OIDC_CLIENT_SECRET:
        yield (
            "E018",
            "Dem Anmeldedienst fehlen Kennung oder Geheimnis dieser Anwendung.",
            "Setzen Sie OIDC_CLIENT_ID und OIDC_CLIENT_SECRET oder OIDC_CLIENT_SECRET_FILE.",
        )
    if unknown := {role.partition(":")[0] for role in settings.OIDC_ROLES.values()} - {*Role.values}:
        yield (
            "E019",
            f"OIDC_ROLES nennt unbekannte Rollen: {', '.join(sorted(unknown))}.",
            f"Setzen Sie nur diese: {', '.join(Role.values)}.",
        )


def _unfinished() -> Iterator[tuple[str, str, str]]:
    address = urlsplit(settings.SITE_URL)
    if address.hostname is None or address.hostname in LOCAL:
        yield (
            "E012",
            f"SITE_URL ist „{settings.SITE_URL}“: Verweise in E-Mails führen ins Leere.",
            "Setzen Sie SITE_URL auf die Adresse, unter der die Anwendung erreichbar ist.",
        )
    elif settings.HTTPS and address.scheme != "https":
        yield (
            "E013",
            f"SITE_URL ist „{settings.SITE_URL}“, obwohl nur verschlüsselte Verbindungen gelten.",
            "Setzen Sie SITE_URL mit https://.",
        )
    if not settings.HTTPS:
        yield "E014", "Verbindungen sind nicht verschlüsselt.", "Lassen Sie HTTPS weg oder setzen Sie HTTPS=true."
    if any(word in str(settings.EMAIL_BACKEND) for word in SPEAKING_TO_NOBODY) and settings.SEND_MAIL:
        yield (
            "E015",
            "E-Mails werden nicht verschickt, sondern nur aufgeschrieben, auch Links zu neuen Passwörtern.",
            "Setzen Sie EMAIL_URL auf Ihren Mailserver (smtp+tls://…) oder SEND_MAIL=false.",
        )
