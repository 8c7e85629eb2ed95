"""Looking at an XLSX file before anything reads it: size, macros, entities, merged cells.

A workbook is an archive of XML files. Only those that hold the table are looked through and handed on; what a file
brings besides is never parsed, nor are more elements than a large table has.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring, iterparse
from openpyxl.utils import column_index_from_string, get_column_letter

from neuss_integration.foundation.archives.reading import Damaged, Encrypted, Limits, TooLarge, opened
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.limits import MAX_COLUMNS

MEGABYTE: Final = 1024 * 1024
LIMITS: Final = Limits(parts=1_000, part=64 * MEGABYTE, total=100 * MEGABYTE, ratio=100)
MAX_BYTES_READ: Final = 48 * MEGABYTE
"""Of all parts that hold the table, unpacked."""
MAX_CELLS: Final = 1_000_000
"""Elements of all sheets: 5,000 rows of 100 cells with a value each."""
MAX_TEXTS: Final = 400_000
MAX_OTHERS: Final = 100_000
CONTENT_TYPES: Final = "[Content_Types].xml"
NO_FILL, SOME_FILL = b"<fill/>", b"<fill><patternFill/></fill>"
"""What some programs write for cells without colour, and what openpyxl takes."""
ESCAPE: Final = b"_x005F_", b"_x005f_"
"""What stands for an underscore before something that looks like an escape; openpyxl drops it in capitals only."""
STYLES: Final = "xl/styles.xml"
MAX_MERGED: Final = 20_000
BEYOND: Final = re.compile(r"(?:G[T-Z]|[H-Z][A-Z]|[A-Z]{3})\d+")
"""Places behind the 201st column (GS)."""
NOTED: Final = ("}row", "}col", "}mergeCell", "}c", "}f", "}v")
SHEET: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT_SHEET: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
STRICT_NAME: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
USUAL_NAME: Final = rb"http://schemas.openxmlformats.org/\1/2006/"
"""A workbook saved as „Strict Open XML“ calls its parts otherwise; they are the same."""

BROKEN: Final = "Die Datei ist beschädigt. Bitte öffnen Sie sie in Excel und speichern Sie sie neu als .xlsx."
NOT_XLSX: Final = (
    "Das ist keine Excel-Datei. Bitte speichern Sie die Tabelle als „Excel-Arbeitsmappe (.xlsx)“ oder als CSV."
)
PROTECTED: Final = (
    "Die Datei ist mit einem Passwort geschützt oder im alten Format .xls. "
    "Bitte speichern Sie sie ohne Passwort als „Excel-Arbeitsmappe (.xlsx)“."
)
MACROS: Final = (
    "Die Datei enthält Makros und wird deshalb nicht gelesen. "
    "Bitte speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“ ohne Makros."
)
OPEN_DOCUMENT: Final = (
    "Das ist eine OpenDocument-Tabelle (.ods). Bitte speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“ oder als CSV."
)
TOO_BIG_INSIDE: Final = (
    "Die Datei ist entpackt viel zu groß und wird deshalb nicht gelesen. Bitte kopieren Sie die Tabelle "
    "in eine neue Arbeitsmappe und speichern Sie diese als .xlsx."
)
ENTITIES: Final = (
    "Die Datei enthält Bestandteile, die Excel nicht schreibt (eine Dokumenttypdefinition). "
    "Bitte kopieren Sie die Tabelle in eine neue Arbeitsmappe und speichern Sie diese als .xlsx."
)


@dataclass(slots=True)
class Facts:
    """What stands in a sheet besides its values."""

    merged: list[str] = field(default_factory=list)
    formulas: dict[str, str | None] = field(default_factory=dict)
    """The places of formulas; with the formula itself where the file holds no result of it."""
    hidden_rows: set[int] = field(default_factory=set)
    """Of the rows in which a cell holds something."""
    hidden_columns: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    """The numbers of the rows in which a cell holds something."""
    last_row: int = 0
    beyond: dict[int, str] = field(default_factory=dict)
    """A cell of a row that stands in a column no table reaches."""


@dataclass(slots=True)
class Inspection:
    """What stands in a workbook besides its values; `sheets` by the path inside the archive.

    `content` is the workbook with nothing but the parts that were looked through.
    """

    sheets: dict[str, Facts] = field(default_factory=dict)
    has_links: bool = False
    has_comments: bool = False
    content: bytes = b""


def inspect(content: bytes) -> Inspection:
    """Looks through the archive. Raises Refused with a sentence when it must not be opened."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(PROTECTED)
    if not content.startswith(b"PK"):
        raise Refused(NOT_XLSX)
    try:
        with opened(content, LIMITS, _check_kind) as archive:
            return _read_through(archive)
    except (Damaged, ParseError, UnicodeError) as error:
        raise Refused(BROKEN) from error
    except Encrypted as error:
        raise Refused(PROTECTED) from error
    except TooLarge as error:
        raise Refused(TOO_BIG_INSIDE) from error
    except DefusedXmlException as error:
        raise Refused(ENTITIES) from error


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "mimetype" in names:
        raise Refused(OPEN_DOCUMENT)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(MACROS)
    if CONTENT_TYPES not in names:
        raise Refused(NOT_XLSX)
    types = _small(archive, CONTENT_TYPES)
    if b"macroEnabled" in types:
        raise Refused(MACROS)
    if b"spreadsheetml" not in types:
        raise Refused(NOT_XLSX)


