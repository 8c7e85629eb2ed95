"""Cells that say only that they hold what stands above them: „s. o.“, „dto.“, „ebenda“, ditto marks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

REPEAT: Final = re.compile(
    r"[\s(\[]*(?:(?:(?:s|w)\.\s*o|(?:s|siehe|wie)\W*(?:oben|zuvor|vorher|(?:die )?(?:vorige|vorherige) zeile|"
    r"(?:die )?zeile (?:darüber|oben))|wie vor)(?:\s+genannt)?|d(?:i|it)?to|ebenda|ebd|ebenso|desgl(?:eichen)?|idem|"
    r"[-–—\s]*(?:[\"„“”″〃]|''|´´|``|,,|’’|‘‘)[\s\"„“”″〃'´`’‘]*[-–—\s]*)[.\s)\]]*",
    re.IGNORECASE,
)
LONGEST: Final = 40


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
