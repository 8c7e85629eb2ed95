"""How much of a table is read, and what is said of the rest."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby
from typing import Final

from openpyxl.utils import get_column_letter

from neuss_integration.foundation.archives.reading import TooLarge
from neuss_integration.foundation.spreadsheets.cells import listed
from neuss_integration.foundation.ui.texts import german_number

MAX_COLUMNS: Final = 200
GAPS: Final = 1_000
"""How many empty rows may lie between the filled ones."""
MAX_CHARACTERS_READ: Final = 10_000_000
"""Of all cells together: 5,000 rows of 20 cells with 100 characters each."""


class Budget:
    """What may still be read of a file. One text may stand in any number of cells, and costs in each."""

    def __init__(self) -> None:
        self.left = MAX_CHARACTERS_READ

    def spend(self, texts: Iterable[str], times: int = 1) -> None:
        """Raises TooLarge when there is not so much left."""
        self.left -= sum(map(len, texts)) * times
        if self.left < 0:
            raise TooLarge


def too_long(max_rows: int) -> str:
    """The sentence for a table of more rows."""
    return f"Die Tabelle hat mehr als {german_number(max_rows)} Zeilen. Bitte teilen Sie sie auf mehrere Dateien auf."


def much_too_long(max_rows: int) -> str:
    """The sentence for a file that holds more than a table of that many rows can."""
    return (
        f"Die Datei ist entpackt viel zu groß und wird deshalb nicht gelesen: Eine Tabelle darf höchstens "
        f"{german_number(max_rows)} Zeilen haben, und diese Datei hat weit mehr Inhalt. Bitte teilen Sie die Tabelle "
        "auf mehrere Dateien auf. Ist sie gar nicht so lang, löschen Sie die leeren formatierten Zeilen und Spalten "
        "um sie herum, oder kopieren Sie nur die Tabelle in eine neue Arbeitsmappe."
    )


def far_below(number: int) -> str:
    """The sentence for something that stands alone in the row `number`, far below the table."""
    where = german_number(number)
    return f"Weit unter der Tabelle steht in Zeile {where} noch etwas. Bitte löschen Sie es oder rücken Sie es heran."


COMMENTS: Final = "Kommentare an Zellen wurden nicht gelesen. Was davon gebraucht wird, gehört in eine eigene Spalte."


HIDDEN: Final = "Ausgeblendete"
"""How notices about what cannot be seen begin."""
MOST_HIDDEN: Final = 5
"""As many places or stretches of them are named."""


def hidden_sheets(names: Sequence[str]) -> list[str]:
    """The sentence about sheets that nobody sees; none without them."""
    told = f"{HIDDEN}s Blatt wurde" if len(names) == 1 else f"{HIDDEN} Blätter wurden"
    return [f"{told} nicht gelesen: {listed(names)}."] * bool(names)


def hidden_read(
    lines: Iterable[tuple[int, Sequence[str]]], rows: Collection[int], columns: Collection[int]
) -> list[str]:
    """Sentences about the `rows` and `columns` that nobody sees, as far as something of `lines` stands there."""
    numbers: set[int] = set()
    places: set[int] = set()
    for number, texts in lines if rows or columns else ():
        numbers |= {number} & set(rows)
        places |= {at for at in columns if at <= len(texts) and texts[at - 1].strip()}
    told = []
    for one, many, found, shown in (
        ("Zeile", "Zeilen", numbers, str),
        ("Spalte", "Spalten", places, get_column_letter),
    ):
        which = f"{one} wurde" if len(found) == 1 else f"{many} wurden"
        told += [f"{HIDDEN} {which} mitgelesen: {listed(_stretches(found, shown), MOST_HIDDEN)}."] * bool(found)
    return told


def _stretches(numbers: Iterable[int], shown: Callable[[int], str]) -> list[str]:
    """ "2", "5 bis 9"."""
    runs = groupby(enumerate(sorted(numbers)), lambda each: each[1] - each[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(each) for _, each in runs)]
    return [shown(first) if first == last else f"{shown(first)} bis {shown(last)}" for first, last in ends]


def not_computed(places: list[str]) -> str:
    """The sentence for formulas whose stored result was read."""
    told = "Formeln wurden nicht neu ausgerechnet. Gelesen wurde das Ergebnis, das die Datei zuletzt gespeichert hat"
    return f"{told} ({listed(places)})."
