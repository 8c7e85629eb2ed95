"""The component gallery in a real Chromium: accessible, without overflow, usable with and without script."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import check

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GALLERY = "/entwicklung/bausteine/"


@pytest.fixture
def gallery(page: Page, live_server: Any, settings: Any) -> Page:
    """The gallery, opened without an account; nothing may be refused by the security policy."""
    settings.DEBUG = True
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}{GALLERY}")
    assert complaints == []
    return page


@pytest.mark.parametrize("width", [1280, 320])
def test_gallery_has_no_accessibility_violation(gallery: Page, width: int) -> None:
    gallery.set_viewport_size({"width": width, "height": 900})
    check(gallery)


def test_gallery_never_scrolls_sideways(gallery: Page) -> None:
    excess = {}
    for width in (320, 360, 640, 1280):
        gallery.set_viewport_size({"width": width, "height": 900})
        excess[width] = gallery.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {width: beyond for width, beyond in excess.items() if beyond > 0} == {}


BUTTON = """<button class="kern-btn kern-btn--tertiary kern-btn--x-small"><span class="kern-label">Beenden<span
class="kern-sr-only">: Firefox auf Windows</span></span></button>"""


def test_words_for_screen_readers_cut_no_button(gallery: Page) -> None:
    gallery.locator("main").evaluate("(main, button) => main.insertAdjacentHTML('afterbegin', button)", BUTTON)
    button = gallery.locator("main > button").first
    assert button.evaluate("it => [it.offsetWidth > 40, getComputedStyle(it).marginLeft]") == [True, "0px"]


def test_error_summary_has_the_focus_and_leads_to_the_field(gallery: Page) -> None:
    expect(gallery.locator("[data-error-summary]")).to_be_focused()
    gallery.get_by_role("link", name="„Titel“ ist zu lang").click()
    expect(gallery.locator("#id_broken-title")).to_be_focused()


def test_picker_finds_in_either_spelling_and_counts(gallery: Page) -> None:
    picker = gallery.locator("#id_normal-districts")
    picker.get_by_role("searchbox").fill("dreikoenigen")
    expect(picker.locator(".kern-form-check:visible")).to_have_count(1)
    picker.get_by_role("searchbox").press("Enter")
    expect(picker.get_by_text("3 von 18 ausgewählt")).to_be_visible()


def test_ctrl_k_goes_to_the_search(gallery: Page) -> None:
    gallery.locator("body").press("Control+k")
    expect(gallery.locator("#id_q")).to_be_focused()


def test_skip_link_is_the_first_stop(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/barrierefreiheit/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()


def test_gallery_works_without_script(browser: Any, live_server: Any, settings: Any) -> None:
    settings.DEBUG = True
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}{GALLERY}")
    picker = page.locator("#id_normal-districts")
    expect(picker.get_by_role("checkbox")).to_have_count(18)
    expect(picker.get_by_role("searchbox")).to_have_count(0)
