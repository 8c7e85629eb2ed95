"""The columns of a table in a word processor: where each cell stands, and how wide its column is."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from neuss_integration.foundation.documents.blocks import Cell

MAX_WORD_LENGTH: Final = 24
"""In letters; an address may break."""
MAX_LINE_LENGTH: Final = 60
MARGIN: Final = 2
LETTER: Final = 76_000
"""The width of a bold letter of the text of tables in English Metric Units: 2.1 mm."""
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
    least, wanted = [MARGIN] * count, [MARGIN] * count
    for (_, place), cell in places(rows):
        if cell.columns > 1 or place >= count:
            continue
        words = (min(len(word), MAX_WORD_LENGTH) for word in _BREAKS.split(cell.text))
        lines = (min(len(line), MAX_LINE_LENGTH) for line in cell.text.split("\n"))
        least[place] = max(least[place], max(words) + MARGIN)
        wanted[place] = max(wanted[place], max(lines) + MARGIN, least[place])
    return _shared(least, wanted, whole)


def _shared(least: list[int], wanted: list[int], whole: int) -> list[int]:
    letters = [each * LETTER for each in least]
    rest = whole - sum(letters)
    more = [one - other for one, other in zip(wanted, least, strict=True)]
    if rest <= 0 or not any(more):
        return [whole * each // sum(least) for each in least]
    return [one + rest * other // sum(more) for one, other in zip(letters, more, strict=True)]
