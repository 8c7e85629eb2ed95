"""The path of one answer in a real Chromium: office, coordination, office again, accepted. Every page is accessible."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from measures.models import ProgressReport
from tests.browser.desks import Desk, check
from tests.factories import World, make_progress, make_round
from tests.measures.answers import task_of, with_last

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_an_answer_goes_from_the_office_to_acceptance(
    world: World, browser: Browser, live_server: Any, width: int
) -> None:
    task = with_last(world)
    office = Desk(browser, live_server.url, world.jugendamt_person, width)
    answer_in_steps(office)
    coordination = Desk(browser, live_server.url, world.koordination, width)
    return_with_question(coordination)
    answer_the_question(office)
    accept(coordination)
    task.refresh_from_db()
    assert (task.state, task.what_happened, task.participants) == ("accepted", "Vier Treffen fanden statt.", 1204)
    assert [event.transition for event in task.events.all()] == ["begin", "submit", "return", "submit", "accept"]


def answer_in_steps(office: Desk) -> None:
    """Draft, submit with something missing, submit."""
    page = office.page
    check(page)
    office.click("link", "Eine Aufgabe öffnen")
    check(page)
    office.click("link", "Berichten: Präventionsnetz")
    check(page)
    page.get_by_label("Was hat nicht funktioniert").fill("Ein Raum fehlte.")
    office.click("button", "Entwurf speichern")
    expect(page.get_by_text("Der Entwurf ist gespeichert.")).to_be_visible()
    page.get_by_label("laufend: Die Maßnahme findet statt.").check()
    page.get_by_label("rot: Das Ziel ist gefährdet").check()
    office.click("button", "Prüfen und einreichen")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    check(page)
    office.click("link", "Bitte begründen Sie die gelbe oder rote Ampel.")
    expect(page.locator("#id_traffic_light_reason")).to_be_focused()
    page.keyboard.type("Geld fehlt.")
    page.locator("#id_what_happened").fill("Vier Treffen fanden statt.")
    office.click("button", "Prüfen und einreichen")
    expect(page.get_by_text("ist eingereicht.")).to_be_visible()


def return_with_question(coordination: Desk) -> None:
    """From the start page over the queue to the question."""
    page = coordination.page
    check(page)
    coordination.click("link", "zu prüfen")
    check(page)
    coordination.click("link", "Präventionsnetz")
    expect(page.get_by_text("geändert").first).to_be_visible()
    check(page)
    page.get_by_label("Rückfrage", exact=True).fill("Wie viele Menschen nahmen teil?")
    coordination.click("button", "Mit Rückfrage zurückgeben")
    expect(page.get_by_text("wartet kein Bericht auf Ihre Entscheidung")).to_be_visible()
    check(page)


def answer_the_question(office: Desk) -> None:
    """The office sees the question and completes its report."""
    page = office.page
    office.open("/sachstand/")
    expect(page.get_by_text("Wie viele Menschen nahmen teil?")).to_be_visible()
    check(page)
    office.click("link", "Weiter bearbeiten: Präventionsnetz")
    check(page)
    page.get_by_label("Teilnehmende").fill("1.204")
    office.click("button", "Prüfen und einreichen")
    expect(page.get_by_text("ist eingereicht.")).to_be_visible()


def accept(coordination: Desk) -> None:
    """The coordination accepts and looks at the report and its round."""
    page = coordination.page
    coordination.open("/sachstand/pruefung/")
    coordination.click("link", "Präventionsnetz")
    coordination.click("button", "Annehmen")
    expect(page.get_by_text("ist angenommen.")).to_be_visible()
    report = ProgressReport.objects.get(participants=1204)
    for path in (report.get_absolute_url(), report.round.get_absolute_url(), f"{report.get_absolute_url()}verlauf/"):
        coordination.open(path)
        check(page)


def test_unchanged_is_answered_with_two_clicks(world: World, browser: Browser, live_server: Any) -> None:
    task = with_last(world)
    office = Desk(browser, live_server.url, world.jugendamt_person, 1280)
    office.click("link", "Eine Aufgabe öffnen")
    office.click("button", "Unverändert einreichen: Präventionsnetz")
    expect(office.page.get_by_text("ist als unverändert eingereicht.")).to_be_visible()
    task.refresh_from_db()
    assert (office.clicks, task.is_unchanged) == (2, True)


def test_typed_text_is_saved_by_itself(world: World, browser: Browser, live_server: Any) -> None:
    task = task_of(world)
    office = Desk(browser, live_server.url, world.jugendamt_person, 1280)
    office.open(task.get_absolute_url())
    office.page.locator("#id_next_step").press_sequentially("Morgen mehr")
    expect(office.page.locator("[data-save-state]")).to_contain_text("Entwurf gespeichert (")
    expect(office.page.locator("[name=version]").last).to_have_value("2")
    office.page.locator("#id_next_step").press_sequentially(".")
    office.click("button", "Entwurf speichern")
    expect(office.page.get_by_text("Der Entwurf ist gespeichert.")).to_be_visible()
    assert ProgressReport.objects.get().next_step == "Morgen mehr."


def test_last_answer_is_taken_over(world: World, browser: Browser, live_server: Any) -> None:
    task = with_last(world)
    office = Desk(browser, live_server.url, world.jugendamt_person, 1280)
    office.open(task.get_absolute_url())
    office.click("button", "Übernehmen: Folgerung und nächster Schritt")
    expect(office.page.locator("#id_next_step")).to_have_value("Weiter so.")


@pytest.mark.parametrize("width", [1280, 360])
def test_round_is_made_opened_and_closed(world: World, browser: Browser, live_server: Any, width: int) -> None:
    make_progress(round=make_round(title="Frühere Runde"), measure=world.vorlesestunden, state="accepted")
    desk = Desk(browser, live_server.url, world.koordination, width)
    desk.open("/berichtsrunden/")
    check(desk.page)
    desk.click("link", "Neue Berichtsrunde")
    make_round_in(desk)
    desk.click("link", "Runde öffnen")
    desk.click("button", "Runde öffnen")
    expect(desk.page.get_by_text("Gefragt ist nach 2 Maßnahmen.")).to_be_visible()
    check(desk.page)
    desk.click("link", "Runde schließen")
    desk.click("button", "Runde schließen")
    reopen(desk)


def reopen(desk: Desk) -> None:
    """A new date and a reason."""
    desk.click("link", "Wieder öffnen")
    check(desk.page)
    desk.page.get_by_label("Neue Frist").fill("31.12.2099")
    desk.page.get_by_label("Begründung").fill("Viele waren krank.")
    desk.click("button", "Runde wieder öffnen")
    expect(desk.page.get_by_text("Die Berichtsrunde ist wieder offen.")).to_be_visible()


def make_round_in(desk: Desk) -> None:
    """The form in its error state first, then as it should be."""
    fields = {"Titel": "Sachstand 2026", "Berichtszeitraum von": "01.01.2026", "Berichtszeitraum bis": "31.12.2026"}
    for label, value in fields.items():
        desk.page.get_by_label(label).fill(value)
    desk.page.get_by_label("Rückmeldung bis").fill("31.12.2025")
    desk.click("button", "Speichern")
    expect(desk.page.locator("[data-error-summary]")).to_be_focused()
    check(desk.page)
    desk.page.get_by_label("Rückmeldung bis").fill("31.01.2027")
    desk.click("button", "Speichern")
    expect(desk.page.get_by_text("2 Maßnahmen, 2 Fachdienststellen").first).to_be_visible()
    check(desk.page)


@pytest.mark.parametrize(
    "person", ["integrationsrat_person", "rundertisch_person", "verwaltung_person", "nobody", "bibliothek_person"]
)
def test_start_page_of_every_role_is_accessible(world: World, browser: Browser, live_server: Any, person: str) -> None:
    make_progress(measure=world.praeventionsnetz, state="accepted")
    for width in (1280, 360):
        check(Desk(browser, live_server.url, getattr(world, person), width).page)
