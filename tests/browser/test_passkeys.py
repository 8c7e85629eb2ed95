"""A passkey of a real Chromium, whose authenticator is a virtual one: set up, then sign in with it alone."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import Browser, Page, expect

from neuss_integration.accounts.models import User
from tests.browser.desks import check
from tests.factories import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_password(page: Page, person: User) -> None:
    page.get_by_label("E-\u2060Mail-Adresse").fill(person.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def confirm(page: Page) -> None:
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()


def look_at(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(f"/konto/zweiter-faktor/{address}")
        check(page)


def test_passkey_is_set_up_and_signs_in_alone(world: World, browser: Browser, live_server: Any) -> None:
    page = browser.new_page(locale="de-DE", base_url=live_server.url.replace("127.0.0.1", "localhost"))
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto("/konto/anmelden/?next=/konto/zweiter-faktor/passkeys/neu/")
    with_password(page, world.koordination)
    check(page)
    page.get_by_label("Auch ohne Passwort anmelden").check()
    page.get_by_role("button", name="Passkey einrichten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wiederherstellungscodes")
    check(page)
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()


def test_pages_of_the_app_are_accessible(world: World, browser: Browser, live_server: Any) -> None:
    page = browser.new_page(locale="de-DE", base_url=live_server.url, viewport={"width": 390, "height": 800})
    page.goto("/konto/anmelden/?next=/konto/zweiter-faktor/app/")
    with_password(page, world.koordination)
    check(page)
    TOTP.activate(world.koordination, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    look_at(page, "codes/neu/")
    confirm(page)
    look_at(page, "codes/neu/", "app/entfernen/", "")
    page.context.clear_cookies()
    page.goto("/konto/anmelden/")
    with_password(page, world.koordination)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")
    check(page)
