"""What a finished PDF says about itself, for tests and for the worker after rendering."""

import io
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

import pikepdf

from neuss_integration.foundation.pdf.reading import Element, marked_text, structure
from neuss_integration.foundation.words.hyphenation import UNBREAKABLE

HEADING = re.compile("H[1-6]")
BOOKMARKED = re.compile("H[1-3]")
SKIPPED = {"head", "style", "script", "svg", "template"}
VOID = {"br", "hr", "img", "input", "link", "meta", "col", "wbr", "source", "area", "base", "embed", "track"}
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip


@dataclass(frozen=True)
class PdfFacts:
    """What `inspect` found: headings of three levels, `text` without generated numbers and pictures."""

    pages: int
    title: str
    lang: str
    shows_title: bool
    standards: frozenset[str]
    created: str
    bookmarks: tuple[str, ...]
    headings: tuple[str, ...]
    attachments: tuple[str, ...]
    text: str
    problems: tuple[str, ...]


def inspect(pdf_bytes: bytes) -> PdfFacts:
    """The facts of a PDF; `problems` are German sentences, empty when nothing contradicts PDF/UA-1 and PDF/A-3a."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        tree = structure(pdf)
        _, loose = marked_text(pdf)
        headings = [element for element in tree.walk() if BOOKMARKED.fullmatch(element.role)]
        facts = PdfFacts(
            pages=len(pdf.pages),
            title=str(pdf.docinfo.get("/Title", "")),
            lang=str(pdf.Root.get("/Lang", "")),
            shows_title=bool(pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False)),
            standards=_standards(pdf),
            created=str(pdf.docinfo.get("/CreationDate", "")),
            bookmarks=_bookmarks(pdf),
            headings=tuple(heading.text(generated=False) for heading in headings),
            attachments=tuple(sorted(pdf.attachments)),
            text=tree.text(generated=False).replace(UNBREAKABLE, "-"),
            problems=(),
        )
    return PdfFacts(**{**facts.__dict__, "problems": tuple(find_problems(facts, tree, loose))})


def html_text(html: str) -> str:
    """The text people read in `html`, in order and in one line: no head, no drawings, nothing hidden from speech."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.pieces).replace("\u00ad", "").replace(UNBREAKABLE, "-").split())


def _standards(pdf: pikepdf.Pdf) -> frozenset[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        part, conformance = metadata.get("pdfaid:part", ""), metadata.get("pdfaid:conformance", "")
        found = {f"PDF/A-{part}{conformance.lower()}"} if part else set()
        if ua := metadata.get("{http://www.aiim.org/pdfua/ns/id/}part", ""):
            found.add(f"PDF/UA-{ua}")
    return frozenset(found)


def _bookmarks(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    with pdf.open_outline(max_depth=10) as outline:
        waiting, found = list(outline.root), []
        while waiting:
            item = waiting.pop(0)
            found.append(item.title)
            waiting = list(item.children) + waiting
    return tuple(found)


def find_problems(facts: PdfFacts, tree: Element, loose: list[str]) -> list[str]:
    """German sentences for what contradicts the standards; `loose` is text outside of tags and artifacts."""
    found = [f"Die Norm {name} ist nicht angegeben." for name in sorted({"PDF/UA-1", "PDF/A-3a"} - facts.standards)]
    if not (facts.title and facts.lang and facts.shows_title):
        found.append("Titel, Sprache oder Anzeige des Titels fehlen.")
    if any(text.strip() for text in loose):
        found.append("Ein Text steht außerhalb der Auszeichnung.")
    if len(facts.bookmarks) < len(facts.headings):
        found.append("Nicht jede Überschrift hat ein Lesezeichen.")
    levels = [0] + [int(element.role[1]) for element in tree.walk() if HEADING.fullmatch(element.role)]
    if any(after > before + 1 for before, after in pairwise(levels)):
        found.append("Eine Ebene der Überschriften ist übersprungen.")
    names = [link.entries.get("Contents", "") for link in tree.find("Link")]
    if any(not name or "://" in name or name.startswith("#") for name in names):
        found.append("Ein Verweis hat keinen sprechbaren Namen.")
    if not all(str(figure.entries.get("Alt", "")).strip() for figure in tree.find("Figure")):
        found.append("Eine Abbildung hat keine Textalternative.")
    return found


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append("" if tag in INLINE else " ")
        if tag not in VOID:
            hidden = tag in SKIPPED or dict(attrs).get("aria-hidden") == "true"
            self.open.append((tag, hidden or (bool(self.open) and self.open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append("" if tag in INLINE else " ")
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1][1]):
            self.pieces.append(data)
