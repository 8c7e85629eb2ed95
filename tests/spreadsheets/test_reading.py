"""Files that are read: what comes out of them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import SheetTable
from neuss_integration.foundation.spreadsheets.limits import hidden_read
from neuss_integration.foundation.spreadsheets.reading import read_sheets, read_table
from tests.spreadsheets.files import MEGABYTE, upload, workbook_of


def read(content: bytes | str, name: str = "katalog.xlsx", *, max_rows: int = 10) -> SheetTable:
    return read_table(upload(content, name), max_rows=max_rows, max_bytes=MEGABYTE)


def refusal(content: bytes | str, name: str = "katalog.xlsx", *, max_rows: int = 10) -> str:
    with pytest.raises(Refused) as refused:
        read(content, name, max_rows=max_rows)
    return str(refused.value)


def test_workbook_is_read_as_text() -> None:
    table = read(workbook_of(["Titel", "Zahl", "Tag", "Ja"], ["Ärzte", 1234.5, dt.date(2026, 3, 12), True]))
    assert table.headings == ["Titel", "Zahl", "Tag", "Ja"]
    assert table.rows == [["Ärzte", "1234,5", "12.03.2026", "ja"]]
    assert (table.notices, table.name) == ([], "Liste")


def test_empty_rows_are_left_out_and_numbers_stay() -> None:
    table = read(workbook_of([None], ["Titel", None, "Art"], [None], ["A", "ohne"], ["B"]))
    assert table.headings == ["Titel", "Spalte B", "Art"]
    assert (table.rows, table.numbers) == ([["A", "ohne", ""], ["B", "", ""]], [4, 5])


def test_formula_without_a_result_is_an_error_and_never_text() -> None:
    table = read(workbook_of(["Titel", "Summe"], ["A", "=1+1"], ["B", '=WEBSERVICE("http://x.example")']))
    assert [row[1] for row in table.rows] == ["#OHNE ERGEBNIS!", "#OHNE ERGEBNIS!"]
    (notice,) = table.notices
    assert notice == (
        "Formeln ohne gespeichertes Ergebnis wurden nicht ausgerechnet (B2, B3). Bitte speichern Sie die Datei in "
        "Excel oder fügen Sie dort die Werte mit „Werte einfügen“ ein und laden Sie sie noch einmal hoch."
    )


def test_hidden_sheets_are_named_and_not_read() -> None:
    def change(book: Any) -> None:
        secret = book.create_sheet("Geheim", 0)
        secret.append(["Geheimnis"])
        secret.sheet_state = "veryHidden"
        book.create_sheet("Zweites").append(["Mehr"])

    table = read(workbook_of(change=change))
    assert table.rows == [["Lotsendienst", "Amt für Soziales"]]
    assert table.notices == [
        "Ausgeblendetes Blatt wurde nicht gelesen: Geheim.",
        "Gelesen wurde nur „Liste“, nicht gelesen: Zweites.",
    ]


def test_all_visible_sheets_can_be_read() -> None:
    content = workbook_of(change=lambda book: book.create_sheet("Zweites").append(["Mehr"]))
    sheets = read_sheets(upload(content), max_rows=10, max_bytes=MEGABYTE)
    assert {name: table.headings for name, table in sheets.items()} == {
        "Liste": ["Titel", "Federführung"],
        "Zweites": ["Mehr"],
    }


def test_sheet_that_is_known_best_is_read_and_the_others_are_named() -> None:
    def change(book: Any) -> None:
        for name, line in (("Deckblatt", ["Statistik"]), ("Deckblatt 2", ["Titel", "Inhalt"]), ("Leer", [])):
            book.create_sheet(name, 0).append(line)

    def known(row: Sequence[str]) -> int:
        return len({"Titel", "Federführung"} & {*row})

    table = read_table(upload(workbook_of(change=change)), max_rows=10, max_bytes=MEGABYTE, score=known)
    assert table.rows == [["Lotsendienst", "Amt für Soziales"]]
    assert table.notices == ["Gelesen wurde nur „Liste“, nicht gelesen: Deckblatt 2, Deckblatt."]


def test_hidden_rows_are_read_and_named() -> None:
    def change(book: Any) -> None:
        book.active.row_dimensions[2].hidden = True

    table = read(workbook_of(change=change))
    assert (table.rows, table.notices) == (
        [["Lotsendienst", "Amt für Soziales"]],
        ["Ausgeblendete Zeile wurde mitgelesen: 2."],
    )


def test_hidden_rows_and_columns_are_named_where_something_stands() -> None:
    def change(book: Any) -> None:
        sheet = book.active
        for number in range(2, 9):
            sheet.cell(number, 4, "x")
            sheet.row_dimensions[number].hidden = number not in (5, 7)
        sheet.row_dimensions[20].hidden = True
        for letter in "BDXY":
            sheet.column_dimensions[letter].hidden = True

    assert read(workbook_of(change=change)).notices == [
        "Ausgeblendete Zeilen wurden mitgelesen: 2 bis 4, 6, 8.",
        "Ausgeblendete Spalten wurden mitgelesen: B, D.",
    ]


def test_many_hidden_rows_are_named_in_short() -> None:
    lines = [(number, ["x"]) for number in range(1, 40)]
    assert hidden_read(lines, range(1, 40, 3), ()) == [
        "Ausgeblendete Zeilen wurden mitgelesen: 1, 4, 7, 10, 13 und 8 weitere."
    ]


def test_merged_cells_hold_for_each_of_their_rows() -> None:
    rows = [["Titel", "Amt"], ["A", "Jugendamt"], ["B"], ["C", "Schulamt"]]
    table = read(workbook_of(*rows, change=lambda book: book.active.merge_cells("B2:B3")))
    assert table.rows == [["A", "Jugendamt"], ["B", "Jugendamt"], ["C", "Schulamt"]]
    assert table.notices == ["Verbundene Zellen gelten für jede ihrer Zeilen (B2:B3)."]


@pytest.mark.parametrize(
    ("content", "notices"),
    [
        ("Titel;Träger\nÄrzte;Öko".encode(), 0),
        ("Titel;Träger\nÄrzte;Öko".encode("utf-8-sig"), 0),
        ("Titel;Träger\nÄrzte;Öko".encode("cp1252"), 1),
        ("Titel\tTräger\r\nÄrzte\tÖko\r\n".encode(), 0),
        ('sep=|\nTitel|Träger\n"Ärzte"|Öko'.encode(), 0),
        ('"Titel",Träger\n"Ärzte",Öko'.encode(), 0),
    ],
)
def test_csv_is_read_in_the_usual_encodings_and_separators(content: bytes, notices: int) -> None:
    table = read(content, "katalog.csv")
    assert (table.headings, table.rows, len(table.notices)) == (["Titel", "Träger"], [["Ärzte", "Öko"]], notices)


def test_csv_cells_may_hold_lines() -> None:
    table = read('Titel;Text\n"A";"eins\nzwei;drei"\nB;x', "katalog.csv")
    assert (table.rows, table.numbers) == ([["A", "eins\nzwei;drei"], ["B", "x"]], [2, 4])


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        ("Titel;Träger".encode("utf-16")[:-1], "Die Zeichen der Datei lassen sich nicht erkennen."),
        (b"Titel\x81\x8d;\x90", "Die Zeichen der Datei lassen sich nicht erkennen."),
        (b"\x00\x01\x02binary", "Die Zeichen der Datei lassen sich nicht erkennen."),
        (b'Titel;Text\nA;"offen\nB;x', "Ab Zeile 2 ließ sich die Datei nicht lesen"),
        (b" \n\n", "Die Datei ist leer."),
        (b"x;" * 300 + b"x", "Die Tabelle hat mehr als 200 Spalten."),
    ],
)
def test_unreadable_csv_is_refused_with_a_sentence(content: bytes, beginning: str) -> None:
    assert refusal(content, "katalog.csv").startswith(beginning)


@pytest.mark.parametrize("content", [workbook_of(*([[str(n)] for n in range(12)])), "\n".join("abcdefghijkl")])
def test_too_many_rows_are_refused(content: bytes | str) -> None:
    name = "a.csv" if isinstance(content, str) else "a.xlsx"
    assert refusal(content, name) == (
        "Die Tabelle hat mehr als 10 Zeilen. Bitte teilen Sie sie auf mehrere Dateien auf."
    )
    assert len(read(content, name, max_rows=11).rows) == 11
