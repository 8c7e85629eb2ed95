"""Writes blocks as DOCX: real headings, lists, tables with repeated heads, pictures with alternative text."""

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from neuss_integration.foundation.archives.reproducible import timeless
from neuss_integration.foundation.documents.columns import column_widths, places
from neuss_integration.foundation.documents.elements import (
    Block,
    Cell,
    Cover,
    DocumentSection,
    Heading,
    Item,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
    plain,
)
from neuss_integration.foundation.documents.pictures import as_png
from neuss_integration.foundation.documents.word_front import drop_thumbnail, place_picture, write_front
from neuss_integration.foundation.documents.word_style import (
    DEEPEST_IN_CONTENTS,
    IN_TABLES,
    REPORT_TABLE,
    describe,
    element_of,
    field,
    head_and_foot,
    let_update,
    set_page,
    set_styles,
)
from neuss_integration.foundation.words.hygiene import clean

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINK = RGBColor(0x09, 0x27, 0x97)
DEEPEST_LIST = 3
CONTENTS = "Inhalt"
LISTS = {"Tabelle": "Tabellen", "Abbildung": "Abbildungen"}
NUMBERED = re.compile(r"(Tabelle|Abbildung) (\d+)(:.*)", re.S)


def as_docx(
    sections: Sequence[DocumentSection],
    *,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    title: str,
    subtitle: str,
    author: str,
    created: dt.datetime,
    cover: Cover | None = None,
) -> bytes:
    """The document for a word processor: A4, German, with title, contents and everything in order.

    `pictures` are the files (PNG, JPEG) behind the addresses that the sections name.

    `created` (aware) is the only date in the file: same input, same bytes. PdfError when a drawing cannot be set.
    """
    return _Writer(sections, pictures, cover).write(clean(title), clean(subtitle), clean(author), created)


