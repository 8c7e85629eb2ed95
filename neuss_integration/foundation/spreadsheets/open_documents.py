"""The sheets of an ODS file (OpenDocument): its cells hold what they show as text, and that is what is read."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from neuss_integration.foundation.archives.reading import ArchiveRefused, TooLarge, opened
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import ERRORS, Grid, as_text, error_of, listed, unquoted
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
from neuss_integration.foundation.spreadsheets.package import ENTITIES, LIMITS, TOO_BIG_INSIDE
from neuss_integration.foundation.words.hygiene import clean

BROKEN: Final = (
    "Die Datei ist beschädigt oder mit einem Passwort geschützt. Bitte öffnen Sie sie in LibreOffice und speichern "
    "Sie sie neu, am besten als .xlsx."
)
NOT_ODS: Final = "Das ist keine OpenDocument-Tabelle (.ods). Bitte speichern Sie die Tabelle als .xlsx, .ods oder .csv."
LONGEST_TYPE: Final = 200
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+")
OTHER_SIGNS: Final = str.maketrans(",.", ".,")
OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


@dataclass(slots=True)
class _Sheet:
    """A sheet on its way to a Grid."""

    name: str
    style: str
    lines: list[tuple[int, list[str]]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    has_comments: bool = False
    row: int = 0
    column: int = 0


def read_open_document(content: bytes, *, max_rows: int, most_sheets: int) -> list[Grid]:
    """The visible sheets, at most `most_sheets`. Raises Refused with a sentence."""
    if not content.startswith(b"PK"):
        raise Refused(NOT_ODS)
    try:
        with opened(content, LIMITS, _check_kind) as archive, archive.open("content.xml") as member:
            sheets, unseen = _sheets(member, max_rows)
    except DefusedXmlException as error:
        raise Refused(ENTITIES) from error
    except (ArchiveRefused, ParseError, UnicodeError, ValueError) as error:
        raise Refused(TOO_BIG_INSIDE if isinstance(error, TooLarge) else BROKEN) from error
    return _visible(sheets, unseen, most_sheets)


def _check_kind(archive: zipfile.ZipFile) -> None:
    if "mimetype" not in archive.namelist():
        raise Refused(NOT_ODS)
    with archive.open("mimetype") as member:
        if b"opendocument.spreadsheet" not in member.read(LONGEST_TYPE):
            raise Refused(NOT_ODS)


def _visible(sheets: list[_Sheet], unseen: set[str], most: int) -> list[Grid]:
    visible = [sheet for sheet in sheets if sheet.style not in unseen]
    hidden = [sheet.name for sheet in sheets if sheet.style in unseen]
    if not visible:
        raise Refused("Die Datei hat kein sichtbares Blatt. Bitte blenden Sie das Blatt mit der Tabelle ein.")
    notices = hidden_sheets(hidden)
    names = [sheet.name for sheet in visible]
    if names[most:]:
        notices.append(f"Gelesen wurde nur „{listed(names[:most])}“, nicht gelesen: {listed(names[most:])}.")
    return [Grid(sheet.name, sheet.lines, [*notices, *_notices(sheet)], sheet.merged) for sheet in visible[:most]]


def _notices(sheet: _Sheet) -> Iterator[str]:
    yield from hidden_read(sheet.lines, sheet.hidden_rows, sheet.hidden_columns)
    if sheet.has_comments:
        yield COMMENTS
    if sheet.formulas:
        yield not_computed(sheet.formulas)


def _sheets(member: Any, max_rows: int) -> tuple[list[_Sheet], set[str]]:
    """All sheets, and the styles of those that are not to be seen."""
    found: list[_Sheet] = []
    unseen: set[str] = set()
    budget = Budget()
    for event, element in iterparse(member, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if element.tag == f"{TABLE}table":
                found.append(_Sheet(element.get(f"{TABLE}name", ""), element.get(f"{TABLE}style-name", "")))
        elif element.tag == f"{STYLE}style":
            if any(each.get(f"{TABLE}display") == "false" for each in element):
                unseen.add(element.get(f"{STYLE}name", ""))
        elif element.tag == f"{TABLE}table-column" and found:
            _note_column(found[-1], element)
        elif element.tag == f"{TABLE}table-row" and found:
            _read_row(found[-1], element, max_rows, budget)
            element.clear()
    return found, unseen


def _note_column(sheet: _Sheet, element: Any) -> None:
    """A column, or one that stands for many of the same."""
    first = sheet.column + 1
    sheet.column += int(element.get(f"{TABLE}number-columns-repeated", "1"))
    if element.get(f"{TABLE}visibility", "visible") != "visible":
        sheet.hidden_columns |= set(range(first, min(sheet.column, MAX_COLUMNS) + 1))


def _read_row(sheet: _Sheet, element: Any, max_rows: int, budget: Budget) -> None:
    """A row, or one that stands for many of the same."""
    repeated = int(element.get(f"{TABLE}number-rows-repeated", "1"))
    number = sheet.row + 1
    cells = _cells(sheet, element, number)
    if any(map(str.strip, cells)):
        last = sheet.lines[-1][0] if sheet.lines else 0
        if len(sheet.lines) + repeated > max_rows + GAPS:
            raise Refused(too_long(max_rows))
        if number - last > max_rows + GAPS:
            raise Refused(far_below(number))
        budget.spend(cells, repeated)
        sheet.lines += [(number + step, list(cells)) for step in range(repeated)]
        if element.get(f"{TABLE}visibility", "visible") != "visible":
            sheet.hidden_rows |= set(range(number, number + repeated))
    sheet.row += repeated


def _cells(sheet: _Sheet, row: Any, number: int) -> list[str]:
    found: list[str] = []
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        text = "" if cell.tag.endswith("covered-table-cell") else _text(cell)
        sheet.has_comments = sheet.has_comments or cell.find(f"{OFFICE}annotation") is not None
        place = len(found) + 1
        rows, columns = (int(cell.get(f"{TABLE}number-{kind}-spanned", "1")) for kind in ("rows", "columns"))
        if rows > 1 or columns > 1:
            sheet.merged.append((number, place, number + rows - 1, place + columns - 1))
        if text and cell.get(f"{TABLE}formula"):
            sheet.formulas.append(f"Zeile {number}")
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        found += [text] * min(repeated, MAX_COLUMNS + 1 - len(found))
    while found and not found[-1].strip():
        found.pop()
    return found


def _text(cell: Any) -> str:
    """What the cell shows; a truth in the words of this application, a day without its text as a day."""
    if cell.get(f"{OFFICE}value-type") == "boolean":
        return as_text(cell.get(f"{OFFICE}boolean-value") == "true")
    shown = "\n".join(_paragraph(each) for each in cell if each.tag == f"{TEXT}p")
    if value := cell.get(f"{OFFICE}value"):
        shown = _in_german(shown, value)
    if cell.get(f"{CALC}value-type") == "error":
        return error_of(shown)
    return ERRORS.get(shown, unquoted(clean(shown)))


def _in_german(shown: str, value: str) -> str:
    """A number that an office program set to another language shows as „61,000.00“, as it is written here."""
    digits = DIGITS.search(shown)
    if digits is None or not {",", "."} & set(digits[0]):
        return shown
    english = Decimal(digits[0].replace(",", "").rstrip("."))
    try:
        number = abs(Decimal(value)) * (100 if "%" in shown else 1)
        is_english = round(number, -int(english.as_tuple().exponent)) == english
    except (InvalidOperation, ValueError, OverflowError):
        return shown
    return shown.translate(OTHER_SIGNS) if is_english else shown


def _paragraph(element: Any) -> str:
    """The text with its spaces, tabs and line breaks, which stand there as elements."""
    out = [element.text or ""]
    for each in element:
        if each.tag == f"{TEXT}s":
            out.append(" " * int(each.get(f"{TEXT}c", "1")))
        elif each.tag == f"{TEXT}tab":
            out.append("\t")
        elif each.tag == f"{TEXT}line-break":
            out.append("\n")
        else:
            out.append(_paragraph(each))
        out.append(each.tail or "")
    return "".join(out)
