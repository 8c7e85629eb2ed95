"""Writing XLSX and CSV. The same tables give the same bytes."""

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from neuss_integration.foundation.archives.reproducible import timeless
from neuss_integration.foundation.spreadsheets.cells import (
    FORMULA,
    CellKind,
    Column,
    Sheet,
    as_text,
    escaped,
    is_number,
    quoted,
    storable,
)
from neuss_integration.foundation.spreadsheets.front_pages import FrontPage, write_front
from neuss_integration.foundation.spreadsheets.open_document_writing import ODS, open_document
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.partial_dates import PartialDate

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
TYPES: Final = {"xlsx": XLSX, "ods": ODS, "csv": CSV}
FORMATS: Final = {
    CellKind.DATE: "DD.MM.YYYY",
    CellKind.INTEGER: "0",
    CellKind.NUMBER: "#,##0.##",
    CellKind.MONEY: '#,##0.00\\ "€"',
    CellKind.TEXT: "@",
}
EPOCH: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - properties of a workbook know no time zone
NOT_IN_TITLES: Final = re.compile(r"[\\/*?:\[\]]")
MAX_TITLE_LENGTH: Final = 31
HEAD: Final = Font(name="Calibri", size=11, bold=True)
HEAD_FILL: Final = PatternFill("solid", fgColor="DCE3EC")
LINE: Final = 15
"""The height of a line in points."""
HIGHEST_ROW: Final = 405
A4, A3 = 9, 8
STILL_READ: Final = {A4: 240, A3: 340}
"""How wide a table may be on each paper, in letters; A4 across takes about 130 at full size."""
AT_TOP: Final = Alignment(vertical="top", wrap_text=True)


def workbook(
    sheets: Sequence[Sheet],
    *,
    title: str = "",
    stamp: dt.datetime = EPOCH,
    front: Sequence[FrontPage] = (),
    foot: str = "",
    creator: str = "",
) -> bytes:
    """The `sheets` as an XLSX file: headings frozen and with filter, days and numbers as real values.

    What is in `front` stands before them. With a `foot` every printed page says it, its sheet and its number.
    Made by the office of today unless a `creator` is named.

    No cell is a formula, whatever its text begins with. `stamp` is written as the day of making; nothing else in the
    file depends on when it is made.
    """
    book = Workbook(write_only=True)
    book.properties.title = title or None
    book.properties.creator = creator or city_names().office
    book.properties.created = stamp.replace(tzinfo=None, microsecond=0)
    for page in front:
        write_front(book, page)
    for sheet in sheets:
        _write(book, sheet)
    if foot:
        _set_foot(book, foot)
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue(), book.properties.created)


def csv_file(sheet: Sheet) -> bytes:
    """The `sheet` as CSV for German spreadsheets: semicolons, commas in numbers, a byte order mark for the umlauts.

    A text that a spreadsheet would take for a formula has an apostrophe in front (see `quoted`); reading takes it off.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([quoted(column.heading) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([as_text(value) if is_number(value) else quoted(storable(as_text(value))) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def sheet_file(sheet: Sheet, file_format: str, *, stamp: dt.datetime = EPOCH) -> bytes:
    """The `sheet` alone, as "xlsx" with its title and the `stamp` of `workbook`, as "ods" or as "csv"."""
    if file_format == "ods":
        return open_document([sheet])
    return csv_file(sheet) if file_format == "csv" else workbook([sheet], title=sheet.title, stamp=stamp)


def download(content: bytes, name: str) -> HttpResponse:
    """The file under `name`, which ends in .xlsx, .ods or .csv; no browser shows it inside a page or keeps it."""
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _write(book: Any, sheet: Sheet) -> None:
    page = book.create_sheet(NOT_IN_TITLES.sub(" ", sheet.title)[:MAX_TITLE_LENGTH])
    page.freeze_panes = "A2"
    _set_print(page, [column.width for column in sheet.columns])
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([_head(page, column) for column in sheet.columns])
    count = 1
    for row in sheet.rows:
        if (lines := _lines(sheet.columns, row)) > 1:
            page.row_dimensions[count + 1].height = min(LINE * lines, HIGHEST_ROW)
        page.append([_cell(page, column, value) for column, value in zip(sheet.columns, row, strict=True)])
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count}"
    page.print_title_rows = "1:1"


def _set_print(page: Any, widths: Sequence[float]) -> None:
    """Printed across, as wide as the paper that can still be read, else over as few A3 pages beside each other.

    Then each has the first two columns.
    """
    paper = next((paper for paper, most in STILL_READ.items() if sum(widths) <= most), None)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", paper or A3
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
    if not paper:
        page.print_title_cols = "A:B"
        page.page_setup.fitToWidth = math.ceil(sum(widths[2:]) / (STILL_READ[A3] - sum(widths[:2])))


def _set_foot(book: Any, foot: str) -> None:
    for page in book.worksheets:
        page.oddHeader.left.text, page.oddFooter.left.text = "&A", foot.replace("&", "&&")
        page.oddFooter.right.text = "Seite &P von &N"


def _lines(columns: Sequence[Column], row: Sequence[Any]) -> int:
    """How many lines the longest text of `row` needs; not every program finds out by itself."""
    texts = [(value, column.width) for column, value in zip(columns, row, strict=True) if isinstance(value, str)]
    return max((sum(1 + int(len(line) * 1.1 / width) for line in text.split("\n")) for text, width in texts), default=1)


def _head(page: Any, column: Column) -> Any:
    cell = _text(page, column.heading)
    cell.font, cell.fill, cell.alignment = HEAD, HEAD_FILL, AT_TOP
    return cell


def _cell(page: Any, column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, PartialDate):
        return _partial(page, value)
    if is_number(value) and column.kind == CellKind.FIGURE:
        return _plain(page, value, _with_places(value))
    if is_number(value):
        kind = column.kind if column.kind in (CellKind.INTEGER, CellKind.NUMBER, CellKind.MONEY) else CellKind.INTEGER
        return _plain(page, value, FORMATS[kind])
    if isinstance(value, dt.datetime):
        return _plain(page, value.replace(tzinfo=None), "DD.MM.YYYY HH:MM")
    if isinstance(value, dt.date):
        return _plain(page, value, FORMATS[CellKind.DATE])
    cell = _text(page, as_text(value))
    cell.alignment = AT_TOP
    return cell


def _with_places(value: Any) -> str:
    """The format that shows `value` with its own places."""
    places = max(-int(value.as_tuple().exponent), 0) if isinstance(value, Decimal) else 0
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _partial(page: Any, value: PartialDate) -> Any:
    if value.precision == "day":
        return _plain(page, value.date, FORMATS[CellKind.DATE])
    return _plain(page, value.date.year, "0") if value.precision == "year" else _text(page, str(value))


def _plain(page: Any, value: Any, number_format: str) -> Any:
    cell = WriteOnlyCell(page, value=value)
    cell.number_format = number_format
    cell.alignment = AT_TOP
    return cell


def _text(page: Any, text: str) -> Any:
    """A cell that is text and stays text when somebody edits it."""
    cell = WriteOnlyCell(page, value=escaped(storable(text)))
    cell.data_type = "s"
    if FORMULA.match(text):
        cell.quotePrefix = True
    return cell
