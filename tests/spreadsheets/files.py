"""Workbooks as bytes, also such as no office program writes."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import Workbook

MEGABYTE = 1024 * 1024
STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
)
ROWS = [["Titel", "Federführung"], ["Lotsendienst", "Amt für Soziales"]]


def workbook_of(*rows: list[Any], change: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook with one sheet "Liste", as Excel would save it."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Liste"
    for row in rows or ROWS:
        sheet.append(row)
    if change:
        change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_members(content: bytes, members: Mapping[str, bytes | str]) -> bytes:
    """The archive with `members` put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, data in members.items():
            new.writestr(name, data)
    return out.getvalue()


def member(content: bytes, name: str) -> str:
    """One file of the archive as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def upload(content: bytes | str, name: str = "katalog.xlsx") -> ContentFile:
    """What a form would bring."""
    return ContentFile(content.encode() if isinstance(content, str) else content, name=name)


def strict_open_xml(content: bytes) -> bytes:
    """The workbook as Excel saves it under "Strict Open XML Spreadsheet"."""
    parts = ("worksheets/sheet1.xml", "workbook.xml", "styles.xml", "_rels/workbook.xml.rels")
    for name in ("_rels/.rels", *(f"xl/{part}" for part in parts)):
        text = member(content, name)
        for usual, strict in STRICT:
            text = text.replace(usual, strict)
        content = with_members(content, {name: text})
    return content
