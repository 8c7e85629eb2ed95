"""From a sheet to a table: where its headings stand, what merged cells mean, what lies beside the table."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from openpyxl.utils import get_column_letter

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import Grid, SheetTable, listed, only_read
from neuss_integration.foundation.spreadsheets.group_rows import GroupRows, is_sum, without_sums
from neuss_integration.foundation.spreadsheets.limits import MAX_COLUMNS, too_long
from neuss_integration.foundation.spreadsheets.second_tables import without_second_table
from neuss_integration.foundation.words.folding import fold

EMPTY: Final = "Die Datei ist leer. Bitte wählen Sie eine Datei, deren erste Zeile die Spalten benennt."
SEARCHED_LINES: Final = 30
"""In how many filled rows headings are looked for."""
MIN_KNOWN: Final = 2
NARROW: Final = 2
YEARS: Final = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?")
"""A heading that says nothing without the one above it."""
Score = Callable[[Sequence[str]], int]


def heading_at(grid: Grid, score: Score | None = None) -> int:
    """The place in `grid.lines` of the headings: where `score` knows most of them, else the first filled row."""
    scores = _scores(grid, score) if score else []
    best = max(scores, default=0)
    return scores.index(best) if best >= MIN_KNOWN else 0


def best_grid(grids: Sequence[Grid], score: Score) -> Grid:
    """The one with a row in which `score` knows most, else the first; the others are named in its notices."""
    found = max(grids, key=lambda grid: max(_scores(grid, score), default=0))
    others = [grid.name for grid in grids if grid is not found]
    return replace(found, notices=[*found.notices, only_read([found.name], others)]) if others else found


def _scores(grid: Grid, score: Score) -> list[int]:
    return [score([_heading(cell) for cell in cells]) for _, cells in grid.lines[:SEARCHED_LINES]]


def table_of(grid: Grid, at: int, *, max_rows: int, is_list: bool = True, has_groups: bool = False) -> SheetTable:
    """The table of `grid` whose headings stand in its line `at`. Raises Refused with a sentence.

    A list ends where, behind an empty row, only remarks of a single cell follow; they are named. Merged cells of the
    body hold for each of their rows. In a list that `has_groups`, rows that stand above others become columns.
    """
    if not grid.lines:
        raise Refused(EMPTY)
    grid = _spanned(grid, at)
    depth = _depth(grid, at)
    head, body = grid.lines[at : at + depth], grid.lines[at + depth :]
    notices, around = list(grid.notices), list[str]()
    groups = GroupRows(grid, body if has_groups else [])
    if has_groups:
        grid = replace(grid, merged=[each for each in grid.merged if each[0] not in groups.merged])
        body, sums = without_sums(groups.lines)
        notices += [*groups.notices(), *sums]
    if is_list:
        notices += _above(grid.lines[:at])
        lines = body
        body, below = _without_remarks(head[-1][0], lines)
        notices += below
        body, second = without_second_table(body)
        notices += second
        around = [" ".join(" ".join(cells).split()) for _, cells in (*grid.lines[:at], *lines[len(body) :])]
        body, again = _without_headings(head, body)
        notices += again
    if len(body) > max_rows:
        raise Refused(too_long(max_rows))
    notices += _cut_rows(grid, head, body)
    body = _filled_down(grid, body, notices, from_row=head[-1][0] + 1)
    width = max((_width(cells) for _, cells in (*head, *body)), default=0)
    if width > MAX_COLUMNS:
        raise Refused(f"Die Tabelle hat mehr als {MAX_COLUMNS} Spalten. Bitte entfernen Sie, was nicht gebraucht wird.")
    headings = _headings(grid, head, width)
    rows = [[*(cell.strip() for cell in cells[:width]), *[""] * (width - len(cells))] for _, cells in body]
    headings += groups.words
    rows = [[*row, *groups.values(number)] for (number, _), row in zip(body, rows, strict=True)]
    numbers, told = [number for number, _ in body], [*notices, *_twice(headings)]
    return SheetTable(headings, rows, told, numbers, grid.name, around, heading_number=head[0][0])


def _spanned(grid: Grid, at: int) -> Grid:
    """A CSV file knows no merged cells: a heading before empty ones, with words below them all, is over these."""
    if grid.merged or at + 1 >= len(grid.lines):
        return grid
    (number, head), (_, below) = grid.lines[at : at + 2]
    filled = [place for place in range(1, _width(head) + 1) if _cell(head, place)]
    ends = [*filled[1:], _width(below) + 1]
    spans = [(start, end - 1) for start, end in zip(filled, ends, strict=True) if end - 1 > start]
    under = [_cell(below, place) for left, right in spans for place in range(left, right + 1)]
    if not under or not all(each and not re.search(r"\d", each) for each in under):
        return grid
    return replace(grid, merged=[(number, left, number, right) for left, right in spans])


def _depth(grid: Grid, at: int) -> int:
    """How many rows the headings take: as many as a merged heading, or two where one stands above several."""
    number = grid.lines[at][0]
    numbers = [number for number, _ in grid.lines]
    last = max((bottom for top, _, bottom, _ in grid.merged if top == number), default=number)
    wide = [(left, right) for top, left, bottom, right in grid.merged if top == bottom == number and right > left]
    if last == number and wide and at + 1 < len(grid.lines) and numbers[at + 1] == number + 1:
        below = {place for place, cell in enumerate(grid.lines[at + 1][1], start=1) if cell.strip()}
        above = {place for place, cell in enumerate(grid.lines[at][1], start=1) if cell.strip()}
        covered = {place for left, right in wide for place in range(left, right + 1)}
        last += below <= covered and len(below) > 1 and len(above) > len(wide)
    return sum(number <= each <= last for each in numbers)


def _headings(grid: Grid, head: Sequence[tuple[int, list[str]]], width: int) -> list[str]:
    """One heading for each column; a heading over several columns goes before theirs."""
    found = []
    for column in range(1, width + 1):
        words: list[str] = []
        for row, cells in head:
            text = _heading(_cell(cells, column)) or _heading(_spread(grid, dict(head), row, column))
            if text and text not in words:
                words.append(text)
        if len(words) == 1 and YEARS.fullmatch(words[0]):
            words = [*filter(None, [_over(grid, head[0][0], column)]), *words]
        found.append(" ".join(words) or f"Spalte {get_column_letter(column)}")
    return found


def _over(grid: Grid, first: int, column: int) -> str:
    """The text of a heading over several columns in the row before the first of the headings."""
    above = next((cells for number, cells in grid.lines if number == first - 1), [])
    spans = [(left, right) for top, left, bottom, right in grid.merged if top == bottom == first - 1 and right > left]
    return next((_heading(_cell(above, left)) for left, right in spans if left <= column <= right), "")


def _spread(grid: Grid, head: dict[int, list[str]], row: int, column: int) -> str:
    """The text of the merged heading that covers a cell."""
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and left <= column <= right and top in head and len(head) > 1:
            return _cell(head[top], left)
    return ""


def _filled_down(
    grid: Grid, body: list[tuple[int, list[str]]], notices: list[str], *, from_row: int
) -> list[tuple[int, list[str]]]:
    """Each row has what stands in a cell that is merged over it."""
    rows, ranges = {number: list(cells) for number, cells in body}, []
    for top, left, bottom, right in grid.merged:
        if top < from_row or top not in rows:
            continue
        ranges.append(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")
        text = _cell(rows[top], left)
        for row in range(top + 1, bottom + 1):
            if row in rows:
                rows[row] += [""] * (left - len(rows[row]))
                rows[row][left - 1] = text
    if ranges:
        notices.append(f"Verbundene Zellen gelten für jede ihrer Zeilen ({listed(ranges)}).")
    return list(rows.items())


def _above(lines: Sequence[tuple[int, list[str]]]) -> list[str]:
    texts = [" ".join(" ".join(cells).split()) for _, cells in lines]
    return [f"Über der Tabelle steht, was nicht gelesen wurde: {listed([_short(text) for text in texts])}."] * bool(
        lines
    )


def _without_remarks(last: int, body: list[tuple[int, list[str]]]) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """The rows without sums and what follows behind an empty row with a single filled cell each, and a sentence."""
    end, widest = len(body), max((_filled(cells) for _, cells in body), default=0)
    while end and (_filled(body[end - 1][1]) <= 1 or is_sum(body[end - 1][1], widest)):
        end -= 1
    is_table = end and _filled(body[end - 1][1]) > NARROW
    numbers = [last, *(number for number, _ in body)]
    begins = (at for at in range(end, len(body)) if numbers[at + 1] > numbers[at] + 1 or is_sum(body[at][1], widest))
    start = next(begins, len(body))
    if not is_table or start == len(body):
        return body, []
    texts = [f"{number}: {_short(' '.join(filter(None, map(str.strip, cells))))}" for number, cells in body[start:]]
    word = "Zeile" if len(texts) == 1 else "Zeilen"
    return body[:start], [f"Unter der Tabelle wurde nicht gelesen: {word} {listed(texts)}."]


def _without_headings(
    head: Sequence[tuple[int, list[str]]], body: list[tuple[int, list[str]]]
) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """The rows without those that say the headings once more, as lists do on each page or for each field."""
    said = {_folded(cells) for _, cells in head if _filled(cells) >= MIN_KNOWN}
    again = [number for number, cells in body if _folded(cells) in said]
    word = "Zeile" if len(again) == 1 else "den Zeilen"
    told = f"In {word} {listed(list(map(str, again)), 10)} stehen die Überschriften noch einmal; sie sind keine Zeile."
    return [line for line in body if line[0] not in again], [told] * bool(again)


def _folded(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(_heading(cell)) for cell in cells[: _width(cells)])


def _cut_rows(grid: Grid, head: Sequence[tuple[int, list[str]]], body: Sequence[tuple[int, list[str]]]) -> list[str]:
    """The sentence about rows of a text that end before its headings do: a program writes each cell, empty or not."""
    return [] if grid.name else cut_rows(max(_width(cells) for _, cells in head), body)


def cut_rows(width: int, body: Sequence[tuple[int, list[str]]]) -> list[str]:
    """The sentence about rows of a text that have fewer cells than its `width`."""
    cut = [str(number) for number, cells in body if len(cells) < width]
    which = "Zeile hat" if len(cut) == 1 else "Zeilen haben"
    told = (
        f"Diese {which} weniger Zellen als die Überschriften: {listed(cut, 10)}. Was fehlt, gilt als leer. In Tabellen "
        "aus Word teilt ein Absatz die Zelle, und verbundene Zellen verschieben die folgenden; bitte prüfen Sie das."
    )
    return [told] * bool(cut)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _twice(headings: Sequence[str]) -> list[str]:
    places: dict[str, list[str]] = {}
    for at, heading in enumerate(headings, start=1):
        places.setdefault(fold(heading), []).append(get_column_letter(at))
    return [
        f"Die Überschrift „{headings[_at(letters[0])]}“ steht über mehreren Spalten ({listed(letters, 5)}). "
        "Bitte prüfen Sie, welche gemeint ist."
        for letters in places.values()
        if len(letters) > 1
    ]


def _at(letter: str) -> int:
    return next(at for at in range(MAX_COLUMNS) if get_column_letter(at + 1) == letter)


def _heading(cell: str) -> str:
    return " ".join(cell.split())


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column - 1] if len(cells) >= column else ""


def _width(cells: Sequence[str]) -> int:
    return max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _short(text: str) -> str:
    return f"„{text[:60]} …“" if len(text) > 60 else f"„{text}“"
