"""How wide the columns of a table in a word processor are."""

from neuss_integration.foundation.documents.columns import LETTER, column_widths
from neuss_integration.foundation.documents.elements import Cell, Run


def cell(text: str, columns: int = 1) -> Cell:
    return Cell(((Run(text),),), columns=columns)


def test_longest_word_fits_and_long_text_gets_the_rest() -> None:
    rows = [(cell("Nummer"), cell("Federführung")), (cell("M-1"), cell("Stabsstelle für Vielfalt und Teilhabe"))]
    assert column_widths(rows, 2, 40 * LETTER) == [9 * LETTER, 31 * LETTER]


def test_words_share_what_there_is_when_they_are_too_long() -> None:
    assert column_widths([(cell("a" * 5), cell("b" * 13))], 2, 18 * LETTER) == [6 * LETTER, 12 * LETTER]


def test_cell_over_several_columns_widens_none() -> None:
    rows = [(cell("Ein langer Titel über beiden", columns=2),), (cell("ein"), cell("zwei"))]
    assert column_widths(rows, 2, 26 * LETTER) == [25 * LETTER // 2, 27 * LETTER // 2]


def test_columns_need_about_as_many_lines_as_each_other() -> None:
    row = (cell("wort " * 12), cell("2, davon 2 laufend"), cell("grund " * 40))
    name, few, reason = (width // LETTER for width in column_widths([row], 3, 80 * LETTER))
    assert (few, 60 // (name - 3), 240 // (reason - 3)) == (10, 4, 4)
