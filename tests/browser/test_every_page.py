"""Every page of the access table in a real Chromium: accessible in light and dark, whole on a narrow phone.

The pages are those of the table, as the role sees them that can do most, forms also in their error state. They are
answered by Django's test client, so that one scene in one transaction serves them all; a small server hands them to
the browser. The words of their pictures are read in forced colours too.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.access.scene import Scene
from tests.access.table import Row
from tests.access.test_pages import FORMS, HTML, ablest
from tests.browser.axe import COLOURS, violations
from tests.browser.forced_colours import unreadable_words
from tests.browser.kept_results import keep
from tests.browser.serving import Pages, pages, scene, tab, tabs  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WITHOUT_WIDTH = {"reporting:report-preview"}
"""The preview shows a printed page, whose tables scroll in their own frame."""


@pytest.fixture
def opened(tab: Page, pages: Pages, scene: Scene, row: Row) -> Iterator[tuple[Page, list[str]]]:  # noqa: F811
    """The tab with the page of `row`, and what the browser complained about while it loaded."""
    complaints: list[str] = []
    listener = lambda message: complaints.append(message.text) if message.type == "error" else None  # noqa: E731
    tab.on("console", listener)
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(color_scheme="light")
    tab.goto(pages.address_of(scene.url(row), scene.answer(row, ablest(row))))
    yield tab, complaints
    tab.remove_listener("console", listener)


def seen(page: Page, url: str) -> dict[str, list[str]]:
    """What is wrong in light, in dark and in forced colours; what axe says is kept where a file is named for it."""
    found = {"light": violations(page)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, COLOURS)
    keep(page, url, "de", found)
    return found | {"forced": unreadable_words(page)}


@pytest.mark.parametrize("row", [*HTML, *FORMS], ids=str)
def test_page_is_accessible_in_light_and_dark_and_whole_on_a_phone(
    opened: tuple[Page, list[str]],
    scene: Scene,  # noqa: F811
    row: Row,
) -> None:
    page, complaints = opened
    found = seen(page, scene.url(row))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 800})
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert found == {"light": [], "dark": [], "forced": []}
    assert complaints == []
    assert excess <= 0 or row in FORMS or row.name in WITHOUT_WIDTH
