"""Workbooks of progress reports, as people fill them in and send them back."""

import io
from collections.abc import Mapping
from typing import Any

from django.test import Client
from openpyxl import Workbook, load_workbook

from measures.models import ProgressReport
from tests.spreadsheets.files import upload

ANSWERS = {
    "Wie läuft die Maßnahme?": "gelb",
    "Begründung der Ampel": "Eine Stelle ist frei.",
    "Was ist geschehen?": "Vier Treffen\nfanden statt.",
    "Kosten in Euro": 1234.5,
    "Teilnehmende": "1.204",
}


def downloaded(client: Client) -> Any:
    return load_workbook(io.BytesIO(client.get("/sachstand/tabelle/herunterladen/").content))


def cells_of(sheet: Any) -> dict[str, Any]:
    """The answer cells by their labels."""
    return {row[0].value: row[1] for row in sheet.iter_rows(min_row=4) if not row[1].protection.locked}


def filled(book: Workbook, task: ProgressReport, answers: Mapping[str, Any]) -> Any:
    """The workbook with `answers` by label on the sheet of the task."""
    cells = cells_of(book[task.measure.number])
    for label, answer in answers.items():
        cells[label].value = answer
    return book


def sent(client: Client, book: Any) -> Any:
    """The preview, or the page with the error."""
    out = io.BytesIO()
    book.save(out)
    return client.post("/sachstand/tabelle/", {"file": upload(out.getvalue(), "formular.xlsx")})


def take(client: Client, preview: Any, action: str, *tasks: ProgressReport) -> str:
    """The messages after confirming what the preview showed."""
    data = {"sheets": preview.context["content"], "action": action, "chosen": [task.pk for task in tasks]}
    page = client.post("/sachstand/tabelle/uebernehmen/", data, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def entry_of(preview: Any) -> Any:
    (entry,) = preview.context["entries"]
    return entry
