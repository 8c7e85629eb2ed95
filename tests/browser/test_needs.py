"""The red thread in a real Chromium: a need is raised, rated, proposed, resolved, done, and told in the report."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from measures.models import Measure
from neuss_integration.city.models import Committee
from reporting.models import Publication
from reporting.publication.worker import execute_run
from reporting.services.publishing import publish_report
from reporting.services.reports import release_report
from roundtables.models import Need, Proposal, RatingRun, RoundTable
from tests.browser.desks import Desk, check
from tests.factories import World, make_progress, make_report, make_round, make_seat, make_table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Sprachkurse am Abend fehlen"


@pytest.fixture
def table(world: World) -> RoundTable:
    """A table at which the member has a vote."""
    return make_seat(round_table=make_table(name="Tisch der Bedarfe"), user=world.rundertisch_person).round_table


@pytest.mark.parametrize("width", [1280, 360])
def test_need_is_followed_to_the_report_and_back(
    world: World, table: RoundTable, browser: Browser, live_server: Any, width: int
) -> None:
    member = Desk(browser, live_server.url, world.rundertisch_person, width)
    office = Desk(browser, live_server.url, world.koordination, width)
    raise_need(member, world)
    open_rating(office, table)
    rate(member)
    close_rating(office)
    propose(office)
    forward(office, world.integrationsausschuss)
    resolve(office)
    make_measure(office, world)
    follow(office)
    release_need(office)
    tell_in_report(office, world)


def raise_need(desk: Desk, world: World) -> None:
    """The member reports a need from the start page; an empty form says what is missing."""
    desk.click("link", "Bedarf melden")
    desk.page.get_by_role("button", name="Speichern").click()
    expect(desk.page.get_by_role("heading", name=re.compile("Bitte prüfen Sie Ihre Angaben"))).to_be_visible()
    check(desk.page)
    desk.page.get_by_label("Titel").fill(TITLE)
    desk.page.get_by_text("Weitere Angaben (freiwillig)").click()
    desk.page.get_by_label("Handlungsfeld").select_option(str(world.bildung.pk))
    desk.page.get_by_role("button", name="Speichern").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    check(desk.page)


def open_rating(desk: Desk, table: RoundTable) -> None:
    """The office asks the members."""
    desk.open(f"/runde-tische/{table.pk}/bewertung/")
    check(desk.page)
    desk.page.get_by_role("button", name="Bewertung öffnen").click()
    expect(desk.page.get_by_text("Die Mitglieder können jetzt bewerten.")).to_be_visible()


def rate(desk: Desk) -> None:
    """Four taps from the start page: open, importance, urgency, save."""
    desk.open("/")
    desk.clicks = 0
    desk.click("link", "Bedarfe bewerten")
    groups = desk.page.locator("main fieldset")
    desk.page.get_by_role("button", name="Bewertung speichern").wait_for()
    groups.nth(0).get_by_label("5").check()
    desk.page.get_by_role("button", name="Bewertung speichern").click()
    expect(desk.page.get_by_text("auch die Dringlichkeit").first).to_be_visible()
    check(desk.page)
    groups.nth(1).get_by_label("4").check()
    desk.click("button", "Bewertung speichern")
    expect(desk.page.get_by_text("Danke.")).to_be_visible()
    assert desk.clicks == 2


def close_rating(desk: Desk) -> None:
    """The result stands as picture and table."""
    desk.open(RatingRun.objects.get().get_absolute_url())
    desk.page.get_by_role("button", name="Bewertung schließen").click()
    expect(desk.page.get_by_role("img", name=re.compile("Bedeutung und Dringlichkeit"))).to_be_visible()
    check(desk.page)


def propose(desk: Desk) -> None:
    """A proposal from the page of the need, with its place in the list."""
    desk.open(Need.objects.get().get_absolute_url())
    desk.click("link", "Vorschlag schreiben")
    desk.page.get_by_label("Was getan werden soll").fill("Vier Kurse je Halbjahr.")
    desk.page.get_by_label("Mittel im Jahr in Euro").fill("12.000")
    desk.page.get_by_role("button", name="Speichern").click()
    desk.click("link", "Einreihen")
    expect(desk.page.get_by_label("Rang")).to_have_value("1")
    desk.page.get_by_role("button", name="Einreihen").click()
    check(desk.page)


def forward(desk: Desk, committee: Committee) -> None:
    """It goes to the Gremium with its paper."""
    desk.click("link", "Weiterleiten")
    check(desk.page)
    desk.page.get_by_label("Gremium").select_option(str(committee.pk))
    desk.page.get_by_role("button", name="Weiterleiten").click()
    expect(desk.page.get_by_label("Text zum Kopieren")).to_have_value(re.compile("Betreff: Sprachkurse am Abend"))
    check(desk.page)


def resolve(desk: Desk) -> None:
    """The Gremium says yes."""
    desk.click("link", "Beschluss eintragen")
    desk.page.get_by_label("Beschlossen am").fill(f"{timezone.localdate():%d.%m.%Y}")
    desk.page.get_by_label("zugestimmt").check()
    desk.page.get_by_role("button", name="Beschluss eintragen").click()
    expect(desk.page.get_by_text("Der Beschluss ist eingetragen.")).to_be_visible()


def make_measure(desk: Desk, world: World) -> None:
    """One step, and everything is taken over."""
    desk.click("link", "Maßnahme anlegen")
    desk.page.get_by_label("Federführung").select_option(str(world.jugendamt.pk))
    desk.page.get_by_role("button", name="Maßnahme anlegen").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    asked = make_round(period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 12, 31))
    make_progress(round=asked, measure=Measure.objects.get(title=TITLE), state="accepted")


def follow(desk: Desk) -> None:
    """By links only, there and back: measure, need, proposal, Beschluss; then measure and Sachstand."""
    need, proposal, measure = Need.objects.get(), Proposal.objects.get(), Measure.objects.get(title=TITLE)
    go(desk, "main", str(need), need.number)
    go(desk, "main", f"{proposal.number}, angenommen", proposal.number)
    go(desk, "nav.chain", "Integrationsausschuss", "/beschluesse/")
    check(desk.page)
    go(desk, "main", str(proposal), proposal.number)
    go(desk, "nav.chain", str(need), need.number)
    check(desk.page)
    go(desk, "nav.chain", measure.number, measure.number)
    go(desk, "main", str(proposal), proposal.number)
    go(desk, "nav.chain", "Bericht", "/sachstand/")
    go(desk, "main", "zur Maßnahme", measure.number)
    go(desk, "main", str(need), need.number)
    go(desk, ".report-entry__meta", "", "/sachstand/")


def go(desk: Desk, where: str, name: str, address: str) -> None:
    """Follows the first link of this name, which leads to an address with these words."""
    desk.page.locator(f"{where} a", has_text=name).first.click()
    expect(desk.page).to_have_url(re.compile(re.escape(address)))


def release_need(desk: Desk) -> None:
    """The office lets Integrationsrat and public read the need."""
    desk.open(f"{Need.objects.get().get_absolute_url()}bearbeiten/")
    desk.page.get_by_label("freigegeben für Integrationsrat").check()
    desk.page.get_by_role("button", name="Speichern").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(TITLE)


def tell_in_report(desk: Desk, world: World) -> None:
    """The published report tells what became of the need, and leads back to it."""
    today, need = timezone.localdate(), Need.objects.get()
    report = make_report(period_start=dt.date(today.year - 1, 1, 1), period_end=dt.date(today.year, 12, 31))
    execute_run(release_report(report, by=world.koordination).pk)
    publish_report(report, by=world.koordination)
    told = json.loads(Publication.objects.get().snapshot.content)["round_tables"]["needs"]
    assert [(each["title"], each["state"]["label"]) for each in told] == [(TITLE, "in Maßnahme überführt")]
    desk.open(need.get_absolute_url())
    go(desk, "main", report.title, report.get_absolute_url())
    check(desk.page)
    desk.page.get_by_text("Bedarfe der Runden Tische (1)").click()
    go(desk, "main", str(need), need.number)
    desk.open(f"/portal/berichte/{report.pk}/")
    told_in = desk.page.locator(".chapter-fold", has_text=TITLE).first
    told_in.locator("summary").click()
    expect(told_in.get_by_text(TITLE).first).to_be_visible()
