"""Rows of a list that stand above others and belong to each of them: „Handlungsfeld 1: Bildung“."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from neuss_integration.foundation.spreadsheets.cells import Grid, listed

Line = tuple[int, list[str]]
FILLED: Final = 3
"""As many cells has a row that something can stand above."""
COUNTED: Final = re.compile(r"[A-Za-z]{0,3}[-. ]?\d[\d.]*[a-z]?[.)]?")
NUMBERED: Final = re.compile(
    r"(?P<word>[^\W\d_][\w-]{1,30})\.?\s*(?:\d[\d.]*|[IVX]+|[A-Z])?\s*(?:[:.)]|\s[–—-])\s*(?P<rest>\S.*)", re.DOTALL
)
FIELD: Final = re.compile(
    r"(?P<word>Handlungsfeld|Handlungsbereich|Themenfeld|Themenbereich|HF)\b\.?\s*(?:(?:\d[\d.]*|[IVX]+|[A-Z])\b)?\s*"
    r"[:.)–—-]?\s*(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Words that stand above others with a number or without."""
COUNT: Final = re.compile(r"(?:\d[\d.]*|[IVX]+|[A-Z])[.):]\s+")
SUM: Final = re.compile(
    r"(?:summe|gesamt(?:summe|kosten)?|insgesamt|total|[σ∑])(?: (?:der )?kosten)?\s*:?|"
    r"(?:zwischen|teil)summe\b.{0,60}|summe (?:hf|handlungsfeld|themenfeld|bereich)\b.{0,60}",
    re.I,
)
"""How a row begins that adds up the amounts of a table or of a part of it."""
OTHER: Final = "Zwischenüberschrift"
TOLD_ONE: Final = "Die Zwischenzeile gilt für die Zeilen darunter und steht dort in der Spalte „{}“: {}."
TOLD: Final = "Die Zwischenzeilen gelten für die Zeilen darunter und stehen dort in der Spalte „{}“: {}."


class GroupRows:
    """The `lines` of a table without those that stand above others, and for each line what stood above it."""

    def __init__(self, grid: Grid, lines: Sequence[Line]) -> None:
        wide = {(top, left) for top, left, bottom, right in grid.merged if top == bottom and right > left}
        counted = _counted_places(lines)
        self.lines: list[Line] = []
        self.rows: list[tuple[int, str, str]] = []
        self.merged = set[int]()
        self.of_line: dict[int, dict[str, str]] = {}
        above: dict[str, str] = {}
        for at, (number, cells) in enumerate(lines):
            place = _alone(cells)
            if place is not None and _leads(lines, at) and _is_group(cells[place], (number, place), wide, counted):
                word, text = _named(cells[place])
                above = {key: each for key, each in above.items() if key != word and self._is_over(key, word)}
                above[word] = text
                self.rows.append((number, word, cells[place]))
                self.merged.add(number)
                continue
            self.lines.append((number, cells))
            self.of_line[number] = dict(above)

    def _is_over(self, key: str, word: str) -> bool:
        """Whether groups named `key` began before those named `word` did."""
        words = [each for _, each, _ in self.rows]
        return word not in words or words.index(key) < words.index(word)

    @property
    def words(self) -> list[str]:
        """The headings of the columns that the groups make, in the order of the rows."""
        return list(dict.fromkeys(word for _, word, _ in self.rows))

    def values(self, number: int) -> list[str]:
        """What stands above the row with this number, in the order of `words`."""
        return [self.of_line.get(number, {}).get(word, "") for word in self.words]

    def notices(self) -> list[str]:
        """A sentence for each column that the groups make."""
        found = []
        for word in self.words:
            rows = [f"{number}: „{' '.join(text.split())[:60]}“" for number, each, text in self.rows if each == word]
            found.append((TOLD if len(rows) > 1 else TOLD_ONE).format(word, listed(rows)))
        return found


def is_sum(cells: Sequence[str], widest: int) -> bool:
    """Whether the row sums up some columns of the table; one that fills most of them tells of something else."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return SUM.fullmatch(first) is not None and 2 * _filled(cells) < widest


def without_sums(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The rows without those that sum up what is above them, and a sentence; where nothing else follows they stay."""
    widest = max((_filled(cells) for _, cells in lines), default=0)
    others = [at for at, (_, cells) in enumerate(lines) if _filled(cells) > 1 and not is_sum(cells, widest)]
    sums = [number for number, cells in lines[: max(others, default=0)] if is_sum(cells, widest)]
    word = "Zeile" if len(sums) == 1 else "den Zeilen"
    told = f"In {word} {listed(list(map(str, sums)), 10)} stehen Summen; sie sind keine Zeile."
    return [line for line in lines if line[0] not in sums], [told] * bool(sums)


def _alone(cells: Sequence[str]) -> int | None:
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    return filled[0] if len(filled) == 1 else None


def _leads(lines: Sequence[Line], at: int) -> bool:
    """Whether a row of the table follows, behind other rows of one cell perhaps."""
    below = next((cells for _, cells in lines[at + 1 :] if _alone(cells) is None), [])
    return _filled(below) >= FILLED


def _counted_places(lines: Sequence[Line]) -> set[int]:
    """The columns in which the rows of the table hold nothing but their numbers."""
    rows = [cells for _, cells in lines if _filled(cells) >= FILLED]
    columns = [list(filter(None, map(str.strip, column))) for column in zip_longest(*rows, fillvalue="")]
    return {place for place, cells in enumerate(columns) if cells and all(map(COUNTED.fullmatch, cells))}


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _is_group(text: str, cell: tuple[int, int], wide: set[tuple[int, int]], counted: set[int]) -> bool:
    """Whether a text alone in its row stands above others: over several columns, where others count, or numbered."""
    number, place = cell
    if COUNTED.fullmatch(text.strip()):
        return False
    return (number, place + 1) in wide or place in counted or _parted(text.strip()) is not None


def _parted(text: str) -> re.Match[str] | None:
    """The word and the rest of „Handlungsfeld 1: Bildung“, „Ziel 2 – Lesen“ and „HF Sport“."""
    return FIELD.fullmatch(text) or (NUMBERED.fullmatch(text) if _has_number(text) else None)


def _has_number(text: str) -> bool:
    return re.match(r"\s*\S+\s+(?:\d|[IVX]+\b)", text) is not None


def _named(text: str) -> tuple[str, str]:
    """„Handlungsfeld“ and what it is; else any heading."""
    whole = " ".join(text.split())
    found = _parted(whole)
    return (found["word"], found["rest"]) if found else (OTHER, COUNT.sub("", whole, 1))
