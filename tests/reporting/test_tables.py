"""The tables of a report: true numbers and days, every row of a series, open data that keeps to its schema."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from reporting.formats.tables import report_workbook
from reporting.formats.tables.columns import amount, day, figure
from reporting.formats.tables.listing import TABLES
from reporting.formats.tables.office_checks import WAITING
from reporting.formats.tables.open_data import data_dictionary, open_data, schema_file
from reporting.formats.tables.staff import EMPLOYER
from tests.pdf.sample import snapshot

POINTS = [
    ["2019-01-01", "1258.0000", "2019", "1.258", False],
    ["2020-01-01", "130.0000", "01.01.2020", "130 e", True],
    ["2021-01-01", None, "2021", "·", False],
]
INDICATOR: dict[str, Any] = {
    "name": "Zuzüge", "definition": "", "unit": "Personen", "value": "·", "period": "2021", "source": "Amt",
    "before": "130 e (01.01.2020)", "movement": None, "groups": [],
    "chart": {"title": "", "unit": "", "target": None, "series": [{"name": "insgesamt", "points": POINTS}]},
}  # fmt: skip
MONEY = {"year": "2025", "source": "Land", "note": "", "planned": "1.234,50 €", "granted": "–", "spent": "0,00 €"}


def report() -> dict[str, Any]:
    content = snapshot(population=[INDICATOR])
    content["fields"][0]["measures"][0] |= {"money_rows": [MONEY]}
    return content


def rows_of(key: str) -> list[Any]:
    table = next(each for each in TABLES if each.key == key)
    return list(table.rows(report()))


@pytest.mark.parametrize(("text", "told"), [
    ("1.258", (1258, "")), ("16,0", (Decimal("16.0"), "")), ("130 e", (130, "e")), ("(12,5)", (Decimal("12.5"), "( )")),
    ("·", (None, "·")), ("–", (None, "")), ("", (None, "")), ("−3", (-3, "")), ("ein Jahr", (None, "ein Jahr")),
])  # fmt: skip
def test_figure_is_the_number_that_is_told(text: str, told: tuple[Any, str]) -> None:
    assert figure(text) == told


def test_amount_and_day_are_values() -> None:
    assert amount("−2.619,50 € (−5 %)") == Decimal("-2619.50")
    assert [amount("–"), day(""), day("Mai 2021")] == [None, None, "Mai 2021"]
    assert day("14.04.2026") == dt.date(2026, 4, 14)


def test_every_value_of_a_series_is_a_row() -> None:
    told = [(row[2], row[4], row[5], row[7]) for row in rows_of("indicator_values") if row[0] == "Zuzüge"]
    assert told == [("2019", 1258, "", False), ("01.01.2020", 130, "e", True), ("2021", None, "·", False)]


def test_figures_of_the_staff_and_waiting_times_are_numbers() -> None:
    """What is said beside a number stands beside it, so that a column can be added up."""
    numbers = [{"key": "staff", "label": "Beschäftigte", "value": "2.322", "before": "·"}]
    offices = [{"department": "Jugendamt", "staff": "7 von 8"}, {"department": "Amt 50", "staff": "96 (54 %)"}]
    employer = {"year": 2025, "before_year": 2024, "numbers": numbers, "offices": offices, "missing": ["Feuerwehr"]}
    told = [[row[0], *row[2:]] for row in EMPLOYER.rows({"employer": employer})]
    assert told == [
        ["Stadtverwaltung", 2025, 2322, ""], ["Stadtverwaltung", 2024, None, "·"], ["Jugendamt", 2025, 7, "von 8"],
        ["Amt 50", 2025, 96, "(54 %)"], ["Feuerwehr", 2025, None, "keine Zahlen"],
    ]  # fmt: skip
    waiting = [{"department": "Amt 33", "question": "Termin?", "standard": None, "actual": 42}]
    assert [row[3:] for row in WAITING.rows({"services": {"year": 2025, "waiting": waiting}})] == [[None, 42]]


def test_workbook_says_what_it_is_and_where_everything_stands() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(report())))
    cover = {row[0].value: row[1].value for row in book["Deckblatt"].rows if row[0].value}
    assert cover["Herausgegeben von"] == "Stadt Neuss, Integrationsbüro"
    assert cover["Lizenz"] == "dl-de/by-2-0 https://www.govdata.de/dl-de/by-2-0"
    assert [each for each in book.sheetnames[1:] if each not in cover] == []
    linked = {row[0].hyperlink.location for row in book["Deckblatt"].rows if row[0].hyperlink}
    assert linked == {f"'{each}'!A1" for each in book.sheetnames[1:]}
    assert [row[0].value for row in book["Hinweise"].rows if row[0].value in ("·", "Zuzüge")] == ["·", "Zuzüge"]


def test_numbers_in_the_workbook_keep_their_places() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(report_workbook(report())))["Geld je Maßnahme"]
    assert [cell.value for cell in sheet[2]][2:] == [2025, "Land", None, 1234.5, None, 0]
    values = openpyxl.load_workbook(io.BytesIO(report_workbook(report())))["Indikatoren, alle Werte"]
    assert [values.cell(row, 5).number_format for row in (2, 3)] == ["#,##0", "#,##0"]


def test_years_and_days_in_the_workbook_are_true_and_told_in_words_as_before() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(report())))
    series = [cell.value for cell in book["Indikatoren, alle Werte"]["C"][1:] if cell.row < 5]
    assert series == [2019, dt.datetime(2020, 1, 1), 2021]  # noqa: DTZ001 - a workbook knows no time zone
    assert [book["Indikatoren, alle Werte"].cell(2, 3).number_format, book["Indikatoren"]["D2"].value] == ["0", 2021]
    told = json.loads(open_data(report()))["tables"]["indicator_values"]
    assert [each["period"] for each in told if each["indicator"] == "Zuzüge"] == ["2019", "01.01.2020", "2021"]


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether `value` keeps to the part of JSON Schema that the file uses."""
    if "const" in schema:
        return bool(value == schema["const"])
    kinds: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
    }
    named = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if value is None or not any(isinstance(value, kinds[name]) for name in named if name != "null"):
        return value is None and "null" in named
    if isinstance(value, dict):
        known = schema["properties"]
        return value.keys() == known.keys() and all(fits(value[key], known[key]) for key in known)
    return not isinstance(value, list) or all(fits(each, schema["items"]) for each in value)


