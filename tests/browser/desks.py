"""People at their desks, each with a browser of their own: with a mouse, or by keyboard alone."""

import re
from typing import Any, Final

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from neuss_integration.accounts.models import User
from tests.browser.axe import COLOURS, violations
from tests.factories import PASSWORD

MAX_TABS: Final = 400


def check(page: Page) -> None:
    """Nothing for axe to find in light and dark, nothing to scroll sideways."""
    page.emulate_media(color_scheme="dark")
    found = {"dark": violations(page)}
    page.emulate_media(color_scheme="light")
    found["light"] = violations(page, COLOURS)
    assert (page.url, found) == (page.url, {"dark": [], "light": []})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


class Desk:
    """A browser in which one person is signed in and works."""

    def __init__(self, browser: Browser, address: str, person: User, width: int) -> None:
        self.address, self.person = address, person
        self.page = browser.new_context(viewport={"width": width, "height": 800}, locale="de-DE").new_page()
        self.clicks = 0
        self.inputs = 0
        self.arrive()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(f"Guten Tag, {person.name}")

    def arrive(self) -> None:
        """The start page, with a session that began without the form: most tests are not about signing in."""
        client = Client()
        client.force_login(self.person, settings.AUTHENTICATION_BACKENDS[0])
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.address}])
        self.open("/")

    def open(self, path: str) -> None:
        """Goes to a page by its address."""
        self.page.goto(f"{self.address}{path}")

    def sign_in(self) -> None:
        self.page.locator("input[name=login]").fill(self.person.email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("main button[type=submit]").click()

    def click(self, role: Any, name: str) -> None:
        """Clicks what has this role and name, and counts it."""
        self.clicks += 1
        self.inputs += 1
        self._press(self.page.get_by_role(role, name=name).first)

    def write(self, label: str, text: str) -> None:
        """Puts `text` into the field with this label instead of what is there, and counts it."""
        self.inputs += 1
        name = re.compile(rf"^{re.escape(label)}(\s*\(optional\))?$")
        self._type(self.page.get_by_label(name), text)

    def choose(self, label: str) -> None:
        """Chooses the radio button with this label, and counts it."""
        self.inputs += 1
        self._choose(self.page.get_by_label(label))

    def _press(self, target: Locator) -> None:
        target.click()

    def _type(self, target: Locator, text: str) -> None:
        target.fill(text)

    def _choose(self, target: Locator) -> None:
        target.check()


class KeyboardDesk(Desk):
    """The same without a mouse: Tab, Enter, the arrows and letters."""

    def arrive(self) -> None:
        self.open("/")
        self.sign_in()

    def sign_in(self) -> None:
        """The field for the address is reached with Tab, the form sent with Enter."""
        self._type(self.page.locator("input[name=login]"), self.person.email)
        self._type(self.page.locator("input[name=password]"), PASSWORD)
        self.page.keyboard.press("Enter")

    def _tab_to(self, *targets: Locator) -> None:
        for _ in range(MAX_TABS):
            if any(target.evaluate("element => element === document.activeElement") for target in targets):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {targets}.")

    def _press(self, target: Locator) -> None:
        self._tab_to(target)
        self.page.keyboard.press("Enter")

    def _type(self, target: Locator, text: str) -> None:
        self._tab_to(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def _choose(self, target: Locator) -> None:
        group = self.page.locator(f"input[name={target.get_attribute('name')}]")
        self._tab_to(*group.all())
        for _ in range(group.count()):
            self.page.keyboard.press("ArrowDown")
            if target.is_checked():
                return
        raise AssertionError(f"The arrows never reach {target}.")
