"""A series of values from an Excel file: the same preview, with the numbers of the rows in the file."""

import datetime as dt
from io import BytesIO
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from success_factors.models import IndicatorValue
from tests.factories import World, make_indicator, sign_in


class Cell(NamedTuple):
    value: Any
    number_format: str = ""


HEAD = ["Quelle", "Zeit", "Wert", "Gruppe", "Einschränkung"]


def workbook(*rows: list[Any]) -> SimpleUploadedFile:
    """A file with these rows, an empty one left out."""
    book = Workbook()
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            shown = value if isinstance(value, Cell) else Cell(value)
            cell = book.active.cell(number, column, shown.value)
            cell.number_format = shown.number_format or cell.number_format
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("werte.xlsx", out.getvalue())


def send(world: World, client: Client, *rows: list[Any]) -> tuple[str, str, Any]:
    """The preview, the text it carries, and the address it came from."""
    indicator = make_indicator()
    url = f"/indikatoren/{indicator.pk}/reihe/"
    response = sign_in(client, world.koordination).post(url, {"file": workbook(*rows)})
    return response.content.decode(), response.context["text"], url


def test_workbook_is_previewed_and_then_written(world: World, client: Client) -> None:
    rows = [HEAD, ["Amt", 2019, 1250.5, "", "geschätzt"], ["Amt", "03.2020", "–", "Frauen", ""]]
    shown, text, url = send(world, client, *rows)
    assert "2 Werte übernehmen" in shown
    assert not IndicatorValue.objects.exists()
    assert client.post(url, {"text": text, "step": "import"}).status_code == 302
    found = IndicatorValue.objects.order_by("reference_date").values_list("value", "sign", "group", "qualifier")
    assert [(value and float(value), *rest) for value, *rest in found] == [
        (1250.5, "", "", "estimated"),
        (None, "nothing", "Frauen", ""),
    ]


def test_problem_names_the_row_of_the_workbook_and_the_column(world: World, client: Client) -> None:
    shown, _, _ = send(world, client, HEAD, [], ["Amt", 2019, 5], [], ["", 2020, "viel"])
    assert "1 Zeile hat einen Fehler, 1 Zeile ist in Ordnung." in shown
    assert "Zeile 5, Spalte „Wert“: „viel“ ist keine Zahl." in shown
    assert "Zeile 5, Spalte „Quelle“: Jeder Wert braucht eine Quelle." in shown


def test_formula_is_not_calculated_and_the_preview_says_so(world: World, client: Client) -> None:
    shown, _, _ = send(world, client, HEAD, ["Amt", 2019, "=1+1"])
    assert "Formeln ohne gespeichertes Ergebnis wurden nicht ausgerechnet" in shown
    assert "Zeile 2, Spalte „Wert“: In der Zelle steht der Fehler #OHNE ERGEBNIS! statt eines Wertes." in shown


def test_file_of_another_kind_is_refused_with_a_sentence(world: World, client: Client) -> None:
    url = f"/indikatoren/{make_indicator().pk}/reihe/"
    data = {"file": SimpleUploadedFile("werte.odt", b"PK\x03\x04")}
    shown = sign_in(client, world.koordination).post(url, data).content.decode()
    assert "Gelesen werden nur Dateien mit der Endung .xlsx oder .csv." in shown


def test_cells_are_taken_as_they_are_shown(world: World, client: Client) -> None:
    """A share that was computed is rounded as its cell shows it; a day shown as a year or a month is that."""
    year, month = Cell(dt.date(2021, 1, 1), "YYYY"), Cell(dt.date(2022, 3, 1), "MMM YY")
    shares = [Cell(45.16838213250724, "0.0"), Cell(46.80412371134021, "0.0")]
    shown, text, url = send(world, client, HEAD[:3], ["Amt", year, shares[0]], ["Amt", month, shares[1]])
    assert "ist keine Zahl" not in shown
    assert "gerundet" in shown
    client.post(url, {"text": text, "step": "import"})
    found = IndicatorValue.objects.order_by("reference_date")
    assert [(str(each.period), f"{each.value:.1f}") for each in found] == [
        ("2021", "45.2"),
        ("März 2022", "46.8"),
    ]


def test_signs_of_an_official_file_are_read(world: World, client: Client) -> None:
    indicator = make_indicator(unit="%")
    rows = ["2021;(12,5);Zensus", "2022;*;BA", "2023;−3,5;Destatis", "2024;12,5 %;Wegweiser", "2020;X;IT.NRW"]
    file = SimpleUploadedFile("zensus.csv", "\n".join(["Zeit;Wert;Quelle", *rows]).encode())
    url = f"/indikatoren/{indicator.pk}/reihe/"
    preview = sign_in(client, world.koordination).post(url, {"file": file})
    client.post(url, {"text": preview.context["text"], "step": "import"})
    found = IndicatorValue.objects.order_by("reference_date").values_list("value", "sign", "qualifier")
    assert [("" if value is None else f"{value:.1f}", *rest) for value, *rest in found] == [
        ("", "senseless", ""),
        ("12.5", "", "weak"),
        ("", "secret", ""),
        ("-3.5", "", ""),
        ("12.5", "", ""),
    ]
