"""From the HTML of a printed document to its blocks. Cover and contents are left out: each form makes its own."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import html as lxml_html

from neuss_integration.foundation.documents.elements import (
    Block,
    Cell,
    DocumentSection,
    Heading,
    Item,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
)
from neuss_integration.foundation.words.hygiene import CONTROLS

SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.DOTALL)
HIDDEN = re.compile(r'<svg[^>]*aria-hidden="true"')
DRAWING = "zeichnung"

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTS = {"ul", "ol"}
BLOCKS = (
    HEADINGS
    | LISTS
    | {
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "header",
        "li",
        "main",
        "nav",
        "p",
        "pre",
        "section",
        "table",
    }
)
LEFT_OUT = {"style", "script", "template", "nav"}
# A kicker stands above a heading that begins a page.
WITHOUT_USE = {"kicker"}
LEGEND = "legend"
SWATCH = re.compile(r'\bfill="\s*(#[0-9a-fA-F]{6})')
SIDE_BY_SIDE = {"signs", "counts"}
STATS = "stats"
BETWEEN = " · "
BREAK = "\x0b"
NOTE = " [{}]"


def read(html: str) -> list[DocumentSection]:
    """The sections of a printed document in order, each with its blocks; no file may hold its control characters."""
    drawings: list[str] = []

    def taken(found: re.Match[str]) -> str:
        drawings.append(found[0])
        return f'<{DRAWING} data-number="{len(drawings) - 1}"></{DRAWING}>'

    body = lxml_html.document_fromstring(SVG.sub(taken, CONTROLS.sub("", html))).body
    reader = _Reader(drawings)
    tops = [element for element in body.iter("section") if _is_top(element)] or [body]
    return [DocumentSection("landscape" in _classes(top), list(reader.blocks(top))) for top in tops]


def _is_top(section: Any) -> bool:
    has_contents = any("contents" in _classes(nav) for nav in section.iter("nav"))
    return bool({"chapter", "landscape"} & _classes(section)) and not has_contents


def _is_left_out(element: Any) -> bool:
    return not isinstance(element.tag, str) or element.tag in LEFT_OUT or bool(WITHOUT_USE & _classes(element))


def _classes(element: Any) -> set[str]:
    return set(element.get("class", "").split())


class _Reader:
    def __init__(self, drawings: list[str]) -> None:
        self.drawings = drawings

    def blocks(self, element: Any, *, depth: int = 0, quoted: bool = False) -> Iterator[Block]:
        """The blocks in an element; loose text between them becomes paragraphs."""
        loose: list[Run] = list(_text(element.text))
        for child in element:
            if _is_left_out(child):
                loose += _text(child.tail)
                continue
            if child.tag in BLOCKS:
                yield from _paragraphs(loose, quoted)
                loose = []
                yield from self.block(child, depth, quoted)
            else:
                loose += self.runs_of(child)
            loose += _text(child.tail)
        yield from _paragraphs(loose, quoted)

    def block(self, element: Any, depth: int, quoted: bool) -> Iterator[Block]:
        tag = element.tag
        if tag in HEADINGS:
            yield Heading(int(tag[1]), _joined(self.inside(element)), element.get("id", ""))
        elif SIDE_BY_SIDE & _classes(element):
            yield Paragraph(self.signs(element))
        elif tag in LISTS:
            yield from self.items(element, depth)
        elif tag == "table":
            yield self.table(element)
        elif tag == "figure":
            yield from self.figure(element)
        elif STATS in _classes(element):
            yield self.stats(element)
        elif tag == "dl":
            yield from self.terms(element)
        else:
            yield from self.blocks(element, depth=depth, quoted=quoted or tag == "blockquote")

    def signs(self, element: Any) -> Runs:
        """Marks that stand side by side in boxes of their own, where there are no boxes: parted by a dot."""
        marks = [mark for child in element if (mark := _joined(self.runs_of(child)))]
        return tuple(run for mark in marks for run in (Run(BETWEEN), *mark))[1:]

    def items(self, element: Any, depth: int) -> Iterator[Block]:
        """The entries of a list; what follows the first paragraph of an entry stands behind it."""
        start, is_numbered = int(element.get("start", "1")), element.tag == "ol"
        for number, entry in enumerate((each for each in element if each.tag == "li"), start):
            blocks = list(self.blocks(entry, depth=depth + 1))
            first = blocks[0] if blocks else None
            runs = first.runs if isinstance(first, Paragraph) else ()
            told = (Run(f"{number}. "), *runs) if is_numbered else runs
            if told or not blocks:
                yield Item(told, depth, is_numbered)
            yield from blocks[1:] if runs else blocks

    def stats(self, element: Any) -> Table:
        """Large numbers side by side, each below its name."""
        names, values = (tuple(element.iter(tag)) for tag in ("dt", "dd"))
        head = tuple(Cell((_joined(self.inside(each)),), is_head=True) for each in names)
        told = tuple(Cell((tuple(Run(run.text, bold=True) for run in _joined(self.inside(each))),)) for each in values)
        return Table("", (head,), (told,))

    def terms(self, element: Any) -> Iterator[Block]:
        """Pairs of a list of terms as paragraphs „Begriff: Erklärung“."""
        term: Runs = ()
        for entry in element.iter("dt", "dd"):
            runs = _joined(self.inside(entry))
            if entry.tag == "dt":
                term = runs
            else:
                yield Paragraph((*term, Run(": "), *(Run(run.text, True, run.italic, run.href) for run in runs)))

    def figure(self, element: Any) -> Iterator[Block]:
        """The drawings and pictures of a figure, the first with the caption, and its legend."""
        captions = [_joined(self.inside(found)) for found in element.iter("figcaption")]
        caption = "".join(run.text for run in captions[0]) if captions else ""
        for drawing in element.iter(DRAWING):
            svg = self.drawings[int(drawing.get("data-number"))]
            if not HIDDEN.match(svg):
                yield Picture(svg, _alternative(svg), caption)
                caption = ""
        for picture in element.iter("img"):
            yield Picture("", picture.get("alt", ""), caption, picture.get("src", ""))
            caption = ""
        for legend in element.iter("ul"):
            yield Paragraph(self.legend(legend), is_small=True)
        for source in element.iter("p"):
            yield Paragraph(_joined(self.inside(source)), is_small=True)
        for table in element.iter("table"):
            yield self.table(table)

    def legend(self, element: Any) -> Runs:
        """What the colours mean, each behind a square in its colour."""
        runs: list[Run] = []
        for entry in element.iter("li"):
            found = [SWATCH.search(self.drawings[int(each.get("data-number"))]) for each in entry.iter(DRAWING)]
            colour = next((each[1] for each in found if each), "")
            runs += [Run("■ ", colour=colour), *_joined(self.inside(entry)), Run("   ")]
        return tuple(runs[:-1])

    def table(self, element: Any) -> Table:
        """A table with its cells in rows."""
        captions = [_joined(self.inside(found)) for found in element.iter("caption")]
        rows = [(row, tuple(self.cell(cell) for cell in row if cell.tag in {"th", "td"})) for row in element.iter("tr")]
        head = tuple(cells for row, cells in rows if row.getparent().tag == "thead")
        body = tuple(cells for row, cells in rows if row.getparent().tag != "thead")
        return Table("".join(run.text for run in captions[0]) if captions else "", head, body)

    def cell(self, element: Any) -> Cell:
        """A cell; lists and paragraphs in it become lines."""
        paragraphs = tuple(
            block.runs for block in self.blocks(element) if isinstance(block, Paragraph | Item | Heading)
        )
        columns, rows = (int(element.get(name, "1")) for name in ("colspan", "rowspan"))
        return Cell(paragraphs, element.tag == "th", columns, rows, is_number="number" in _classes(element))

    def runs_of(self, element: Any) -> list[Run]:
        """An inline element as runs, without what follows it."""
        if element.tag == DRAWING:
            svg = self.drawings[int(element.get("data-number"))]
            return [] if HIDDEN.match(svg) else [Run(_alternative(svg))]
        if element.tag == "br":
            return [Run(BREAK)]
        if element.get("aria-hidden") == "true":
            return []
        runs = self.inside(element)
        if "footnote" in _classes(element):
            return [Run(NOTE.format("".join(run.text for run in runs)))]
        bold = element.tag in {"b", "strong"}
        italic = element.tag in {"i", "em"}
        href = element.get("href", "") if element.tag == "a" else ""
        return [Run(run.text, run.bold or bold, run.italic or italic, run.href or href) for run in runs]

    def inside(self, element: Any) -> list[Run]:
        runs = list(_text(element.text))
        for child in element:
            if not _is_left_out(child):
                runs += self.runs_of(child)
            runs += _text(child.tail)
        return runs


def _text(text: str | None) -> Iterator[Run]:
    if text:
        yield Run(text)


def _paragraphs(runs: list[Run], quoted: bool) -> Iterator[Paragraph]:
    if joined := _joined(runs):
        yield Paragraph(joined, quoted)


def _joined(runs: list[Run]) -> Runs:
    """The runs with white space as people see it: none at the ends, one blank between words, line breaks kept.

    What is left out in front, like a drawing without words, leaves no empty line.
    """
    found: list[Run] = []
    after_blank = True
    for run in runs:
        text = "\n" if run.text == BREAK else re.sub(r"[ \t\r\n\f]+", " ", run.text.replace("\u00ad", ""))
        text = text.lstrip(" \n" if not found else " ") if after_blank else text
        if text:
            after_blank = text.endswith((" ", "\n"))
            found.append(Run(text, run.bold, run.italic, run.href, run.colour))
    if found and found[-1].text.endswith((" ", "\n")):
        last = found.pop()
        if text := last.text.rstrip():
            found.append(Run(text, last.bold, last.italic, last.href))
    return tuple(found)


def _alternative(svg: str) -> str:
    found = [pattern.search(svg) for pattern in (TITLE, DESCRIPTION)]
    texts = [" ".join(lxml_html.fromstring(f"<p>{match[1]}</p>").text_content().split()) for match in found if match]
    return " ".join(texts)
