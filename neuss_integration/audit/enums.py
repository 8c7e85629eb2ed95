"""What the audit log knows. Keys are stable: they stand in the database."""

from django.db import models


class AuditEvent(models.TextChoices):
    """Something that happened to accounts, rights, data or the installation."""

    SIGNED_IN = "signed_in", "Angemeldet"
    SIGN_IN_FAILED = "sign_in_failed", "Anmeldung fehlgeschlagen"
    SIGNED_OUT = "signed_out", "Abgemeldet"
    SESSIONS_ENDED = "sessions_ended", "Sitzungen beendet"
    PASSWORD_CHANGED = "password_changed", "Passwort geändert"
    SECOND_FACTOR_CHANGED = "second_factor_changed", "Zweiter Faktor geändert"
    ACCOUNT_CREATED = "account_created", "Konto angelegt"
    ACCOUNT_CHANGED = "account_changed", "Konto geändert"
    INVITED = "invited", "Eingeladen"
    ROLE_GRANTED = "role_granted", "Rolle vergeben"
    ROLE_ENDED = "role_ended", "Rolle beendet"
    DEPUTY_CHANGED = "deputy_changed", "Vertretung geändert"
    EXPORTED = "exported", "Datei abgerufen"
    PEOPLE_VIEWED = "people_viewed", "Liste von Personen angesehen"
    IMPORTED = "imported", "Datei eingelesen"
    UPLOADED = "uploaded", "Datei hochgeladen"
    PUBLISHED = "published", "Veröffentlicht"
    WITHDRAWN = "withdrawn", "Veröffentlichung zurückgezogen"
    RESTORED = "restored", "Sicherung eingespielt"
    SETTINGS_CHANGED = "settings_changed", "Einstellungen geändert"
    JOB_FAILED = "job_failed", "Hintergrundauftrag fehlgeschlagen"
    DISCLOSED = "disclosed", "Auskunft über eine Person erteilt"
    ERASED = "erased", "Angaben einer Person gelöscht"

    @property
    def is_about_sign_in(self) -> bool:
        """Whether the network is noted and the entry kept for AUDIT_SIGN_IN_DAYS only."""
        return self in (AuditEvent.SIGNED_IN, AuditEvent.SIGN_IN_FAILED, AuditEvent.SIGNED_OUT)
