"""Files are read as they show themselves, and what is not read is named."""

from typing import Any

import pytest
from openpyxl import Workbook

from neuss_integration.foundation.spreadsheets.cells import Column, Sheet, SheetTable
from neuss_integration.foundation.spreadsheets.reading import read_table
from neuss_integration.foundation.spreadsheets.writing import csv_file, workbook
from tests.spreadsheets.files import MEGABYTE, member, strict_open_xml, upload, with_members, workbook_of

SHEET = "xl/worksheets/sheet1.xml"


def read(content: bytes | str, name: str = "a.xlsx", *known: str) -> SheetTable:
    def score(headings: Any) -> int:
        return sum(heading in known for heading in headings)

    return read_table(upload(content, name), max_rows=50, max_bytes=MEGABYTE, score=score if known else None)


def formatted(**formats: str) -> Any:
    def change(book: Workbook) -> None:
        for place, number_format in formats.items():
            book.active[place].number_format = number_format  # type: ignore[index]

    return change


def test_numbers_are_read_under_their_format_and_rounding_is_told() -> None:
    table = read(workbook_of(["Jahr", "Wert"], [2021, 45.168], change=formatted(B2="0.0")))
    assert table.rows == [["2021", "45,2"]]
    assert table.notices == ["Zahlen wurden so gerundet gelesen, wie die Zellen sie zeigen (B2)."]


def test_results_that_the_file_holds_are_read_with_a_notice() -> None:
    content = workbook_of(["Titel", "Summe"], ["A", "=1+1"])
    cached = member(content, SHEET).replace("<f>1+1</f><v /></c>", "<f>1+1</f><v>2</v></c>")
    cached = cached.replace("<f>1+1</f><v></v></c>", "<f>1+1</f><v>2</v></c>")
    table = read(with_members(content, {SHEET: cached}))
    assert table.rows == [["A", "2"]]
    (notice,) = table.notices
    assert notice.startswith("Formeln wurden nicht neu ausgerechnet.")
    assert notice.endswith("(B2).")


def test_errors_are_read_as_excel_shows_them() -> None:
    table = read(workbook_of(["Titel", "Wert"], ["A", "#N/A"], ["B", "#REF!"]))
    assert [row[1] for row in table.rows] == ["#NV", "#BEZUG!"]


def test_escapes_are_read_and_written_so_that_text_stays() -> None:
    assert read(workbook_of(["Titel"], ["eins_x000D_\nzwei_x0041_"])).rows == [["eins\nzweiA"]]
    own = workbook([Sheet("Liste", [Column("Titel")], [["a_x0041_b"]])])
    assert read(own).rows == [["a_x0041_b"]]


def test_apostrophe_of_a_csv_file_comes_off_on_its_way_through_a_workbook() -> None:
    assert read(workbook_of(["Titel"], ["'- 25 Lotsen"])).rows == [["- 25 Lotsen"]]
    for text in ("'=zitiert", "- 25 Lotsen", "''=1"):
        sheet = Sheet("Liste", [Column("Titel")], [[text]])
        assert read(workbook([sheet])).rows == [[text]]
        assert read(csv_file(sheet), "a.csv").rows == [[text]]


def test_strict_open_xml_is_read() -> None:
    content = strict_open_xml(workbook_of(["Titel", "Zahl"], ["Ärzte", 3]))
    assert read(content).rows == [["Ärzte", "3"]]


def test_invisible_signs_come_off() -> None:
    table = read(workbook_of(["Ti\u00adtel"], ["Jugend\u00adamt\u200b"], ["u\u0308ber"]))
    assert (table.headings, table.rows) == (["Titel"], [["Jugendamt"], ["über"]])


