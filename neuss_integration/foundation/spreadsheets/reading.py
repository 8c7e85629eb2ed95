"""Reading XLSX, ODS and CSV that somebody sends: nothing of it is executed, fetched or unpacked unseen.

What a cell shows is what is read; links to other files are not followed. What cannot be read is refused with a
sentence that says what to do, what is not read is named in a notice. Large files are read in a process of their own.
"""

from typing import Final

from django.core.files.base import File

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.apart import grids_in
from neuss_integration.foundation.spreadsheets.cells import Grid, SheetTable
from neuss_integration.foundation.spreadsheets.headings import EMPTY, Score, best_grid, heading_at, table_of
from neuss_integration.foundation.spreadsheets.limits import HIDDEN, much_too_long, too_long
from neuss_integration.foundation.spreadsheets.package import TOO_BIG_INSIDE
from neuss_integration.foundation.ui.texts import german_number

__all__ = ["ENDINGS", "HIDDEN", "filled_grids", "read_grids", "read_sheets", "read_table"]

MAX_SHEETS: Final = 20
ENDINGS: Final = (".xlsx", ".ods", ".csv", ".tsv", ".txt")
UNKNOWN_KIND: Final = (
    "Gelesen werden nur Dateien mit der Endung .xlsx oder .csv. Auch .ods und .tsv gehen. "
    "Bitte speichern Sie die Tabelle so."
)
OTHER_KINDS: Final = {
    ".numbers": "Dateien aus „Numbers“ werden nicht gelesen. Bitte wählen Sie dort „Exportieren“ und „Excel“.",
    ".xls": (
        "Das alte Format .xls wird nicht gelesen. Bitte speichern Sie die Tabelle als „Excel-Arbeitsmappe (.xlsx)“."
    ),
    ".docx": (
        "Das ist ein Word-Dokument. Bitte kopieren Sie die Tabelle daraus in eine leere Excel-Mappe und speichern Sie "
        "diese als .xlsx."
    ),
    ".zip": (
        "Das ist ein ZIP-Archiv, wie GENESIS und der Zensus es ausliefern. Bitte entpacken Sie es und laden Sie die "
        "Datei daraus hoch, zum Beispiel .csv oder .xlsx."
    ),
    ".pdf": (
        "Aus einer PDF-Datei wird keine Tabelle gelesen. Bitte verwenden Sie die Datei, aus der sie entstanden ist."
    ),
}
MACRO_ENDINGS: Final = (".xlsm", ".xltm", ".xlsb", ".xlam")


def read_table(upload: File, *, max_rows: int, max_bytes: int, score: Score | None = None) -> SheetTable:
    """The visible sheet of `upload` that `score` knows most of, else the first; its headings stand there.

    Without a row that `score` knows they stand in the first filled one. Raises Refused with a sentence.
    """
    if score is None:
        (grid,) = read_grids(upload, max_rows=max_rows, max_bytes=max_bytes, most_sheets=1)
    else:
        grid = best_grid(filled_grids(upload, max_rows=max_rows, max_bytes=max_bytes), score)
    return table_of(grid, heading_at(grid, score), max_rows=max_rows)


def filled_grids(upload: File, *, max_rows: int, max_bytes: int) -> list[Grid]:
    """The filled visible sheets, at most MAX_SHEETS; the first alone when one behind it is too long.

    Raises Refused with a sentence, also when nothing is filled.
    """
    try:
        grids = read_grids(upload, max_rows=max_rows, max_bytes=max_bytes, most_sheets=MAX_SHEETS)
    except Refused as refusal:
        if str(refusal) not in (too_long(max_rows), much_too_long(max_rows)):
            raise
        grids = read_grids(upload, max_rows=max_rows, max_bytes=max_bytes, most_sheets=1)
    if not (filled := [grid for grid in grids if grid.lines]):
        raise Refused(EMPTY)
    return filled


def read_sheets(upload: File, *, max_rows: int, max_bytes: int, most_sheets: int = MAX_SHEETS) -> dict[str, SheetTable]:
    """The visible sheets of `upload` by name, at most `most_sheets`; a CSV file is one without a name.

    `max_rows` holds for each sheet, `max_bytes` for the file. Raises Refused with a sentence that says what to do.
    """
    grids = read_grids(upload, max_rows=max_rows, max_bytes=max_bytes, most_sheets=most_sheets)
    return {grid.name: table_of(grid, 0, max_rows=max_rows, is_list=False) for grid in grids}


def read_grids(upload: File, *, max_rows: int, max_bytes: int, most_sheets: int = MAX_SHEETS) -> list[Grid]:
    """The visible sheets of `upload` with all their filled rows, wherever the headings stand."""
    name = (upload.name or "").lower()
    if name.endswith(MACRO_ENDINGS):
        raise Refused(
            "Dateien mit Makros werden nicht gelesen. Bitte speichern Sie die Tabelle "
            "als „Excel-Arbeitsmappe (.xlsx)“ ohne Makros."
        )
    if not name.endswith(ENDINGS):
        raise Refused(next((text for ending, text in OTHER_KINDS.items() if name.endswith(ending)), UNKNOWN_KIND))
    content = _content(upload, max_bytes)
    kind = next(ending for ending in ENDINGS if name.endswith(ending))
    try:
        return grids_in(content, kind, max_rows=max_rows, most_sheets=most_sheets)
    except Refused as refusal:
        if str(refusal) != TOO_BIG_INSIDE:
            raise
        raise Refused(much_too_long(max_rows)) from refusal


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
