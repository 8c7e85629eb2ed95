"""The sets of open data: what their entries hold, what they are called, and the schema of each version.

Everything comes from frozen content: offers and contact points as released, measures and indicators from the last
published report. Names of columns and keys are for ever; what is added raises the version of the set.
"""

from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from neuss_integration.foundation.words.table_signs import SIGNS

Json = dict[str, Any]
DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final = {"type": "string"}
TEXTS: Final = {"type": "array", "items": TEXT}
ADDRESS: Final = {"type": "string", "format": "uri"}
MOMENT: Final = {"type": "string", "format": "date-time"}
DAY: Final = {"type": "string", "format": "date"}


def _object(fields: Json) -> Json:
    """An object with exactly these `fields`."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _list(fields: Json) -> Json:
    return {"type": "array", "items": _object(fields)}


OFFER_FIELDS: Final = {
    "id": ADDRESS,
    "title": TEXT,
    "text": TEXT,
    "field": TEXT,
    "target_groups": TEXTS,
    "schedule": TEXT,
    "weekdays": {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 7}},
    "starts_on": TEXT,
    "ends_on": TEXT,
    "citywide": {"type": "boolean"},
    "districts": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"number": {"type": "integer"}, "name": TEXT},
            "required": ["number", "name"],
        },
    },
    "place": TEXT,
    "address": TEXT,
    "cost": {"enum": ["free", "reduced", "paid", "unknown"]},
    "cost_note": TEXT,
    "languages": TEXTS,
    "step_free": {"enum": ["yes", "help", "no", "unknown"]},
    "access_note": TEXT,
    "contact": TEXT,
    "phone": TEXT,
    "email": TEXT,
    "website": TEXT,
    "measure": TEXT,
    "released_at": MOMENT,
}
ALSO_OF_POINTS: Final = (
    "id", "title", "text", "schedule", "place", "address", "languages", "step_free", "access_note", "contact", "phone",
    "email", "website", "released_at",
)  # fmt: skip
POINT_FIELDS: Final = {name: OFFER_FIELDS[name] for name in ALSO_OF_POINTS} | {"directions": TEXT, "subjects": TEXTS}
FIRST_INDICATOR_FIELDS: Final = dict.fromkeys(("name", "definition", "unit", "value", "period", "source"), TEXT)
SECOND_INDICATOR_FIELDS: Final = {"id": ADDRESS} | FIRST_INDICATOR_FIELDS | {"as_of": TEXT}
SIGN: Final = {
    "type": "string",
    "title": "Zeichen",
    "description": "Das Zeichen, das in „value“ statt einer Zahl oder bei ihr steht; leer bei einer Zahl ohne Zeichen. "
    + " ".join(f"„{sign}“: {meaning}." for sign, meaning in SIGNS.items()),
}
SIGN_MEANING: Final = {
    "type": "string",
    "title": "Bedeutung des Zeichens",
    "description": "Was „sign“ bedeutet, in Worten; leer ohne Zeichen.",
}
MEASURE_FIELDS: Final = {
    "id": ADDRESS,
    "number": TEXT,
    "title": TEXT,
    "text": TEXT,
    "offer": TEXT,
    "field": TEXT,
    "state": TEXT,
    "light": TEXT,
    "period": TEXT,
    "lead": TEXT,
    "target_groups": TEXTS,
    "citywide": {"type": ["boolean", "null"]},
    "districts": TEXTS,
    "success_factors": {"type": "array", "items": {"type": "integer"}},
    "as_of": TEXT,
    "report": TEXT,
}
REPORT_FIELDS: Final = {
    "id": ADDRESS,
    "title": TEXT,
    "kind": TEXT,
    "period_start": DAY,
    "period_end": DAY,
    "published_at": MOMENT,
    "paper_number": TEXT,
    "pages": {"type": "integer"},
    "checksum": TEXT,
    "files": _list({"kind": TEXT, "title": TEXT, "url": ADDRESS, "media_type": TEXT, "size": {"type": "integer"}}),
}


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set with the fields of each version of its entries; `name` is part of its addresses."""

    name: str
    title: str
    description: str
    keywords: tuple[str, ...]
    versions: tuple[Json, ...] = field(repr=False)

    @property
    def version(self) -> int:
        return len(self.versions)

    @property
    def fields(self) -> Json:
        """Those of today's version."""
        return self.versions[-1]


DATA_SETS: Final = {
    each.name: each
    for each in (
        DataSet(
            "angebote",
            "Angebote zur Integration",
            "Freigegebene Angebote mit Ort, Zeit, Kosten, Sprachen, Zugang und der Stelle, die Fragen beantwortet.",
            ("Integration", "Angebote", "Beratung", "Stadtteile"),
            (OFFER_FIELDS,),
        ),
        DataSet(
            "anlaufstellen",
            "Anlaufstellen für Beratung",
            "Freigegebene Anlaufstellen: wer womit hilft, in welchen Sprachen, wann und wo.",
            ("Integration", "Beratung", "Anlaufstellen"),
            (POINT_FIELDS,),
        ),
        DataSet(
            "massnahmen",
            "Maßnahmen zur Integration",
            "Maßnahmen des letzten veröffentlichten Berichts und solche mit einem freigegebenen Angebot, mit dem Text "
            "für die Öffentlichkeit, soweit er freigegeben ist.",
            ("Integration", "Maßnahmen", "Kommunalverwaltung"),
            (MEASURE_FIELDS,),
        ),
        DataSet(
            "indikatoren",
            "Indikatoren des letzten veröffentlichten Berichts",
            "Werte, wie der Bericht sie nennt, und was ein Zeichen bei einem Wert bedeutet („sign_meaning“). Kleine "
            "Zahlen sind dort schon unterdrückt.",
            ("Integration", "Indikatoren", "Statistik"),
            (
                FIRST_INDICATOR_FIELDS,
                SECOND_INDICATOR_FIELDS,
                SECOND_INDICATOR_FIELDS | {"sign": SIGN, "sign_meaning": SIGN_MEANING},
            ),
        ),
        DataSet(
            "berichte",
            "Veröffentlichte Berichte",
            "Alle Berichte, die gelten, mit ihren Dateien und der Prüfsumme ihres Datenstands.",
            ("Integration", "Bericht", "Fortschreibung"),
            (REPORT_FIELDS,),
        ),
    )
}


def schema_of(data_set: DataSet, version: int) -> Json:
    """What the JSON file of a set looked like in a `version` (JSON Schema 2020-12); each version stays."""
    return {
        "$schema": DRAFT,
        "$id": absolute("portal:data-schema", data_set.name, version),
        "title": data_set.title,
        "type": "object",
        "properties": {
            "$schema": TEXT,
            "title": TEXT,
            "publisher": TEXT,
            "licence": TEXT,
            "entries": _list(data_set.versions[version - 1]),
        },
        "required": ["title", "publisher", "licence", "entries"],
    }


def absolute(name: str, *args: Any) -> str:
    """The whole address of a page, the same for ever."""
    return urljoin(settings.SITE_URL, reverse(name, args=args))
