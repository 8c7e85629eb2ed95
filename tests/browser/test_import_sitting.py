"""One sitting in a real Chromium: the office's file becomes the catalogue, step by step, and is taken back."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from measures.models import CatalogueImport, Measure
from neuss_integration.city.models import Organisation
from tests.browser.desks import Desk, check
from tests.factories import World
from tests.spreadsheets.files import workbook_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAD = ["lfd. Nr.", "Bezeichnung", "Art", "Themenfeld", "zuständig", "Laufzeit", "", "Träger", "Kosten", "Stimmung"]
BELOW = ["", "", "", "", "", "von", "bis", "", "", ""]
ROWS = [[1, "Lesepaten", "Projekt", "Bildung", "Amt 51 / Jugendamt", "seit 2015", "fortlaufend", "Sportverein",
         "2 T€", 1],
        [2, "Kochtreff", "Angebot", "Bildung", "dto.", "Mrz 22", "31.12.27", "dto.", "", 2],
        [3, "Chor", "Angebot", "Bildung", "dto.", "2024", "", "dto.", "", 3]]  # fmt: skip


def office_file(folder: Path) -> Path:
    """A cover, then the list under a title, with headings over two rows that are merged."""

    def change(book: Any) -> None:
        for area in ("F2:G2", *(f"{column}2:{column}3" for column in "ABCDEHIJ")):
            book.active.merge_cells(area)
        book.create_sheet("Deckblatt", 0).append(["Integrationskonzept"])
        book.create_sheet("Alt").sheet_state = "hidden"

    path = folder / "Maßnahmen 2026.xlsx"
    path.write_bytes(workbook_of(["Maßnahmen (Stand 03/2026)"], HEAD, BELOW, *ROWS, change=change))
    return path


@pytest.mark.parametrize("width", [1280, 360])
def test_office_file_is_taken_in_and_back_in_one_sitting(
    world: World, browser: Browser, live_server: Any, tmp_path: Path, width: int
) -> None:
    desk = Desk(browser, live_server.url, world.koordination, width)
    choose_file(desk, office_file(tmp_path))
    look_at_heading(desk)
    assign_columns(desk)
    assign_values(desk)
    look_at_preview(desk)
    run(desk)
    assert desk.clicks == 8
    assert sorted(Measure.objects.filter(carriers__name="Sportverein").values_list("title", flat=True)) == [
        "Kochtreff", "Lesepaten",
    ]  # fmt: skip
    take_back(desk)
    assert not Measure.objects.filter(title__in=["Lesepaten", "Kochtreff", "Chor"]).exists()


def heading(desk: Desk, text: str) -> None:
    """The page has this heading, and nothing for axe to find."""
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(text)
    check(desk.page)


def choose_file(desk: Desk, path: Path) -> None:
    """From the list of measures; an empty form says what is missing."""
    desk.open("/massnahmen/import/")
    desk.click("button", "Datei lesen")
    expect(desk.page.get_by_role("heading", name=re.compile("Bitte prüfen Sie Ihre Angaben"))).to_be_visible()
    desk.page.get_by_label("Datei", exact=True).set_input_files(path)
    desk.click("button", "Datei lesen")
    heading(desk, "Spalten zuordnen")


def look_at_heading(desk: Desk) -> None:
    """One step back: sheet and heading row are the right ones, the hidden sheet is named."""
    desk.click("link", "Blatt und Überschriften")
    heading(desk, "Blatt und Überschriften")
    desk.click("button", "Weiter")
    heading(desk, "Spalten zuordnen")


def assign_columns(desk: Desk) -> None:
    """What is recognised stands there; amounts need a source, and the unknown column is named."""
    expect(desk.page.get_by_text("Stimmung").first).to_be_visible()
    desk.page.get_by_label("Quelle der Beträge").select_option("city")
    desk.page.get_by_label("Jahr der Beträge").fill("2026")
    desk.click("button", "Weiter")
    heading(desk, "Werte zuordnen")


def assign_values(desk: Desk) -> None:
    """The one name that nobody knows is entered here."""
    desk.page.get_by_label("Sportverein").select_option("neu")
    desk.click("button", "Zuordnung merken und weiter")
    assert Organisation.objects.filter(name="Sportverein").count() == 1
    heading(desk, "Vorschau")


def look_at_preview(desk: Desk) -> None:
    """One row is left out."""
    desk.page.get_by_label("Zeile 6 übernehmen", exact=True).uncheck()
    desk.clicks += 1


def run(desk: Desk) -> None:
    """The report names what became of each row."""
    desk.click("button", "3 Zeilen übernehmen")
    heading(desk, "Einlesebericht")
    assert [each["action"] for each in CatalogueImport.objects.get().results] == ["neu", "neu", "abgewaehlt"]


def take_back(desk: Desk) -> None:
    """As a whole, after a page that says what follows."""
    desk.click("link", "Einlesen zurücknehmen")
    heading(desk, "Einlesen zurücknehmen?")
    desk.click("button", "Einlesen zurücknehmen")
    expect(desk.page.get_by_text("Das Einlesen ist zurückgenommen.")).to_be_visible()
    check(desk.page)
