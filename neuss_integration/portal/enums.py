"""States of what is shown in public, and what people ask first: what it costs, in which language, with steps or not."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy


class ReleaseState(models.TextChoices):
    """Whether everybody reads something."""

    DRAFT = "draft", "Entwurf"
    RELEASED = "released", "freigegeben"
    WITHDRAWN = "withdrawn", "zurückgezogen"


class CostKind(models.TextChoices):
    """What an offer costs, in the words of the reader's language."""

    FREE = "free", gettext_lazy("kostenlos")
    REDUCED = "reduced", gettext_lazy("mit Ermäßigung")
    PAID = "paid", gettext_lazy("kostet etwas")
    UNKNOWN = "unknown", gettext_lazy("bitte nachfragen")


class StepFree(models.TextChoices):
    """Whether somebody in a wheelchair or with a pram gets in."""

    YES = "yes", "stufenlos"
    HELP = "help", "mit Hilfe"
    NO = "no", "nicht stufenlos"
    UNKNOWN = "unknown", "nicht bekannt"


class Weekday(models.IntegerChoices):
    """As in ISO 8601: Monday is 1."""

    MONDAY = 1, gettext_lazy("Montag")
    TUESDAY = 2, gettext_lazy("Dienstag")
    WEDNESDAY = 3, gettext_lazy("Mittwoch")
    THURSDAY = 4, gettext_lazy("Donnerstag")
    FRIDAY = 5, gettext_lazy("Freitag")
    SATURDAY = 6, gettext_lazy("Samstag")
    SUNDAY = 7, gettext_lazy("Sonntag")


class SpokenLanguage(models.TextChoices):
    """Languages in which somebody is spoken to, by their code in BCP 47."""

    DE = "de", gettext_lazy("Deutsch")
    AR = "ar", gettext_lazy("Arabisch")
    BG = "bg", gettext_lazy("Bulgarisch")
    EN = "en", gettext_lazy("Englisch")
    FA = "fa", gettext_lazy("Farsi und Dari")
    FR = "fr", gettext_lazy("Französisch")
    EL = "el", gettext_lazy("Griechisch")
    IT = "it", gettext_lazy("Italienisch")
    KU = "ku", gettext_lazy("Kurdisch")
    PL = "pl", gettext_lazy("Polnisch")
    RO = "ro", gettext_lazy("Rumänisch")
    RU = "ru", gettext_lazy("Russisch")
    ES = "es", gettext_lazy("Spanisch")
    TI = "ti", gettext_lazy("Tigrinya")
    TR = "tr", gettext_lazy("Türkisch")
    UK = "uk", gettext_lazy("Ukrainisch")
    GSG = "gsg", gettext_lazy("Gebärdensprache")


class EnquiryKind(models.TextChoices):
    """What somebody writes to the office."""

    QUESTION = "question", "Frage"
    NEED = "need", "Bedarf"
    BARRIER = "barrier", "Barriere"
    COMMENT = "comment", "Anmerkung"
    TOPIC = "topic", "Thema für einen Runden Tisch"


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
        """The catalogue of the words around the texts, as Django names it."""
        return "de-leicht" if self == PortalLanguage.LEICHT else str(self.value)


class NewsKind(models.TextChoices):
    """Who a text of the office is written for."""

    NEWS = "news", "Neuigkeit"
    PRESS = "press", "Pressetext"


class CampaignKind(models.TextChoices):
    """What the office does to reach people."""

    EVENT = "event", "Veranstaltung"
    WEEK = "week", "Aktionswoche"
    CAMPAIGN = "campaign", "Kampagne"
    EXHIBITION = "exhibition", "Ausstellung"


class Channel(models.TextChoices):
    """Where people hear of it."""

    WEBSITE = "website", "Internetseite der Stadt"
    SOCIAL = "social", "soziale Netzwerke"
    PRESS = "press", "Presse"
    POSTER = "poster", "Plakate"
    FLYER = "flyer", "Faltblätter"
    MAILING = "mailing", "Rundschreiben an Organisationen"
    SCHOOLS = "schools", "Schulen und Kitas"
    PERSONAL = "personal", "persönliche Ansprache"


class LegalPage(models.TextChoices):
    """Pages the law asks for; the key is the last part of the page's name."""

    IMPRINT = "imprint", "Impressum"
    PRIVACY = "privacy", "Datenschutz"
    BARRIERS = "barriers", "Erklärung zur Barrierefreiheit"


class Conformity(models.TextChoices):
    """How far the pages meet what the law asks for (model declaration of the EU, 2018/1523)."""

    FULL = "full", "vollständig vereinbar"
    PARTIAL = "partial", "teilweise vereinbar"
    NONE = "none", "nicht vereinbar"


class AssessmentMethod(models.TextChoices):
    """Who looked whether they do."""

    SELF = "self", "Selbstbewertung"
    OTHERS = "others", "Bewertung durch eine unabhängige Stelle"
