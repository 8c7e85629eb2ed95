"""Workbooks to fill in without a connection: protected labels, open cells for answers, drop-down lists.

The protection keeps people from slipping, it is no lock: what comes back is read as any foreign file, and each sheet
brings its `identity` along, by which the caller sees what it is.
"""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from neuss_integration.foundation.archives.reproducible import timeless
from neuss_integration.foundation.spreadsheets.cells import FORMULA, CellKind, escaped, storable
from neuss_integration.foundation.spreadsheets.writing import EPOCH, HEAD_FILL, MAX_TITLE_LENGTH, NOT_IN_TITLES
from neuss_integration.foundation.words.city_names import city_names

FIRST_ROW: Final = 4
LABEL, ANSWER, BEFORE, HINT, IDENTITY = range(1, 6)
HEADINGS: Final = ("Angabe", "Ihre Antwort", "Letzte Antwort", "Hinweis")
WIDTHS: Final = {"A": 32, "B": 58, "C": 44, "D": 46}
LISTS: Final = "Listen"
GUIDE_WIDTHS: Final = {"A": 16, "B": 76, "C": 40, "D": 18}
MAX_INLINE_LENGTH: Final = 250
"""Excel takes at most 255 characters for a list that is written into the rule itself."""
LINE_HEIGHT: Final = 15
HIGHEST_ROW: Final = 400
"""Excel shows rows of at most 409 points."""
LARGEST: Final = "999999999999"
OPEN: Final = Protection(locked=False)
TOP: Final = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
FONT: Final = "Calibri"
PLAIN: Final = Font(name=FONT, size=11)
QUIET: Final = Font(name=FONT, size=11, color="FF5A6472")
STRONG: Final = Font(name=FONT, size=11, bold=True)
ANSWER_FILL: Final = PatternFill("solid", fgColor="FFFFF7D6")
FRAME: Final = Border(**{side: Side("thin", color="FF8A8F98") for side in ("left", "right", "top", "bottom")})


@dataclass(frozen=True, slots=True)
class EntryQuestion:
    """A row: what is asked, what is answered so far, what was answered before, and how to answer."""

    label: str
    answer: str | int | Decimal | None = None
    before: str = ""
    hint: str = ""
    kind: CellKind = CellKind.TEXT
    choices: Sequence[str] = ()
    lines: int = 1


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """A sheet with its questions under headings. `facts` stand beside its link on the first sheet."""

    title: str
    heading: str
    note: str
    parts: Sequence[tuple[str, Sequence[EntryQuestion]]]
    identity: str
    facts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """The first sheet: how to fill in the others, and what they are about."""

    title: str
    heading: str
    lines: Sequence[str]
    columns: Sequence[str]


def numbered(parts: Sequence[tuple[str, Sequence[EntryQuestion]]]) -> Iterator[tuple[int, str | EntryQuestion]]:
    """Headings and questions with the number of their row."""
    row = FIRST_ROW
    for heading, questions in parts:
        yield row, heading
        yield from enumerate(questions, start=row + 1)
        row += 1 + len(questions)


def entry_workbook(guide: Guide, sheets: Sequence[EntrySheet], *, stamp: dt.datetime = EPOCH) -> bytes:
    """The guide and a sheet to fill in for each of `sheets`. `stamp` is written as the day of making."""
    book = Workbook()
    book.properties.title, book.properties.creator = guide.heading, city_names().office
    book.properties.created = stamp.replace(tzinfo=None, microsecond=0)
    book.security = WorkbookProtection(lockStructure=True)
    lists = _Lists(book)
    _write_guide(book.active, guide, sheets)
    for sheet in sheets:
        _write_sheet(book.create_sheet(tab_title(sheet.title)), sheet, lists)
    lists.write()
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue(), book.properties.created)


def tab_title(title: str) -> str:
    """`title` as the tab of a sheet can bear it."""
    return NOT_IN_TITLES.sub(" ", title)[:MAX_TITLE_LENGTH]


@dataclass(slots=True)
class _Lists:
    """Lists too long for the rule of a cell; they stand on a hidden sheet, each in its column."""

    book: Any
    columns: list[tuple[str, ...]] = field(default_factory=list)

    def formula(self, choices: tuple[str, ...]) -> str:
        """What a rule names as the source of its choices."""
        inline = ",".join(choices)
        if len(inline) <= MAX_INLINE_LENGTH and not any(re.search('[,"]', choice) for choice in choices):
            return f'"{inline}"'
        if choices not in self.columns:
            self.columns.append(choices)
        letter = chr(ord("A") + self.columns.index(choices))
        return f"{LISTS}!${letter}$1:${letter}${len(choices)}"

    def write(self) -> None:
        """The hidden sheet stands behind the others, if it is needed."""
        if not self.columns:
            return
        sheet = self.book.create_sheet(LISTS)
        sheet.sheet_state, sheet.protection.sheet = "hidden", True
        for column, choices in enumerate(self.columns, start=1):
            for row, choice in enumerate(choices, start=1):
                _put(sheet, row, column, choice)


