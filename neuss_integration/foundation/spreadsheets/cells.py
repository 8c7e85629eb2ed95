"""What a table is, and how text stays text in programs that take some of it for formulas."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from neuss_integration.foundation.words.nouns import further
from neuss_integration.foundation.words.partial_dates import PartialDate

MAX_CHARACTERS: Final = 32_767
"""What a cell of Excel holds at most (Excel specifications and limits)."""
CUT: Final = " … [gekürzt, vollständig nur in der Anwendung]"
_CHANGED: Final = r"(?:[=+\-@\t\r\n＝＋－＠]|(?:0\d+|\d{16,}|\d+[eE][+-]?\d+|\d{1,2}[./-]\d{1,2}\.?)\Z)"
"""How a text begins that spreadsheets reckon, and whole texts they make another number or a day of: 007, 1/2, 1E5."""
FORMULA: Final = re.compile(f"'*{_CHANGED}")
QUOTED: Final = re.compile(f"'+{_CHANGED}")
ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
"""How workbooks write a character that XML cannot hold, such as _x000D_ for a line break."""
LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
ERRORS: Final = {
    "#N/A": "#NV", "#REF!": "#BEZUG!", "#VALUE!": "#WERT!", "#DIV/0!": "#DIV/0!", "#NAME?": "#NAME?",
    "#NUM!": "#ZAHL!", "#NULL!": "#NULL!", "#SPILL!": "#ÜBERLAUF!", "#CALC!": "#KALK!", "#FIELD!": "#FELD!",
    "#GETTING_DATA": "#DATEN_ABRUFEN", "#BLOCKED!": "#BLOCKIERT!", "#CONNECT!": "#VERBINDEN!",
    "#BUSY!": "#AUSGELASTET!", "#EXTERNAL!": "#EXTERN!", "#ERROR!": "#FEHLER!", "#UNKNOWN!": "#UNBEKANNT!",
}  # fmt: skip
"""What a cell shows where a formula came to nothing, in English and as a German Excel shows it."""
UNCOMPUTED: Final = "#OHNE ERGEBNIS!"
"""What is read where a file holds a formula and no result of it: the formula itself is no title and no number."""
UNKNOWN_ERROR: Final = "#UNKNOWN!"
ERROR_WORDS: Final = frozenset((*ERRORS, *ERRORS.values(), UNCOMPUTED, "#LEER!"))
ERROR_SIGNS: Final = re.compile(r"(?:Err|Fehler):\d{3}|#{3,}")
"""LibreOffice numbers its errors; a column too narrow for a number shows ####, and Excel writes that into CSV files."""
ERROR_SENTENCE: Final = (
    "In der Spalte „{heading}“ steht der Fehler {error} statt eines Wertes. "
    "Bitte berichtigen Sie die Formel oder tragen Sie den Wert ein."
)
NOT_IN_FILES: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class CellKind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    FIGURE = "figure"
    """A number that keeps the places it was told with."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and what stands in it."""

    heading: str
    width: int = 20
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write. Cells are str, int, Decimal, float, date, PartialDate, bool or None."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


@dataclass(slots=True)
class Grid:
    """A sheet before anybody said where its headings are: each filled row with its number in the file.

    `merged` are the ranges of merged cells as (first row, first column, last row, last column), counted from 1.
    """

    name: str
    lines: list[tuple[int, list[str]]]
    notices: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet as it was read: headings, and rows of text that are all as long as the headings.

    `numbers` holds for each row its number in the file. `notices` are whole sentences about what was not read or
    was read differently. Days are written 12.03.2026, numbers 1234,5.
    """

    headings: list[str]
    rows: list[list[str]]
    notices: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    name: str = ""
    around: Sequence[str] = ()
    """What stands above and below the table, a line each."""
    heading_number: int = 1
    """Of the row of the headings in the file."""


def quoted(text: str) -> str:
    """`text` for a cell of a CSV file, with an apostrophe in front where a spreadsheet would make something else of it.

    Text that has apostrophes there already gets one more, so that `unquoted` gives back exactly what it was.
    """
    return f"'{text}" if FORMULA.match(text) else text


def unquoted(text: str) -> str:
    """The text that `quoted` was given."""
    return text[1:] if QUOTED.match(text) else text


def unescaped(text: str) -> str:
    """The text that a workbook means by what it writes with escapes."""
    if "_x" not in text:
        return text
    plain = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def escaped(text: str) -> str:
    """`text` as it has to stand in a workbook, so that nothing in it is taken for an escape."""
    return LOOKS_ESCAPED.sub("_x005F_", text)


def is_error(text: str) -> bool:
    """Whether a cell holds the error of a formula instead of a value."""
    return text in ERROR_WORDS or ERROR_SIGNS.fullmatch(text) is not None


def error_of(text: str) -> str:
    """What is read of a cell that holds the error of a formula, also of one that nobody knows yet."""
    shown = ERRORS.get(text, text)
    return shown if is_error(shown) else ERRORS[UNKNOWN_ERROR]


def listed(names: Sequence[str], most: int = 3) -> str:
    """The first names, and how many more there are; a single one more is named too."""
    if (rest := len(names) - most) <= 1:
        return ", ".join(names)
    return f"{', '.join(names[:most])} und {rest} {further(rest, 'Angabe')}"


def unread_columns(headings: Sequence[str]) -> list[str]:
    """The sentence about columns that mean nothing here; none without them."""
    quoted = [f"„{heading}“" for heading in headings]
    which = "Diese Spalte wird" if len(quoted) == 1 else "Diese Spalten werden"
    return [f"{which} nicht übernommen: {listed(quoted, 10)}."] * bool(quoted)


def too_long_for(heading: str, text: str, limit: int, *, part: str = "Text") -> list[str]:
    """The sentence about what does not fit into the field of a column; none when it does."""
    short = f"{text[:60]} …" if len(text) > 60 else text
    sentence = (
        f"„{short}“ in der Spalte „{heading}“ ist zu lang: {part} mit {len(text)} Zeichen, erlaubt sind {limit}. "
        "Bitte kürzen Sie den Text in der Datei."
    )
    return [sentence] * (len(text) > limit)


def only_read(read: Sequence[str], unread: Sequence[str]) -> str:
    """The sentence about sheets that were left out."""
    return f"Gelesen wurde nur „{listed(read)}“, nicht gelesen: {listed(unread)}."


def storable(text: str) -> str:
    """`text` without what no file may hold, and cut with a mark where a cell cannot hold all of it."""
    clean = NOT_IN_FILES.sub("", text)
    return clean if len(clean) <= MAX_CHARACTERS else clean[: MAX_CHARACTERS - len(CUT)] + CUT


def without_tabs(value: Any) -> Any:
    """A cell of a list that shall read back: LibreOffice drops tabs and joins the words beside them."""
    return value.replace("\t", " ") if isinstance(value, str) else value


def is_cut(text: str) -> bool:
    """Whether `storable` cut the text."""
    return text.endswith(CUT)


def as_text(value: Any) -> str:
    """`value` as people in Germany write it in a cell, numbers without dots between thousands."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.datetime):
        return value.strftime("%d.%m.%Y" if value.time() == dt.time() else "%d.%m.%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float):
        return as_text(int(value)) if value.is_integer() else f"{value:.15g}".replace(".", ",")
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return str(value)


def is_number(value: Any) -> bool:
    """Whether `value` is written as a number. A year alone is one, a month alone is text."""
    if isinstance(value, PartialDate):
        return value.precision == "year"
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
