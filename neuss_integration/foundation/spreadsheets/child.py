"""The child process that reads a table of a size somebody might have made to cost minutes.

Started by `apart` beside it with the file on standard input; it writes the sheets as JSON, or the sentence why not.
"""

import dataclasses
import json
import sys
from typing import Final

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.processes.limits import limit
from neuss_integration.foundation.processes.running import REFUSED
from neuss_integration.foundation.spreadsheets.cells import Grid, unquoted
from neuss_integration.foundation.spreadsheets.csv_text import decoded, lines_of
from neuss_integration.foundation.spreadsheets.headings import EMPTY
from neuss_integration.foundation.spreadsheets.limits import too_long
from neuss_integration.foundation.spreadsheets.open_documents import read_open_document
from neuss_integration.foundation.spreadsheets.workbooks import read_workbook

MEMORY_MB: Final = 768
CPU_SECONDS: Final = 20


def main() -> int:
    """The exit code: 0 with sheets, REFUSED with a sentence."""
    limit(memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS)
    kind, max_rows, most_sheets = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    try:
        grids = grids_of(sys.stdin.buffer.read(), kind, max_rows=max_rows, most_sheets=most_sheets)
    except Refused as refusal:
        sys.stdout.write(str(refusal))
        return REFUSED
    json.dump([dataclasses.astuple(grid) for grid in grids], sys.stdout)
    return 0


def grids_of(content: bytes, kind: str, *, max_rows: int, most_sheets: int) -> list[Grid]:
    """The visible sheets of a file with the ending `kind`. Raises Refused with a sentence."""
    if kind == ".xlsx":
        return read_workbook(content, max_rows=max_rows, most_sheets=most_sheets)
    if kind == ".ods":
        return read_open_document(content, max_rows=max_rows, most_sheets=most_sheets)
    return [_read_text(content, max_rows)]


def _read_text(content: bytes, max_rows: int) -> Grid:
    text, notices = decoded(content)
    lines, more = lines_of(text, most=max_rows + 32)
    if not lines:
        raise Refused(EMPTY)
    if len(lines) > max_rows + 31:
        raise Refused(too_long(max_rows))
    return Grid("", [(number, [unquoted(cell) for cell in line]) for number, line in lines], [*notices, *more])


if __name__ == "__main__":
    sys.exit(main())