def test_open_data_keeps_to_its_schema() -> None:
    schema, told = json.loads(schema_file()), json.loads(open_data(report()))
    assert fits(told, schema)
    assert told["tables"]["money_by_measure"][0]["planned"] == 1234.5
    assert not fits(told | {"more": 1}, schema)
    assert not fits(told | {"tables": told["tables"] | {"rounds": [{"title": 1}]}}, schema)


def test_texts_are_told_as_words() -> None:
    content = report()
    content["fields"][0]["measures"][0]["aim"] = "**Alle** sprechen *mit*"
    assert json.loads(open_data(content))["tables"]["measures"][0]["aim"] == "Alle sprechen mit"


def test_schema_leaves_nothing_open() -> None:
    text = schema_file().decode()
    assert text.count('"type": "object"') == text.count('"additionalProperties": false') == 2 + len(TABLES)


def test_dictionary_names_every_column() -> None:
    rows = list(csv.reader(io.StringIO(data_dictionary().decode("utf-8-sig")), delimiter=";"))
    assert [(row[0], row[3]) for row in rows[1:]] == [(t.key, each.key) for t in TABLES for each in t.fields]


def test_workbook_of_a_correction_says_so_on_its_cover() -> None:
    content = report()
    content["report"] = content["report"] | {"corrects": "Berichtigung des Berichts „A“, veröffentlicht am 01.02.2026"}
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(content)))
    cover = {row[0].value: row[1].value for row in book["Deckblatt"].rows if row[0].value}
    assert cover["Anlass"] == "Berichtigung des Berichts „A“, veröffentlicht am 01.02.2026"
