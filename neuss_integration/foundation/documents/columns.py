"""The columns of a table in a word processor: where each cell stands, and how wide its column is."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from neuss_integration.foundation.documents.elements import Cell

MAX_WORD_LENGTH: Final = 15
"""In letters; an address may break, and a longer word is parted by the word processor."""
MARGIN: Final = 3
"""Of a cell, in letters: its two edges, and room for a typeface that is wider than the one the document names."""
LETTER: Final = 64_000
"""The width of a bold letter of the text of tables in English Metric Units: 1.8 mm."""
_BREAKS: Final = re.compile(r"[\s/]+")


def places(rows: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[tuple[int, int], Cell]]:
    """Line and column of every cell; cells over several lines push those below to the right."""
    taken: set[tuple[int, int]] = set()
    for line, cells in enumerate(rows):
        place = 0
        for cell in cells:
            while (line, place) in taken:
                place += 1
            yield (line, place), cell
            taken |= {(line + down, place + right) for down in range(cell.rows) for right in range(cell.columns)}
            place += cell.columns


def column_widths(rows: Sequence[tuple[Cell, ...]], count: int, whole: int) -> list[int]:
    """The widths of `count` columns, `whole` together: no word breaks as long as there is room, long texts get more."""
    least, longest = [MARGIN] * count, [0] * count
    for (_, place), cell in places(rows):
        if cell.columns > 1 or place >= count:
            continue
        words = (min(len(word), MAX_WORD_LENGTH) for word in _BREAKS.split(cell.text))
        least[place] = max(least[place], max(words) + MARGIN)
        longest[place] = max(longest[place], *(len(line) for line in cell.text.split("\n")))
    return _shared(least, longest, whole)


def _shared(least: list[int], longest: list[int], whole: int) -> list[int]:
    """Each letter of width that is left goes to the column that needs most lines; what none needs, to all alike."""
    letters, count = list(least), len(least)
    for _ in range(whole // LETTER - sum(least)):
        lines = [length / (width - MARGIN + 1) for length, width in zip(longest, letters, strict=True)]
        most = max(lines)
        if most <= 1:
            break
        letters[lines.index(most)] += 1
    rest = whole - LETTER * sum(letters)
    if rest < 0:
        return [whole * each // sum(least) for each in least]
    return [each * LETTER + rest // count for each in letters]
