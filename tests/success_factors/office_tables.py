"""Workbooks as the Bundesagentur für Arbeit and IT.NRW write them: cover sheets, titles, headings over headings, signs,
places that stand in the first row of their block alone, a footer. Names of columns as they are, numbers invented.
"""

import datetime as dt
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.spreadsheets.files import saved

FOOTER = "© Statistik der Bundesagentur für Arbeit"


def _sheet(name: str, titles: list[str], *, cover: bool) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    page: Any = book.active
    page.title = "Impressum" if cover else name
    if cover:
        page.append(["Titel:", titles[0]])
        page = book.create_sheet(name)
    for title in titles:
        page.append([title] if title else [])
    return book, page


def _fill(page: Worksheet, rows: list[list[Any]], merged: str, shown: str = "General") -> None:
    for row in rows:
        page.append(row)
    for cell in (cell for row in page.iter_rows() for cell in row if isinstance(cell.value, dt.date)):
        cell.number_format = shown
    for area in merged.split():
        page.merge_cells(area)


def months_of_districts() -> bytes:
    """„Übersicht_Kreise“: a month in each heading, key and name in one cell."""
    book, page = _sheet("Übersicht_Kreise", ["Arbeitslose nach Kreisen", "Datenstand: Dezember 2024", ""], cover=True)
    months = [dt.date(2024, month, 1) for month in (10, 11, 12)]
    rows = [["Region", None, None, *months], [None, None, None, 1, 2, 3],
            ["05162 Rhein-Kreis Neuss", None, None, 14000, 14100, "*"],
            ["05158 Mettmann", None, None, 1, 2, 3], [], [FOOTER]]  # fmt: skip
    _fill(page, rows, "", "MMM YY")
    return saved(book)


def employees() -> bytes:
    """„Daten“: the day above what is counted, the place in the first row of its block."""
    titles = ["Beschäftigte", "Stichtage: 30. Juni", "Datenstand: Februar 2025", "", "Kleiner 3: *", "", "", "", ""]
    book, page = _sheet("Daten", titles, cover=True)
    days = [[dt.date(year, 6, 30), None, None] for year in (2023, 2024)]
    rows = [["Region", "Merkmal", *days[0], *days[1]],
            [None, None, *["Insgesamt", "darunter", None] * 2], [None, None, *[None, "Frauen", "Ausländer"] * 2],
            [None, None, 1, 2, 3, 4, 5, 6],
            ["05162024 Neuss, Stadt", "SvB", 70000, 30000, 12000, 70500, 30100, 12500],
            [None, "GeB", 9000, 5000, "*", 9100, "- ", "x"],
            ["05162008 Grevenbroich, Stadt", "SvB", 1, 2, 3, 4, 5, 6], [None, "GeB", 1, 2, 3, 4, 5, 6],
            [], [FOOTER]]  # fmt: skip
    _fill(page, rows, "C10:E10 F10:H10 D11:E11 G11:H11 A10:A12 B10:B12 C11:C12 F11:F12", "DD.MM.YYYY")
    return saved(book)


def month_in_the_title() -> bytes:
    """Municipalities in the rows, the month in a title alone, numbers of columns below the headings."""
    titles = ["Bestand an Arbeitslosen", "Gemeinden", "Berichtsmonat: Dezember 2024", "", "", "", "", ""]
    book, page = _sheet("Daten", titles, cover=False)
    rows = [["Schlüssel", "Gemeinde", "Insgesamt", "davon", None, "Ausländer"],
            [None, None, None, "Männer", "Frauen", None], [1, 2, 3, 4, 5, 6],
            ["05162008", "Grevenbroich, Stadt", 1, 2, 3, 4], ["05162024", "Neuss, Stadt", 5300, 2900, "*", 2100],
            [], [FOOTER]]  # fmt: skip
    _fill(page, rows, "D9:E9 A9:A10 B9:B10 C9:C10 F9:F10")
    return saved(book)


def monitoring() -> bytes:
    """A table of the Kommunales Integrationsmonitoring: years above shares, signs, a legend below."""
    book, page = _sheet("Tabelle 1", ["Kommunales Integrationsmonitoring", "A1: Bevölkerung", ""], cover=False)
    rows = [["Schlüssel-Nr.", "Verwaltungsbezirk", "2022", None, "2023", None],
            [None, None, *["Nichtdeutsche", "Anteil in %"] * 2],
            ["05", "Nordrhein-Westfalen", 1, "(3,5)", 2, "6,5"],
            ["05162024", "Neuss, Stadt", "30 000", "19,4", "/", "–"],
            [], ["Quelle: IT.NRW"], ["/ keine Angabe, da Zahlenwert nicht sicher genug"]]  # fmt: skip
    _fill(page, rows, "C4:D4 E4:F4 A4:A5 B4:B5")
    return saved(book)
