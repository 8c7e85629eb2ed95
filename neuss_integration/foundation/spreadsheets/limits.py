"""How much of a table is read, and what is said of the rest."""

from collections.abc import Iterable
from typing import Final

from neuss_integration.foundation.archives.reading import TooLarge
from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.counting import listed

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


COMMENTS: Final = "Kommentare an Zellen wurden nicht gelesen. Was davon gebraucht wird, gehört in eine eigene Spalte."


def not_computed(places: list[str]) -> str:
    """The sentence for formulas whose stored result was read."""
    told = "Formeln wurden nicht neu ausgerechnet. Gelesen wurde das Ergebnis, das die Datei zuletzt gespeichert hat"
    return f"{told} ({listed(places)})."
