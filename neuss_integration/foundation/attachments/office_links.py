"""What a DOCX, XLSX or ODT would fetch, run or unpack when somebody opens it.

Parts are read element by element (expat), kept nowhere, and never with a document type: entities have no way in.
"""

import re
import zipfile
from typing import Any, Final
from xml.parsers import expat

from neuss_integration.foundation.archives.reading import Damaged
from neuss_integration.foundation.exceptions import Refused

PIECE: Final = 64 * 1024
XML: Final = (".xml", ".rels", ".vml", ".svg")
WHOLE: Final = re.compile(
    r"^word/.*\.xml$|^xl/(worksheets|externalLinks)/|^(content|styles)\.xml$|\.(rels|vml|svg)$", re.I
)
"""Parts that are read to their end; of the others only what stands before the first element."""
REMOTE: Final = re.compile(r"(?:https?|ftp|smb|mhtml):|(?:file:)?[/\\]{2}(?![/\\])|file:[/\\]{4}", re.I)
"""Another computer: an address of the web or of a share (file://server/…, also with two backslashes)."""
RUNNING_RELATIONS: Final = ("/aFChunk", "/connections", "/vbaProject")
TEMPLATE: Final = "/attachedTemplate"
RUNNING: Final = frozenset({"event-listener", "dde-source", "ddeLink"})
"""Elements that call a macro or another program."""
FIELD: Final = "instrText"
FORMULA: Final = "f"
FIELDS: Final = re.compile(
    r"\bDDE(AUTO)?\b|\b(INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK)\b[^\n]*?(https?:|ftp:|[/\\]{2}\w)", re.I
)
"""Instructions of Word that run a program or fetch something."""
FORMULAS: Final = re.compile(r"\b(WEBSERVICE|IMAGE|RTD)\s*\(", re.I)
"""Formulas of Excel that do so."""
OUTSIDE: Final = (
    "„{name}“ holt beim Öffnen etwas von anderswo oder ruft ein Programm auf, zum Beispiel ein verknüpftes Bild oder "
    "Daten einer anderen Datei. Bitte fügen Sie es fest ein oder speichern Sie die Datei als PDF."
)
ENTITIES: Final = (
    "„{name}“ enthält Bestandteile, die Büroprogramme nicht schreiben (eine Dokumenttypdefinition). "
    "Bitte kopieren Sie den Inhalt in eine neue Datei."
)


class _Doctype(Exception):
    """A part has a document type, or in pictures an entity."""


class _Outside(Exception):
    """A part reaches out."""


class _Enough(Exception):
    """The rest of a part need not be read."""


def remote_templates(archive: zipfile.ZipFile, name: str) -> set[str]:
    """The lists of relations that name a template on another computer. Raises Refused for all else that reaches out."""
    lists = set()
    for part in archive.namelist():
        if not part.lower().endswith(XML) or not archive.getinfo(part).file_size:
            continue
        try:
            if _read(archive, part):
                lists.add(part)
        except _Doctype as reason:
            raise Refused(ENTITIES.format(name=name)) from reason
        except _Outside as reason:
            raise Refused(OUTSIDE.format(name=name)) from reason
        except (expat.ExpatError, LookupError, ValueError) as reason:
            raise Damaged from reason
    return lists


def _read(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether the part names a template on another computer."""
    visitor = _Visitor(is_whole=WHOLE.search(part) is not None)
    parser = expat.ParserCreate(namespace_separator=" ")
    visitor.listen(parser, is_picture=part.lower().endswith(".svg"))
    with archive.open(part) as stream:
        try:
            while data := stream.read(PIECE):
                parser.Parse(data)
            parser.Parse(b"", True)
        except _Enough:
            return False
    if FIELDS.search("".join(visitor.fields)) or FORMULAS.search("".join(visitor.formulas)):
        raise _Outside
    return visitor.has_template


class _Visitor:
    """Looks at one part after the other of its elements."""

    def __init__(self, *, is_whole: bool) -> None:
        self.is_whole = is_whole
        self.fields: list[str] = []
        self.formulas: list[str] = []
        self.has_template = False
        self.parser: Any = None

    def listen(self, parser: Any, *, is_picture: bool) -> None:
        """Pictures of drawing programs have a document type; what makes it dangerous are its entities."""
        self.parser = parser
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        if is_picture:
            parser.EntityDeclHandler = self.refuse
        else:
            parser.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *_: Any) -> None:
        """A document type, or an entity in one."""
        raise _Doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One element begins."""
        if not self.is_whole:
            raise _Enough
        local = name.rpartition(" ")[2]
        if local in RUNNING:
            raise _Outside
        if local in (FIELD, FORMULA):
            self.parser.CharacterDataHandler = (self.fields if local == FIELD else self.formulas).append
        plain = {key.rpartition(" ")[2]: value.strip() for key, value in attributes.items()}
        if local == "Relationship":
            self.relation(plain)
        elif local != "a" and any(REMOTE.match(plain.get(key, "")) for key in ("href", "src")):
            raise _Outside
        if local in ("fldSimple", "fldChar"):
            self.fields.append(f"\n{plain.get('instr', '')}\n")

    def end(self, name: str) -> None:
        """What follows is no instruction until the next begins; one field may be spread over several elements."""
        if name.rpartition(" ")[2] in (FIELD, FORMULA):
            self.parser.CharacterDataHandler = None
            self.formulas.append("\n")

    def relation(self, given: dict[str, str]) -> None:
        """A line of a list of relations; links are followed by people only."""
        kind, target = given.get("Type", ""), given.get("Target", "")
        is_remote = given.get("TargetMode") == "External" and REMOTE.match(target) is not None
        if kind.endswith(RUNNING_RELATIONS) or (is_remote and not kind.endswith(("/hyperlink", TEMPLATE))):
            raise _Outside
        self.has_template = self.has_template or (is_remote and kind.endswith(TEMPLATE))
