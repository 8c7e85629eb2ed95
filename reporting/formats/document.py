"""The report as a Word document, for the council office to go on working with: headings, lists and tables."""

import datetime as dt
import io
import re
import zipfile
from html.parser import HTMLParser
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reporting.rendering import report_body
from reporting.schema import upgraded

Json = dict[str, Any]
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
BLOCKS = {"p", "li", "dt", "dd", "caption", "figcaption", "blockquote", "pre"}
BOXES = {"div", "section", "article"}
STYLES = {"li": "List Bullet", "caption": "Caption", "figcaption": "Caption", "blockquote": "Quote"}
HEADING = re.compile("h([1-6])")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def report_document(content: Json) -> bytes:
    """The snapshot as DOCX; charts stand as their description, because their numbers are in the tables."""
    content = upgraded(content)
    kept = [each for each in content["sections"] if each["kind"] not in ("index", "lists")]
    document = Document()
    document.add_heading(content["report"]["title"], level=0)
    period, day = content["report"]["period"]["label"], content["report"]["as_of_label"]
    document.add_paragraph(f"{content['city']}, {content['office']}. Berichtszeitraum {period}, Stand {day}.")
    writer = _Writer(document)
    writer.feed(str(report_body(content | {"sections": kept})))
    writer.close()
    return _saved(document, content)


def _saved(document: Any, content: Json) -> bytes:
    moment = dt.datetime.fromisoformat(content["created_at"]).astimezone(dt.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.language = content["report"]["title"], content["office"], "de-DE"
    properties.created = properties.modified = moment
    properties.last_modified_by = content["office"]
    properties.comments = ""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, before.read(name))
    return out.getvalue()


class _Writer(HTMLParser):
    """Walks our own HTML: it knows blocks, tables and the words of charts, all else is text."""

    def __init__(self, document: Any) -> None:
        super().__init__()
        self.document = document
        self.text: list[str] = []
        self.rows: list[list[tuple[str, bool]]] | None = None
        self.head_rows = 0
        self.hidden = 0
        self.alt: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins: what was open before it is written."""
        if tag == "svg":
            self.alt = None if dict(attrs).get("aria-hidden") == "true" else []
            self.hidden += 1
        elif tag == "table":
            self._write("p")
            self.rows, self.head_rows = [], 0
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag == "br":
            self.text.append("\n")
        elif self.rows is None and (tag in BLOCKS or HEADING.fullmatch(tag)):
            self._write("p")
        elif tag in BLOCKS:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """A block ends and is written."""
        if tag == "svg":
            self._end_of_picture()
        elif tag == "table":
            self._table()
        elif tag == "thead" and self.rows is not None:
            self.head_rows = len(self.rows)
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append((self._taken(), tag == "th"))
        elif tag == "caption" or (self.rows is None and (tag in BLOCKS | BOXES or HEADING.fullmatch(tag))):
            self._write(tag)

    def handle_data(self, data: str) -> None:
        """Text of a block, or the words of a chart."""
        if not self.hidden:
            self.text.append(data)
        elif self.alt is not None and data.strip():
            self.alt.append(" ".join(data.split()))

    def _taken(self) -> str:
        lines = [" ".join(line.split()) for line in _FORBIDDEN.sub("", "".join(self.text)).split("\n")]
        self.text = []
        return " ".join(line for line in lines if line)

    def _write(self, tag: str) -> None:
        if not (text := self._taken()):
            return
        if heading := HEADING.fullmatch(tag):
            self.document.add_heading(text, level=max(int(heading[1]) - 1, 1))
        else:
            self.document.add_paragraph(text, style=STYLES.get(tag))

    def _end_of_picture(self) -> None:
        self.hidden -= 1
        if self.alt and self.rows is None:
            self.document.add_paragraph(f"Abbildung: {' '.join(self.alt[:2])}")
        self.alt = None

    def _table(self) -> None:
        rows, self.rows = [row for row in self.rows or [] if row], None
        if not rows:
            return
        table = self.document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
        for cells, row in zip((each.cells for each in table.rows), rows, strict=True):
            for cell, (text, is_head) in zip(cells, row, strict=False):
                run = cell.paragraphs[0].add_run(text)
                run.bold = is_head
        for row in table.rows[: self.head_rows]:
            mark = OxmlElement("w:tblHeader")
            mark.set(qn("w:val"), "true")
            row._tr.get_or_add_trPr().append(mark)
        self.document.add_paragraph("")
