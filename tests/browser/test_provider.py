"""Signing in with the city's account, clicked in a real Chromium at a real OpenID Connect provider beside the test."""

import re
from collections.abc import Iterator
from typing import Any

import oidc_provider_mock
import pytest
from playwright.sync_api import Browser, Page, expect

from neuss_integration.accounts.models import User
from neuss_integration.accounts.sign_in.provider import NOT_LET_IN
from neuss_integration.env import sign_in_service
from neuss_integration.middleware import HEADERS, content_security_policy
from tests.accounts.test_provider import PEOPLE, ROLES, SURE, roles_of
from tests.browser.desks import check
from tests.factories import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GONE = SURE | {"email": "rundertisch@neuss.example", "name": "Mitglied", "groups": ["g-51"]}


@pytest.fixture
def page(world: World, browser: Browser, live_server: Any, settings: Any, monkeypatch: Any) -> Iterator[Page]:
    """The page of sign-in, at which a click leads to the provider; what the policy of pages refuses is told."""
    claims = PEOPLE | {"ruht": GONE}
    people = [oidc_provider_mock.User(sub=sub, claims=each) for sub, each in claims.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        city = f"http://localhost:{server.server_port}"
        settings.OIDC_SERVER_URL, settings.OIDC_CLIENT_ID, settings.OIDC_ROLES = city, "konzept", ROLES
        settings.SOCIALACCOUNT_PROVIDERS = sign_in_service(city, "konzept", "geheim")
        monkeypatch.setitem(HEADERS, "Content-Security-Policy", content_security_policy(city))
        settings.SITE_URL = f"{live_server.url}/"
        context = browser.new_context(locale="de-DE", base_url=live_server.url)
        yield context.new_page()
        context.close()


def sign_in(page: Page, sub: str) -> None:
    page.goto("/konto/anmelden/")
    page.get_by_role("button", name="Mit dem Dienstkonto der Stadt anmelden").click()
    page.get_by_role("button", name=sub, exact=True).first.click()


def test_group_becomes_a_role_and_sign_out_ends_at_the_provider(page: Page, world: World) -> None:
    page.goto("/konto/anmelden/")
    check(page)
    sign_in(page, "neu")
    expect(page.get_by_role("heading", level=1)).to_have_text("Guten Tag, Nora Neu")
    assert roles_of("neu@neuss.example") == {"Fachdienststelle Jugendamt"}
    page.get_by_role("button", name="Abmelden").click()
    expect(page).to_have_url(re.compile("/oauth2/end_session"))
    page.goto("/massnahmen/")
    expect(page).to_have_url(re.compile("/konto/anmelden/"))


def test_who_has_no_group_or_is_deactivated_stays_outside_and_reads_why(page: Page, world: World) -> None:
    User.objects.filter(email=GONE["email"]).update(is_active=False)
    for sub, said in {"fremd": NOT_LET_IN, "falsch": NOT_LET_IN, "ruht": "Ihr Konto ist deaktiviert"}.items():
        sign_in(page, sub)
        expect(page.get_by_role("main")).to_contain_text(said)
        check(page)
        page.goto("/massnahmen/")
        expect(page).to_have_url(re.compile("/konto/anmelden/"))
    assert not User.objects.filter(email="fremd@neuss.example").exists()


def test_address_of_a_local_account_leads_to_that_one_account(page: Page, world: World) -> None:
    sign_in(page, "koord")
    expect(page.get_by_role("heading", level=1)).to_have_text("Guten Tag, Koordination Integrationsbüro")
    assert User.objects.filter(email=world.koordination.email).count() == 1