def _write_guide(page: Any, guide: Guide, sheets: Sequence[EntrySheet]) -> None:
    page.title = tab_title(guide.title)
    _set_up(page, GUIDE_WIDTHS)
    _put(page, 1, 1, guide.heading).font = Font(name=FONT, bold=True, size=16)
    page["A1"].alignment = Alignment(horizontal="left", vertical="top", indent=1)
    for row, line in enumerate(guide.lines, start=3):
        _put(page, row, 1, f"{row - 2}.").alignment = Alignment(horizontal="right", vertical="top", indent=1)
        _put(page, row, 2, line)
        page.row_dimensions[row].height = _height(line, GUIDE_WIDTHS["B"])
    start = len(guide.lines) + 4
    for column, heading in enumerate(guide.columns, start=1):
        _put(page, start, column, heading)
        page.cell(start, column).font, page.cell(start, column).fill = STRONG, HEAD_FILL
    for row, sheet in enumerate(sheets, start=start + 1):
        link = _put(page, row, 1, tab_title(sheet.title))
        place = f"{quote_sheetname(tab_title(sheet.title))}!B{FIRST_ROW + 1}"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
        link.font = Font(name=FONT, size=11, color="FF0B57A4", underline="single")
        for column, fact in enumerate(sheet.facts, start=2):
            _put(page, row, column, fact)
        widths = (GUIDE_WIDTHS["B"], GUIDE_WIDTHS["C"])
        page.row_dimensions[row].height = max(map(_height, sheet.facts, widths), default=LINE_HEIGHT)


def _write_sheet(page: Any, sheet: EntrySheet, lists: _Lists) -> None:
    _set_up(page, WIDTHS)
    page.freeze_panes, page.print_title_rows = f"A{FIRST_ROW}", f"1:{FIRST_ROW - 1}"
    page.column_dimensions["E"].hidden = True
    _put(page, 1, LABEL, sheet.heading).font = Font(name=FONT, bold=True, size=14)
    _put(page, 2, LABEL, sheet.note).font = QUIET
    for row in (1, 2):
        page.cell(row, LABEL).alignment = Alignment(horizontal="left", vertical="top", indent=1)
    _put(page, 1, IDENTITY, sheet.identity)
    for column, heading in enumerate(HEADINGS, start=1):
        cell = _put(page, FIRST_ROW - 1, column, heading)
        cell.font, cell.fill = STRONG, HEAD_FILL
    rules: dict[str, DataValidation] = {}
    for row, each in numbered(sheet.parts):
        if isinstance(each, str):
            _put(page, row, LABEL, each).font = Font(name=FONT, bold=True, size=12)
            page.cell(row, LABEL).alignment = Alignment(horizontal="left", vertical="bottom", indent=1)
            page.row_dimensions[row].height = 1.6 * LINE_HEIGHT
        else:
            _write_question(page, row, each)
            if rule := _rule(each, lists, rules):
                rule.add(f"B{row}")
    for rule in rules.values():
        page.add_data_validation(rule)


def _write_question(page: Any, row: int, question: EntryQuestion) -> None:
    _put(page, row, LABEL, question.label)
    answer = _put(page, row, ANSWER, question.answer)
    answer.protection, answer.fill, answer.border = OPEN, ANSWER_FILL, FRAME
    answer.number_format = "@" if question.kind == CellKind.TEXT else "General"
    for column, text in ((BEFORE, question.before), (HINT, question.hint)):
        _put(page, row, column, text).font = QUIET
    texts = (question.label, str(question.answer or ""), question.before, question.hint)
    tallest = max(map(_height, texts, WIDTHS.values()))
    page.row_dimensions[row].height = max(tallest, question.lines * LINE_HEIGHT + 3)


def _rule(question: EntryQuestion, lists: _Lists, rules: dict[str, DataValidation]) -> DataValidation | None:
    """The rule for an answer; questions with the same rule share it. None for free text."""
    if question.choices:
        formula = lists.formula(tuple(question.choices))
        if formula not in rules:
            rules[formula] = DataValidation(
                type="list",
                formula1=formula,
                allow_blank=True,
                showErrorMessage=True,
                errorTitle="Bitte wählen",
                error="Bitte wählen Sie einen Eintrag aus der Liste oder lassen Sie die Zelle leer.",
            )
        return rules[formula]
    if question.kind == CellKind.TEXT:
        return None
    if question.kind not in rules:
        is_whole = question.kind == CellKind.INTEGER
        rules[question.kind] = DataValidation(
            type="whole" if is_whole else "decimal",
            operator="between",
            formula1=f"-{LARGEST}",
            formula2=LARGEST,
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Bitte eine Zahl",
            error=f"Bitte geben Sie eine {'ganze ' if is_whole else ''}Zahl ohne Einheit an.",
        )
    return rules[question.kind]


def _set_up(page: Any, widths: dict[str, int]) -> None:
    """Protected, but rows may be made higher; printed on A4 across the page."""
    page.protection.sheet = True
    page.protection.formatRows = page.protection.formatColumns = False
    for letter, width in widths.items():
        page.column_dimensions[letter].width = width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, 0
    page.sheet_view.showGridLines = False


def _put(page: Any, row: int, column: int, value: Any) -> Any:
    """The cell with `value`; text is never a formula."""
    cell = page.cell(row, column)
    cell.alignment, cell.font = TOP, PLAIN
    if isinstance(value, str):
        cell.value = escaped(storable(value))
        cell.data_type = "s"
        cell.quotePrefix = bool(FORMULA.match(value))
    else:
        cell.value = value
    return cell


def _height(text: str, width: int) -> float:
    """How many points a text needs in a column of this width."""
    lines = sum(1 + len(line) // width for line in text.split("\n"))
    return min(lines * LINE_HEIGHT + 3, HIGHEST_ROW)
