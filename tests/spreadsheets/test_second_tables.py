"""A table of another shape below the first is named by its first row and not read as rows of the first."""

import time

import pytest

from neuss_integration.foundation.spreadsheets.second_tables import without_second_table
from tests.spreadsheets.files import workbook_of
from tests.spreadsheets.test_reading import read

HEAD = ["Nr.", "Titel", "Amt", "Ort"]
ROWS = [["1", "Sprachtreff", "Jugendamt", "Mitte"], ["2", "Lesecafé", "VHS", ""], ["3", "Fest", "Amt 50", ""]]
FURTHER = "Gehören ihre Zeilen dazu, löschen Sie bitte die leere Zeile davor."


@pytest.mark.parametrize(
    ("below", "words"),
    [
        ([["Jahr", "Plan"], ["2025", "1.000"], ["2026", "2.000"]], "„Jahr“, „Plan“"),
        ([["Jahr", "2025"], ["Kosten", "1"]], "„Jahr“, „2025“"),
        ([["Abkürzungen"], ["Kürzel", "Bedeutung"], ["VHS", "Volkshochschule"]], "„Kürzel“, „Bedeutung“"),
        ([["", "", "Abkürzungen"], [], ["", "", "Kürzel", "Bedeutung"], ["", "", "M", "Mitte"]],
         "„Kürzel“, „Bedeutung“"),
    ],
)  # fmt: skip
def test_second_table_is_named_and_not_read(below: list[list[str]], words: str) -> None:
    table = read(workbook_of(HEAD, *ROWS, [], *below))
    assert [row[0] for row in table.rows] == ["1", "2", "3"]
    assert table.notices == [
        f"Ab Zeile 6 beginnt eine zweite Tabelle mit anderen Spalten ({words}); sie wurde nicht gelesen. {FURTHER}"
    ]


@pytest.mark.parametrize(
    "below",
    [
        [["4", "Chor", "VHS", ""], ["5", "Kurs", "", ""]],
        [["Sprache und Bildung"], ["", "Chor", "VHS", ""], ["5", "Kurs", "VHS", ""]],
        [["", "Chor", "VHS", ""]],
        [["4", "Chor", ""], ["5", "Kurs", ""]],
    ],
)
def test_rows_behind_an_empty_one_are_rows(below: list[list[str]]) -> None:
    table = read(workbook_of(HEAD, *ROWS, [], *below))
    assert (len(table.rows), table.notices) == (3 + len(below), [])


def test_table_whose_shape_nobody_knows_is_read_whole() -> None:
    table = read(workbook_of(HEAD, *ROWS[:1], [], ["Jahr", "Plan"], ["2025", "1"]))
    assert (len(table.rows), table.notices) == (3, [])


def test_blanks_between_all_rows_take_no_time() -> None:
    body = [(2 * at, ["a", "b", "c", *[""] * 37] if at % 2 else ["a", "b"]) for at in range(5_000)]
    began = time.process_time()
    assert without_second_table(body) == (body, [])
    assert time.process_time() - began < 2