def _read_through(archive: zipfile.ZipFile) -> Inspection:
    names = archive.namelist()
    found = Inspection()
    found.has_comments = any("comment" in name.lower() for name in names)
    found.has_links = any(name.startswith("xl/externalLinks/") or name == "xl/connections.xml" for name in names)
    used = {name: most for name, most in _used(archive) if name in names}
    if sum(archive.getinfo(name).file_size for name in used) > MAX_BYTES_READ:
        raise TooLarge
    out = io.BytesIO()
    cells = 0
    with zipfile.ZipFile(out, "w") as copy:
        for name, most in used.items():
            data = archive.read(name)
            readable = STRICT_NAME.sub(USUAL_NAME, data).replace(NO_FILL, SOME_FILL).replace(*ESCAPE)
            copy.writestr(name, readable)
            facts, elements = _facts(io.BytesIO(data), most)
            if facts is not None:
                found.sheets[name] = facts
                cells += elements
            if cells > MAX_CELLS:
                raise TooLarge
    found.content = out.getvalue()
    return found


def _used(archive: zipfile.ZipFile) -> Iterator[tuple[str, int]]:
    """The parts that hold the table, each with the most elements it may have."""
    parts = {
        each.get("ContentType", "").rpartition(".")[2]: each.get("PartName", "").lstrip("/")
        for each in reversed(fromstring(_small(archive, CONTENT_TYPES), forbid_dtd=True))
        if each.get("ContentType", "").endswith(("sheet.main+xml", "template.main+xml", "sharedStrings+xml"))
    }
    workbook = parts.get("main+xml", "xl/workbook.xml")
    relations = posixpath.join(posixpath.dirname(workbook), "_rels", f"{posixpath.basename(workbook)}.rels")
    yield from ((name, MAX_OTHERS) for name in (CONTENT_TYPES, workbook, relations, STYLES))
    yield parts.get("sharedStrings+xml", ""), MAX_TEXTS
    for each in fromstring(_small(archive, relations), forbid_dtd=True):
        if each.get("Type", "").endswith("/worksheet"):
            path = posixpath.join("/", posixpath.dirname(workbook), each.get("Target", ""))
            yield posixpath.normpath(path).lstrip("/"), MAX_CELLS


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that only lists others."""
    if archive.getinfo(name).file_size > MEGABYTE:
        raise TooLarge
    return archive.read(name)


def _facts(part: IO[bytes], most: int) -> tuple[Facts | None, int]:
    """The facts of a sheet, None for another part, and how many elements it has. Raises TooLarge above `most`.

    No element is kept: each is taken from the one around it as soon as it ends.
    """
    facts: Facts | None = None
    around: list[Any] = []
    count, seen = 0, _Seen()
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            count += 1
            if count > most:
                raise TooLarge
            if count == 1 and element.tag in (f"{SHEET}worksheet", f"{STRICT_SHEET}worksheet"):
                facts = Facts()
            seen.is_cell_filled = seen.is_cell_filled or bool(around and around[-1].tag.endswith("}c"))
            around.append(element)
            continue
        around.pop()
        if facts is not None and element.tag.endswith(NOTED):
            _note(facts, element, seen)
        element.clear()
        if around:
            around[-1].remove(element)
    return facts, count


@dataclass(slots=True)
class _Seen:
    """What was seen of the row and the cell that are being read."""

    is_cell_filled: bool = False
    last_filled: str = ""
    is_row_filled: bool = False
    column: int = 0
    formulas: dict[int, str | None] = field(default_factory=dict)
    """Of the row by column; some programs write no places."""
    formula: str | None = None
    has_result: bool = False
    """A text of no letters is a result as well: the cell shows nothing."""


def _note(facts: Facts, element: Any, seen: _Seen) -> None:
    kind = element.tag.rpartition("}")[2]
    if kind == "f":
        seen.formula = f"={element.text or ''}"
    elif kind == "v":
        seen.has_result = element.text is not None
    elif kind == "c":
        seen.has_result = seen.has_result or element.get("t") == "str"
        _note_cell(element.get("r", ""), seen)
    elif kind == "mergeCell" and len(facts.merged) < MAX_MERGED:
        facts.merged.append(element.get("ref", ""))
    elif kind == "col" and _is_on(element.get("hidden")):
        first, last = _number(element.get("min")), _number(element.get("max"))
        facts.hidden_columns |= set(range(first, min(last, MAX_COLUMNS) + 1))
    elif kind == "row":
        _note_row(facts, element, seen)


def _note_cell(place: str, seen: _Seen) -> None:
    if not place:
        seen.column += 1
    elif seen.formula is not None:
        seen.column = column_index_from_string(place.rstrip("0123456789"))
    if seen.formula is not None:
        seen.formulas[seen.column] = None if seen.has_result else seen.formula
    if seen.is_cell_filled:
        seen.last_filled, seen.is_row_filled = place, True
    seen.is_cell_filled = seen.has_result = False
    seen.formula = None


def _note_row(facts: Facts, element: Any, seen: _Seen) -> None:
    if seen.is_row_filled:
        facts.last_row = _number(element.get("r")) or facts.last_row + 1
        facts.rows.add(facts.last_row)
        for column, formula in seen.formulas.items():
            facts.formulas[f"{get_column_letter(column)}{facts.last_row}"] = formula
        if BEYOND.fullmatch(seen.last_filled):
            facts.beyond[facts.last_row] = seen.last_filled
        if _is_on(element.get("hidden")):
            facts.hidden_rows.add(facts.last_row)
    seen.is_row_filled, seen.last_filled, seen.column = False, "", 0
    seen.formulas.clear()


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _number(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,7}", value) else 0
