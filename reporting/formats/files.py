"""All files of a publication."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.spreadsheets.writing import CSV, XLSX
from reporting.enums import FileKind
from reporting.formats.document import report_document
from reporting.formats.paper import paper_text
from reporting.formats.parts import summary_html
from reporting.formats.tables import measures_csv, report_workbook
from reporting.formats.tables.open_data import data_dictionary, open_data, schema_file

Json = Mapping[str, Any]
PDF, JSON = "application/pdf", "application/json"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SCHEMA = "application/schema+json"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class MadeFile:
    kind: FileKind
    ending: str
    media_type: str
    content: bytes


def other_files(content: Json, text: str, pictures: Mapping[str, bytes], tell: Callable[[str], None]) -> list[MadeFile]:
    """Every form but the PDF of the whole and of its volumes, from the snapshot `content` with its `pictures`.

    `text` is the canonical spelling of `content`; `tell` hears each step. The same snapshot gives the same bytes.
    Raises PdfError when the summary cannot be set.
    """
    tell("Kurzfassung wird gesetzt")
    summary = render_pdf(summary_html(content), created=dt.datetime.fromisoformat(content["created_at"]))
    tell("Tabellen und Textdokument werden geschrieben")
    return [
        MadeFile(FileKind.SUMMARY, "-kurzfassung.pdf", PDF, summary),
        MadeFile(FileKind.WORKBOOK, "-tabellen.xlsx", XLSX, report_workbook(content)),
        MadeFile(FileKind.TABLE, "-massnahmen.csv", CSV, measures_csv(content)),
        MadeFile(FileKind.DOCUMENT, ".docx", DOCX, report_document(content, pictures)),
        MadeFile(FileKind.PAPER, "-vorlage.txt", TEXT, paper_text(content)),
        MadeFile(FileKind.COLUMNS, "-spalten.csv", CSV, data_dictionary()),
        MadeFile(FileKind.OPEN_DATA, "-offene-daten.json", JSON, open_data(content)),
        MadeFile(FileKind.SCHEMA, "-offene-daten.schema.json", SCHEMA, schema_file()),
        MadeFile(FileKind.DATA, ".json", JSON, text.encode()),
    ]
