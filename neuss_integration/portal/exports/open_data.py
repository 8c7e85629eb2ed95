"""Open data: what was released, as JSON and CSV with a schema, and the catalogue that says what there is (DCAT-AP.de).

Everything comes from frozen content: offers and contact points as released, indicators from the last published report.
Names of columns and keys are for ever; what is added raises the number of the schema.
"""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file
from neuss_integration.foundation.words.licences import LICENCES
from neuss_integration.foundation.words.markdown import plain_text
from neuss_integration.portal.selectors.offers import PublicOffer
from neuss_integration.portal.selectors.public import PublicItem

Json = dict[str, Any]
SCHEMA_VERSION: Final = 1
DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final = {"type": "string"}
TEXTS: Final = {"type": "array", "items": TEXT}
OFFER_FIELDS: Final = {
    "id": {"type": "string", "format": "uri"},
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
    "released_at": {"type": "string", "format": "date-time"},
}
ALSO_OF_POINTS: Final = (
    "id", "title", "text", "schedule", "place", "address", "languages", "step_free", "access_note", "contact", "phone",
    "email", "website", "released_at",
)  # fmt: skip
POINT_FIELDS: Final = {
    **{name: OFFER_FIELDS[name] for name in ALSO_OF_POINTS},
    "directions": TEXT,
    "subjects": TEXTS,
}
INDICATOR_FIELDS: Final = {
    "name": TEXT,
    "definition": TEXT,
    "unit": TEXT,
    "value": TEXT,
    "period": TEXT,
    "source": TEXT,
}
FIELDS: Final[dict[str, Json]] = {
    "angebote": OFFER_FIELDS,
    "anlaufstellen": POINT_FIELDS,
    "indikatoren": INDICATOR_FIELDS,
}
TITLES: Final = {
    "angebote": "Angebote zur Integration",
    "anlaufstellen": "Anlaufstellen für Beratung",
    "indikatoren": "Indikatoren des letzten veröffentlichten Berichts",
}


def offer_entry(offer: PublicOffer) -> Json:
    """An offer as everybody may use it further."""
    districts = [{"number": number, "name": name} for number, name in offer.districts]
    return _entry(offer, OFFER_FIELDS, citywide=offer.is_citywide, districts=districts)


def point_entry(point: Any) -> Json:
    """A contact point as everybody may use it further."""
    return _entry(point, POINT_FIELDS, subjects=[title for _, title in point.subjects])


def indicator_entries(snapshot: Json | None) -> list[Json]:
    """The indicators as the last published report told them; small numbers were left out there already."""
    told = [each for factor in (snapshot or {}).get("factors", []) for each in factor.get("indicators", [])]
    by_name = {each["name"]: each for each in [*(snapshot or {}).get("population", []), *told]}
    return [{name: str(each.get(name) or "") for name in INDICATOR_FIELDS} for each in by_name.values()]


def data_file(name: str, entries: list[Json]) -> Json:
    """The JSON file `name` with its `entries`."""
    return {
        "$schema": absolute("portal:data-schema", name, SCHEMA_VERSION),
        "title": TITLES[name],
        "publisher": settings.CITY_FULL_NAME,
        "licence": settings.OPEN_DATA_LICENCE,
        "entries": entries,
    }


def schema_of(name: str) -> Json:
    """What a file `name` of this version looks like (JSON Schema 2020-12)."""
    fields = FIELDS[name]
    entry = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "$schema": DRAFT,
        "$id": absolute("portal:data-schema", name, SCHEMA_VERSION),
        "title": TITLES[name],
        "type": "object",
        "properties": {
            "$schema": TEXT,
            "title": TEXT,
            "publisher": TEXT,
            "licence": TEXT,
            "entries": {"type": "array", "items": entry},
        },
        "required": ["title", "publisher", "licence", "entries"],
    }


def data_table(name: str, entries: Iterable[Json]) -> bytes:
    """The same as CSV, a list in one cell with commas."""
    rows = [[_cell(entry[field]) for field in FIELDS[name]] for entry in entries]
    return csv_file(Sheet(TITLES[name], tuple(map(Column, FIELDS[name])), rows))


def catalogue() -> Json:
    """What data there is, in which form and under which licence (DCAT-AP.de 2.0 as JSON-LD)."""
    publisher = {"@type": "foaf:Organization", "foaf:name": settings.CITY_FULL_NAME}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": absolute("portal:data-catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": f"Offene Daten zur Integration, {settings.CITY_FULL_NAME}",
        "dct:description": "Freigegebene Angebote, Anlaufstellen und Indikatoren",
        "dct:publisher": publisher,
        "dcat:dataset": [_dataset(name, publisher) for name in FIELDS],
    }


def api_description() -> Json:
    """The reading interface (OpenAPI 3.1)."""
    files = {
        reverse("portal:data-json", args=[name]): {
            "get": {
                "operationId": f"get_{name}",
                "summary": TITLES[name],
                "responses": {
                    "200": {
                        "description": TITLES[name],
                        "content": {
                            "application/json": {
                                "schema": {"$ref": absolute("portal:data-schema", name, SCHEMA_VERSION)}
                            }
                        },
                    },
                    "304": {"description": "unverändert"},
                },
            }
        }
        for name in FIELDS
    }
    info = {"title": "Offene Daten zur Integration", "version": f"{SCHEMA_VERSION}.0.0"}
    server = {"url": settings.SITE_URL.rstrip("/")}
    return {"openapi": "3.1.0", "info": info, "servers": [server], "paths": files}


def absolute(name: str, *args: Any) -> str:
    """The whole address of a page, the same for ever."""
    return urljoin(settings.SITE_URL, reverse(name, args=args))


def _entry(item: PublicItem, fields: Json, **made: Any) -> Json:
    """The `fields` of `item` as it was released, with what is `made` for the public."""
    made |= {
        "id": urljoin(settings.SITE_URL, item.url),
        "text": plain_text(item.text),
        "released_at": item.released_at.isoformat() if item.released_at else "",
    }
    return {name: made[name] if name in made else item.content[name] for name in fields}


def _dataset(name: str, publisher: Json) -> Json:
    licence = {"@id": LICENCES[settings.OPEN_DATA_LICENCE][1]}
    forms = (("portal:data-json", "JSON", "application/json"), ("portal:data-csv", "CSV", "text/csv"))
    return {
        "@id": absolute("portal:data-json", name),
        "@type": "dcat:Dataset",
        "dct:title": TITLES[name],
        "dct:description": f"{TITLES[name]} der {settings.CITY_FULL_NAME}",
        "dct:publisher": publisher,
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/SOCI"},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": f"{TITLES[name]} ({form})",
                "dcat:accessURL": {"@id": absolute(view, name)},
                "dcat:mediaType": media_type,
                "dct:license": licence,
            }
            for view, form, media_type in forms
        ],
    }


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(each["name"] if isinstance(each, dict) else str(each) for each in value)
    return ("ja" if value else "nein") if isinstance(value, bool) else value
