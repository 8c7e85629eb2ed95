"""What tables and fields are called for people: those of libraries have English names, or those of a social network."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import models

from neuss_integration.data_protection.content import REASON_OF_CHANGE, original

TITLES: Final[Mapping[str, tuple[str, str]]] = {
    "account.emailaddress": ("E-Mail-Adresse eines Kontos", "E-Mail-Adressen von Konten"),
    "account.emailconfirmation": ("Bestätigung einer E-Mail-Adresse", "Bestätigungen von E-Mail-Adressen"),
    "mfa.authenticator": ("Zweiter Faktor", "Zweite Faktoren"),
    "sessions.session": ("Laufende Anmeldung", "Laufende Anmeldungen mit begonnenen Eingaben"),
    "socialaccount.socialaccount": ("Verbindung zum Anmeldedienst", "Verbindungen zum Anmeldedienst"),
    "socialaccount.socialtoken": ("Ausweis vom Anmeldedienst", "Ausweise vom Anmeldedienst"),
    "usersessions.usersession": ("Anmeldung", "Anmeldungen mit Gerät und Netz"),
}
"""One row and many; „Sitzungen“ are those of Runde Tische."""
FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "account.emailaddress": {"user": "Konto", "verified": "bestätigt", "primary": "erste Adresse"},
    "account.emailconfirmation": {"created": "angelegt am", "sent": "gesendet am", "key": "Schlüssel"},
    "mfa.authenticator": {
        "user": "Konto",
        "type": "Art",
        "data": "Geheimnis oder öffentlicher Schlüssel",
        "created_at": "eingerichtet am",
        "last_used_at": "zuletzt benutzt am",
    },
    "sessions.session": {
        "session_key": "Kennung",
        "session_data": "begonnene Eingaben",
        "expire_date": "gültig bis",
    },
    "socialaccount.socialaccount": {
        "user": "Konto",
        "provider": "Anmeldedienst",
        "uid": "Kennung beim Anmeldedienst",
        "last_login": "letzte Anmeldung",
        "date_joined": "verbunden seit",
        "extra_data": "Angaben des Anmeldedienstes",
    },
    "socialaccount.socialtoken": {
        "account": "Verbindung zum Anmeldedienst",
        "token": "Ausweis",
        "token_secret": "Geheimnis des Ausweises",
        "expires_at": "gültig bis",
    },
    "usersessions.usersession": {
        "user": "Konto",
        "created_at": "angemeldet am",
        "ip": "Netzadresse",
        "last_seen_at": "zuletzt gesehen",
        "session_key": "Kennung",
        "user_agent": "Gerät",
    },
}
IN_A_HISTORY: Final = {"history_date": "Stand vom", REASON_OF_CHANGE: "Grund der Änderung"}


def name_of_row(model: type[models.Model]) -> str:
    """What one row of the table is called; of a history what its table calls it."""
    table = original(model)._meta
    return TITLES[table.label_lower][0] if table.label_lower in TITLES else str(table.verbose_name)


def name_of_table(model: type[models.Model]) -> str:
    """What the table is called; of a history the name of the table it belongs to."""
    table = original(model)._meta
    return TITLES[table.label_lower][1] if table.label_lower in TITLES else str(table.verbose_name_plural)


def name_of_field(model: type[models.Model], field: Any) -> str:
    """What the field is called."""
    own = FIELDS.get(original(model)._meta.label_lower, IN_A_HISTORY)
    return own.get(field.name) or str(field.verbose_name)
