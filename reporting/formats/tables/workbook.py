"""The tables of a report as a workbook in the manner of official statistics, and its measures as CSV."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings

from neuss_integration.foundation.forms.fields import parse_partial_date
from neuss_integration.foundation.spreadsheets.cells import CellKind, Column, Sheet
from neuss_integration.foundation.spreadsheets.front_pages import FrontPage
from neuss_integration.foundation.spreadsheets.writing import csv_file, workbook
from neuss_integration.foundation.words.licences import LICENCES
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.table_signs import SIGNS
from reporting.formats.tables.columns import Field, FieldKind, Json, ReportTable
from reporting.formats.tables.concept import INDICATORS
from reporting.formats.tables.listing import TABLES
from reporting.formats.tables.measures import MEASURES

COVER: Final = "Deckblatt"
NOTES: Final = "Hinweise"
_KINDS: Final = {
    FieldKind.INTEGER: CellKind.INTEGER,
    FieldKind.NUMBER: CellKind.FIGURE,
    FieldKind.MONEY: CellKind.MONEY,
    FieldKind.DATE: CellKind.DATE,
}
_HOW_TO_READ: Final = (
    ("Aufbau", "Jedes Blatt hat eine Tabelle. Die erste Zeile nennt die Spalten. Summenzeilen gibt es nicht."),
    ("Leere Zellen", "Keine Angabe. Eine Null steht nur da, wo sie gezählt wurde."),
    ("Zahlen und Tage", "Zahlen, Jahre und Tage sind als solche gespeichert. Monate sind Text, ebenso ungefähre Tage."),
    ("Beträge", "In Euro, nicht in tausend Euro."),
    ("Zeichen", "Was zu einer Zahl zu wissen ist, steht in der Spalte „Zeichen“ daneben."),
)  # fmt: skip


def measures_csv(content: Json) -> bytes:
    """All measures of the snapshot, one a line."""
    return csv_file(_sheet(MEASURES, content))


def report_workbook(content: Json) -> bytes:
    """Cover, notes, and all tables of the snapshot, one a sheet; those without a row are left out."""
    sheets = [(table, sheet) for table in TABLES if (sheet := _sheet(table, content)).rows]
    report = content["report"]
    return workbook(
        [sheet for _, sheet in sheets],
        title=report["title"],
        stamp=dt.datetime.fromisoformat(content["created_at"]),
        front=[_cover(content, sheets), FrontPage(NOTES, NOTES, list(_notes(content, sheets)))],
        foot=f"{content['city']}, {report['title']}, Stand {report['as_of_label']}",
        creator=content["office"],
    )


def _sheet(table: ReportTable, content: Json) -> Sheet:
    columns = [Column(each.heading, each.width, _KINDS.get(each.kind, CellKind.TEXT)) for each in table.fields]
    rows = [list(map(_cell, table.fields, row)) for row in table.told(content)]
    return Sheet(table.title, columns, rows)


def _cell(field: Field, value: Any) -> Any:
    if field.kind == FieldKind.TIME and value:
        return parse_partial_date(value) or value
    if field.kind == FieldKind.LIST:
        return ("; " if field.key != "success_factors" else ", ").join(value)
    return value


def _cover(content: Json, sheets: list[tuple[ReportTable, Sheet]]) -> FrontPage:
    report = content["report"]
    facts = (
        ("Herausgegeben von", f"{content['city']}, {content['office']}"),
        ("Vorgelegt", report["committee"]),
        ("Vorlage", report["paper_number"]),
        ("Berichtszeitraum", report["period"]["label"]),
        ("Anlass", report.get("corrects", "")),
        ("Stand der Daten", report["as_of_label"]),
        ("Lizenz", " ".join((settings.OPEN_DATA_LICENCE, LICENCES[settings.OPEN_DATA_LICENCE][0]))),
    )
    listed = [(sheet.title, f"{table.subject} ({count_of(len(list(sheet.rows)), 'Zeile')})") for table, sheet in sheets]
    blocks = [
        ("", [(label, text) for label, text in facts if text]),
        ("Inhalt", [(NOTES, "Zeichenerklärung, Quellen und wie die Tabellen zu lesen sind"), *listed]),
    ]
    return FrontPage(COVER, f"{report['title']}: Tabellen", blocks, links=frozenset([NOTES, *dict(listed)]))


def _notes(content: Json, sheets: list[tuple[ReportTable, Sheet]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    yield "Wie die Tabellen zu lesen sind", list(_HOW_TO_READ)
    yield "Zeichenerklärung", list(SIGNS.items())
    told = {row[0]: row[5] for row in INDICATORS.told(content) if row[5]}
    if told:
        yield "Quellen der Indikatoren", list(told.items())
    columns = [(f"{sheet.title}: {each.heading}", each.meaning) for table, sheet in sheets for each in table.fields]
    yield "Was einzelne Spalten bedeuten", [(label, meaning) for label, meaning in columns if meaning]
