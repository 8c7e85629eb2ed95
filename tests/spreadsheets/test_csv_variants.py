"""CSV files as programs of offices write them: characters, separators, numbers dressed as formulas."""

import pytest

from neuss_integration.foundation.spreadsheets.cells import SheetTable
from neuss_integration.foundation.spreadsheets.reading import read_table
from tests.spreadsheets.files import MEGABYTE, upload

TEXT = "Titel;Kosten\nStraßenfest – „Übergänge schaffen“;5 €\n"


def read(content: bytes) -> SheetTable:
    return read_table(upload(content, "a.csv"), max_rows=10, max_bytes=MEGABYTE)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", ""), ("utf-16", ""), ("utf-16-le", ""), ("utf-16-be", ""), ("cp1252", "Windows-1252"),
     ("mac_roman", "Mac Roman")],
)  # fmt: skip
def test_characters_are_told_by_the_words_they_make(encoding: str, told: str) -> None:
    table = read(TEXT.encode(encoding))
    assert table.rows == [["Straßenfest – „Übergänge schaffen“", "5 €"]]
    assert [told in notice for notice in table.notices] == [True] * bool(told)


def test_euro_sign_of_another_encoding() -> None:
    table = read("Titel;Kosten\nStraßenfest;5 €\n".encode("iso8859_15"))
    assert (table.rows, "ISO 8859-15" in table.notices[0]) == ([["Straßenfest", "5 €"]], True)


@pytest.mark.parametrize(
    "text",
    ["Liste, Stand: März, alle\nTitel;Amt\n1, 2, 3;A\n2, 3;B\n",
     'Liste; Stand: März\nTitel,Amt\n"1, 2, 3",A\n"2, 3",B\n', "Titel|Amt\n1, 2, 3|A\n2, 3|B\n"],
)  # fmt: skip
def test_separator_is_what_most_lines_hold_equally_often(text: str) -> None:
    assert read(text.encode()).rows[-2:] == [["1, 2, 3", "A"], ["2, 3", "B"]]


def test_number_dressed_as_a_formula_is_its_text() -> None:
    assert read(b'PLZ;Ort\n="00123";A\n"=""041460""";B\n').rows == [["00123", "A"], ["041460", "B"]]
