"""Sheets in front of the tables of a workbook, to be read: a heading, and blocks of a word with its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from neuss_integration.foundation.spreadsheets.cells import escaped, storable

WIDTHS: Final = (32, 74)
LINE: Final = 15
A4: Final = 9
BIG: Final = Font(name="Calibri", size=18, bold=True, color="06005D")
HEAD: Final = Font(name="Calibri", size=13, bold=True, color="06005D")
LINKED: Final = Font(name="Calibri", size=11, color="092797", underline="single")
LABEL: Final = Font(name="Calibri", size=11, color="454B6B")
WRAPPED: Final = Alignment(vertical="top", wrap_text=True)

Block = tuple[str, Sequence[tuple[str, str]]]
"""A heading, perhaps empty, and the pairs below it."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """`title` names the sheet; labels among `links` lead to the sheet of their name."""

    title: str
    heading: str
    blocks: Sequence[Block]
    links: frozenset[str] = frozenset()


def write_front(book: Any, front: FrontPage) -> None:
    """The sheet is there behind the ones before it, without grid, upright on one page across."""
    page = book.create_sheet(front.title)
    page.sheet_view.showGridLines = False
    page.page_setup.paperSize = A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
    for letter, width in zip("AB", WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    page.row_dimensions[1].height = 30 if len(front.heading) < sum(WIDTHS) * 0.6 else 54
    page.append([_text(page, front.heading, BIG, Alignment(vertical="top"))])
    row = 1
    for heading, pairs in front.blocks:
        page.append([])
        row += 1
        if heading:
            page.append([_text(page, heading, HEAD)])
            row += 1
        for label, text in pairs:
            row += 1
            page.row_dimensions[row].height = LINE * _lines(label, text)
            page.append([_label(page, label, row, is_link=label in front.links), _text(page, text)])


def _lines(*texts: str) -> int:
    return max(1 + int(len(text) * 1.1 / width) for text, width in zip(texts, WIDTHS, strict=True))


def _label(page: Any, label: str, row: int, *, is_link: bool) -> Any:
    cell = _text(page, label, LINKED if is_link else LABEL)
    if is_link:
        page._hyperlinks.append(Hyperlink(ref=f"A{row}", location=f"'{label}'!A1", display=label))
    return cell


def _text(page: Any, text: str, font: Font | None = None, alignment: Alignment = WRAPPED) -> Any:
    cell = WriteOnlyCell(page, value=escaped(storable(text)))
    cell.data_type, cell.alignment = "s", alignment
    if font:
        cell.font = font
    return cell
