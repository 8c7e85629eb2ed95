"""Looking at an XLSX file before anything opens it: size, macros, entities, merged cells.

A workbook is an archive of XML files. Sizes are read from its table of contents; Python's reader stops at the size
that stands there, so an archive that lies about it is broken, not big.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, Any, Final

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from neuss_integration.foundation.exceptions import Refused

MOST_MEMBERS: Final = 1_000
MOST_BYTES: Final = 100 * 1024 * 1024
MOST_RATIO: Final = 150
SMALL: Final = 1024 * 1024
MOST_EXAMPLES: Final = 3
SHEET: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT_SHEET: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"

BROKEN: Final = "Die Datei ist beschädigt. Bitte öffnen Sie sie in Excel und speichern Sie sie neu als .xlsx."
NOT_XLSX: Final = (
    "Das ist keine Excel-Datei. Bitte speichern Sie die Tabelle als „Excel-Arbeitsmappe (.xlsx)“ oder als CSV."
)
PROTECTED: Final = (
    "Die Datei ist mit einem Kennwort geschützt oder im alten Format .xls. "
    "Bitte speichern Sie sie ohne Kennwort als „Excel-Arbeitsmappe (.xlsx)“."
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
    hidden_rows: bool = False
    hidden_columns: bool = False
    filled_rows: int = 0
    last_row: int = 0


@dataclass(slots=True)
class Inspection:
    """What stands in a workbook besides its values; `sheets` by the path inside the archive."""

    sheets: dict[str, Facts] = field(default_factory=dict)
    has_links: bool = False


def inspect(content: bytes) -> Inspection:
    """Looks through the archive. Raises Refused with a sentence when it must not be opened."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(PROTECTED)
    if not content.startswith(b"PK"):
        raise Refused(NOT_XLSX)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_table_of_contents(archive)
            return _read_through(archive)
    # Each is raised by zipfile, zlib or the parser for files that are damaged, cut off, encrypted or packed unusually.
    except (zipfile.BadZipFile, ParseError, EOFError, NotImplementedError, RuntimeError, UnicodeError) as error:
        raise Refused(BROKEN) from error
    except DefusedXmlException as error:
        raise Refused(ENTITIES) from error


def _check_table_of_contents(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if "mimetype" in names:
        raise Refused(OPEN_DOCUMENT)
    if len(names) < len(members):
        raise Refused(BROKEN)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(MACROS)
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise Refused(TOO_BIG_INSIDE)
    if any(each.file_size > SMALL and each.file_size > MOST_RATIO * each.compress_size for each in members):
        raise Refused(TOO_BIG_INSIDE)
    if "[Content_Types].xml" not in names:
        raise Refused(NOT_XLSX)
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types:
        raise Refused(MACROS)
    if b"spreadsheetml" not in types:
        raise Refused(NOT_XLSX)


def _read_through(archive: zipfile.ZipFile) -> Inspection:
    found = Inspection()
    for name in archive.namelist():
        if name.startswith("xl/externalLinks/") or name == "xl/connections.xml":
            found.has_links = True
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open(name) as member:
            facts = _facts(member)
        if facts is not None:
            found.sheets[name] = facts
    return found


def _facts(member: IO[bytes]) -> Facts | None:
    """The facts of a sheet; None for any other part, which is only looked through for entities."""
    facts: Facts | None = None
    for event, element in iterparse(member, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if facts is None and element.tag in (f"{SHEET}worksheet", f"{STRICT_SHEET}worksheet"):
                facts = Facts()
            continue
        if facts is not None:
            _note(facts, element)
        if not element.tag.endswith(("}c", "}v", "}is", "}t", "}r")):
            element.clear()
    return facts


def _note(facts: Facts, element: Any) -> None:
    kind = element.tag.rpartition("}")[2]
    if kind == "mergeCell" and len(facts.merged) < MOST_EXAMPLES:
        facts.merged.append(element.get("ref", ""))
    elif kind == "col" and _is_on(element.get("hidden")):
        facts.hidden_columns = True
    elif kind == "row":
        if any(len(cell) for cell in element):
            facts.filled_rows += 1
            facts.last_row = _number(element.get("r")) or facts.last_row + 1
        facts.hidden_rows = facts.hidden_rows or _is_on(element.get("hidden"))


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _number(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,7}", value) else 0
