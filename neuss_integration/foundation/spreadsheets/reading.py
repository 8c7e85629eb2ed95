"""Reading XLSX and CSV that somebody sends: nothing of it is executed, fetched or unpacked unseen.

Formulas are read as text, links to other files are not followed. What cannot be read is refused with a sentence that
says what to do.
"""

import io
import zipfile
from typing import Any, Final

from django.core.files.base import File
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.archive import BROKEN, MOST_EXAMPLES, Facts, Inspection, inspect
from neuss_integration.foundation.spreadsheets.cells import Table, as_text, unquoted
from neuss_integration.foundation.spreadsheets.csv_text import decoded, lines_of
from neuss_integration.foundation.ui.texts import german_number

MOST_COLUMNS: Final = 200
GAPS: Final = 1_000
"""How many empty rows may lie between the filled ones."""
EMPTY: Final = "Die Datei ist leer. Bitte wählen Sie eine Datei, deren erste Zeile die Spalten benennt."
UNKNOWN_KIND: Final = "Gelesen werden nur Dateien mit der Endung .xlsx oder .csv. Bitte speichern Sie die Tabelle so."
HIDDEN: Final = "Ausgeblendete"
"""How notices about what cannot be seen begin."""
MACRO_ENDINGS: Final = (".xlsm", ".xltm", ".xlsb", ".xlam")
READING_ERRORS: Final = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile)


def read_table(upload: File, *, max_rows: int, max_bytes: int) -> Table:
    """The first visible sheet of `upload`, its first filled row as headings. Raises Refused with a sentence."""
    sheets = read_sheets(upload, max_rows=max_rows, max_bytes=max_bytes, most_sheets=1)
    return next(iter(sheets.values()))


def read_sheets(upload: File, *, max_rows: int, max_bytes: int, most_sheets: int = 20) -> dict[str, Table]:
    """The visible sheets of `upload` by name, at most `most_sheets`; a CSV file is one without a name.

    `max_rows` holds for each sheet, `max_bytes` for the file. Raises Refused with a sentence that says what to do.
    """
    name = (upload.name or "").lower()
    if name.endswith(MACRO_ENDINGS):
        raise Refused(
            "Dateien mit Makros werden nicht gelesen. Bitte speichern Sie die Tabelle "
            "als „Excel-Arbeitsmappe (.xlsx)“ ohne Makros."
        )
    if not name.endswith((".xlsx", ".csv", ".txt")):
        raise Refused(UNKNOWN_KIND)
    content = _content(upload, max_bytes)
    if name.endswith(".xlsx"):
        return _read_workbook(content, max_rows, most_sheets)
    text, notices = decoded(content)
    lines = lines_of(text, most=max_rows + 2)
    return {"": _table("", [(number, [unquoted(cell) for cell in line]) for number, line in lines], notices, max_rows)}


