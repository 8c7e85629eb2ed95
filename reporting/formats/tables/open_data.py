"""The tables of a report as open data: JSON with true numbers, its schema without open ends, and a list of columns.

Names of tables and columns are for ever; what is added raises VERSION.
"""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.conf import settings

from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file
from neuss_integration.foundation.words.licences import LICENCES
from reporting.formats.tables.columns import Field, FieldKind, ReportTable
from reporting.formats.tables.listing import TABLES

VERSION: Final = 1
DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final = {"type": "string"}
DAY: Final = {"type": "string", "format": "date"}
Json = dict[str, Any]
_TYPES: Final[dict[FieldKind, Json]] = {
    FieldKind.TEXT: TEXT,
    FieldKind.PROSE: TEXT,
    FieldKind.LIST: {"type": "array", "items": TEXT},
    FieldKind.INTEGER: {"type": ["integer", "null"]},
    FieldKind.NUMBER: {"type": ["number", "null"]},
    FieldKind.MONEY: {"type": ["number", "null"]},
    FieldKind.DATE: {"type": ["string", "null"], "description": "2026-03-12, oder Worte, wo der Tag nicht bekannt ist"},
    FieldKind.TIME: TEXT,
    FieldKind.YES_NO: {"type": ["boolean", "null"]},
}
_HEAD: Final[dict[str, Json]] = {
    "version": {"const": VERSION},
    "title": TEXT,
    "publisher": TEXT,
    "licence": TEXT,
    "licence_url": {"type": "string", "format": "uri"},
    "period_start": DAY,
    "period_end": DAY,
    "as_of": DAY,
    "created_at": {"type": "string", "format": "date-time"},
    "paper_number": TEXT,
}


def open_data(content: Mapping[str, Any]) -> bytes:
    """All tables of the snapshot as JSON: numbers are numbers, days are ISO days, null is no answer."""
    report = content["report"]
    head = {
        "version": VERSION,
        "title": report["title"],
        "publisher": f"{content['city']}, {content['office']}",
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": LICENCES[settings.OPEN_DATA_LICENCE][0],
        "period_start": report["period"]["start"],
        "period_end": report["period"]["end"],
        "as_of": report["as_of"],
        "created_at": content["created_at"],
        "paper_number": report["paper_number"],
    }
    return _written(head | {"tables": {table.key: _entries(table, content) for table in TABLES}})


def schema_file() -> bytes:
    """What `open_data` gives (JSON Schema 2020-12): every name is known, nothing else may stand there."""
    tables = {table.key: {"type": "array", "title": table.subject, "items": _row_schema(table)} for table in TABLES}
    return _written(
        {"$schema": DRAFT, "title": "Tabellen eines Berichts"} | _object(_HEAD | {"tables": _object(tables)})
    )


def data_dictionary() -> bytes:
    """Each column of each table with what it means, as CSV."""
    headings = ("Tabelle", "Blatt", "Inhalt der Tabelle", "Spalte", "Überschrift", "Art der Werte", "Bedeutung")
    rows = [
        [table.key, table.title, table.subject, each.key, each.heading, each.kind.value, each.meaning]
        for table in TABLES
        for each in table.fields
    ]
    return csv_file(Sheet("Spalten", tuple(map(Column, headings)), rows))


def _entries(table: ReportTable, content: Mapping[str, Any]) -> list[Json]:
    return [
        {field.key: _plain(field, value) for field, value in zip(table.fields, row, strict=True)}
        for row in table.told(content)
    ]


def _plain(field: Field, value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None and field.kind in (FieldKind.TEXT, FieldKind.PROSE, FieldKind.TIME) else value


def _row_schema(table: ReportTable) -> Json:
    return _object({each.key: _TYPES[each.kind] | {"title": each.heading} | _meaning(each) for each in table.fields})


def _meaning(field: Field) -> Json:
    return {"description": field.meaning} if field.meaning and field.kind != FieldKind.DATE else {}


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _written(content: Json) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
