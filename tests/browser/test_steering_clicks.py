"""How many clicks the steering takes, from the start page and counted in a real Chromium."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from measures.models import Resolution
from neuss_integration.city.models import Committee, ParliamentaryGroup
from success_factors.models import ValueRequest
from tests.browser.desks import Desk, check
from tests.factories import World, make_programme, make_resolution
from tests.success_factors.requests import make_value_request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = 1280
YESTERDAY = timezone.localdate() - dt.timedelta(days=1)


def test_value_of_an_indicator_is_sent_with_two_clicks(world: World, browser: Browser, live_server: Any) -> None:
    asked = make_value_request(world, name="Kinder in Kitas", data_source="Kita-Statistik")
    desk = Desk(browser, live_server.url, world.jugendamt_person, WIDTH)
    desk.click("link", "Kinder in Kitas")
    desk.write("Zeit", str(timezone.localdate().year - 1))
    desk.page.get_by_label("Wert: alle").fill("412")
    desk.click("button", "Einreichen")
    expect(desk.page.get_by_text("eingereicht").first).to_be_visible()
    assert (desk.clicks, ValueRequest.objects.get(pk=asked.pk).state) == (2, "submitted")


def test_what_is_overdue_is_found_with_one_click(world: World, browser: Browser, live_server: Any) -> None:
    office = {"responsible_department": world.jugendamt, "order_text": "Berichten", "state": "open"}
    late = make_resolution(title="Sprachkurse am Abend", due_date=YESTERDAY, **office)
    desk = Desk(browser, live_server.url, world.koordination, WIDTH)
    desk.click("link", "Kalender")
    expect(desk.page.get_by_text("davon 1 überfällig")).to_be_visible()
    expect(desk.page.get_by_role("link", name=late.title).first).to_be_visible()
    check(desk.page)
    assert desk.clicks == 1


def test_end_of_the_money_is_read_without_a_click(world: World, browser: Browser, live_server: Any) -> None:
    """Eleven months before, by the office that leads the measure."""
    make_programme(measures=[world.praeventionsnetz], ends_on=timezone.localdate() + dt.timedelta(days=330))
    desk = Desk(browser, live_server.url, world.jugendamt_person, WIDTH)
    expect(desk.page.get_by_role("heading", name="Ohne Anschlussfinanzierung")).to_be_visible()
    expect(desk.page.get_by_text("Das bewilligte Geld endet am")).to_be_visible()
    check(desk.page)
    assert desk.clicks == 0


CHOSEN = 4
"""Two groups, a result and the task of the Gremium."""


def test_resolution_of_last_night_is_recorded_with_eight_clicks(
    world: World, browser: Browser, live_server: Any
) -> None:
    """Two groups, what is ordered and until when, and the Vorberatung before it; all choices count."""
    _council()
    desk = Desk(browser, live_server.url, world.koordination, WIDTH)
    desk.click("link", "Beschluss eintragen")
    _fill_resolution(desk, world)
    desk.click("button", "Beschluss speichern")
    desk.click("link", "Beratung eintragen")
    desk.page.get_by_label("Gremium").select_option(label="Sozialausschuss")
    desk.choose("Vorberatung")
    desk.write("Sitzung am", f"{YESTERDAY - dt.timedelta(days=14):%d.%m.%Y}")
    desk.click("button", "Speichern")
    found = Resolution.objects.get(title="Dolmetschen in allen Ämtern")
    assert (found.proposers.count(), found.consultations.count(), found.state) == (2, 1, "open")
    assert desk.clicks + CHOSEN == 8


def _council() -> None:
    for name in ("Fraktion A", "Fraktion B"):
        ParliamentaryGroup.objects.create(name=name)
    Committee.objects.create(name="Sozialausschuss", kind="committee")


def _fill_resolution(desk: Desk, world: World) -> None:
    page = desk.page
    desk.write("Titel", "Dolmetschen in allen Ämtern")
    page.get_by_label("Gremium").select_option(label=world.integrationsausschuss.name)
    desk.write("Beschlossen am", f"{YESTERDAY:%d.%m.%Y}")
    for name in ("Fraktion A", "Fraktion B"):
        page.get_by_label(name).check()
    page.get_by_label("zugestimmt", exact=False).first.check()
    desk.write("Auftrag an die Verwaltung", "Die Verwaltung berichtet über das Dolmetschen.")
    page.get_by_label("Zuständige Fachdienststelle").select_option(label=world.jugendamt.name)
    desk.write("Frist", f"{YESTERDAY + dt.timedelta(days=90):%d.%m.%Y}")
    desk.write("Adresse der Vorlage oder Niederschrift", "https://ris.example/vorlage")
    check(page)
