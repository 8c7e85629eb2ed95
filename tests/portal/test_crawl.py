"""Everything anybody can reach is fetched, and nothing in it was not released: pages, files, feeds, headers, caches."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from measures.models import Measure
from measures.services.measure import update_measure
from neuss_integration.city.models import Department, Organisation
from neuss_integration.portal.models import LegalText
from neuss_integration.portal.models.translation import ITEMS
from neuss_integration.portal.services.enquiries import receive_enquiry
from neuss_integration.portal.services.items import create_item, release_item, update_item, withdraw_item
from neuss_integration.portal.services.taking_part import receive_goal_comment
from neuss_integration.portal.services.translations import save_translation
from reporting.services.resolutions import link_resolution
from roundtables.services.comment_rounds import open_round
from tests.access.table import PUBLIC
from tests.factories import (
    World,
    make_edition,
    make_goal,
    make_indicator,
    make_meeting,
    make_need,
    make_organisation,
    make_published,
    make_report,
    make_resolution,
    make_table,
    make_value,
)
from tests.portal.factories import make_campaign, make_contact_point, make_news, make_offer, make_profile, make_subject

pytestmark = pytest.mark.django_db
LINK = re.compile(r"""(?:href|src|loc)[=>]["']?(?:http://127\.0\.0\.1:8000)?(/[^"'<>\s#]*)""")
WHOLE = re.compile(r'"http://127\.0\.0\.1:8000(/[^"\s#]*)"')
DRAWN = ("/portal/qr.svg", "/portal/angebote/blatt.pdf")
"""Asked for once: the code holds an address only, the words of the sheet are read in test_paper."""
ONLY_FOR_SOME = {"portal:enquiry-status", "portal:picture", "reporting:portal-picture"}
"""Who asked has the address, or there is no picture here."""
TRIED_ELSEWHERE = {"roundtables:portal-minutes-detail", "roundtables:portal-minutes-file"}
"""Internal items and private names in minutes: tests/roundtables/test_public_minutes.py."""
OUTSIDE = ("/static/", "/konto/", "/favicon", *(f"/portal/{code}/" for code in ("leicht", "tr", "uk", "ru")))
"""Not asked for; the four languages are made by the same code as English and Arabic."""
SECRET = "Nirgendwozulesen"
"""Stands in everything that was never released, was changed since, or was withdrawn."""


def hide(world: World) -> None:
    """Drafts, changes, withdrawals, internal notes, names of people and small numbers, all with SECRET or 98765."""
    by = world.koordination
    make_offer(title=f"{SECRET} Entwurf")
    changed = make_offer(title="Gezeigtes Angebot", districts=[world.weckhoven], weekdays=[2], is_released=True)
    update_item(changed, by=by, expected_version=changed.version, values={"title": f"{SECRET} neu", "place": SECRET})
    gone = make_offer(text=f"{SECRET} Text", is_released=True)
    withdraw_item(gone, by=by, reason=f"{SECRET} Grund")
    make_subject(text=SECRET)
    make_news(text=SECRET)
    make_campaign(title="Gezeigte Aktion", channels=["press"], reach=None, cost=98_765, is_released=True)
    make_profile(title=f"{SECRET} Verein", consent_on=None)
    make_meeting(link="https://nirgendwozulesen.example/raum", is_public=True)
    make_need(title=SECRET)
    point = make_contact_point(title="Gezeigte Stelle", is_released=True)
    update_item(point, by=by, expected_version=point.version, values={"directions": SECRET})
    receive_enquiry(values={"message": SECRET, "reply_to": "nirgendwozulesen@neuss.example"})
    make_value(indicator=make_indicator(counts_people=True), value=98765, qualifier="blocked")
    _hide_people(world)
    _hide_kinds(world)
    _hide_reports(world)
    _hide_goals(world)


def _hide_goals(world: World) -> None:
    """Of a draft a goal that everybody is asked about, one that a table is, one that nobody is; and a comment."""
    draft, today = make_edition(title="Entwurf", state="draft"), timezone.localdate()
    shown, of_table, _ = (make_goal(edition=draft, text=text) for text in ("Gezeigtes Ziel", SECRET, f"{SECRET} Ziel"))
    values = {
        "title": "Ihre Meinung",
        "until": today + dt.timedelta(days=9),
        "answer_by": today + dt.timedelta(days=30),
    }
    for goal, asked in (
        (shown, {"is_public": True}),
        (of_table, {"round_tables": [make_table(name="Gefragter Tisch")]}),
    ):
        opened = open_round(draft, by=world.koordination, values=values | asked, goals=[goal])
    receive_goal_comment(shown.put_to_comment.get(), text=SECRET, reply_to="nirgendwozulesen@neuss.example")
    assert opened.put_goals.get().text == SECRET


def _hide_kinds(world: World) -> None:
    """Of each kind one that was changed since its release, one that was withdrawn, and a translation nobody read."""
    by = world.koordination
    for make in (make_offer, make_subject, make_contact_point, make_news, make_campaign, make_profile):
        changed = make(is_released=True)
        update_item(changed, by=by, expected_version=changed.version, values={"title": f"{SECRET} neu", "text": SECRET})
        withdraw_item(make(title=f"{SECRET} weg", is_released=True), by=by, reason=SECRET)
        save_translation(
            changed,
            item_name=next(name for name in ITEMS if name.replace("_", "") == changed._meta.model_name),
            language="en",
            by=by,
            expected_version=0,
            values={"title": SECRET, "text": SECRET, "author": SECRET},
        )
    create_item(LegalText, by=by, values={"page": "imprint", "title": "Impressum", "text": SECRET})


def _hide_reports(world: World) -> None:
    """A draft, a comment, and a resolution that nobody can read, about a report that was published."""
    report = make_published(title="Gezeigter Bericht")
    for link in ("https://rat.example/1", ""):
        resolution = make_resolution(title="Gezeigter Beschluss" if link else f"{SECRET} Beschluss", link=link)
        link_resolution(report, by=world.koordination, resolution=resolution)
    make_report(title=f"{SECRET} Berichtsentwurf", texts={"foreword": SECRET})


def _hide_people(world: World) -> None:
    """A measure in the portal with people behind it, and notes nobody else reads."""
    values = {"public_text": "Öffentlicher Text.", "contact_name": f"{SECRET} Person", "internal_note": SECRET}
    measure = update_measure(
        world.vorlesestunden, by=world.koordination, expected_version=world.vorlesestunden.version, values=values
    )
    Department.objects.filter(pk=world.jugendamt.pk).update(contact=f"{SECRET} Amtsperson")
    organisation = make_organisation("Offener Verein")
    Organisation.objects.filter(pk=organisation.pk).update(contact=f"{SECRET} Vorsitz", note=SECRET)
    offer = make_offer(measure=measure, title="Vorlesen", organisation=organisation)
    offer = release_item(offer, by=world.koordination, expected_version=offer.version)
    measure = Measure.objects.get(pk=measure.pk)
    update_measure(
        measure, by=world.koordination, expected_version=measure.version, values={"public_text": f"{SECRET} Text"}
    )


def crawl(client: Client) -> Iterator[tuple[str, int, str]]:
    """(address, status, headers and content) of everything that is linked from the portal, its sitemap and robots."""
    waiting, seen = (
        [reverse("portal:start"), reverse("portal:sitemap"), reverse("portal:robots"), reverse("portal:security")],
        set(),
    )
    while waiting:
        address = waiting.pop()
        once = next((way for way in DRAWN if address.startswith(way)), address)
        if once in seen or address.startswith(OUTSIDE):
            continue
        seen.add(once)
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        text = content.decode(errors="replace")
        headers = {name: value for name, value in response.headers.items() if name != "ETag"}  # chance makes any digits
        yield address, response.status_code, f"{headers}\n{text}"
        waiting += [link.replace("&amp;", "&") for link in [*LINK.findall(text), *WHOLE.findall(text)]]


@pytest.mark.slow
def test_nothing_that_was_not_released_is_reached(client, world: World) -> None:
    hide(world)
    found = list(crawl(client))
    assert [address for address, _, text in found if SECRET in text or SECRET.lower() in text] == []
    assert [address for address, _, text in found if "98.765" in text or "98765" in text] == []
    assert [address for address, status, _ in found if status >= 500] == []
    reached = {address for address, status, _ in found if status == 200}
    assert {"/portal/angebote/", "/portal/beratung/", "/portal/berichte/"} <= reached
    named = {resolve(address.partition("?")[0]).view_name for address in reached}
    public = {name for name in PUBLIC if name.startswith("portal:") or ":portal-" in name}
    assert public - named - ONLY_FOR_SOME - TRIED_ELSEWHERE == set()
    assert any("Gezeigtes Angebot" in text for _, _, text in found)
    assert any("Gezeigtes Ziel" in text for _, _, text in found)
    assert any("Öffentlicher Text." in text for _, _, text in found)


def test_crawl_finds_what_is_shown(client) -> None:
    make_offer(title=f"{SECRET}, aber freigegeben", is_released=True)
    assert [address for address, _, text in crawl(client) if SECRET in text][:1] != []


def test_search_for_what_is_hidden_finds_nothing(client, world: World) -> None:
    hide(world)
    for query in (SECRET, "98765", f"{SECRET} neu", "nirgendwozulesen@neuss.example"):
        text = client.get(reverse("portal:offer-list"), {"q": query}).text
        assert "portal-card__title" not in text


def test_cached_page_is_asked_for_again_and_is_gone_after_the_withdrawal(client, world: World) -> None:
    offer = make_offer(is_released=True)
    etag = client.get(offer.public_url)["ETag"]
    assert client.get(offer.public_url, headers={"if-none-match": etag}).status_code == 304
    withdraw_item(offer, by=world.koordination, reason="Fällt aus")
    again = client.get(offer.public_url, headers={"if-none-match": etag})
    assert (again.status_code, again["Cache-Control"]) == (410, "public, max-age=0, must-revalidate")
    assert client.get(reverse("portal:offer-calendar", args=[offer.pk])).status_code == 410


def test_offer_that_is_over_is_gone(client, world: World) -> None:
    offer = make_offer(title="Altes Fest", ends_on=dt.date(2020, 1, 1), is_released=True)
    assert client.get(offer.public_url).status_code == 410
    assert "Altes Fest" not in client.get(reverse("portal:offer-list")).text


@pytest.mark.parametrize("address", ["/portal/angebote/999/", "/portal/angebote/x/", "/portal/nichts/", "/portal/xx/"])
def test_unknown_address_is_answered_with_help(client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, "Zur Startseite" in response.text) == (404, True)


def test_filter_with_unknown_values_shows_all(client) -> None:
    make_offer(title="Gezeigt", is_released=True)
    query = {"stadtteil": "999", "sprache": "xx", "tag": "-1", "kosten": "';--", "seite": "abc"}
    assert "Gezeigt" in client.get(reverse("portal:offer-list"), query).text


def test_search_engines_are_asked_to_stay_away_unless_wanted(client, settings) -> None:
    assert client.get("/portal/")["X-Robots-Tag"] == "noindex"
    assert "Disallow: /\n" in client.get("/robots.txt").text
    settings.PORTAL_INDEXED = True
    assert "X-Robots-Tag" not in client.get("/portal/")
    assert "Allow: /portal/\n" in client.get("/robots.txt").text
