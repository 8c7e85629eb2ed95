"""Texts with Markdown are read as words in every form of a report: no sign of the source is left."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from measures.models import ProgressReport
from neuss_integration.foundation.words.markdown import plain_text
from reporting.content.snapshot import build_snapshot
from reporting.formats.document import report_document
from reporting.formats.html import report_body, report_html
from reporting.formats.paper import paper_text
from reporting.formats.parts import summary_html
from reporting.formats.tables import measures_csv, report_workbook
from tests.access.german import shown
from tests.factories import World, make_progress, make_round, sign_in
from tests.reporting.words import words_of_document
from tests.statements.full_city import write_full_city

MARKED = " **Stark** und *schräg* und [Stelle](https://neuss.example/x)"
LEFT = re.compile(r"\*\*|\*schräg|\[Stelle")
WRITTEN = {
    "aim", "description", "results_note", "funding_note", "public_text", "state_reason", "reason", "why", "lessons",
    "carrier_reflection", "light_reason", "what_happened", "observed_effect", "what_did_not_work", "next_step",
    "outcome", "order", "rationale",
}  # fmt: skip
"""What the pages show as Markdown, by its key in the snapshot, and the texts of the summary made of it."""


def marked(value: Any, key: str = "", of: str = "") -> Any:
    """The snapshot with Markdown in every text of people."""
    if isinstance(value, dict):
        return {name: marked(each, name, key) for name, each in value.items()}
    if isinstance(value, list):
        return [marked(each, key, of) for each in value]
    is_text = key in WRITTEN or of == "texts" or (key == "text" and of in ("worked", "not_worked", "sections"))
    is_text = is_text or (key in ("before", "after") and of in ("aim", "money"))
    return f"{value}{MARKED}" if is_text and isinstance(value, str) else value


@pytest.mark.django_db
def test_no_form_of_a_report_shows_the_source_of_a_text() -> None:
    content = marked(build_snapshot(write_full_city()))
    book = load_workbook(io.BytesIO(report_workbook(content)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    forms = {
        "report": shown(report_html(content)), "page": shown(report_body(content, str)), "xlsx": "\n".join(cells),
        "summary": shown(summary_html(content)), "csv": measures_csv(content).decode("utf-8-sig"),
        "docx": words_of_document(report_document(content)), "paper": paper_text(content).decode(),
    }  # fmt: skip
    assert {name: found for name, text in forms.items() if (found := LEFT.findall(text))} == {}
    assert "Stark und schräg" in forms["report"]
    assert plain_text(MARKED).strip() == "Stark und schräg und Stelle (https://neuss.example/x)"


@pytest.mark.django_db
def test_no_page_shows_the_source_of_an_answer(client: Client, world: World) -> None:
    asked = make_round(state="closed")
    texts = dict.fromkeys((*ProgressReport.TEXTS, "traffic_light_reason", "measure_state_reason"), MARKED)
    known = {"state": "accepted", "traffic_light": "red", "measure_state": "dropped"}
    report = make_progress(round=asked, measure=world.praeventionsnetz, **known, **texts)
    sign_in(client, world.koordination)
    result = f"/berichtsrunden/{asked.pk}/ergebnis/"
    pages = {
        url: shown(client.get(url).text) for url in ("/", "/massnahmen/M-2017-001/", result, f"/sachstand/{report.pk}/")
    }
    assert {url for url, text in pages.items() if LEFT.search(text)} == set()
    assert {url for url, text in pages.items() if "Stark und schräg" not in text} == set()
