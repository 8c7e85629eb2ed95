"""Every form of a report tells the same: each figure is the one of the snapshot, and no number comes from elsewhere."""

import csv
import io
import json
import re
from functools import cache
from typing import Any

import pytest

from reporting.content.figure import figure_anchor
from reporting.content.figures import figures
from reporting.content.snapshot import build_snapshot, canonical
from reporting.formats.document import report_document
from reporting.formats.html import report_body, report_html
from reporting.formats.paper import paper_text
from reporting.formats.parts import summary_html
from reporting.formats.tables import measures_csv, report_workbook
from reporting.templatetags.report_sections import whole_euros
from tests.access.german import faults, shown
from tests.reporting.words import words_of_document
from tests.statements.forms import leaves, numbers, tables_of_html, tables_of_workbook, words, written
from tests.statements.full_city import write_full_city

Json = dict[str, Any]
pytestmark = pytest.mark.django_db
_kept: list[Json] = []


@pytest.fixture
def content(db: None) -> Json:
    """The snapshot of the full city; made once, for its forms read nothing else."""
    if not _kept:
        _kept.append(json.loads(canonical(build_snapshot(write_full_city()))))
    return _kept[0]


@cache
def texts() -> dict[str, str]:
    """What people read of each form but the pictures."""
    content = _kept[0]
    cells = tables_of_workbook(report_workbook(content))
    told = [rows for name, rows in cells.items() if name not in ("Deckblatt", "Hinweise")]
    lines = [
        "\n".join(written(cell) for name, cell in row.items() if name != "Beginn der Zeit")
        for rows in told
        for row in rows
    ]
    return {
        "report": shown(report_html(content)), "page": shown(report_body(content, str)), "xlsx": "\n".join(lines),
        "summary": shown(summary_html(content)), "csv": "\n".join("\n".join(row.values()) for row in read_csv(content)),
        "docx": words_of_document(report_document(content)), "paper": paper_text(content).decode(),
    }  # fmt: skip


def read_csv(content: Json) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(measures_csv(content).decode("utf-8-sig")), delimiter=";"))


def test_no_form_shows_a_number_that_the_snapshot_does_not_know(content: Json) -> None:
    told = [
        *leaves(content),
        *(each.value for each in figures(content)),
        *(str(len(each.rows)) for each in figures(content)),
    ]
    known = {number for text in told for each in (text, whole_euros(text)) for number in numbers(each)}
    known |= {str(place) for place in range(len(content["fields"]) + 1)}
    assert {name: found for name, text in texts().items() if (found := numbers(text) - known)} == {}


def test_each_figure_of_the_page_is_the_figure_it_leads_to(content: Json) -> None:
    told = {figure_anchor(each.key): each for each in figures(content)}
    links = re.findall(r'<a class="figure" href="/n/#([^"]+)">(.*?)</a>', report_body(content, str, "/n/"), re.DOTALL)
    wrong = []
    for anchor, html in links:
        each, text = told[anchor], words(re.sub("<[^>]+>", " ", html))
        said = " ".join((each.value, each.label, *(" ".join(row) for row in each.rows)))
        if not numbers(text) <= numbers(f"{said} {whole_euros(said)} {len(each.rows)}"):
            wrong.append((anchor, text, each.value))
    assert (wrong, len(links) > 100) == ([], True)


def test_tables_are_the_same_in_print_and_on_the_public_page_and_in_the_summary(content: Json) -> None:
    printed, public = tables_of_html(report_html(content)), tables_of_html(report_body(content, str))
    assert printed == public
    short = tables_of_html(summary_html(content))
    assert {caption: rows for caption, rows in short.items() if printed.get(caption) != rows} == {}


def test_word_file_holds_every_cell_of_the_printed_tables(content: Json) -> None:
    lines = {words(line) for line in texts()["docx"].splitlines()}
    whole = words(texts()["docx"])
    cells = {cell for rows in tables_of_html(report_html(content)).values() for row in rows for cell in row if cell}
    assert {cell for cell in cells if cell not in lines and not all(part in whole for part in cell.split())} == set()
    assert len(cells) > 200


def test_csv_is_the_first_sheet_of_the_workbook(content: Json) -> None:
    sheet = tables_of_workbook(report_workbook(content))["Maßnahmen"]
    whole = [{name: cell.removesuffix(",00") for name, cell in row.items()} for row in read_csv(content)]
    assert [
        {name: written(cell).replace(".", "") if name in MONEY else written(cell) for name, cell in row.items()}
        for row in sheet
    ] == whole


def test_time_of_a_value_begins_on_its_first_day(content: Json) -> None:
    rows = tables_of_workbook(report_workbook(content))["Indikatoren, alle Werte"]
    wrong = [
        row for row in rows if written(row["Beginn der Zeit"]) not in (written(row["Zeit"]), f"01.01.{row['Zeit']}")
    ]
    assert (wrong, len(rows) > 10) == ([], True)


MONEY = ("geplant (Euro)", "bewilligt (Euro)", "ausgegeben (Euro)")
ALIKE = (
    ("Berichtsrunden", "Berichtsrunden des Berichtszeitraums", ("gefragt", "beantwortet")),
    ("Finanzierung nach Jahr", "Beträge nach Jahren", ("geplant", "bewilligt", "ausgegeben")),
    ("Finanzierung nach Herkunft", "Beträge nach Herkunft", ("geplant", "bewilligt", "ausgegeben")),
    ("Stadtteile", "Stadtteile, die eine Maßnahme nennt", ("Maßnahmen", "laufend")),
)
"""Sheet, table and columns that tell the same, the money in whole Euro."""


@pytest.mark.parametrize(("sheet", "caption", "columns"), ALIKE)
def test_sheet_says_what_the_printed_table_says(
    content: Json, sheet: str, caption: str, columns: tuple[str, ...]
) -> None:
    head, *rows = tables_of_html(report_html(content))[caption]
    names = [name.removesuffix(" (€)") for name in head]
    cells = {next(iter(re.findall(r"[^(]+", row[0]))).strip(): dict(zip(names, row, strict=True)) for row in rows}
    compared = 0
    for row in tables_of_workbook(report_workbook(content))[sheet]:
        key = sheet.rpartition(" ")[2] if "nach" in sheet else "Berichtsrunde"
        label = str(row[key]) if key in row else f"{row['Nummer']} {row['Stadtteil']}"
        if label in cells:
            told = {name.removesuffix(" (Euro)"): written(cell) or "–" for name, cell in row.items()}
            assert [told[name] for name in columns] == [cells[label][name] for name in columns]
            compared += 1
    assert compared > 0


def test_every_form_is_read_as_german(content: Json) -> None:
    assert {name: found for name, text in texts().items() if (found := faults(text))} == {}
