"""What stands in the forms of a report: tables by their caption, and the numbers of a text."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import html as lxml_html
from openpyxl import load_workbook

from reporting.content.wording import german_number

Json = dict[str, Any]
Rows = list[list[str]]
NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
OWN_NUMBERS: Final = re.compile(r"\b(?:Tabelle|Abbildung) \d+|\bzum \d+\. Kriterium|^\d+\. ", re.MULTILINE)
"""Numbers that a form counts itself: captions, and the places of a list."""


def words(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def tables_of_html(html: str) -> dict[str, Rows]:
    """The cells of each table with a caption, without those that only say how to read it."""
    found: dict[str, Rows] = {}
    root = lxml_html.fromstring(html)
    for svg in root.iter("svg"):
        svg.text = None
        for child in list(svg):
            svg.remove(child)
    for table in root.iter("table"):
        caption = table.find("caption")
        if caption is not None:
            rows = [
                [words(" ".join(cell.itertext())) for cell in row if cell.tag in ("th", "td")]
                for row in table.iter("tr")
            ]
            found[caption_of(caption.text_content())] = rows
    return found


def caption_of(text: str) -> str:
    return re.sub(r"^(?:Tabelle|Abbildung) \d+: ", "", words(text))


def tables_of_workbook(file: bytes) -> dict[str, list[Json]]:
    """Each row of each sheet by its headings."""
    found = {}
    for sheet in load_workbook(io.BytesIO(file)):
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def written(cell: Any) -> str:
    """A true value of a sheet as people write it; nothing where nothing is known."""
    if isinstance(cell, dt.datetime):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, int | float):
        return f"{cell:,}".translate(str.maketrans(",.", ".,"))
    return "" if cell is None else str(cell)


def leaves(value: Any) -> Iterator[str]:
    """Everything a snapshot says, as text; of a list also how long it is."""
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        yield str(len(value))
        for each in value:
            yield from leaves(each)
    elif value is not None:
        yield german_number(value, 2) if isinstance(value, float) else str(value)


def numbers(text: str) -> set[str]:
    """The numbers of a text, without their grouping, as it counts them not itself."""
    return {each.replace(".", "") for each in NUMBER.findall(OWN_NUMBERS.sub(" ", text))}
