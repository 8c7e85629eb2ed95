"""Files as offices send them by mistake: endless, with a blank far below, with very long cells, of other programs."""

import re
from typing import Any

import pytest

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.reading import read_table
from tests.spreadsheets.files import MEGABYTE, upload, workbook_of


def refusal(content: bytes, name: str, *, max_rows: int = 5_000) -> str:
    with pytest.raises(Refused) as caught:
        read_table(upload(content, name), max_rows=max_rows, max_bytes=10 * MEGABYTE)
    return str(caught.value)


def test_a_million_rows_are_too_many() -> None:
    assert refusal(b"Titel;Ort\n" + b"a;b\n" * 1_000_000, "a.csv").startswith("Die Tabelle hat mehr als 5.000 Zeilen.")


def test_one_blank_far_below_is_no_row() -> None:
    def change(book: Any) -> None:
        book.active["A20000"] = " "

    table = read_table(upload(workbook_of(["Titel"], ["x"], change=change)), max_rows=10, max_bytes=MEGABYTE)
    assert (table.rows, table.numbers) == ([["x"]], [2])


def test_cell_as_long_as_a_workbook_holds_is_read_whole() -> None:
    text = "Überschrift " * 2_700
    table = read_table(upload(workbook_of(["Titel"], [text])), max_rows=10, max_bytes=MEGABYTE)
    assert table.rows == [[text.strip()]] or table.rows == [[text]]


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.xls", "alte"), ("a.numbers", "Numbers"), ("a.xlsm", "Makros"), ("a.docx", "Word"), ("a.pdf", "PDF"),
     ("a.zip", "xlsx")],
)  # fmt: skip
def test_file_of_another_program_says_what_to_do(name: str, words: str) -> None:
    told = refusal(b"PK\x03\x04", name)
    assert words in told
    assert re.search(r"\bBitte\b", told)


def test_rows_that_a_text_document_cut_or_shifted_are_named() -> None:
    pasted = "Titel\tOrt\tArt\nLesen\nfür alle\tMarkt\tKurs\nSprachtreff\tKurs\nChor\t\t\n"
    table = read_table(upload(pasted.encode(), "a.csv"), max_rows=10, max_bytes=MEGABYTE)
    assert [notice[:66] for notice in table.notices] == [
        "Diese Zeilen haben weniger Zellen als die Überschriften: 2, 4. Was"
    ]
    whole = read_table(upload(b"Titel;Ort\nLesen;\nChor;Markt\n", "a.csv"), max_rows=10, max_bytes=MEGABYTE)
    assert whole.notices == []


def test_table_copied_out_of_a_text_is_read_with_its_line_breaks() -> None:
    pasted = 'Titel\tOrt\r\n"Lesen\nfür alle"\tMarkt\r\nSprachtreff\t\r\n'
    table = read_table(upload(pasted.encode(), "a.csv"), max_rows=10, max_bytes=MEGABYTE)
    assert table.rows == [["Lesen\nfür alle", "Markt"], ["Sprachtreff", ""]]
