"""Writes blocks as DOCX: real headings, lists, tables with repeated heads, pictures with alternative text."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from neuss_integration.foundation.archives.reproducible import timeless
from neuss_integration.foundation.documents.blocks import (
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
    plain,
)
from neuss_integration.foundation.documents.columns import column_widths, places
from neuss_integration.foundation.documents.pictures import as_png

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
INK = RGBColor(0x06, 0x00, 0x5D)
LINK = RGBColor(0x09, 0x27, 0x97)
SIZES = {"Heading 1": 20, "Heading 2": 14, "Heading 3": 12, "Heading 4": 11, "Title": 28}
DEEPEST_LIST = 3
DEEPEST_IN_CONTENTS = 2
CONTENTS = "Inhalt"
IN_TABLES = "Tabellentext"
WIDTH, HIGHEST = Mm(160), Mm(190)
PORTRAIT, LANDSCAPE = (Mm(210), Mm(297)), (Mm(297), Mm(210))


def as_docx(
    sections: Sequence[DocumentSection],
    *,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    title: str,
    subtitle: str,
    author: str,
    created: dt.datetime,
) -> bytes:
    """The document for a word processor: A4, German, with title, contents and everything in order.

    `pictures` are the files (PNG, JPEG) behind the addresses that the sections name.

    `created` (aware) is the only date in the file: same input, same bytes. PdfError when a drawing cannot be set.
    """
    return _Writer(sections, pictures).write(title, subtitle, author, created)


class _Writer:
    def __init__(self, sections: Sequence[DocumentSection], pictures: Mapping[str, bytes]) -> None:
        self.sections = sections
        self.document = Document()
        shown = [block for section in sections for block in section.blocks if isinstance(block, Picture)]
        drawn = iter(as_png([block for block in shown if not block.address]))
        self.images = iter([pictures[block.address] if block.address else next(drawn) for block in shown])
        self.anchors: dict[str, str] = {}
        headings = [block for section in sections for block in section.blocks if isinstance(block, Heading)]
        self.marks = {id(each): self.name(each.anchor or f"ziel{at}") for at, each in enumerate(headings)}
        self.pictures = 0
        self.bookmarks = 0

    def write(self, title: str, subtitle: str, author: str, created: dt.datetime) -> bytes:
        _style(self.document)
        _describe(self.document, title, author, created)
        _set_page(self.document.sections[0], is_landscape=False)
        self.document.add_paragraph(title, style="Title")
        self.document.add_paragraph(subtitle, style="Subtitle")
        self.contents()
        is_landscape = False
        for section in self.sections:
            if section.is_landscape != is_landscape:
                is_landscape = section.is_landscape
                _set_page(self.document.add_section(WD_SECTION.NEW_PAGE), is_landscape=is_landscape)
            for block in section.blocks:
                self.block(block)
        output = io.BytesIO()
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
        self.document.add_paragraph(CONTENTS, style="TOC Heading")
        names = [self.marks[id(heading)] for heading in headings]
        lines = [self.document.add_paragraph(style=f"toc {heading.level}") for heading in headings]
        if lines:
            _field(lines[0], "begin", f'TOC \\o "1-{DEEPEST_IN_CONTENTS}" \\h \\z')
        for line, heading, name in zip(lines, headings, names, strict=True):
            self.link(line, Run(plain(heading.runs), href=f"#{name}"), name)
        if lines:
            _field(lines[-1], "end")

    def name(self, anchor: str) -> str:
        """A bookmark's name: at most 40 letters, beginning with one."""
        return self.anchors.setdefault(anchor, f"z{len(self.anchors)}_{anchor}".replace("-", "_")[:40])

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.fill(self.document.add_paragraph(style="Quote" if block.is_quoted else None), block.runs)
            case Item():
                number = f" {min(block.depth, DEEPEST_LIST - 1) + 1}" if block.depth else ""
                style = "List Number" if block.is_numbered else "List Bullet"
                self.fill(self.document.add_paragraph(style=style + number), block.runs)
            case Table():
                self.table(block)
            case Picture():
                self.picture(block)

    def heading(self, heading: Heading) -> None:
        paragraph = self.document.add_heading(level=min(heading.level, 4))
        paragraph.paragraph_format.page_break_before = heading.level == 1
        self.fill(paragraph, heading.runs)
        self.bookmarks += 1
        start, end = (_element(f"w:bookmark{kind}", id=str(self.bookmarks)) for kind in ("Start", "End"))
        start.set(qn("w:name"), self.marks[id(heading)])
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

    def link(self, paragraph: Any, run: Run, name: str) -> None:
        """A link to a bookmark, or to an address outside."""
        made = paragraph.add_run(run.text)
        made.font.color.rgb, made.font.underline = LINK, True
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
            caption = self.document.add_paragraph(table.caption, style="Caption")
            caption.paragraph_format.keep_with_next = True
        made = self.document.add_table(len(rows), width, style="Table Grid")
        for (line, place), cell in places(rows):
            target = made.cell(line, place)
            last = made.cell(min(line + cell.rows, len(rows)) - 1, min(place + cell.columns, width) - 1)
            self.cell(target.merge(last) if last._tc is not target._tc else target, cell)
        self.share(made, column_widths(rows, width, self.text_width))
        for number, row in enumerate(made.rows):
            properties = row._tr.get_or_add_trPr()
            properties.append(_element("w:cantSplit"))
            if number < len(table.head):
                properties.append(_element("w:tblHeader"))
        self.document.add_paragraph()

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
            paragraph.style = IN_TABLES
            self.fill(paragraph, tuple(Run(run.text, run.bold or cell.is_head, run.italic, run.href) for run in runs))

    def picture(self, picture: Picture) -> None:
        if picture.caption:
            caption = self.document.add_paragraph(picture.caption, style="Caption")
            caption.paragraph_format.keep_with_next = True
        shape = self.document.add_picture(io.BytesIO(next(self.images)), width=WIDTH)
        if shape.height > HIGHEST:
            shape.width, shape.height = round(shape.width * HIGHEST / shape.height), HIGHEST
        self.pictures += 1
        shape._inline.docPr.set("descr", picture.alternative)
        shape._inline.docPr.set("name", f"Abbildung {self.pictures}")


def _style(document: Any) -> None:
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    language = _element("w:lang", val="de-DE")
    styles["Normal"].element.get_or_add_rPr().append(language)
    for name, size in SIZES.items():
        font = styles[name].font
        font.name, font.size, font.color.rgb = "Calibri", Pt(size), INK
        for fonts in styles[name].element.iter(qn("w:rFonts")):
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
    small = styles.add_style(IN_TABLES, 1)
    small.base_style, small.font.size = styles["Normal"], Pt(9)
    small.paragraph_format.space_before = small.paragraph_format.space_after = Pt(1.5)
    for level in range(1, DEEPEST_IN_CONTENTS + 1):
        style = styles.add_style(f"toc {level}", 1)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent, style.paragraph_format.space_after = Mm(6 * (level - 1)), Pt(2)


def _describe(document: Any, title: str, author: str, created: dt.datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.language, properties.comments, properties.revision = "de-DE", "", 1
    properties.created = properties.modified = created.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)


def _set_page(section: Any, *, is_landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = LANDSCAPE if is_landscape else PORTRAIT
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _field(paragraph: Any, kind: str, instruction: str = "") -> None:
    """The begin (with its instruction) or the end of a field."""
    if kind == "end":
        paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))
        return
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="begin"))
    text = _element("w:instrText")
    text.text = instruction
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="separate"))
