"""Writing ODS (OpenDocument): text stays text, days and numbers are real values, the same tables are the same bytes."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from neuss_integration.foundation.archives.reproducible import ZIP_TIME
from neuss_integration.foundation.spreadsheets.cells import (
    QUOTED,
    CellKind,
    Column,
    Sheet,
    as_text,
    is_number,
    storable,
)
from neuss_integration.foundation.words.partial_dates import PartialDate

ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES: Final = {
    "office": "office",
    "table": "table",
    "text": "text",
    "style": "style",
    "number": "datastyle",
    "fo": "xsl-fo-compatible",
    "manifest": "manifest",
}
_SPACES: Final = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _NAMES.items()
)
_DAY: Final = (
    '<number:date-style style:name="day"><number:day number:style="long"/><number:text>.</number:text>'
    '<number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/>'
    "</number:date-style>"
)
_MONEY: Final = (
    '<number:number-style style:name="money"><number:number number:decimal-places="2" number:min-integer-digits="1"/>'
    "</number:number-style>"
)
_CELL: Final = '<style:style style:name="{0}" style:family="table-cell" style:data-style-name="{1}"/>'
_HEAD: Final = (
    '<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
)
STYLES: Final = f"{_DAY}{_MONEY}{_CELL.format('d', 'day')}{_CELL.format('m', 'money')}{_HEAD}"
MANIFEST: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {_SPACES} manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def open_document(sheets: Sequence[Sheet]) -> bytes:
    """The `sheets` as an ODS file. No cell is a formula, whatever its text begins with."""
    tables = "".join(piece for sheet in sheets for piece in _table(sheet))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", ZIP_TIME), ODS, zipfile.ZIP_STORED)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", MANIFEST)):
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _table(sheet: Sheet) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(sheet.title)}>"
    yield f'<table:table-column table:number-columns-repeated="{len(sheet.columns)}"/>'
    heads = "".join(_text(column.heading, ' table:style-name="head"') for column in sheet.columns)
    yield f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>"
    for row in sheet.rows:
        cells = (_cell(column, value) for column, value in zip(sheet.columns, row, strict=True))
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    yield "</table:table>"


def _cell(column: Column, value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, PartialDate) and value.precision == "day":
        value = value.date
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else as_text(value)
    if isinstance(value, dt.date):
        kind = f' table:style-name="d" office:value-type="date" office:date-value="{value.isoformat()}"'
        return f"<table:table-cell{kind}><text:p>{as_text(value)}</text:p></table:table-cell>"
    if is_number(value) and not isinstance(value, PartialDate):
        style = ' table:style-name="m"' if column.kind == CellKind.MONEY else ""
        number = f"{value:f}" if isinstance(value, Decimal) else str(value)
        kind = f'{style} office:value-type="float" office:value="{number}"'
        return f"<table:table-cell{kind}><text:p>{as_text(value)}</text:p></table:table-cell>"
    return _text(as_text(value))


def _text(text: str, style: str = "") -> str:
    """A cell of text; reading takes an apostrophe before a sign of a formula off, so one that is meant stands twice."""
    shown = storable(f"'{text}" if QUOTED.match(text) else text)
    spaced = escape(shown).replace("  ", ' <text:s text:c="1"/>').replace("\t", "<text:tab/>")
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in spaced.split("\n"))
    return f'<table:table-cell{style} office:value-type="string">{paragraphs}</table:table-cell>'
