"""Values of an indicator as a file."""

from decimal import Decimal, InvalidOperation

from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file
from success_factors.models import Indicator
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


def _number(shown: str) -> Decimal | str:
    try:
        return Decimal(shown.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return shown
