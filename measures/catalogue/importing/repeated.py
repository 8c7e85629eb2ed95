"""What becomes of cells that say „s. o.“: they hold what stands above, and the row says so or asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from measures.catalogue.importing.headings import KEY_FIGURE, MONEY
from measures.models import CatalogueImport
from neuss_integration.foundation.spreadsheets.repeats import written_out

COUNTED_ONCE: Final = frozenset((*MONEY, KEY_FIGURE))
"""Amounts and Kennzahlen: written twice they are counted twice, so a person says whether they are there again."""
SHOWN: Final = 80
MARK: Final = "Das Wiederholungszeichen"
READ: Final = "{said} bei „{heading}“ ist gelesen wie in Zeile {above}: {text}. Ist das gemeint?"
NOTHING_ABOVE: Final = (
    "{said} bei „{heading}“ meint die Zeile darüber, dort steht nichts. Bitte tragen Sie ein, was gemeint ist."
)
ONCE_MORE: Final = (
    "{said} bei „{heading}“ sagt nicht, ob „{text}“ aus Zeile {above} noch einmal gilt oder schon alles umfasst. Die "
    "Angabe bleibt leer. Bitte tragen Sie sie auf der Seite der Maßnahme ein, wenn sie noch einmal gilt."
)


@dataclass(slots=True)
class RepeatsOfRow:
    """What to ask about the cells of a row that repeat, what of them is not taken in, and which columns say nothing."""

    questions: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    """Neither new nor to be deleted."""


class RepeatedCells:
    """The `rows` of a file with what is repeated written out; `is_stored` (row, key) are the words of the catalogue."""

    def __init__(self, draft: CatalogueImport, is_stored: Callable[[int, str], bool]) -> None:
        self.headings = draft.table["headings"]
        self.keys = {place: key for key, place in draft.places.items()}
        read = set(range(len(self.headings)) if draft.notes_rest else self.keys)

        def is_meant(at: int, place: int) -> bool:
            return place in read and not (place in self.keys and is_stored(at, self.keys[place]))

        told = written_out(draft.table["rows"], draft.table["numbers"], is_meant)
        self.rows, self.found = told.rows, told.found

    def of(self, line: int) -> RepeatsOfRow:
        """What the row with this number repeats."""
        told = RepeatsOfRow()
        for each in self.found.get(line, []):
            key = self.keys.get(each.place, "")
            is_counted = key in COUNTED_ONCE
            said = f"„{each.said}“" if any(map(str.isalpha, each.said)) else MARK
            text = f"{each.text[:SHOWN]} …" if len(each.text) > SHOWN else each.text
            sentence = (ONCE_MORE if is_counted else READ) if text else NOTHING_ABOVE
            told.silent |= {key} if is_counted or not text else set()
            (told.ignored if is_counted or not text else told.questions).append(
                sentence.format(said=said, heading=self.headings[each.place], above=each.above, text=text)
            )
        return told
