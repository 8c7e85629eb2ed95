"""How a document for a word processor looks: page, typefaces, tables, head and foot, and the fields it fills itself."""

import datetime as dt
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

INK, TEAL = RGBColor(0x06, 0x00, 0x5D), RGBColor(0x00, 0x6B, 0x8C)
SIZES = {"Heading 1": 20, "Heading 2": 14, "Heading 3": 12, "Heading 4": 11, "Title": 28, "Subtitle": 14}
DEEPEST_IN_CONTENTS = 1
IN_TABLES = "Tabellentext"
KICKER = "Herausgeber"
REPORT_TABLE = "Berichtstabelle"
LINE, HEAD_SHADE, RULE = "C9CCE0", "ECEDF5", "3CC39F"
PORTRAIT, LANDSCAPE = (Mm(210), Mm(297)), (Mm(297), Mm(210))


def set_styles(document: Any) -> None:
    """German as language of all styles, which build on `Normal`; headings, captions and tables as in the report."""
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    for element in (styles["Normal"].element.get_or_add_rPr(), *styles.element.iter(qn("w:rPrDefault"))):
        for language in list(element.iter(qn("w:lang"))):
            language.getparent().remove(language)
        properties = element if element.tag == qn("w:rPr") else element.find(qn("w:rPr"))
        properties.append(element_of("w:lang", val="de-DE", eastAsia="de-DE", bidi="de-DE"))
    for name, size in SIZES.items():
        font = styles[name].font
        font.name, font.size, font.color.rgb, font.italic = "Calibri", Pt(size), INK, False
        for fonts in styles[name].element.iter(qn("w:rFonts")):
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
    _front_styles(styles)
    small = styles.add_style(IN_TABLES, 1)
    small.base_style, small.font.size = styles["Normal"], Pt(9)
    small.paragraph_format.space_before = small.paragraph_format.space_after = Pt(1.5)
    caption = styles["Caption"]
    caption.font.name, caption.font.size, caption.font.bold = "Calibri", Pt(9), True
    caption.font.color.rgb = INK
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(2)
    styles["Heading 1"].element.pPr.find(qn("w:keepLines")).addnext(_rule())
    for name in ("Header", "Footer"):
        styles[name].font.size = Pt(9)
    _table_style(styles)
    for level in range(1, DEEPEST_IN_CONTENTS + 1):
        style = styles.add_style(f"toc {level}", 1)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent, style.paragraph_format.space_after = Mm(6 * (level - 1)), Pt(0)
        style.paragraph_format.line_spacing = 1.0


def _rule() -> Any:
    """The line above each chapter of the printed report."""
    borders = element_of("w:pBdr")
    borders.append(element_of("w:top", val="single", sz="27", space="6", color=RULE))
    return borders


def _front_styles(styles: Any) -> None:
    """Title and period as on the printed cover, with nothing left of the template: no line, no slanted letters."""
    for name in ("Title", "Subtitle"):
        style = styles[name]
        style.font.bold = name == "Title"
        for tag in ("w:pBdr", "w:spacing", "w:kern"):
            for element in list(style.element.iter(qn(tag))):
                element.getparent().remove(element)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(12)
    kicker = styles.add_style(KICKER, 1)
    kicker.base_style, kicker.font.size, kicker.font.bold = styles["Normal"], Pt(13), True
    kicker.font.color.rgb = TEAL
    kicker.paragraph_format.space_before = Pt(24)


def _table_style(styles: Any) -> None:
    """Tables as in the printed report: lines between the rows, the head shaded, no grid."""
    style = styles.add_style(REPORT_TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    table = element_of("w:tblPr")
    borders = element_of("w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        borders.append(element_of(f"w:{side}", val="single", sz=size, space="0", color=LINE))
    table.append(borders)
    style.element.append(table)
    head = element_of("w:tblStylePr", type="firstRow")
    cell = element_of("w:tcPr")
    cell.append(element_of("w:shd", val="clear", color="auto", fill=HEAD_SHADE))
    head.append(cell)
    style.element.append(head)


def head_and_foot(section: Any, title: str, author: str) -> None:
    """The title above and the page number below each page but the first; later sections take both over."""
    section.different_first_page_header_footer = True
    for part, text in ((section.header, title), (section.footer, f"{author} · Seite ")):
        paragraph = part.paragraphs[0]
        paragraph.add_run(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field(paragraph, "begin", "PAGE")
    paragraph.add_run("1")
    field(paragraph, "end")


def let_update(document: Any) -> None:
    """Words are parted as German parts them, and page numbers are filled in when the file is opened."""
    settings = document.settings.element
    for name in ("autoHyphenation", "updateFields"):
        for old in list(settings.iter(qn(f"w:{name}"))):
            settings.remove(old)
    settings.insert(0, element_of("w:updateFields", val="true"))
    settings.insert(0, element_of("w:autoHyphenation", val="true"))


def describe(document: Any, title: str, author: str, created: dt.datetime) -> None:
    """Title, author, language and the one date of the file."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.language, properties.comments, properties.revision = "de-DE", "", 1
    properties.created = properties.modified = created.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)


def set_page(section: Any, *, is_landscape: bool) -> None:
    """A4 with the margins of the printed report."""
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = LANDSCAPE if is_landscape else PORTRAIT
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)


def element_of(tag: str, **attributes: str) -> Any:
    """An element `w:tag` with attributes of the same namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def field(paragraph: Any, kind: str, instruction: str = "") -> None:
    """The begin (with its instruction) or the end of a field."""
    if kind == "end":
        paragraph.add_run()._r.append(element_of("w:fldChar", fldCharType="end"))
        return
    paragraph.add_run()._r.append(element_of("w:fldChar", fldCharType="begin"))
    text = element_of("w:instrText")
    text.text = instruction
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(element_of("w:fldChar", fldCharType="separate"))
