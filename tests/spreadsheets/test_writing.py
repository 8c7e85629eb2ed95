"""Files that are written: real values, inert texts, the same bytes each time."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from neuss_integration.foundation.spreadsheets.cells import (
    MAX_CHARACTERS,
    CellKind,
    Column,
    Sheet,
    is_cut,
    quoted,
    unquoted,
)
from neuss_integration.foundation.spreadsheets.open_document_writing import open_document
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.foundation.spreadsheets.writing import csv_file, download, workbook
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.spreadsheets.files import MEGABYTE, member, upload, with_members

DANGEROUS = ["=1+1", "+49 2131 90", "-", "@SUM(A1)", "\t=1", "＝1+1", "'=1", "''=1", '=HYPERLINK("http://x.example")']


def sheet(*rows: list[Any], kind: CellKind = CellKind.TEXT) -> Sheet:
    return Sheet("Maßnahmen", [Column("Titel", 40), Column("Wert", 12, kind)], rows)


def opened(*rows: list[Any], kind: CellKind = CellKind.TEXT) -> Any:
    return load_workbook(io.BytesIO(workbook([sheet(*rows, kind=kind)]))).active


def test_workbook_freezes_and_filters_its_headings() -> None:
    page = opened(["Lotsendienst", "x"], ["Sprachkurs", "y"])
    assert (page.title, page.freeze_panes, page.auto_filter.ref) == ("Maßnahmen", "A2", "A1:B3")
    assert [cell.value for cell in page[1]] == ["Titel", "Wert"]
    assert page["A1"].font.bold is True


@pytest.mark.parametrize(
    ("value", "kind", "stored", "number_format"),
    [
        (dt.date(2026, 3, 12), CellKind.DATE, dt.datetime.fromisoformat("2026-03-12"), "DD.MM.YYYY"),
        (PartialDate.from_parts(2026), CellKind.DATE, 2026, "0"),
        (PartialDate.from_parts(2026, 3), CellKind.DATE, "März 2026", "General"),
        (Decimal("1234.50"), CellKind.MONEY, 1234.5, '#,##0.00\\ "€"'),
        (7, CellKind.INTEGER, 7, "0"),
    ],
)
def test_workbook_holds_real_values(value: Any, kind: CellKind, stored: Any, number_format: str) -> None:
    cell = opened(["Titel", value], kind=kind)["B2"]
    assert (cell.value, cell.number_format) == (stored, number_format)


@pytest.mark.parametrize("text", DANGEROUS)
def test_workbook_holds_no_formula(text: str) -> None:
    cell = opened([text, None])["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", [*DANGEROUS, "Ärztliche Hilfe", "O'Neill", "'zitiert'"])
def test_csv_gives_back_every_text(text: str) -> None:
    assert unquoted(quoted(text)) == text
    read = read_table(upload(csv_file(sheet([text, "x"])), "a.csv"), max_rows=5, max_bytes=MEGABYTE)
    assert read.rows == [[text.strip(), "x"]]


def test_csv_puts_an_apostrophe_before_formulas_only() -> None:
    text = csv_file(sheet(["=1+1", Decimal("-5.50")], ["Größe; und mehr", dt.date(2026, 3, 12)])).decode("utf-8-sig")
    assert text.splitlines() == ["Titel;Wert", "'=1+1;-5,50", '"Größe; und mehr";12.03.2026']


def test_csv_begins_with_a_byte_order_mark() -> None:
    assert csv_file(sheet()).startswith(b"\xef\xbb\xbfTitel;Wert\r\n")


def test_same_table_gives_the_same_bytes() -> None:
    first, second = (workbook([sheet(["a", 1])], title="Liste") for _ in range(2))
    assert first == second


def test_characters_no_file_may_hold_are_left_out() -> None:
    assert opened(["vor\x00\x0bnach", None])["A2"].value == "vornach"


def test_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    value = opened(["x" * (MAX_CHARACTERS + 1), None])["A2"].value
    assert (len(value), is_cut(value)) == (MAX_CHARACTERS, True)


def test_download_has_a_name_and_is_not_kept() -> None:
    response = download(b"x", "Maßnahmen.xlsx")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Ma%C3%9Fnahmen.xlsx"
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "private, no-store")


def test_long_text_makes_its_row_high_enough() -> None:
    page = load_workbook(io.BytesIO(workbook([Sheet("Texte", [Column("Text", 20)], [["kurz"], ["x " * 40]])]))).active
    assert [page.row_dimensions[row].height for row in (2, 3)] == [None, 75]


@pytest.mark.parametrize(
    ("count", "paper", "beside", "repeated"),
    [(3, 9, None, None), (8, 8, None, None), (12, 8, 2, "$A:$B"), (20, 8, 3, "$A:$B")],
)
def test_sheet_is_printed_across_and_stays_readable(
    count: int, paper: int, beside: int | None, repeated: str | None
) -> None:
    columns = [Column(f"Spalte {number}", 40) for number in range(count)]
    page = load_workbook(io.BytesIO(workbook([Sheet("Breit", columns, [["x"] * count])]))).active
    told = page.page_setup
    assert (told.orientation, page.sheet_properties.pageSetUpPr.fitToPage, told.fitToHeight) == ("landscape", True, 0)
    assert (told.paperSize, told.fitToWidth, page.print_title_cols) == (paper, beside, repeated)


def test_open_document_reads_back_what_was_written() -> None:
    columns = [Column("Text"), Column("Tag", kind=CellKind.DATE), Column("Euro", kind=CellKind.MONEY)]
    row = ["=1+1  '=x\nzweite Zeile", dt.date(2026, 3, 12), Decimal("61000.50")]
    content = open_document([Sheet("Liste", columns, [row])])
    table = read_table(upload(content, "a.ods"), max_rows=9, max_bytes=99_999)
    assert table.rows == [["=1+1  '=x\nzweite Zeile", "12.03.2026", "61000,50"]]


@pytest.mark.parametrize(("shown", "read"), [("61,000.50 €", "61.000,50 €"), ("61.000,50 €", "61.000,50 €")])
def test_number_of_an_office_program_in_english_is_the_same_number(shown: str, read: str) -> None:
    content = open_document([Sheet("Liste", [Column("Euro")], [[Decimal("61000.50")]])])
    changed = with_members(content, {"content.xml": member(content, "content.xml").replace("61000,50", shown)})
    table = read_table(upload(changed, "a.ods"), max_rows=9, max_bytes=99_999)
    assert table.rows == [[read]]
