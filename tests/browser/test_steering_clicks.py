"""How many clicks the steering takes, from the start page and counted in a real Chromium."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from success_factors.models import ValueRequest
from tests.browser.desks import Desk, check
from tests.factories import World, make_resolution
from tests.success_factors.requests import make_value_request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = 1280
YESTERDAY = timezone.localdate() - dt.timedelta(days=1)


def test_value_of_an_indicator_is_sent_with_three_clicks(world: World, browser: Browser, live_server: Any) -> None:
    asked = make_value_request(world, name="Kinder in Kitas", data_source="Kita-Statistik")
    desk = Desk(browser, live_server.url, world.jugendamt_person, WIDTH)
    desk.click("link", "Kinder in Kitas")
    desk.click("link", "Kinder in Kitas")
    desk.write("Zeit", str(timezone.localdate().year - 1))
    desk.page.get_by_label("Wert: alle").fill("412")
    desk.click("button", "Einreichen")
    expect(desk.page.get_by_text("eingereicht").first).to_be_visible()
    assert (desk.clicks, ValueRequest.objects.get(pk=asked.pk).state) == (3, "submitted")


def test_what_is_overdue_is_found_with_one_click(world: World, browser: Browser, live_server: Any) -> None:
    office = {"responsible_department": world.jugendamt, "order_text": "Berichten", "state": "open"}
    late = make_resolution(title="Sprachkurse am Abend", due_date=YESTERDAY, **office)
    desk = Desk(browser, live_server.url, world.koordination, WIDTH)
    desk.click("link", "Kalender")
    expect(desk.page.get_by_text("davon 1 überfällig")).to_be_visible()
    expect(desk.page.get_by_role("link", name=late.title).first).to_be_visible()
    check(desk.page)
    assert desk.clicks == 1
