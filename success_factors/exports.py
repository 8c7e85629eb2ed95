"""Values of an indicator, and the figures of the Personalverwaltung, as a file."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from neuss_integration.foundation.spreadsheets.cells import CellKind, Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file, sheet_file
from success_factors.models import Indicator
from success_factors.models.staff import COUNTS, label_of
from success_factors.selectors.area_values import AreaRow
from success_factors.selectors.indicators import IndicatorRow, ValueRow
from success_factors.selectors.staff import StaffTable

COLUMNS = tuple(
    map(
        Column,
        ("Indikator", "Einheit", "Zeit", "Gruppe", "Wert", "Einschränkung", "verwendet", "Quelle", "Hinweis"),
    )
)


def values_csv(indicator: Indicator, rows: list[ValueRow]) -> bytes:
    """The `rows` as CSV, each value as the page shows it: a number stays a number, a sign in its place is text."""
    cells = [
        (
            indicator.name,
            indicator.unit,
            str(row.value.period),
            row.value.group or "alle",
            _number(row.shown),
            row.value.get_qualifier_display(),
            row.value.is_used,
            row.value.source,
            row.value.note,
        )
        for row in rows
    ]
    return csv_file(Sheet(indicator.name, COLUMNS, cells))


LIST_COLUMNS = (
    Column("Indikator", 50), Column("Handlungsfeld", 30), Column("Letzter Wert", 14), Column("Einheit", 12),
    Column("Zeit", 14), Column("veraltet", 10), Column("Richtung", 20), Column("Quelle", 40),
    Column("beobachtet", 12), Column("Warum nicht", 40),
)  # fmt: skip


def indicator_file(rows: Iterable[IndicatorRow], suffix: str) -> bytes:
    """The list of indicators as the page shows it (`rows` with whether each is watched), as XLSX or CSV."""
    sheet = Sheet("Indikatoren", LIST_COLUMNS, [_list_row(each) for each in rows])
    return sheet_file(sheet, suffix)


def _list_row(row: IndicatorRow) -> list[Any]:
    indicator, last = row.indicator, row.last
    ended = f"beendet am {indicator.valid_until:%d.%m.%Y}" if indicator.valid_until else ""
    told = ["", "", "", ""]
    if last:
        told = [str(last.period), "ja" if row.is_outdated else "nein", row.movement.label, last.source]
    return [
        indicator.name,
        str(indicator.field_of_action or ""),
        _number(row.shown),
        indicator.unit,
        *told,
        "ja" if row.is_watched else "nein",
        "" if row.is_watched else indicator.inactive_reason or ended,
    ]


AREA_COLUMNS = tuple(
    map(
        Column,
        ("Indikator", "Einheit", "Gebiet", "Jahr", "Wert", "je 1.000", "Neuer Zuschnitt", "Quelle", "Hinweis"),
    )
)


def area_values_csv(indicator: Indicator, rows: list[AreaRow]) -> bytes:
    """The `rows` as CSV; what is hidden on the page is hidden here."""
    cells = [
        (
            indicator.name,
            indicator.unit,
            row.value.place,
            row.value.year,
            _number(row.shown),
            _number(row.rate),
            "ja" if row.value.starts_new_series else "nein",
            row.value.source,
            row.value.note,
        )
        for row in rows
    ]
    return csv_file(Sheet(indicator.name, AREA_COLUMNS, cells))


def _number(shown: str) -> Decimal | str:
    try:
        return Decimal(shown.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return shown


def staff_file(table: StaffTable, ending: str) -> bytes:
    """Every number of `table` as XLSX or CSV; what is hidden on the page is hidden here."""
    columns = [Column("Jahr", 8, CellKind.INTEGER), Column("Fachdienststelle", 40), Column("Zahlen", 12)]
    columns += [Column(label_of(name), 18, CellKind.INTEGER) for name in COUNTS]
    rows: list[list[Any]] = [
        [table.year.year, row.name, "liegen vor", *row.plain.values()] for row in (*table.rows, table.total)
    ]
    rows += [[table.year.year, each.name, "fehlen", *[None] * len(COUNTS)] for each in table.missing]
    return sheet_file(Sheet(str(table.year), columns, rows), ending)