class _Writer:
    def __init__(
        self, sections: Sequence[DocumentSection], pictures: Mapping[str, bytes], cover: Cover | None = None
    ) -> None:
        self.sections, self.cover = sections, cover
        self.document = Document()
        shown = [block for section in sections for block in section.blocks if isinstance(block, Picture)]
        drawn = iter(as_png([block for block in shown if not block.address]))
        self.images = iter([pictures[block.address] if block.address else next(drawn) for block in shown])
        self.anchors: dict[str, str] = {}
        headings = [block for section in sections for block in section.blocks if isinstance(block, Heading)]
        self.marks = {id(each): self.name(each.anchor or f"ziel{at}") for at, each in enumerate(headings)}
        self.pictures = 0
        self.bookmarks = 0
        self.captions: list[tuple[str, str]] = []

    def write(self, title: str, subtitle: str, author: str, created: dt.datetime) -> bytes:
        set_styles(self.document)
        let_update(self.document)
        describe(self.document, title, author, created)
        set_page(self.document.sections[0], is_landscape=False)
        head_and_foot(self.document.sections[0], title, author)
        write_front(self.document, self.cover, title, subtitle)
        self.contents()
        is_landscape = False
        for section in self.sections:
            if section.is_landscape != is_landscape:
                is_landscape = section.is_landscape
                turned = self.document.add_section(WD_SECTION.NEW_PAGE)
                turned.different_first_page_header_footer = False
                set_page(turned, is_landscape=is_landscape)
            for at, block in enumerate(section.blocks):
                self.block(block, begins_page=at == 0)
        self.lists()
        output = io.BytesIO()
        drop_thumbnail(self.document)
        self.document.save(output)
        return timeless(output.getvalue())

    def contents(self) -> None:
        """The headings as links, inside a field that a word processor fills with page numbers when it is updated."""
        headings = [
            block
            for section in self.sections
            for block in section.blocks
            if isinstance(block, Heading) and block.level <= DEEPEST_IN_CONTENTS
        ]
        title = self.document.add_paragraph(CONTENTS, style="TOC Heading")
        title.paragraph_format.page_break_before = self.cover is not None
        names = [self.marks[id(heading)] for heading in headings]
        lines = [self.document.add_paragraph(style=f"toc {each.level}") for each in headings]
        if lines:
            field(lines[0], "begin", f'TOC \\o "1-{DEEPEST_IN_CONTENTS}" \\h \\z')
        for line, heading, name in zip(lines, headings, names, strict=True):
            self.link(line, Run(plain(heading.runs), href=f"#{name}"), name)
            self.page_of(line, name)
        if lines:
            field(lines[-1], "end")

    def page_of(self, line: Any, name: str) -> None:
        """The page of a bookmark at the right end of the line, which the word processor knows."""
        line.paragraph_format.tab_stops.add_tab_stop(self.text_width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        line.add_run("\t")
        field(line, "begin", f"PAGEREF {name} \\h")
        line.add_run("–")
        field(line, "end")

    def lists(self) -> None:
        """The tables and figures with their pages, each list a field over its captions."""
        for word, heading in LISTS.items():
            found = [(text, name) for text, name in self.captions if text.startswith(word)]
            if not found:
                continue
            title = self.document.add_heading(heading, level=1)
            title.paragraph_format.page_break_before = word == next(iter(LISTS))
            lines = [self.document.add_paragraph(style="toc 1") for _ in found]
            field(lines[0], "begin", f'TOC \\h \\z \\c "{word}"')
            for line, (text, name) in zip(lines, found, strict=True):
                self.link(line, Run(text, href=f"#{name}"), name)
                self.page_of(line, name)
            field(lines[-1], "end")

    def name(self, anchor: str) -> str:
        """A bookmark's name: at most 40 letters, beginning with one."""
        return self.anchors.setdefault(anchor, f"z{len(self.anchors)}_{anchor}".replace("-", "_")[:40])

    def block(self, block: Block, *, begins_page: bool) -> None:
        match block:
            case Heading():
                self.heading(block, begins_page=begins_page)
            case Paragraph():
                style = "Quote" if block.is_quoted else IN_TABLES if block.is_small else None
                self.fill(self.document.add_paragraph(style=style), block.runs)
            case Item():
                number = f" {min(block.depth, DEEPEST_LIST - 1) + 1}" if block.depth else ""
                style = "List Continue" if block.is_numbered else "List Bullet"
                self.fill(self.document.add_paragraph(style=style + number), block.runs)
            case Table():
                self.table(block)
            case Picture():
                self.picture(block)

    def heading(self, heading: Heading, *, begins_page: bool) -> None:
        """Chapters that run on behind another in the printed report do so here."""
        paragraph = self.document.add_heading(level=min(heading.level, 4))
        paragraph.paragraph_format.page_break_before = begins_page
        self.fill(paragraph, heading.runs)
        self.mark(paragraph, self.marks[id(heading)])

    def mark(self, paragraph: Any, name: str) -> None:
        """The paragraph is a place that links and page numbers name."""
        self.bookmarks += 1
        start, end = (element_of(f"w:bookmark{kind}", id=str(self.bookmarks)) for kind in ("Start", "End"))
        start.set(qn("w:name"), name)
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(end)

    def fill(self, paragraph: Any, runs: Runs) -> None:
        for run in runs:
            if run.href.startswith("#"):
                self.link(paragraph, run, self.name(run.href[1:]))
            elif run.href:
                self.link(paragraph, run, "")
            else:
                made = paragraph.add_run(run.text)
                made.bold, made.italic = run.bold or None, run.italic or None
                if run.colour:
                    made.font.color.rgb = RGBColor.from_string(run.colour.removeprefix("#"))

    def link(self, paragraph: Any, run: Run, name: str) -> None:
        """A link to a bookmark, or to an address outside, which alone is underlined."""
        made = paragraph.add_run(run.text)
        made.font.color.rgb, made.font.underline = LINK, None if name else True
        link = OxmlElement("w:hyperlink")
        if name:
            link.set(qn("w:anchor"), name)
        else:
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
            link.set(qn("r:id"), self.document.part.relate_to(run.href, kind, is_external=True))
        paragraph._p.append(link)
        link.append(made._r)

    def table(self, table: Table) -> None:
        rows = [*table.head, *table.body]
        width = max((sum(cell.columns for cell in row) for row in rows), default=0)
        if not width:
            return
        if table.caption:
            self.caption(table.caption)
        made = self.document.add_table(len(rows), width, style=REPORT_TABLE)
        made._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:firstRow"), str(int(bool(table.head))))
        grid = made._cells  # reason: each made.cell() works the whole grid out again
        for (line, place), cell in places(rows):
            target = grid[line * width + place]
            last = grid[(min(line + cell.rows, len(rows)) - 1) * width + min(place + cell.columns, width) - 1]
            if last._tc is not target._tc:
                target = target.merge(last)
                grid = made._cells
            self.cell(target, cell)
        self.share(made, column_widths(rows, width, self.text_width))
        for number, row in enumerate(made.rows):
            properties = row._tr.get_or_add_trPr()
            properties.append(element_of("w:cantSplit"))
            if number < len(table.head):
                properties.append(element_of("w:tblHeader"))
        gap = self.document.add_paragraph(style=IN_TABLES)
        gap.paragraph_format.line_spacing = Pt(4)

    def caption(self, text: str) -> None:
        """A caption above what it names; its number counts on by itself when something is put before it."""
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        numbered = NUMBERED.match(text)
        if numbered is None:
            paragraph.add_run(text)
            return
        word, number, rest = numbered.groups()
        paragraph.add_run(f"{word} ")
        field(paragraph, "begin", f"SEQ {word} \\* ARABIC")
        paragraph.add_run(number)
        field(paragraph, "end")
        paragraph.add_run(rest)
        self.captions.append((text, f"b{len(self.captions)}"))
        self.mark(paragraph, self.captions[-1][1])

    @cached_property
    def style_in_tables(self) -> str | None:
        """Looked up once: each `paragraph.style = ` reads all styles of the document."""
        style_id: str | None = self.document.part.get_style_id(IN_TABLES, WD_STYLE_TYPE.PARAGRAPH)
        return style_id

    @property
    def text_width(self) -> int:
        """What the margins of the page leave."""
        page: Any = self.document.sections[-1]
        return int(page.page_width - page.left_margin - page.right_margin)

    def share(self, made: Any, widths: Sequence[int]) -> None:
        """The columns are so wide in every program: some read the table, some its cells."""
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for row in made._tbl.tr_lst:
            at = 0
            for cell in row.tc_lst:
                cell.width = sum(widths[at : at + cell.grid_span])
                at += cell.grid_span

    def cell(self, target: Any, cell: Cell) -> None:
        for number, runs in enumerate(cell.paragraphs):
            paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
            paragraph._p.style = self.style_in_tables
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if cell.is_number else None
            self.fill(paragraph, tuple(Run(run.text, run.bold or cell.is_head, run.italic, run.href) for run in runs))

    def picture(self, picture: Picture) -> None:
        if picture.caption:
            self.caption(picture.caption)
        shape = place_picture(self.document, next(self.images), picture.alternative)
        self.pictures += 1
        shape._inline.docPr.set("name", f"Abbildung {self.pictures}")
