"""Lists of nothing but names, as people paste them: with marks before each name, perhaps under a title."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from neuss_integration.foundation.spreadsheets.cells import SheetTable

BULLET: Final = re.compile(r"\s*[•·▪◦‣●○■□►➢✓*–—-]\s+")
COUNTED: Final = re.compile(r"\s*\(?(\d{1,3})[.)]\)?\s+")
MARK: Final = re.compile(f"{BULLET.pattern}|{COUNTED.pattern}")
FIRST_IS_NAME: Final = (
    "Die Liste nennt keine Spalten: Jede Zeile ist ein Name, auch die erste („{}“). Ist sie eine Überschrift, löschen "
    "Sie sie bitte."
)
FIRST_IS_TITLE: Final = "Die erste Zeile „{}“ ist als Überschrift gelesen."


def names_alone(table: SheetTable) -> SheetTable:
    """The table of a list without headings: what was taken for one is the first name, or a title above them."""
    lines = [(table.heading_number, table.headings), *zip(table.numbers, table.rows, strict=True)]
    title = table.headings[0]
    is_title = _is_title([cells[0] for _, cells in lines])
    told = (FIRST_IS_TITLE if is_title else FIRST_IS_NAME).format(title[:60])
    kept = lines[is_title:]
    rows, numbers = [cells for _, cells in kept], [number for number, _ in kept]
    return without_marks(SheetTable(["Name"], rows, [*table.notices, told], numbers), 0, is_plain=True)


def without_marks(table: SheetTable, place: int, *, is_plain: bool = False) -> SheetTable:
    """The table whose names stand without „• “ or „- “; „1. “ is a mark where all rows count up from 1.

    In a table with headings a name may begin so: there it is a mark where all of several rows have it.
    """
    names = [row[place] for row in table.rows if row[place]]
    counted = [COUNTED.match(name) for name in names]
    numbers = [int(each[1]) if each else 0 for each in counted]
    mark = BULLET if is_plain or (len(names) > 1 and all(map(BULLET.match, names))) else None
    if len(names) > 1 and numbers == [*range(1, len(names) + 1)]:
        mark = COUNTED
    if mark is None:
        return table
    rows = [[mark.sub("", cell, 1) if at == place else cell for at, cell in enumerate(row)] for row in table.rows]
    return replace(table, rows=rows)


def _is_title(lines: Sequence[str]) -> bool:
    """Whether the first line stands above a list: with a colon behind it, or alone without the mark of all others."""
    marked = [MARK.match(line) is not None for line in lines]
    return len(lines) > 1 and (lines[0].rstrip().endswith(":") or (not marked[0] and all(marked[1:])))
