"""The whole path of a round in a real Chromium: opened, mail, link, answer, question, answer, accepted, closed.

With a mouse at a desk, at the width of a phone, and by keyboard alone.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone
from playwright.sync_api import Browser, expect

from measures.models import ProgressReport, ReportingRound
from measures.services.reminders import queue_due, refresh_waiting
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.mailing.delivery import deliver_due
from tests.browser.desks import Desk, KeyboardDesk, check
from tests.factories import World, make_person, make_progress, make_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FULL_ANSWER = {
    "Begründung der Ampel": "Eine Stelle ist unbesetzt.",
    "Was ist geschehen?": "Vier Treffen fanden statt.",
    "Was hat nicht funktioniert und warum?": "Ein Raum fehlte.",
    "Folgerung und nächster Schritt": "Wir mieten einen Raum.",
    "Beobachtete Wirkung": "Mehr Familien kommen.",
    "Teilnehmende": "1.204",
    "Personalstunden": "12,5",
    "Zeitraum der Zahlen": "2026",
    "Kosten in Euro": "1.234,50",
    "Eingeworbene Mittel in Euro": "500",
}
HANDS = [(Desk, 1280), (Desk, 390), (KeyboardDesk, 1280)]


@pytest.fixture
def asked(world: World, live_server: Any, settings: Any) -> ReportingRound:
    """A draft that asks the Jugendamt about the Präventionsnetz, of which there is an accepted report."""
    settings.SITE_URL = live_server.url
    past = make_round(title="Sachstand 2025", state="closed")
    last = make_progress(measure=world.praeventionsnetz, round=past, state="accepted", next_step="Weiter so.")
    world.praeventionsnetz.latest_progress = last
    world.praeventionsnetz.save()
    asked = make_round(title="Sachstand 2026", state="draft")
    asked.departments.add(world.jugendamt)
    return asked


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Callable[..., Desk]:
    """Sits somebody down at a desk of the given kind and width."""
    return lambda person, kind=Desk, width=1280: kind(browser, live_server.url, person, width)


def mail_of_the_morning(person: User) -> str:
    """What the worker does until tomorrow; the text of the one mail to `person` that came in."""
    before = len(outbox.outbox)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    queue_due()
    refresh_waiting()
    deliver_due(now=tomorrow)
    (mine,) = [each for each in outbox.outbox[before:] if each.to == [person.email]]
    return str(mine.body)


def open_round(coordination: Desk, asked: ReportingRound) -> None:
    """From the page of the draft."""
    coordination.open(asked.get_absolute_url())
    coordination.click("link", "Runde öffnen")
    coordination.click("button", "Runde öffnen")
    expect(coordination.page.get_by_text("Gefragt ist nach einer Maßnahme.")).to_be_visible()


def follow_link(office: Desk, text: str) -> None:
    """The link of the mail leads to the form, over sign-in, because the session is over by then."""
    (link,) = re.findall(r"http\S+/sachstand/\d+/", text)
    office.page.context.clear_cookies()
    office.page.goto(link)
    office.sign_in()
    expect(office.page).to_have_url(link)


def answer(office: Desk) -> None:
    """Every field of the form; the draft saves itself meanwhile."""
    office.inputs = 0
    office.choose("gelb: ")
    for label, text in FULL_ANSWER.items():
        office.write(label, text)
    expect(office.page.locator("[data-save-state]")).to_contain_text("Entwurf gespeichert (", timeout=15_000)
    office.click("button", "Prüfen und einreichen")
    expect(office.page.get_by_text("ist eingereicht.")).to_be_visible()
    check(office.page)


def ask_back(coordination: Desk) -> None:
    """The report is returned with a question about one field."""
    coordination.open("/sachstand/pruefung/")
    coordination.click("link", "Präventionsnetz")
    check(coordination.page)
    coordination.write("Rückfrage", "Wie viele Treffen sind geplant?")
    coordination.click("button", "Mit Rückfrage zurückgeben")
    expect(coordination.page.get_by_text("wartet kein Bericht auf Ihre Entscheidung")).to_be_visible()


def answer_back(office: Desk) -> None:
    """From the list of tasks, where returned ones stand first."""
    office.open("/sachstand/")
    office.click("link", "Weiter bearbeiten: Präventionsnetz")
    expect(office.page.get_by_text("Wie viele Treffen sind geplant?").first).to_be_visible()
    check(office.page)
    office.write("Folgerung und nächster Schritt", "Sechs Treffen.")
    office.click("button", "Prüfen und einreichen")
    expect(office.page.get_by_text("ist eingereicht.")).to_be_visible()


def accept_and_close(coordination: Desk, asked: ReportingRound) -> None:
    """The last report is accepted, the round closed."""
    coordination.open("/sachstand/pruefung/")
    coordination.click("link", "Präventionsnetz")
    coordination.click("button", "Annehmen")
    expect(coordination.page.get_by_text("ist angenommen.")).to_be_visible()
    coordination.open(asked.get_absolute_url())
    coordination.click("link", "Runde schließen")
    coordination.click("button", "Runde schließen")
    expect(coordination.page.get_by_text("geschlossen").first).to_be_visible()
    check(coordination.page)


@pytest.mark.parametrize(("kind", "width"), HANDS)
def test_round_goes_from_opening_to_closing(
    world: World, asked: ReportingRound, desk: Any, kind: type, width: int
) -> None:
    coordination, office = (desk(each, kind, width) for each in (world.koordination, world.jugendamt_person))
    open_round(coordination, asked)
    follow_link(office, mail_of_the_morning(world.jugendamt_person))
    answer(office)
    assert office.inputs <= 12
    ask_back(coordination)
    answer_back(office)
    accept_and_close(coordination, asked)
    report = ProgressReport.objects.get(round=asked)
    assert (report.state, report.next_step, report.round.state) == ("accepted", "Sechs Treffen.", "closed")
    steps = [event.transition for event in report.events.all()]
    assert steps == ["begin", "submit", "return", "submit", "accept"]


def test_session_that_ends_while_typing_loses_nothing(world: World, desk: Any) -> None:
    task = make_progress(measure=world.praeventionsnetz)
    office = desk(world.jugendamt_person)
    office.open(task.get_absolute_url())
    office.page.context.clear_cookies(name="sessionid")
    office.write("Was ist geschehen?", "Vier Treffen fanden statt.")
    expect(office.page.locator("[data-save-state]")).to_contain_text("nicht mehr angemeldet", timeout=15_000)
    office.click("button", "Entwurf speichern")
    office.sign_in()
    expect(office.page.get_by_text("Ihre Eingaben von vorhin sind wieder da.")).to_be_visible()
    office.click("button", "Entwurf speichern")
    expect(office.page.get_by_text("Der Entwurf ist gespeichert.")).to_be_visible()
    assert ProgressReport.objects.get(pk=task.pk).what_happened == "Vier Treffen fanden statt."


def test_colleagues_on_one_form_lose_nothing(world: World, desk: Any) -> None:
    task = make_progress(measure=world.praeventionsnetz)
    colleague = make_person("zweite@neuss.example", "Zweite Person", Role.DEPARTMENT_EDITOR, world.jugendamt)
    first, second = (desk(person) for person in (world.jugendamt_person, colleague))
    for each in (first, second):
        each.open(task.get_absolute_url())
    first.write("Was ist geschehen?", "Vier Treffen.")
    first.click("button", "Entwurf speichern")
    expect(first.page.get_by_text("Der Entwurf ist gespeichert.")).to_be_visible()
    second.write("Was ist geschehen?", "Fünf Treffen.")
    second.click("button", "Entwurf speichern")
    for text in ("Vier Treffen.", "Fünf Treffen."):
        expect(second.page.get_by_text(text)).to_be_visible()
    check(second.page)
    second.click("button", "Auswahl speichern")
    assert ProgressReport.objects.get(pk=task.pk).what_happened == "Fünf Treffen."
