"""Cells that say only that they hold what stands above them: „s. o.“, „dto.“, „ebenda“, ditto marks."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from neuss_integration.foundation.spreadsheets.cells import SheetTable, listed

REPEAT: Final = re.compile(
    r"[\s(\[]*(?:(?:(?:s|w)\.\s*o|(?:s|siehe|wie)\W*(?:oben|zuvor|vorher|(?:die )?(?:vorige|vorherige) zeile|"
    r"(?:die )?zeile (?:darüber|oben))|wie vor)(?:\s+genannt)?|d(?:i|it)?to|ebenda|ebd|ebenso|desgl(?:eichen)?|idem|"
    r"[-–—\s]*(?:[\"„“”″〃]|''|´´|``|,,|’’|‘‘)[\s\"„“”″〃'´`’‘]*[-–—\s]*)[.\s)\]]*",
    re.IGNORECASE,
)
LONGEST: Final = 40
MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Repeat:
    """A cell that repeats: its place in the row, what it says, and what stands above in the row numbered `above`."""

    place: int
    said: str
    text: str = ""
    above: int | None = None


@dataclass(slots=True)
class Repeats:
    """The rows with what is repeated written out, and by number of the row each cell that said so."""

    rows: list[list[str]] = field(default_factory=list)
    found: dict[int, list[Repeat]] = field(default_factory=dict)


def is_repeat(cell: str) -> bool:
    """Whether the cell says nothing but „as above“."""
    return 0 < len(cell) <= LONGEST and REPEAT.fullmatch(cell) is not None


def written_out(
    rows: Sequence[list[str]], numbers: Sequence[int], is_meant: Callable[[int, int], bool] = lambda at, place: True
) -> Repeats:
    """The `rows`, each cell that repeats as the one above it, which may repeat itself; empty where nothing stands
    above. Cells for which `is_meant` (row, place) says no stay as they are.
    """
    told = Repeats()
    for at, row in enumerate(rows):
        here = [place for place, cell in enumerate(row) if is_repeat(cell) and is_meant(at, place)]
        told.rows.append(list(row) if here else row)
        for place in here:
            text = told.rows[at - 1][place] if at else ""
            told.rows[at][place] = text
            above = numbers[at - 1] if text else None
            told.found.setdefault(numbers[at], []).append(Repeat(place, row[place], text, above))
    return told


def with_repeats(
    table: SheetTable, names: Mapping[int, str], stored: Callable[[Sequence[str]], Any] = lambda row: None
) -> SheetTable:
    """The `table` with what its columns, the keys of `names`, repeat written out; its notices say where and what.

    A cell whose very words the `stored` thing of its row has under the name of the column stays as it is.
    """

    def is_meant(at: int, place: int) -> bool:
        return place in names and str(getattr(stored(table.rows[at]), names[place], None)) != table.rows[at][place]

    told = written_out(table.rows, table.numbers, is_meant)
    notices = [_sentence(table.headings[place], place, told.found) for place in sorted(names)]
    return replace(table, rows=told.rows, notices=[*table.notices, *filter(None, notices)])


def _sentence(heading: str, place: int, found: Mapping[int, Sequence[Repeat]]) -> str:
    """What the cells of one column that repeat are read as; empty where none does."""
    here = [(number, each) for number, told in found.items() for each in told if each.place == place]
    read = [f"Zeile {number}: {each.text[:LONGEST]}" for number, each in here if each.text]
    empty = [f"Zeile {number}" for number, each in here if not each.text]
    above = f" Gelesen ist {listed(read, MOST)}. Bitte prüfen Sie das." if read else ""
    nothing = f" Darüber steht nichts, leer bleibt {listed(empty, MOST)}." if empty else ""
    return f"Bei „{heading}“ steht ein Zeichen für „wie darüber“.{above}{nothing}" if here else ""
