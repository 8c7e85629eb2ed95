"""Pages of the Selbstcheck, for who answers, who decides and who reads."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from measures.models import CheckQuestion, GapFollowUp, Measure
from measures.services.gap_follow_ups import measure_of_gap
from measures.services.measure import change_state
from measures.services.office_checks import return_check
from neuss_integration.accounts import cached_pages
from tests.factories import World, sign_in
from tests.measures.checks import YEAR, answered, check_of, opened, released

pytestmark = pytest.mark.django_db


def page_of(person: Any, name: str, *args: Any) -> str:
    answer = sign_in(Client(), person).get(reverse(f"measures:{name}", args=args))
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def given(submit: bool = True, **more: Any) -> dict[str, Any]:
    choice, days = (CheckQuestion.objects.get(kind=kind).pk for kind in ("choice", "days"))
    return {
        "version": "1",
        f"rating-{choice}": "partly",
        f"note-{choice}": "Türkisch und Russisch",
        f"evidence-{choice}": "https://stadt.example/sprachen",
        f"standard_days-{days}": "20",
        f"actual_days-{days}": "30",
        ("einreichen" if submit else "speichern"): "1",
    } | more


def test_koordination_opens_a_year_and_each_office_finds_it_among_its_tasks(world: World) -> None:
    opened(world, YEAR - 1)
    due = timezone.localdate() + dt.timedelta(days=9)
    browser = sign_in(Client(), world.koordination)
    sent = browser.post("/dienstleistungen/eroeffnen/", {"year": YEAR, "due_on": f"{due:%d.%m.%Y}", "note": "Kurz."})
    assert (sent.status_code, sent.url) == (302, f"/dienstleistungen/?jahr={YEAR}")
    again = browser.post("/dienstleistungen/eroeffnen/", {"year": YEAR, "due_on": f"{due:%d.%m.%Y}", "note": "Bitte"})
    assert "schon eröffnet" in again.text
    for address in ("/sachstand/", "/", "/kalender/"):
        shown = sign_in(Client(), world.jugendamt_person).get(address).text
        assert (address, f"Selbstcheck {YEAR}" in shown, check_of(world.jugendamt).get_absolute_url() in shown) == (
            address,
            True,
            True,
        )


def test_office_answers_half_way_and_sends_later(world: World) -> None:
    opened(world)
    check, browser = check_of(world.jugendamt), sign_in(Client(), world.jugendamt_person)
    choice = CheckQuestion.objects.get(kind="choice").pk
    part = {"version": "1", f"note-{choice}": "Nur Türkisch", "speichern": "1"}
    assert browser.post(check.get_absolute_url(), part).status_code == 302
    refused = browser.post(check.get_absolute_url(), {"version": "2", f"note-{choice}": "Auch Russisch"})
    assert (refused.text.count("Trifft nicht zu“ ist auch eine Antwort"), "Auch Russisch" in refused.text) == (4, True)
    sent = browser.post(check.get_absolute_url(), given(version="2"))
    assert (sent.status_code, check_of(world.jugendamt).state) == (302, "submitted")


def test_second_writer_sees_both_versions(world: World) -> None:
    opened(world)
    check, browser = check_of(world.jugendamt), sign_in(Client(), world.jugendamt_person)
    browser.post(check.get_absolute_url(), given(submit=False))
    choice = CheckQuestion.objects.get(kind="choice").pk
    other = browser.post(check.get_absolute_url(), given(submit=False) | {f"note-{choice}": "Nur Polnisch"})
    assert [text in other.text for text in ("Türkisch und Russisch", "Nur Polnisch")] == [True, True]
    assert other.status_code == 409


def test_form_shows_last_year_and_what_became_of_it(world: World) -> None:
    opened(world, YEAR - 1)
    before = released(world, world.jugendamt, YEAR - 1, note="Nur Deutsch.")
    made = measure_of_gap(before.answers.get(question__kind="choice"), by=world.koordination)
    change_state(made, by=world.koordination, transition="plan")
    opened(world)
    shown = page_of(world.jugendamt_person, "check-detail", check_of(world.jugendamt).pk)
    assert f"{YEAR - 1}: " in shown
    assert ("Nur Deutsch." in shown, str(made) in shown, "30 statt höchstens 20 Arbeitstage" in shown) == (True,) * 3


def test_gap_leads_to_a_measure_in_one_click_and_the_measure_back_to_it(world: World) -> None:
    opened(world)
    check = released(world, world.jugendamt, note="Nur Deutsch.")
    gap = check.answers.get(question__kind="choice")
    browser = sign_in(Client(), world.koordination)
    made = browser.post(reverse("measures:gap-measure", args=[gap.pk]))
    measure = Measure.objects.get(gap_follow_ups__answer=gap)
    assert made.url == measure.get_absolute_url()
    assert check.get_absolute_url() in browser.get(measure.get_absolute_url()).text
    assert str(measure) in page_of(world.koordination, "check-office", world.jugendamt.pk)
    assert str(measure) not in page_of(world.integrationsrat_person, "check-office", world.jugendamt.pk)


def test_reason_why_no_measure_is_kept_and_taken_back(world: World) -> None:
    opened(world)
    gap = released(world, world.jugendamt).answers.get(question__kind="choice")
    browser, address = sign_in(Client(), world.koordination), reverse("measures:gap-follow-up", args=[gap.pk])
    assert "warum keine daraus wird" in browser.post(address, {"measure": "", "reason": ""}).text
    browser.post(address, {"measure": "", "reason": "Umbau beschlossen"})
    assert "Keine Maßnahme: Umbau beschlossen" in page_of(
        world.integrationsrat_person, "check-office", world.jugendamt.pk
    )
    browser.post(reverse("measures:gap-open-again", args=[gap.pk]))
    assert (GapFollowUp.objects.count(), GapFollowUp.history.count()) == (0, 2)


def test_overview_and_file_tell_sign_and_word_of_what_is_released(world: World) -> None:
    opened(world)
    released(world, world.jugendamt, note="=1+1", evidence="https://stadt.example/")
    answered(world, world.stadtbibliothek, note="Noch nicht frei")
    shown = page_of(world.integrationsrat_person, "check-overview")
    assert "1 von 3 Fachdienststellen ist freigegeben" in shown
    assert "Es fehlen: Integrationsamt, Stadtbibliothek." in shown
    assert ("teilweise" in shown, "30 statt höchstens 20 Arbeitstage" in shown) == (True, True)
    browser = sign_in(Client(), world.integrationsrat_person)
    csv = browser.get(reverse("measures:check-download", args=[YEAR, "csv"])).content.decode()
    assert ("Jugendamt" in csv, "Noch nicht frei" in csv, "\t=1+1" in csv or "'=1+1" in csv) == (True, False, True)
    assert browser.get(f"/dienstleistungen/{YEAR}/selbstcheck.pdf").status_code == 404


def test_what_was_given_back_is_answered_again(world: World) -> None:
    opened(world)
    return_check(released(world, world.jugendamt), by=world.koordination, comment="Welche Sprachen?")
    shown = page_of(world.jugendamt_person, "check-detail", check_of(world.jugendamt).pk)
    assert ("Welche Sprachen?" in shown, "Zwischenspeichern" in shown) == (True, True)
    history = page_of(world.jugendamt_person, "check-history", check_of(world.jugendamt).pk)
    assert ("zurückgegeben" in history, "Antwort im Selbstcheck" in history) == (True, True)


def test_factor_and_measure_lists_lead_to_it(world: World) -> None:
    opened(world)
    released(world, world.jugendamt)
    browser = sign_in(Client(), world.integrationsrat_person)
    assert f"/dienstleistungen/?jahr={YEAR}" in browser.get("/erfolgsfaktoren/8/").text
    assert "/dienstleistungen/?jahr=" not in browser.get("/erfolgsfaktoren/7/").text
    assert "Jugendamt, Selbstcheck" in browser.get("/suche/?q=Selbstcheck Jugendamt").text


def test_pages_ask_the_same_for_one_and_three_offices(world: World) -> None:
    opened(world)
    browser, asked = sign_in(Client(), world.koordination), []
    for offices in ([world.jugendamt], [world.stadtbibliothek, world.integrationsamt]):
        for office in offices:
            measure_of_gap(released(world, office).answers.get(question__kind="choice"), by=world.koordination)
        one = {"office": [world.jugendamt.pk], "detail": [check_of(world.jugendamt).pk]}
        for name, args in ({"overview": [], "download": [YEAR, "csv"]} | one).items():
            address = reverse(f"measures:check-{name}", args=args)
            browser.get(address)
            cached_pages.forget()
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            asked.append(len(queries))
    assert asked[:4] == asked[4:]
    assert max(asked) <= 12
