"""Values of an indicator as a file."""

from decimal import Decimal, InvalidOperation

from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file
from success_factors.models import Indicator
from success_factors.selectors.area_values import AreaRow
from success_factors.selectors.indicators import ValueRow

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
