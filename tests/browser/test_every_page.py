"""Every page of the access table in a real Chromium: accessible in light and dark, whole on a narrow phone.

The pages are those of the table, as the role sees them that can do most, forms also in their error state. They are
answered by Django itself without a server in between, so that one scene in one transaction serves them all; the
handlers of the browser run beside the transaction and must not ask the database.
"""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Browser, Page, Route

from tests.access.conftest import scene  # noqa: F401
from tests.access.scene import Scene
from tests.access.table import Row
from tests.access.test_pages import FORMS, HTML, ablest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
HOST = "https://testserver"
WITHOUT_WIDTH = {"reporting:report-preview"}
"""The preview shows a printed page, whose tables scroll in their own frame."""


@pytest.fixture(scope="module")
def tab(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(tab: Page, scene: Scene, row: Row) -> Iterator[tuple[Page, list[str]]]:  # noqa: F811
    """The tab with the page of `row`, and what the browser complained about while it loaded."""
    complaints: list[str] = []
    listener = lambda message: complaints.append(message.text) if message.type == "error" else None  # noqa: E731
    tab.on("console", listener)
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(color_scheme="light")
    url, response = scene.url(row), scene.answer(row, ablest(row))
    tab.route("**/*", lambda route: answer(route, url, response))
    tab.goto(f"{HOST}{url}")
    yield tab, complaints
    tab.unroute("**/*")
    tab.remove_listener("console", listener)


def answer(route: Route, url: str, page: HttpResponse) -> None:
    """Gives the browser the `page` at `url` and the static files it asks for; reads no database."""
    path = urlsplit(route.request.url).path
    is_static = path.startswith(settings.STATIC_URL)
    static = finders.find(path.removeprefix(settings.STATIC_URL)) if is_static else None
    if path == url:
        route.fulfill(status=200, headers=dict(page.headers), body=page.content)
    elif isinstance(static, str):
        kind = mimetypes.guess_type(static)[0] or "application/octet-stream"
        route.fulfill(status=200, headers={"Content-Type": kind}, body=Path(static).read_bytes())
    else:
        route.fulfill(status=204)


AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules of axe about colours that hold for the light page too; level AAA is not among them."""


def violations(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """What axe, which the page has, finds wrong, one line each with the places."""
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options or {})
    return [f"{each['id']}: {[node['target'] for node in each['nodes']][:5]}" for each in found]


@pytest.mark.parametrize("row", [*HTML, *FORMS], ids=str)
def test_page_is_accessible_in_light_and_dark_and_whole_on_a_phone(opened: tuple[Page, list[str]], row: Row) -> None:
    page, complaints = opened
    page.evaluate(AXE)
    found = {"light": violations(page)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 800})
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert found == {"light": [], "dark": []}
    assert complaints == []
    assert excess <= 0 or row in FORMS or row.name in WITHOUT_WIDTH
