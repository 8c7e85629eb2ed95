"""A number that links: the page behind it says the same number above its rows."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration.foundation.words.partial_dates import PartialDate
from roundtables.models import Minutes, Objection
from success_factors.models import ValueRequest
from success_factors.services.value_requests import deliver, request_value
from tests.factories import (
    World,
    make_indicator,
    make_measure,
    make_meeting,
    make_need,
    make_programme,
    make_progress,
    make_round,
    sign_in,
)
from tests.measures.checks import YEAR, answered, opened, released
from tests.start.test_start_page import make_task

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="([^"]*)"\s+data-counts="(\d+)"')
COUNT = re.compile(r'role="status">\s*(?:<strong>([\d.]+)</strong>|Keine)')


@pytest.fixture
def waiting(world: World) -> None:
    """Two of everything that the start page counts, and what must not be counted beside it."""
    today = timezone.localdate()
    for _ in range(9):
        make_progress(measure=make_measure(), state="accepted", traffic_light="red", traffic_light_reason="Geld fehlt.")
    for days in (2, 3):
        make_progress(round=make_round(), state="submitted")
        make_task(world, today - dt.timedelta(days=days))
        make_need(raised_on=today - dt.timedelta(days=40 + days))
        minutes(world, today - dt.timedelta(days=days), objection="Der Satz fehlt.")
        make_programme(interim_due=today - dt.timedelta(days=days), measures=[world.vorlesestunden])
        request_value(make_indicator(department=world.jugendamt), by=world.koordination, due_on=today)
    send_values(world)
    send_checks(world)
    make_programme(interim_due=today)
    minutes(world, today, objection="Noch ein Satz.")
    minutes(world, None)


def send_checks(world: World) -> None:
    """Sent in two years, and one that is released."""
    for year in (YEAR - 1, YEAR):
        opened(world, year)
        answered(world, world.jugendamt, year)
    released(world, world.stadtbibliothek)


def send_values(world: World) -> None:
    """The first of what was asked of the Jugendamt is sent, and waits to be released."""
    request = ValueRequest.objects.order_by("pk")[0]
    given = {"period": PartialDate(dt.date(2025, 1, 1), "year"), "source": "Register"}
    line = {"group": "", "value": 1, "sign": "", "qualifier": ""}
    deliver(request, by=world.jugendamt_person, expected_version=1, values=given, lines=[line], submit=True)


def minutes(world: World, until: dt.date | None, *, objection: str = "") -> None:
    """Of a meeting of its own: a draft, or sent for comment until a day."""
    sent = {
        "state": "sent",
        "comment_until": until,
        "sent_at": timezone.now(),
        "sent_by": world.koordination,
    }
    found = Minutes.objects.create(meeting=make_meeting(state="held"), **(sent if until else {}))
    if objection:
        Objection.objects.create(minutes=found, raised_by=world.koordination, text=objection)


def test_each_number_of_the_start_page_is_that_of_its_list(world: World, waiting: None, client: Client) -> None:
    links = LINK.findall(sign_in(client, world.koordination).get("/").text)
    found = {url: COUNT.search(client.get(url.replace("&amp;", "&")).text) for url, _ in links}
    assert {url: match and (match[1] or "0") for url, match in found.items()} == dict(links)
    assert {url.partition("?")[2] for url in found} >= {"protokolle=genehmigen", "protokolle=einwaende", "wartet=lange"}
    assert len(links) >= 10


def test_minutes_that_wait_are_listed_for_who_may_read_them(world: World, waiting: None, client: Client) -> None:
    page = sign_in(client, world.koordination).get("/runde-tische/?protokolle=einwaende").text
    assert page.count("Ein Satz.") + page.count("Der Satz fehlt.") + page.count("Noch ein Satz.") == 3
    assert "Satz" not in sign_in(client, world.integrationsrat_person).get("/runde-tische/?protokolle=einwaende").text


def test_each_number_of_the_bars_leads_to_its_list(world: World, waiting: None, client: Client) -> None:
    links = LINK.findall(sign_in(client, world.integrationsrat_person).get("/").text)
    bars = {url: number for url, number in links if re.search(r"\?(status|ampel)=[a-z_]+$", url)}
    found = {url: COUNT.search(client.get(url).text) for url in bars}
    assert {url: match and match[1] for url, match in found.items()} == bars
    assert {"/massnahmen/?status=running", "/massnahmen/?ampel=red", "/massnahmen/?ampel=unknown"} <= bars.keys()
