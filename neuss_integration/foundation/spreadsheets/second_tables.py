"""A second table of another shape below the first: where it begins, so that it is named and not read as its rows."""

import re
from collections.abc import Sequence
from typing import Final

from neuss_integration.foundation.spreadsheets.cells import listed

Line = tuple[int, list[str]]
KNOWN_ROWS: Final = 3
"""From so many rows on it is known which columns a table fills always."""
ALWAYS: Final = 3
"""In so many of its columns each row of a table has something, before what misses some of them is another table."""
TITLES: Final = 4
"""Within so many rows stand the headings of a table, below its title."""
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
BELOW: Final = (
    "Ab Zeile {} beginnt eine zweite Tabelle mit anderen Spalten ({}); sie wurde nicht gelesen. Gehören ihre Zeilen "
    "dazu, löschen Sie bitte die leere Zeile davor."
)


def without_second_table(body: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The rows before the second table, and a sentence that names its first row.

    It begins behind an empty row with words in several columns, has a row more, and none of its rows fills all the
    columns that the first table always fills.
    """
    filled = [{place for place, cell in enumerate(cells) if cell.strip()} for _, cells in body]
    always = set.intersection(*filled[:KNOWN_ROWS]) if len(body) > KNOWN_ROWS else set[int]()
    for at in range(KNOWN_ROWS, len(body)):
        if len(always) < ALWAYS:
            break
        words = _headings(body, filled, at) if body[at][0] > body[at - 1][0] + 1 else []
        if words and not any(always <= each for each in reversed(filled[at:])):
            return list(body[:at]), [BELOW.format(body[at][0], listed([f"„{word[:40]}“" for word in words], 5))]
        always &= filled[at]
    return list(body), []


def _headings(body: Sequence[Line], filled: Sequence[set[int]], at: int) -> list[str]:
    """The words of the first row from `at` on that has several, below a title perhaps; none without a row below it."""
    several = [place for place in range(at, min(at + TITLES, len(body))) if len(filled[place]) > 1]
    return _words(body[several[0]][1]) if several and several[0] + 1 < len(body) else []


def _words(cells: Sequence[str]) -> list[str]:
    """The cells of headings; none where a number stands among them that is no year."""
    filled = [" ".join(cell.split()) for cell in cells if cell.strip()]
    return [] if any(re.search(r"\d", YEAR.sub("", cell)) for cell in filled) else filled
