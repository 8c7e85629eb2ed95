"""Workbooks to fill in: what is open, what is protected, what can be chosen, and reading them back."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.spreadsheets.cells import CellKind
from neuss_integration.foundation.spreadsheets.entry import EntryQuestion, EntrySheet, Guide, entry_workbook
from neuss_integration.foundation.spreadsheets.entry_reading import FilledSheet, as_data, from_data, read_entries
from tests.spreadsheets.files import upload, workbook_of

OFFICES = [f"Fachdienststelle für Angelegenheit {number}" for number in range(12)]
PARTS = [
    ("Ampel", [EntryQuestion("Farbe", "grün", before="gelb", hint="Nötig", choices=("grün", "gelb"))]),
    ("Zahlen", [EntryQuestion("Kosten", kind=CellKind.NUMBER), EntryQuestion("Personen", 12, kind=CellKind.INTEGER)]),
    ("Text", [EntryQuestion("Bemerkung", "=1+1\nzweite Zeile", lines=4), EntryQuestion("Stelle", choices=OFFICES)]),
]
GUIDE = Guide("So geht es", "Zum Ausfüllen", ["Füllen Sie die gelben Zellen aus."], ["Blatt", "Worum"])


def made(**fields: Any) -> bytes:
    """A workbook with one sheet to fill in."""
    sheet = {"title": "M-1", "heading": "Lotsen", "note": "bis morgen", "parts": PARTS, "identity": "kennung"} | fields
    return entry_workbook(GUIDE, [EntrySheet(**sheet)])


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def test_only_the_answers_can_be_changed() -> None:
    book = opened(made())
    free = [cell.coordinate for row in book["M-1"] for cell in row if not cell.protection.locked]
    assert free == ["B5", "B7", "B8", "B10", "B11"]
    assert [sheet.protection.sheet for sheet in book] == [True, True, True]
    assert book.security.lockStructure is True


def test_choices_are_lists_and_long_ones_stand_on_a_hidden_sheet() -> None:
    book = opened(made())
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in book["M-1"].data_validations.dataValidation}
    assert rules == {
        "B5": ("list", '"grün,gelb"'),
        "B7": ("decimal", "-999999999999"),
        "B8": ("whole", "-999999999999"),
        "B11": ("list", "Listen!$A$1:$A$12"),
    }
    assert (book["Listen"].sheet_state, book["Listen"]["A12"].value) == ("hidden", OFFICES[11])


def test_identity_is_out_of_sight_and_the_guide_leads_to_the_sheet() -> None:
    book = opened(made(facts=("Lotsendienst",)))
    assert (book["M-1"]["E1"].value, book["M-1"].column_dimensions["E"].hidden) == ("kennung", True)
    guide = book["So geht es"]
    assert (guide["A6"].value, guide["A6"].hyperlink.location, guide["B6"].value) == ("M-1", "'M-1'!B5", "Lotsendienst")


def test_text_is_never_a_formula() -> None:
    cell = opened(made())["M-1"]["B10"]
    assert (cell.value, cell.data_type, cell.number_format) == ("=1+1\nzweite Zeile", "s", "@")


def test_same_sheets_give_the_same_bytes() -> None:
    assert made() == made()


def test_what_was_made_is_read_back() -> None:
    sheet = read_entries(upload(made()))[1]
    assert (sheet.title, sheet.identity, sheet.notices) == ("M-1", "kennung", [])
    assert sheet.labels == {
        4: "Ampel", 5: "Farbe", 6: "Zahlen", 7: "Kosten", 8: "Personen", 9: "Text", 10: "Bemerkung", 11: "Stelle",
    }  # fmt: skip
    assert {row: text for row, text in sheet.answers.items() if text} == {
        5: "grün", 8: "12", 10: "=1+1\nzweite Zeile",
    }  # fmt: skip


def test_formulas_are_told_and_not_reckoned() -> None:
    book = opened(made())
    book["M-1"]["B7"] = "=2+3"
    out = io.BytesIO()
    book.save(out)
    sheet = read_entries(upload(out.getvalue()))[1]
    assert sheet.answers[7] == "#OHNE ERGEBNIS!"
    assert [notice.partition(" (")[0] for notice in sheet.notices] == [
        "Formeln ohne gespeichertes Ergebnis wurden nicht ausgerechnet"
    ]


def test_another_workbook_has_no_identity() -> None:
    assert read_entries(upload(workbook_of())) == [FilledSheet("Liste", "", {}, {}, [])]


@pytest.mark.parametrize("name", ["formular.csv", "formular.ods", ""])
def test_only_xlsx_is_read(name: str) -> None:
    with pytest.raises(Refused, match="Das Formular ist eine Excel-Datei"):
        read_entries(upload(b"x", name))


def test_sheets_can_be_carried_as_plain_data() -> None:
    sheet = read_entries(upload(made()))[1]
    assert from_data(as_data(sheet)) == sheet
