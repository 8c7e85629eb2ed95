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
    assert column_widths(rows, 2, 26 * LETTER) == [12 * LETTER, 14 * LETTER]
