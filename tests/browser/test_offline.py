"""Answering without a connection, and files in the form, in a real Chromium: every step is accessible."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from measures.models import ProgressReport
from tests.attachments.samples import PDF
from tests.browser.desks import Desk, check
from tests.factories import World
from tests.measures.answers import task_of
from tests.measures.workbooks import ANSWERS, filled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_workbook_goes_out_and_comes_back(
    world: World, browser: Browser, live_server: Any, tmp_path: Path, width: int
) -> None:
    task = task_of(world, measure_state="running")
    desk = Desk(browser, live_server.url, world.jugendamt_person, width)
    desk.open("/sachstand/")
    desk.click("link", "Ohne Verbindung ausfüllen")
    check(desk.page)
    with desk.page.expect_download() as download:
        desk.click("link", "Formular herunterladen (.xlsx)")
    send(desk, fill(download.value, task, tmp_path, ANSWERS))
    check(desk.page)
    desk.click("button", "Einreichen")
    expect(desk.page.get_by_text("Eingereicht: 1.")).to_be_visible()
    assert ProgressReport.objects.get().state == "submitted"


def test_mistakes_in_a_workbook_are_shown_accessibly(
    world: World, browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    task = task_of(world)
    desk = Desk(browser, live_server.url, world.jugendamt_person, 1280)
    desk.open("/sachstand/tabelle/")
    with desk.page.expect_download() as download:
        desk.click("link", "Formular herunterladen (.xlsx)")
    send(desk, fill(download.value, task, tmp_path, {"Teilnehmende": "viele", "Ihre Nachricht": "Neu"}))
    expect(desk.page.get_by_text("Zelle B")).to_be_visible()
    check(desk.page)
    desk.open("/sachstand/tabelle/")
    send(desk, str(Path(__file__)))
    expect(desk.page.locator("[data-error-summary]")).to_be_visible()
    check(desk.page)


def test_file_is_attached_while_the_meter_follows(
    world: World, browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    path = tmp_path / "konzept.pdf"
    path.write_bytes(PDF)
    desk = Desk(browser, live_server.url, world.jugendamt_person, 1280)
    desk.open(task_of(world, measure_state="running").get_absolute_url())
    desk.page.locator("#id_anlage-file").set_input_files(path)
    desk.page.get_by_label("rot: Das Ziel").check()
    expect(desk.page.locator("[data-meter]")).to_contain_text("2 von 4")
    desk.click("button", "Datei anhängen")
    expect(desk.page.get_by_role("link", name="konzept.pdf")).to_be_visible()
    desk.click("button", "Datei anhängen")
    expect(desk.page.locator("[data-error-summary]")).to_be_visible()
    check(desk.page)


def fill(download: Any, task: ProgressReport, folder: Path, answers: dict[str, Any]) -> str:
    """The downloaded workbook with answers, saved again."""
    path = folder / "formular.xlsx"
    download.save_as(path)
    filled(load_workbook(path), task, answers).save(path)
    return str(path)


def send(desk: Desk, path: str) -> None:
    """Uploads a file."""
    desk.page.locator("input[type=file]").set_input_files(path)
    desk.click("button", "Vorschau zeigen")