def _content(upload: File, max_bytes: int) -> bytes:
    limit = german_number(max_bytes // (1024 * 1024))
    too_big = f"Die Datei ist größer als {limit} MB. Bitte teilen Sie sie oder entfernen Sie Bilder daraus."
    if (upload.size or 0) > max_bytes:
        raise Refused(too_big)
    upload.seek(0)
    content = upload.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise Refused(too_big)
    if not content.strip():
        raise Refused(EMPTY)
    return content


def _read_workbook(content: bytes, max_rows: int, most_sheets: int) -> dict[str, Table]:
    inspection = inspect(content)
    try:
        book = load_workbook(
            io.BytesIO(inspection.content), read_only=True, data_only=False, keep_links=False, keep_vba=False
        )
        try:
            return _visible_sheets(book, inspection, max_rows, most_sheets)
        finally:
            book.close()
    except READING_ERRORS as error:
        raise Refused(BROKEN) from error


def _visible_sheets(book: Any, inspection: Inspection, max_rows: int, most_sheets: int) -> dict[str, Table]:
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Refused("Die Arbeitsmappe hat kein sichtbares Blatt. Bitte blenden Sie das Blatt mit der Tabelle ein.")
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    notices = _notices(hidden, [sheet.title for sheet in visible], most_sheets, inspection)
    tables = {}
    for sheet in visible[:most_sheets]:
        facts = inspection.sheets.get(sheet._worksheet_path) or Facts()
        tables[sheet.title] = _read_sheet(sheet, facts, [*notices, *_hidden_parts(facts)], max_rows)
    return tables


def _notices(hidden: list[str], visible: list[str], most: int, inspection: Inspection) -> list[str]:
    notices = []
    if hidden:
        notices.append(f"{HIDDEN} Blätter wurden nicht gelesen: {_listed(hidden)}.")
    if visible[most:]:
        notices.append(f"Gelesen wurde nur „{_listed(visible[:most])}“, nicht gelesen: {_listed(visible[most:])}.")
    if inspection.has_links:
        notices.append("Verknüpfungen zu anderen Dateien wurden nicht geöffnet.")
    return notices


def _hidden_parts(facts: Facts) -> list[str]:
    found = [word for word, is_there in (("Zeilen", facts.hidden_rows), ("Spalten", facts.hidden_columns)) if is_there]
    return [f"{HIDDEN} {' und '.join(found)} wurden mitgelesen."] if found else []


def _read_sheet(sheet: Any, facts: Facts, notices: list[str], max_rows: int) -> Table:
    if facts.merged:
        raise Refused(
            f"Im Blatt „{sheet.title}“ sind Zellen verbunden ({_listed(facts.merged)}). Bitte heben Sie die Verbindung "
            "auf, sodass jede Zeile ihre eigenen Angaben hat, und laden Sie die Datei noch einmal hoch."
        )
    if facts.filled_rows > max_rows + 1 or facts.last_row > max_rows + 1 + GAPS:
        raise Refused(_too_long(max_rows))
    lines: list[tuple[int, list[str]]] = []
    formulas: list[str] = []
    cells = sheet.iter_rows(max_row=max(facts.last_row, 1), max_col=MOST_COLUMNS + 1)
    for number, row in enumerate(cells, start=1):
        texts = [as_text(cell.value) for cell in row]
        formulas += [f"{get_column_letter(at)}{number}" for at, cell in enumerate(row, 1) if cell.data_type == "f"]
        if any(map(str.strip, texts)):
            lines.append((number, texts))
    if formulas:
        notices = [*notices, _formula_notice(formulas)]
    return _table(sheet.title, lines, notices, max_rows)


def _formula_notice(places: list[str]) -> str:
    return (
        f"Formeln wurden nicht ausgerechnet, sondern als Text gelesen ({_listed(places)}). Wenn dort Werte stehen "
        "sollen, fügen Sie sie in Excel mit „Werte einfügen“ ein und laden Sie die Datei noch einmal hoch."
    )


def _table(name: str, lines: list[tuple[int, list[str]]], notices: list[str], max_rows: int) -> Table:
    if not lines:
        raise Refused(EMPTY)
    if len(lines) > max_rows + 1:
        raise Refused(_too_long(max_rows))
    width = max(_width(cells) for _, cells in lines)
    if width > MOST_COLUMNS:
        raise Refused(
            f"Die Tabelle hat mehr als {MOST_COLUMNS} Spalten. Bitte entfernen Sie, was nicht gebraucht wird."
        )
    rows = [[*(cell.strip() for cell in cells[:width]), *[""] * (width - len(cells))] for _, cells in lines]
    headings = [" ".join(cell.split()) or f"Spalte {get_column_letter(at)}" for at, cell in enumerate(rows[0], start=1)]
    return Table(headings, rows[1:], notices, [number for number, _ in lines[1:]], name)


def _width(cells: list[str]) -> int:
    return max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _too_long(max_rows: int) -> str:
    return f"Die Tabelle hat mehr als {german_number(max_rows)} Zeilen. Bitte teilen Sie sie auf mehrere Dateien auf."


def _listed(names: list[str]) -> str:
    rest = len(names) - MOST_EXAMPLES
    return ", ".join(names[:MOST_EXAMPLES]) + (f" und {rest} weitere" if rest > 0 else "")
