"""Cells of the list of measures are changed in place, in a real Chromium."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from measures.models import Measure
from tests.browser.desks import Desk
from tests.factories import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("query", "told"), [("", "Gespeichert."), ("&art=project", "gehört jetzt nicht mehr zu dieser Ansicht")]
)
def test_cell_is_changed_in_place_and_a_row_that_leaves_says_so(
    world: World, browser: Browser, live_server: Any, query: str, told: str
) -> None:
    page = Desk(browser, live_server.url, world.koordination, 1280).page
    page.goto(f"{live_server.url}/massnahmen/?spalten=nummer&spalten=art&zellen=aendern{query}")
    page.get_by_role("link", name="Art von M-2017-001 ändern").press("Enter")
    page.locator(".cell-form select").select_option("survey")
    page.locator(".cell-form [type=submit]").press("Enter")
    expect(page.locator("[data-tick-count]")).to_contain_text(told)
    expect(page.get_by_role("link", name="Art von M-2017-001 ändern")).to_have_count(0 if query else 1)
    assert Measure.objects.get(number="M-2017-001").kind == "survey"
