"""The keyboard shortcuts in a real Chromium: where they lead, when they are silent, how they are switched off."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from neuss_integration.accounts.models import User
from tests.browser.desks import Desk, check
from tests.factories import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk_of(world: World, browser: Browser, live_server: Any) -> Callable[[User], Page]:
    """The start page of somebody who has signed in, with its scripts."""

    def sign_in(person: User) -> Page:
        page = Desk(browser, live_server.url, person, 1280).page
        page.wait_for_load_state()
        return page

    return sign_in


def test_slash_goes_to_the_search_in_the_head_which_finds_while_typing(
    world: World, desk_of: Callable[[User], Page]
) -> None:
    page = desk_of(world.integrationsrat_person)
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Alles durchsuchen")
    expect(field).to_be_focused()
    page.keyboard.type("Vorlese")
    expect(field).to_have_value("Vorlese")
    expect(page.get_by_role("link", name="Mehrsprachige Vorlesestunden")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mehrsprachige Vorlesestunden")


def test_n_leads_to_a_new_measure_only_who_may_enter_one(world: World, desk_of: Callable[[User], Page]) -> None:
    page = desk_of(world.koordination)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Maßnahme anlegen")
    page = desk_of(world.integrationsrat_person)
    page.keyboard.press("n")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tastenkürzel")
    expect(page.get_by_text("Neue Maßnahme anlegen")).to_have_count(0)


def test_shortcuts_are_silent_with_another_key_and_once_switched_off(
    world: World, desk_of: Callable[[User], Page]
) -> None:
    page = desk_of(world.koordination)
    page.keyboard.press("Alt+n")
    page.keyboard.press("?")
    check(page)
    page.get_by_role("button", name="Tastenkürzel ausschalten").click()
    expect(page.get_by_text("Die Tastenkürzel sind ausgeschaltet.")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.press("/")
    expect(page.get_by_role("button", name="Tastenkürzel einschalten")).to_be_visible()
    check(page)
