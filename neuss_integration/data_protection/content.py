"""Which field says what about whom, for which purpose, on which basis, and how long: all of it read from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import models

from neuss_integration.accounts.models import User
from neuss_integration.accounts.querysets import WISH_KEPT
from neuss_integration.foundation.words.nouns import count_of

PUBLIC: Final = "öffentlich"
INTERNAL: Final = "intern"
FIELDS: Final = Path(__file__).with_name("fields.txt")
TASK: Final = "Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW"
STAFF: Final = f"{TASK}; bei Beschäftigten § 18 DSG NRW"
RIGHTS: Final = (
    "Die Angaben haben Sie, Ihre Organisation, Ihre Fachdienststelle oder die koordinierende Stelle eingetragen.",
    "Kein Programm entscheidet allein über Sie.",
    "Sie haben das Recht auf Berichtigung, Löschung und Einschränkung und das Recht zu widersprechen.",
    "Beschweren können Sie sich bei der Landesbeauftragten für Datenschutz und Informationsfreiheit.",
)
"""What an answer says besides (Art. 15 Abs. 1 Buchst. e bis h DSGVO)."""

REASON_OF_CHANGE: Final = "history_change_reason"
FIXED: Final[Mapping[str, frozenset[str]]] = {
    # Names of offices, places and organisations: „Erika-Muster-Stiftung“ goes on being called so.
    **dict.fromkeys(
        ("city.committee", "city.department", "city.district", "city.organisation", "city.parliamentarygroup",
         "city.targetgroup", "success_factors.fieldofaction", "roundtables.roundtable"),
        frozenset({"name", "short_name", "number", "website"}),
    ),
    # What was published is for ever, and its proof.
    "reporting.publication": frozenset({"pdf_sha256", "files_sha256", "facts_sha256", "chain_sha256"}),
    "reporting.publicationfile": frozenset({"name", "media_type"}),
    "reporting.snapshot": frozenset({"content", "sha256"}),
    "reporting.picturefile": frozenset({"sha256"}),
    # Numbers that are given by the application, and those of papers of the council.
    "measures.measure": frozenset({"number"}),
    "roundtables.proposal": frozenset({"number"}),
    "measures.resolution": frozenset({"paper_number", "link"}),
    "reporting.report": frozenset({"paper_number"}),
    "success_factors.conceptedition": frozenset({"paper_number"}),
}  # fmt: skip
"""Public texts that nobody writes about people; every other public text is looked through when somebody is erased."""

Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class Purpose:
    """A processing of personal data as the Verzeichnis (Art. 30 DSGVO) describes it."""

    key: str
    title: str
    people: str
    basis: str
    retention: str
    readers: str


def purposes() -> dict[str, Purpose]:
    """All purposes by their key, with the periods as they are set."""
    days, months = settings.ENQUIRY_RETENTION_DAYS, settings.CONTACT_RETENTION_MONTHS
    kept = f"{count_of(settings.AUDIT_SIGN_IN_DAYS, 'Tag')}, sonst {count_of(settings.AUDIT_DAYS, 'Tag')}"
    found = (
        Purpose("konto", "Konten und Anmeldung", "Personen mit Konto", STAFF,
                "bis das Konto gelöscht wird; Sitzungen enden spätestens mit dem Arbeitstag", "Fachadministration"),
        Purpose("kontovorschlag", "Vorgeschlagene Konten", "Personen, die eine Fachdienststelle vorschlägt",
                STAFF, f"Name und Adresse {count_of(WISH_KEPT.days, 'Tag')} nach der Entscheidung",
                "Fachadministration und die Fachdienststelle, die vorschlug"),
        Purpose("vorgang", "Nachweis, wer was eingetragen und entschieden hat", "Personen mit Konto", STAFF,
                "so lange wie der Vorgang; nach dem Löschen des Kontos ohne Namen", "wer den Vorgang lesen darf"),
        Purpose("ansprechperson", "Erreichbarkeit von Fachdienststellen, Trägern und Maßnahmen",
                "Ansprechpersonen und ihre Vertretungen", TASK,
                "bis eine andere Person eingetragen ist, auf Wunsch sofort", "Koordination und Fachdienststellen"),
        Purpose("tisch", "Runde Tische: Einladung, Teilnahme, Abstimmung und Bewertung", "Mitglieder und Gäste",
                TASK, f"Namen, Adressen und Absagegründe bis {count_of(months, 'Monat')} nach dem Ende des Sitzes",
                "Koordination; Namen auch die Mitglieder des Tisches"),
        Purpose("anfrage", "Anfragen an die Beratung", "Ratsuchende", TASK,
                f"{count_of(days, 'Tag')} nach der Antwort, ohne Antwort ein Jahr", "Koordination"),
        Purpose("barriere", "Gemeldete Barrieren", "wer eine Barriere meldet", "Art. 6 Abs. 1 Buchst. c DSGVO",
                "Adresse bis zur Erledigung, höchstens 90 Tage", "Koordination"),
        Purpose("nachricht", "Versand von E-Mails", "Empfängerinnen und Empfänger", STAFF,
                f"Text und Adresse {count_of(settings.MAIL_RETENTION_DAYS, 'Tag')}", "Koordination"),
        Purpose("protokoll", "Protokoll über Zugriffe und Rechte", "Personen mit Konto",
                f"{STAFF}; Art. 32 DSGVO", f"An- und Abmeldungen {kept}", "Fachadministration und Revision"),
    )  # fmt: skip
    return {purpose.key: purpose for purpose in found}


@cache
def _lines() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in FIELDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            table, kind, names = (part.strip() for part in line.split("|"))
            found.setdefault(table, {}).update(dict.fromkeys(names.split(), kind))
    return found


def fixed_fields(model: Model) -> frozenset[str]:
    """The public texts of the model, or of its history, that stay as they are."""
    return FIXED.get(original(model)._meta.label_lower, frozenset())


def original(model: Model) -> Model:
    """The model whose history `model` keeps, or itself."""
    found: Model = getattr(model, "instance_type", model)
    return found


def classes_of(model: Model) -> Mapping[str, str]:
    """What each field of the model is, by its name; a history is as its model."""
    return _lines().get(original(model)._meta.label_lower, {})


def personal_fields(model: Model) -> list[tuple[Any, str]]:
    """The fields that say something about a person, with the key of the purpose."""
    classes = classes_of(model)
    pairs = [(field, classes.get(field.name, "")) for field in model._meta.concrete_fields]
    return [(field, key) for field, key in pairs if key not in ("", PUBLIC, INTERNAL)]


def classified() -> Mapping[str, Mapping[str, str]]:
    """Everything that fields.txt says, by table and field."""
    return _lines()


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """Texts in which a person may be named, whoever reads them; of public ones those that people write by hand.

    Of a history also why somebody changed something.
    """
    classes, fixed = classes_of(model), fixed_fields(model)
    texts = (models.CharField, models.TextField, models.JSONField)
    own = [field for field in model._meta.concrete_fields if isinstance(field, texts) and not field.choices]
    named = {*classes, REASON_OF_CHANGE} if classes else set()
    return [each for each in own if not each.generated and each.name in named and each.name not in fixed]


def is_exact(model: type[models.Model], field: Any) -> bool:
    """Whether the field holds nothing but a name or an address of a person."""
    return isinstance(field, models.CharField) and field in [each for each, _ in personal_fields(model)]


def is_account(field: Any) -> bool:
    """Whether the field names an account."""
    return bool(field.is_relation and field.related_model is User)