def test_headings_are_found_below_titles_and_what_stands_around_is_named() -> None:
    rows: list[list[Any]] = [
        ["Maßnahmen 2026"],
        ["Stand: heute"],
        [],
        ["Titel", "Amt", "Art"],
        ["A", "B", "C"],
        [],
        ["Quelle: Amt"],
    ]
    table = read(workbook_of(*rows), "a.xlsx", "Titel", "Amt", "Art")
    assert (table.headings, table.rows, table.numbers) == (["Titel", "Amt", "Art"], [["A", "B", "C"]], [5])
    assert table.notices == [
        "Über der Tabelle steht, was nicht gelesen wurde: „Maßnahmen 2026“, „Stand: heute“.",
        "Unter der Tabelle wurde nicht gelesen: Zeile 7: „Quelle: Amt“.",
    ]


def test_merged_headings_go_before_those_below_them() -> None:
    def change(book: Any) -> None:
        book.active.merge_cells("B1:C1")
        book.active.merge_cells("A1:A2")

    table = read(workbook_of(["Titel", "Laufzeit"], [None, "von", "bis"], ["A", 2020, 2021], change=change))
    assert (table.headings, table.rows) == (["Titel", "Laufzeit von", "Laufzeit bis"], [["A", "2020", "2021"]])


def test_second_column_of_the_same_name_is_named() -> None:
    (notice,) = read(workbook_of(["Titel", "Amt", "titel"], ["A", "B", "C"])).notices
    assert notice.startswith("Die Überschrift „Titel“ steht über mehreren Spalten (A, C).")


def test_quotation_marks_inside_a_cell_are_read_as_excel_reads_them() -> None:
    table = read('Titel;Text\r\n"A";"Projekt „100 Siedlungen". (Antrag)"\r\n"B";"x"\r\n', "a.csv")
    assert table.rows == [["A", 'Projekt „100 Siedlungen. (Antrag)"'], ["B", "x"]]
    assert table.notices[0].startswith("In Zeile 2 stehen Anführungszeichen mitten im Text.")


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        ("Titel\tAmt\nÄrzte\tÖko".encode("utf-16"), ""),
        ("Titel;Amt\nÄrzte;Öko über".encode("mac_roman"), "Die Datei ist nicht in UTF-8 geschrieben"),
        ("Titel;Amt\nÄrzte;".encode() + "Öko über".encode("cp1252"), "Die Datei ist nicht in UTF-8"),
        ("Ä;Amt\nÄrzte;".encode() + b"\n" + "Öko;x".encode("cp1252"), "In der Datei stehen zwei Zeichensätze"),
        ("Titel;Amt\nÃ¤rzte;x".encode(), "In der Datei stehen Zeichenfolgen wie „Ã¤“"),
    ],
)  # fmt: skip
def test_encodings_are_noticed(content: bytes, beginning: str) -> None:
    notices = read(content, "a.csv").notices
    assert [notice.startswith(beginning) for notice in notices] == [True] * bool(beginning)


@pytest.mark.parametrize("gap", [[], [[]]])
def test_sum_below_a_table_is_no_row_of_it(gap: list[list[str]]) -> None:
    rows: list[list[Any]] = [["1", "Sprachcafé", "VHS", "läuft", 8500], ["2", "Lotsen", "Amt 50", "läuft", 45000]]
    table = read(workbook_of(["Nr.", "Maßnahme", "Amt", "Stand", "Kosten"], *rows, *gap, ["", "Summe:", "", "", 53500]))
    assert [row[1] for row in table.rows] == ["Sprachcafé", "Lotsen"]
    assert table.notices == [f"Unter der Tabelle wurde nicht gelesen: Zeile {4 + len(gap)}: „Summe: 53500“."]


def test_row_of_the_whole_in_a_statistic_is_a_row() -> None:
    rows: list[list[Any]] = [["Innenstadt", 1, 2, 3], ["Nordstadt", 4, 5, 6], ["Insgesamt", 5, 7, 9]]
    assert len(read(workbook_of(["Gebiet", "2023", "2024", "2025"], *rows)).rows) == 3
