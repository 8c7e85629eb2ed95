"""Cards of the board are moved in a real Chromium: by keyboard, with the mouse, without a script, by two people."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from measures.models import Measure
from tests.browser.desks import Desk, KeyboardDesk, check
from tests.factories import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARD = "#karte-M-2017-001"
SAID = "[data-board-said]"


def state() -> str:
    return Measure.objects.get(number="M-2017-001").state


def board(desk: Desk) -> Page:
    desk.open("/massnahmen/tafel/")
    return desk.page


def lane(page: Page, name: str) -> Any:
    return page.locator(f"[data-state={name}]")


def test_card_is_moved_by_keyboard_and_keeps_the_focus(world: World, browser: Browser, live_server: Any) -> None:
    desk = KeyboardDesk(browser, live_server.url, world.koordination, 1280)
    page = board(desk)
    desk._press(page.locator(f"{CARD} summary"))
    desk._press(page.locator(CARD).get_by_role("button", name="abgeschlossen"))
    expect(page.locator(SAID)).to_contain_text("M-2017-001 ist jetzt „abgeschlossen“.")
    expect(lane(page, "completed").locator(f"{CARD} summary")).to_be_focused()
    check(page)
    assert state() == "completed"


def test_card_is_dragged_and_taken_back(world: World, browser: Browser, live_server: Any) -> None:
    page = board(Desk(browser, live_server.url, world.koordination, 1280))
    page.locator(CARD).drag_to(lane(page, "completed"))
    expect(lane(page, "completed").locator(CARD)).to_be_visible()
    page.get_by_role("link", name="Rückgängig machen").click()
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_text("1 Maßnahme ist wieder wie vorher.")).to_be_visible()
    assert state() == "running"


def test_card_is_not_dropped_where_no_step_leads(world: World, browser: Browser, live_server: Any) -> None:
    page = board(Desk(browser, live_server.url, world.koordination, 1280))
    page.locator(CARD).drag_to(lane(page, "idea"))
    expect(lane(page, "running").locator(CARD)).to_be_visible()
    assert state() == "running"


def test_drop_that_needs_a_reason_asks_for_it(world: World, browser: Browser, live_server: Any) -> None:
    page = board(Desk(browser, live_server.url, world.koordination, 1280))
    page.locator(CARD).drag_to(lane(page, "paused"))
    expect(page.get_by_label("Ruhen lassen")).to_be_checked()
    page.get_by_role("textbox", name="Begründung").fill("Kein Raum")
    page.get_by_role("button", name="Status ändern").click()
    expect(lane(page, "paused").locator(CARD)).to_be_visible()
    assert state() == "paused"


def test_card_that_somebody_moved_before_says_so(world: World, browser: Browser, live_server: Any) -> None:
    page = board(Desk(browser, live_server.url, world.koordination, 1280))
    Measure.objects.filter(number="M-2017-001").update(state="routine")
    page.locator(CARD).drag_to(lane(page, "completed"))
    expect(page.locator(SAID)).to_contain_text("Inzwischen hat sich der Status geändert")
    assert state() == "routine"


def test_card_is_moved_without_a_script(world: World, browser: Browser, live_server: Any) -> None:
    signed_in = Desk(browser, live_server.url, world.koordination, 1280).page.context.storage_state()
    page = browser.new_context(java_script_enabled=False, storage_state=signed_in).new_page()
    page.goto(f"{live_server.url}/massnahmen/tafel/?art=project")
    page.locator(f"{CARD} summary").click()
    page.locator(CARD).get_by_role("button", name="abgeschlossen").click()
    expect(page.get_by_text("M-2017-001 ist jetzt „abgeschlossen“.")).to_be_visible()
    assert (state(), page.url.rpartition("/")[2]) == ("completed", "?art=project")


def test_long_titles_stay_within_400_percent_when_many_are_changed(
    world: World, browser: Browser, live_server: Any
) -> None:
    Measure.objects.update(title="Integrationsmanagementkoordinierungsstelle")
    desk = Desk(browser, live_server.url, world.koordination, 320)
    desk.open("/massnahmen/gemeinsam-aendern/?auswahl=M-2017-001")
    check(desk.page)
