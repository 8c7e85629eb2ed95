"""Reading back what somebody filled in: each sheet with its identity, its labels and its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Final

from django.core.files.base import File
from openpyxl.utils import get_column_letter

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import SheetTable
from neuss_integration.foundation.spreadsheets.entry import ANSWER, FIRST_ROW, IDENTITY, LABEL
from neuss_integration.foundation.spreadsheets.reading import HIDDEN, read_sheets

MAX_SHEETS: Final = 250
MAX_ROWS: Final = 400
MAX_BYTES: Final = 10 * 1024 * 1024
ONLY_XLSX: Final = "Das Formular ist eine Excel-Datei. Bitte laden Sie es so hoch, wie es gespeichert ist (.xlsx)."
NOT_READ: Final = "Hier ist nichts gefragt; das wird nicht übernommen:"
SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet as it came back; labels and answers by the number of their row. `notices` are whole sentences."""

    title: str
    identity: str
    labels: Mapping[int, str]
    answers: Mapping[int, str]
    notices: list[str]


def read_entries(upload: File) -> list[FilledSheet]:
    """The visible sheets of `upload` in their order. Raises Refused with a sentence when it cannot be read."""
    if not (upload.name or "").lower().endswith(".xlsx"):
        raise Refused(ONLY_XLSX)
    tables = read_sheets(upload, max_rows=MAX_ROWS, max_bytes=MAX_BYTES, most_sheets=MAX_SHEETS)
    return [_filled(table) for table in tables.values()]


def as_data(sheet: FilledSheet) -> list[Any]:
    """The sheet as plain values, to be carried along."""
    numbers = sorted({*sheet.labels, *sheet.answers})
    rows = [[number, sheet.labels.get(number, ""), sheet.answers.get(number, "")] for number in numbers]
    return [sheet.title, sheet.identity, rows, sheet.notices]


def from_data(data: Any) -> FilledSheet:
    """The sheet that `as_data` was given."""
    title, identity, rows, notices = data
    return FilledSheet(title, identity, {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}, notices)


def _filled(table: SheetTable) -> FilledSheet:
    rows = [(number, row) for number, row in zip(table.numbers, table.rows, strict=True) if number >= FIRST_ROW]
    return FilledSheet(
        title=table.name,
        identity=table.headings[IDENTITY - 1] if len(table.headings) >= IDENTITY else "",
        labels={number: " ".join(_cell(row, LABEL).split()) for number, row in rows},
        answers={number: _cell(row, ANSWER) for number, row in rows},
        notices=[notice for notice in table.notices if not notice.startswith(HIDDEN)] + not_read(_aside(rows)),
    )


def not_read(cells: Mapping[str, str]) -> list[str]:
    """The notice on `cells` (by their place) that somebody filled in where nothing is asked."""
    told = ", ".join(f"{place} („{shorten(text, SHOWN, placeholder=' …')}“)" for place, text in cells.items())
    return [f"{NOT_READ} {told}."] if told else []


def _aside(rows: list[tuple[int, list[str]]]) -> dict[str, str]:
    return {
        f"{get_column_letter(place)}{number}": cell
        for number, row in rows
        for place, cell in enumerate(row, start=1)
        if place >= IDENTITY and cell.strip()
    }


def _cell(row: list[str], column: int) -> str:
    return row[column - 1] if len(row) >= column else ""
