"""Hands the answers of Django's test client to the browser, so that one scene in one transaction serves every page."""

import mimetypes
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Browser, BrowserContext, Page

from tests.access.conftest import standing_scene
from tests.access.scene import Scene
from tests.browser.axe import SCRIPT


class Pages(ThreadingHTTPServer):
    """Gives one page at a time, and static files, which the browser keeps; reads no database."""

    url = ""
    page = HttpResponse()

    def address_of(self, url: str, page: HttpResponse) -> str:
        """Where the browser finds `page`, until the next one."""
        self.url, self.page = url, page
        return f"http://localhost:{self.server_port}{url}"


class Answer(BaseHTTPRequestHandler):
    server: Pages

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        is_static = path.startswith(settings.STATIC_URL)
        static = finders.find(path.removeprefix(settings.STATIC_URL)) if is_static else None
        if self.path == self.server.url:
            self.send(200, dict(self.server.page.headers), self.server.page.content)
        elif isinstance(static, str):
            kind = mimetypes.guess_type(static)[0] or "application/octet-stream"
            headers = {"Content-Type": kind, "Cache-Control": "max-age=3600, immutable"}
            self.send(200, headers, Path(static).read_bytes())
        else:
            self.send(204, {}, b"")

    def do_POST(self) -> None:
        """What scripts send is taken and kept nowhere."""
        self.send(204, {}, b"")

    def send(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is written; the test says what is wrong."""


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with standing_scene(django_db_blocker) as scene:
        yield scene


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    with Pages(("localhost", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Tabs:
    """One tab after another with one cache: after many pages, or when one crashed, a new one is opened."""

    PAGES_EACH = 100

    def __init__(self, context: BrowserContext) -> None:
        self.context, self.opened, self.is_whole = context, 0, False

    def tab(self) -> Page:
        """The tab of the last test, or a new one."""
        if not self.is_whole or self.opened % self.PAGES_EACH == 0:
            for old in self.context.pages:
                old.close()
            self.current, self.is_whole = self.context.new_page(), True
            self.current.on("crash", self.crashed)
        self.opened += 1
        return self.current

    def crashed(self, page: Page) -> None:
        self.is_whole = False


@pytest.fixture(scope="module")
def tabs(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Tabs]:
    context = browser.new_context(**browser_context_args)
    context.add_init_script(SCRIPT)
    yield Tabs(context)
    context.close()


@pytest.fixture
def tab(tabs: Tabs) -> Page:
    return tabs.tab()
