"""The sheets of an XLSX file as they show themselves: nothing is computed, fetched or guessed."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from neuss_integration.foundation.archives.reading import TooLarge
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import (
    UNCOMPUTED,
    Grid,
    error_of,
    listed,
    only_read,
    unescaped,
    unquoted,
)
from neuss_integration.foundation.spreadsheets.limits import (
    COMMENTS,
    GAPS,
    MAX_COLUMNS,
    Budget,
    far_below,
    hidden_read,
    hidden_sheets,
    not_computed,
    too_long,
)
from neuss_integration.foundation.spreadsheets.number_formats import show
from neuss_integration.foundation.spreadsheets.package import BROKEN, TOO_BIG_INSIDE, Facts, Inspection, inspect
from neuss_integration.foundation.words.hygiene import clean

NOT_VISIBLE: Final = "Die Arbeitsmappe hat kein sichtbares Blatt. Bitte blenden Sie das Blatt mit der Tabelle ein."
NO_SHEET: Final = (
    "In der Arbeitsmappe ist kein Tabellenblatt zu finden. Bitte speichern Sie die Tabelle in Excel neu "
    "als „Excel-Arbeitsmappe (.xlsx)“."
)
READING_ERRORS: Final = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile)


def read_workbook(content: bytes, *, max_rows: int, most_sheets: int) -> list[Grid]:
    """The visible sheets, at most `most_sheets`. Raises Refused with a sentence."""
    inspection = inspect(content)
    try:
        plain = io.BytesIO(inspection.content)
        book = load_workbook(plain, read_only=True, data_only=True, keep_links=False, keep_vba=False)
        try:
            return _visible(book, inspection, max_rows, most_sheets)
        finally:
            book.close()
    except TooLarge as error:
        raise Refused(TOO_BIG_INSIDE) from error
    except READING_ERRORS as error:
        raise Refused(BROKEN) from error


def _visible(book: Any, inspection: Inspection, max_rows: int, most: int) -> list[Grid]:
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Refused(NOT_VISIBLE if book.worksheets else NO_SHEET)
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    notices = _notices(hidden, [sheet.title for sheet in visible], most, inspection)
    found, budget = [], Budget()
    for sheet in visible[:most]:
        facts = inspection.sheets.get(sheet._worksheet_path) or Facts()
        found.append(_read(sheet, facts, notices, max_rows, budget))
    return found


def _notices(hidden: list[str], visible: list[str], most: int, inspection: Inspection) -> list[str]:
    notices = hidden_sheets(hidden)
    if visible[most:]:
        notices.append(only_read(visible[:most], visible[most:]))
    if inspection.has_comments:
        notices.append(COMMENTS)
    if inspection.has_links:
        notices.append("Verknüpfungen zu anderen Dateien wurden nicht geöffnet.")
    return notices


@dataclass(slots=True)
class _Places:
    """Where cells were read differently from what stands behind them."""

    rounded: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def notices(self, facts: Facts) -> Iterator[str]:
        """A sentence for each kind."""
        computed = [place for place, formula in facts.formulas.items() if formula is None]
        if uncomputed := [place for place, formula in facts.formulas.items() if formula is not None]:
            yield (
                f"Formeln ohne gespeichertes Ergebnis wurden nicht ausgerechnet ({listed(uncomputed)}). Bitte "
                "speichern Sie die Datei in Excel oder fügen Sie dort die Werte mit „Werte einfügen“ ein und "
                "laden Sie sie noch einmal hoch."
            )
        if computed:
            yield not_computed(computed)
        if facts.beyond:
            yield (
                f"Die Tabelle wird bis zur Spalte {MAX_COLUMNS} gelesen. Was weiter rechts steht, wurde nicht gelesen "
                f"({listed(list(facts.beyond.values()))})."
            )
        if self.rounded:
            yield f"Zahlen wurden so gerundet gelesen, wie die Zellen sie zeigen ({listed(self.rounded)})."
        if self.unseen:
            yield f"Zellen, deren Format nichts zeigt, wurden als leer gelesen ({listed(self.unseen)})."
        if self.changed:
            yield f"Unsichtbare Steuerzeichen wurden entfernt ({listed(self.changed)})."


def _read(sheet: Any, facts: Facts, notices: list[str], max_rows: int, budget: Budget) -> Grid:
    if len(facts.rows) > max_rows + 1 + GAPS:
        raise Refused(too_long(max_rows))
    lines: list[tuple[int, list[str]]] = []
    places, last = _Places(), 0
    for number, row in enumerate(sheet.iter_rows(max_row=max(facts.last_row, 1), max_col=MAX_COLUMNS + 1), start=1):
        if number not in facts.rows:
            continue
        texts = [_text(cell, at, number, facts, places) for at, cell in enumerate(row, 1)]
        if any(map(str.strip, texts)) or (number in facts.beyond and number - last > GAPS + max_rows):
            if number - last > GAPS + max_rows:
                raise Refused(far_below(number))
            last = number
            budget.spend(texts)
            lines.append((number, texts))
    found = [*notices, *hidden_read(lines, facts.hidden_rows, facts.hidden_columns), *places.notices(facts)]
    return Grid(sheet.title, lines, found, [_range(each) for each in facts.merged])


def _text(cell: Any, at: int, row: int, facts: Facts, places: _Places) -> str:
    """What the cell shows, as it may be stored."""
    value = cell.value
    if value is None and not facts.formulas:
        return ""
    place = f"{get_column_letter(at)}{row}"
    if value is None:
        return UNCOMPUTED if facts.formulas.get(place) else ""
    if cell.data_type == "e":
        return error_of(str(value))
    if not isinstance(value, str):
        shown = show(value, cell.number_format)
        if shown.is_rounded:
            places.rounded.append(place)
        if shown.is_hidden:
            places.unseen.append(place)
        return shown.text
    text = unescaped(value)
    plain = clean(text)
    if len(plain) < len(text) and any(ord(each) < 9 or 13 < ord(each) < 32 for each in text):
        places.changed.append(place)
    if number_format := _own_words(cell):
        plain = show(plain, number_format).text
    return plain if _is_marked_text(cell) else unquoted(plain)


def _own_words(cell: Any) -> str:
    """The format of a text that is shown with words around it."""
    number_format = cell.number_format or ""
    return number_format if "@" in number_format and number_format != "@" else ""


def _is_marked_text(cell: Any) -> bool:
    """Whether Excel holds the cell for text without an apostrophe of its own in front."""
    return bool(cell.style_array.quotePrefix)


def _range(reference: str) -> tuple[int, int, int, int]:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return first_row or 1, first_column or 1, last_row or 1, last_column or 1
