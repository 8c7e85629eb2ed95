"""The pages on which somebody leaves, or loses a role, and another takes over, on a wide screen and on a telephone."""

import os
from typing import Any

import pytest
from playwright.sync_api import Browser

from measures.enums import ProgressState
from neuss_integration.accounts.models import Membership
from tests.browser.desks import Desk, check
from tests.factories import World, make_progress, make_seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible(world: World, browser: Browser, live_server: Any, width: int) -> None:
    person = world.jugendamt_person
    make_progress(department=world.jugendamt, state=ProgressState.OPEN, assignee=person)
    make_seat(user=person)
    role = Membership.objects.get(user=person)
    desk = Desk(browser, live_server.url, world.verwaltung_person, width)
    for number, path in enumerate((f"/benutzer/{person.pk}/deaktivieren/", f"/benutzer/rollen/{role.pk}/beenden/")):
        desk.open(path)
        desk.page.get_by_text("Noch ist nichts geschehen.").wait_for()
        check(desk.page)
        if shots := os.environ.get("SHOTS"):
            desk.page.screenshot(path=f"{shots}/leave-{width}-{number}.png", full_page=True)
            desk.page.emulate_media(color_scheme="dark")
            desk.page.screenshot(path=f"{shots}/leave-{width}-{number}-dark.png", full_page=True)
