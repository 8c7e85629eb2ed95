"""What people read of files of a report."""

import io
from typing import Any

import docx


def words_of_document(file: bytes) -> str:
    """The text of a Word file, each paragraph and each cell on a line of its own, in the order of the document."""
    return "\n".join(_lines(docx.Document(io.BytesIO(file)).iter_inner_content()))


def _lines(blocks: Any) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if hasattr(block, "rows"):
            found += [line for row in block.rows for cell in row.cells for line in _lines(cell.iter_inner_content())]
        else:
            found.append("".join(each.text for each in block.iter_inner_content()))
    return found
