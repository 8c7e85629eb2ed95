"""What cannot be, entered by people with a browser: a sentence that says what to do, and nothing typed is lost."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from measures.models import Resolution
from neuss_integration.accounts.models import Membership
from neuss_integration.city.models import Committee
from neuss_integration.steering.enums import FollowKind
from neuss_integration.steering.services.follows import follow
from roundtables.models import GoalComment
from roundtables.services.comment_rounds import open_round
from success_factors.models import AreaValue, Goal, IndicatorValue, ValueRequest
from tests.browser.desks import Desk, check
from tests.factories import (
    World,
    make_area_value,
    make_district,
    make_edition,
    make_goal,
    make_indicator,
    make_resolution,
    make_seat,
)
from tests.success_factors.requests import make_value_request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
WIDTH = 1280


@pytest.fixture
def desk(world: World, browser: Browser, live_server: Any) -> Desk:
    return Desk(browser, live_server.url, world.koordination, WIDTH)


def votes(desk: Desk, side: str, number: str) -> None:
    """The label holds a joiner between its words."""
    desk.page.get_by_label(re.compile(f"^{side}-.?Stimmen")).fill(number)


def filled(desk: Desk, world: World, title: str) -> None:
    """A resolution of today, as far as every one needs it."""
    desk.open("/beschluesse/neu/")
    desk.write("Titel", title)
    desk.page.get_by_label("Gremium").select_option(label=world.integrationsausschuss.name)
    desk.write("Beschlossen am", f"{TODAY:%d.%m.%Y}")
    desk.page.get_by_label("zugestimmt", exact=False).first.check()


def test_resolution_with_a_wrong_day_and_too_many_votes_keeps_all(world: World, desk: Desk) -> None:
    Committee.objects.filter(pk=world.integrationsausschuss.pk).update(seats=14)
    filled(desk, world, "Dolmetschen")
    votes(desk, "Ja", "12")
    votes(desk, "Nein", "3")
    desk.write("Auftrag an die Verwaltung", "Berichten")
    desk.page.get_by_label("Zuständige Fachdienststelle").select_option(label=world.jugendamt.name)
    for day, sentence in ((dt.date(2020, 1, 1), "Die Frist liegt vor dem Beschluss"), (TODAY, "hat 14 Sitze.")):
        desk.write("Frist", f"{day:%d.%m.%Y}")
        desk.click("button", "Beschluss speichern")
        expect(desk.page.get_by_text(sentence).first).to_be_visible()
    check(desk.page)
    kept = [desk.page.get_by_label(name).first.input_value() for name in ("Titel", "Auftrag an die Verwaltung")]
    assert (kept, Resolution.objects.exists()) == (["Dolmetschen", "Berichten"], False)


def test_resolution_that_is_sent_twice_is_there_once(world: World, desk: Desk) -> None:
    filled(desk, world, "Einmal")
    desk.page.get_by_role("button", name="Beschluss speichern").dblclick()
    expect(desk.page.get_by_role("heading", name="Einmal")).to_be_visible()
    assert Resolution.objects.count() == 1


def test_second_tab_shows_both_versions_of_a_resolution(desk: Desk) -> None:
    address = f"{make_resolution(title='Dolmetschen', link='https://ris.example/1').get_absolute_url()}bearbeiten/"
    desk.open(address)
    other = desk.page.context.new_page()
    other.goto(f"{desk.address}{address}")
    for page, title in ((other, "Aus dem zweiten Reiter"), (desk.page, "Aus dem ersten Reiter")):
        page.get_by_label("Titel").fill(title)
        page.get_by_role("button", name="Beschluss speichern").click()
        page.wait_for_load_state()
    for title in ("Aus dem ersten Reiter", "Aus dem zweiten Reiter"):
        expect(desk.page.get_by_text(title).first).to_be_visible()
    check(desk.page)
    assert Resolution.objects.get().title == "Aus dem zweiten Reiter"


def test_rate_above_all_is_asked_about(world: World, desk: Desk) -> None:
    indicator = make_indicator(unit="%")
    desk.open(f"/indikatoren/{indicator.pk}/wert/")
    desk.write("Zeit", "2024")
    desk.page.locator("#id_value").fill("120,5")
    desk.write("Quelle", "Melderegister")
    desk.page.locator("main button[type=submit]").first.click()
    expect(desk.page.get_by_text("120,5 % ist mehr als das Ganze. Stimmen Wert und Einheit?").first).to_be_visible()
    check(desk.page)
    assert (desk.page.get_by_label("Quelle").input_value(), IndicatorValue.objects.exists()) == ("Melderegister", False)


def test_answer_after_the_day_is_taken_and_says_that_it_is_late(
    world: World, browser: Browser, live_server: Any
) -> None:
    asked = make_value_request(world)
    ValueRequest.objects.filter(pk=asked.pk).update(due_on=TODAY - dt.timedelta(days=5))
    desk = Desk(browser, live_server.url, world.jugendamt_person, WIDTH)
    desk.open(asked.get_absolute_url())
    expect(desk.page.get_by_text("überfällig").first).to_be_visible()
    desk.write("Zeit", str(TODAY.year - 1))
    desk.page.get_by_label("Wert: alle").fill("412")
    desk.write("Quelle", "Register")
    desk.click("button", "Einreichen")
    expect(desk.page.get_by_text("eingereicht").first).to_be_visible()
    assert ValueRequest.objects.get().state == "submitted"


def test_follower_who_lost_the_role_reads_nothing_more(world: World, browser: Browser, live_server: Any) -> None:
    person = world.integrationsrat_person
    follow(FollowKind.MEASURE, world.praeventionsnetz, by=person)
    desk = Desk(browser, live_server.url, person, WIDTH)
    desk.open("/verfolgt/")
    expect(desk.page.get_by_text(world.praeventionsnetz.title).first).to_be_visible()
    Membership.objects.filter(user=person).update(valid_until=TODAY - dt.timedelta(days=1))
    desk.page.reload()
    expect(desk.page.get_by_text(world.praeventionsnetz.title)).to_have_count(0)
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Diese Seite ist für Sie nicht freigegeben")
    check(desk.page)


def test_comment_with_a_private_address_is_asked_about(world: World, browser: Browser, live_server: Any) -> None:
    seat = make_seat(user=world.rundertisch_person)
    draft = make_edition(state="draft")
    make_goal(edition=draft)
    given = {"title": "Meinung", "until": TODAY + dt.timedelta(9), "answer_by": TODAY + dt.timedelta(30)}
    given |= {"round_tables": [seat.round_table]}
    opened = open_round(draft, by=world.koordination, values=given, goals=Goal.objects.all())
    desk = Desk(browser, live_server.url, world.rundertisch_person, WIDTH)
    desk.open(f"/beteiligung/ziele/{opened.put_goals.get().pk}/kommentar/")
    said = "Frau Muster, Musterstraße 12, 41460 Neuss, sucht einen Kurs."
    desk.write("Ihr Kommentar", said)
    desk.click("button", "Kommentar senden")
    expect(desk.page.get_by_text("Darin steht vermutlich etwas Privates").first).to_be_visible()
    check(desk.page)
    assert (desk.page.get_by_label("Ihr Kommentar").input_value(), GoalComment.objects.exists()) == (said, False)


def test_series_of_a_district_with_another_boundary_tells_no_change(world: World, desk: Desk) -> None:
    indicator, district = make_indicator(name="Einwohner"), make_district(1, "Innenstadt")
    for year, value, is_new in ((2023, 40, False), (2024, 90, True)):
        day = dt.date(year, 12, 31)
        make_area_value(
            indicator=indicator, district=district, reference_date=day, value=value, starts_new_series=is_new
        )
    desk.open(f"{indicator.get_absolute_url()}gebiete/")
    expect(desk.page.get_by_text("neue Grenze, nicht vergleichbar").first).to_be_visible()
    expect(desk.page.get_by_text("+50")).to_have_count(0)
    check(desk.page)
    assert AreaValue.objects.count() == 2
