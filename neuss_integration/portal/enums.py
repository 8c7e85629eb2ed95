"""States of what is shown in public, and what people ask first: what it costs, in which language, with steps or not."""

from typing import Final

from django.db import models


class ReleaseState(models.TextChoices):
    """Whether everybody reads something."""

    DRAFT = "draft", "Entwurf"
    RELEASED = "released", "freigegeben"
    WITHDRAWN = "withdrawn", "zurückgezogen"


class CostKind(models.TextChoices):
    FREE = "free", "kostenlos"
    REDUCED = "reduced", "mit Ermäßigung"
    PAID = "paid", "kostet etwas"
    UNKNOWN = "unknown", "bitte nachfragen"


class StepFree(models.TextChoices):
    """Whether somebody in a wheelchair or with a pram gets in."""

    YES = "yes", "stufenlos"
    HELP = "help", "mit Hilfe"
    NO = "no", "nicht stufenlos"
    UNKNOWN = "unknown", "nicht bekannt"


class Weekday(models.IntegerChoices):
    """As in ISO 8601: Monday is 1."""

    MONDAY = 1, "Montag"
    TUESDAY = 2, "Dienstag"
    WEDNESDAY = 3, "Mittwoch"
    THURSDAY = 4, "Donnerstag"
    FRIDAY = 5, "Freitag"
    SATURDAY = 6, "Samstag"
    SUNDAY = 7, "Sonntag"


class SpokenLanguage(models.TextChoices):
    """Languages in which somebody is spoken to, by their code in BCP 47."""

    DE = "de", "Deutsch"
    AR = "ar", "Arabisch"
    BG = "bg", "Bulgarisch"
    EN = "en", "Englisch"
    FA = "fa", "Farsi und Dari"
    FR = "fr", "Französisch"
    EL = "el", "Griechisch"
    IT = "it", "Italienisch"
    KU = "ku", "Kurdisch"
    PL = "pl", "Polnisch"
    RO = "ro", "Rumänisch"
    RU = "ru", "Russisch"
    ES = "es", "Spanisch"
    TI = "ti", "Tigrinya"
    TR = "tr", "Türkisch"
    UK = "uk", "Ukrainisch"
    GSG = "gsg", "Gebärdensprache"


class EnquiryKind(models.TextChoices):
    """What somebody writes to the office."""

    QUESTION = "question", "Frage"
    NEED = "need", "Bedarf"
    BARRIER = "barrier", "Barriere"
    COMMENT = "comment", "Anmerkung"


class EnquiryChannel(models.TextChoices):
    """How an enquiry came in."""

    PORTAL = "portal", "Portal"
    MAIL = "mail", "E-Mail"
    PHONE = "phone", "Telefon"
    VISIT = "visit", "Gespräch"


class EnquiryState(models.TextChoices):
    """What became of an enquiry; nobody has looked at a new one."""

    NEW = "new", "neu, ungeprüft"
    ANSWERED = "answered", "beantwortet"
    SETTLED = "settled", "erledigt"
    EXPIRED = "expired", "ohne Antwort gelöscht"


UNANSWERED: Final = (EnquiryState.NEW, EnquiryState.EXPIRED)


class PortalLanguage(models.TextChoices):
    """Languages the portal can be read in beside German, by their part of the address."""

    LEICHT = "leicht", "Leichte Sprache"
    EN = "en", "English"
    TR = "tr", "Türkçe"
    AR = "ar", "العربية"
    UK = "uk", "Українська"
    RU = "ru", "Русский"

    @property
    def tag(self) -> str:
        """As `lang` names it (BCP 47)."""
        return "de-x-leicht" if self == PortalLanguage.LEICHT else str(self.value)

    @property
    def interface(self) -> str:
        """The language of the words around the texts: plain German is easy enough for Leichte Sprache."""
        return "de" if self == PortalLanguage.LEICHT else str(self.value)


class LegalPage(models.TextChoices):
    """Pages the law asks for; the key is the last part of the page's name."""

    IMPRINT = "imprint", "Impressum"
    PRIVACY = "privacy", "Datenschutz"
