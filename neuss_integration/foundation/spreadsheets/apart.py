"""Tables read in a process of their own, so that no file can hold up the pages of others."""

import json

from neuss_integration.foundation.archives.reading import is_light
from neuss_integration.foundation.processes.running import told_by
from neuss_integration.foundation.spreadsheets import child
from neuss_integration.foundation.spreadsheets.cells import Grid
from neuss_integration.foundation.spreadsheets.package import TOO_BIG_INSIDE


def grids_in(content: bytes, kind: str, *, max_rows: int, most_sheets: int) -> list[Grid]:
    """The sheets as `child.grids_of` gives them. Raises Refused, also when memory or time do not suffice."""
    if is_light(content):
        return child.grids_of(content, kind, max_rows=max_rows, most_sheets=most_sheets)
    told = told_by(child, content, kind, str(max_rows), str(most_sheets), too_much=TOO_BIG_INSIDE)
    return [_grid(*each) for each in json.loads(told)]


def _grid(name: str, lines: list[list[object]], notices: list[str], merged: list[list[int]]) -> Grid:
    rows = [(number, cells) for number, cells in lines]
    return Grid(name, rows, notices, [tuple(each) for each in merged])  # type: ignore[arg-type, misc]
