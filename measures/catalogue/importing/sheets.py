"""The sheets of a file while somebody decides which one is the catalogue and where its headings stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.core.files.base import File

from measures.catalogue.importing.headings import known_headings
from measures.models import CatalogueImport
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import Grid, listed
from neuss_integration.foundation.spreadsheets.headings import MIN_KNOWN, SEARCHED_LINES, heading_at, table_of
from neuss_integration.foundation.spreadsheets.reading import filled_grids

SHOWN_CELLS: Final = 6
Kept = Mapping[str, Any]


def kept(upload: File, *, max_rows: int, max_bytes: int) -> list[Kept]:
    """The filled visible sheets as they can be stored. Raises Refused with a sentence."""
    filled = filled_grids(upload, max_rows=max_rows, max_bytes=max_bytes)
    return [{"name": grid.name, "lines": grid.lines, "notices": grid.notices, "merged": grid.merged} for grid in filled]


def best_sheet(sheets: Sequence[Kept]) -> int:
    """The place of the sheet with a row that names most columns of the catalogue."""
    scores = [_most_known(sheet) for sheet in sheets] if len(sheets) > 1 else [0]
    return scores.index(max(scores))


def heading_in(sheet: Kept) -> int:
    """The place of the row that names most columns, else of the first."""
    return heading_at(_grid(sheet), known_headings)


def is_unclear(draft: CatalogueImport) -> bool:
    """Whether a person has to say which sheet or row is meant: several that could be, or none."""
    known = [_most_known(sheet) for sheet in draft.sheets]
    return max(known, default=0) < MIN_KNOWN or sum(each >= MIN_KNOWN for each in known) > 1


def heading_choices(sheet: Kept) -> Iterator[tuple[str, str]]:
    """The first rows, each as a person recognises it."""
    for place, (number, cells) in enumerate(_searched(sheet)):
        filled = [" ".join(cell.split())[:40] for cell in cells if cell.strip()]
        yield str(place), f"Zeile {number}: {' | '.join(filled[:SHOWN_CELLS])}{' | …' * (len(filled) > SHOWN_CELLS)}"


def table_from(sheets: Sequence[Kept], sheet: int, heading: int, *, max_rows: int) -> dict[str, Any]:
    """Headings, rows, notices and numbers of rows. Raises Refused with a sentence."""
    grid = _grid(sheets[sheet])
    if not 0 <= heading < len(grid.lines):
        raise Refused("Diese Zeile gibt es nicht. Bitte wählen Sie eine der anderen.")
    table = table_of(grid, heading, max_rows=max_rows, has_groups=True)
    others = [each["name"] for at, each in enumerate(sheets) if at != sheet]
    notices = [f"Gelesen wird nur „{grid.name}“, nicht gelesen: {listed(others)}."] * bool(others)
    return {
        "headings": table.headings,
        "rows": table.rows,
        "notices": notices + table.notices,
        "numbers": table.numbers,
    }


def _most_known(sheet: Kept) -> int:
    return max(known_headings([" ".join(cell.split()) for cell in cells]) for _, cells in _searched(sheet))


def _searched(sheet: Kept) -> Any:
    return sheet["lines"][:SEARCHED_LINES]


def _grid(sheet: Kept) -> Grid:
    lines = [(number, list(cells)) for number, cells in sheet["lines"]]
    merged = [(top, left, bottom, right) for top, left, bottom, right in sheet["merged"]]
    return Grid(sheet["name"], lines, list(sheet["notices"]), merged)
