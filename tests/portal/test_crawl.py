"""Everything anybody can reach is fetched, and nothing in it was not released: pages, files, feeds, headers, caches."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from neuss_integration.portal.services.items import withdraw_item
from tests.access.table import PUBLIC
from tests.factories import World
from tests.portal.factories import make_campaign, make_contact_point, make_news, make_offer, make_profile, make_subject
from tests.portal.hidden import SECRET, hide

pytestmark = pytest.mark.django_db
LINK = re.compile(r"""(?:href|src|loc)[=>]["']?(?:http://127\.0\.0\.1:8000)?(/[^"'<>\s#]*)""")
WHOLE = re.compile(r'"http://127\.0\.0\.1:8000(/[^"\s#]*)"')
DRAWN = ("/portal/qr.svg", "/portal/angebote/blatt.pdf")
"""Asked for once: the code holds an address only, the words of the sheet are read in test_paper."""
NOT_CRAWLED = {
    "healthz",
    "readyz",
    "site:gallery",
    "provider_login",
    "openid_connect_callback",
    *(name for name in PUBLIC if name.startswith(("account_", "mfa_"))),
    "steering:feed",
}
"""Signing in, what machines ask, and the calendar of an account, which has a secret word in its address."""
OUTSIDE = ("/static/", "/konto/", "/favicon", *(f"/portal/{code}/" for code in ("tr", "uk", "ru")))
"""Not asked for; the three languages are made by the same code as English and Arabic."""


def crawl(client: Client, *more: str) -> Iterator[tuple[str, int, str]]:
    """(address, status, headers and content) of all that is linked from the portal, its sitemap, robots, and `more`."""
    waiting = [*(reverse(f"portal:{name}") for name in ("start", "sitemap", "robots", "security")), *more]
    seen: set[str] = set()
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
    found = list(crawl(client, *hide(world)))
    assert [address for address, _, text in found if SECRET in text or SECRET.lower() in text] == []
    assert [address for address, _, text in found if "98.765" in text or "98765" in text] == []
    assert [address for address, status, _ in found if status >= 500] == []
    named = {resolve(address.partition("?")[0]).view_name for address, status, _ in found if status == 200}
    assert PUBLIC - NOT_CRAWLED - named == set()
    shown = (
        "Gezeigtes Angebot",
        "Gezeigtes Ziel",
        "Öffentlicher Text.",
        "Gezeigter Wortlaut",
        "Gezeigtes Bild",
        "Gezeigter Kommentar",
    )
    assert [words for words in shown if not any(words in text for _, _, text in found)] == []


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
    known = client.get(offer.public_url, headers={"if-none-match": etag})
    assert (known.status_code, known["Cache-Control"]) == (304, "public, max-age=0, s-maxage=60, must-revalidate")
    withdraw_item(offer, by=world.koordination, reason="Fällt aus")
    again = client.get(offer.public_url, headers={"if-none-match": etag})
    assert (again.status_code, again["Cache-Control"]) == (410, "public, max-age=0, must-revalidate")
    assert client.get(reverse("portal:offer-calendar", args=[offer.pk])).status_code == 410


@pytest.mark.slow
def test_what_is_withdrawn_is_gone_from_every_address_and_cache(client, world: World) -> None:
    """Every answer that told of it is asked for again with its ETag, as a cache does: none holds."""
    kinds = (make_offer, make_subject, make_contact_point, make_news, make_campaign, make_profile)
    items = [make(title="Bald zurückgezogen", text="Bald zurückgezogen.", is_released=True) for make in kinds]
    told = [address for address, _, text in crawl(client) if "Bald zurückgezogen" in text]
    assert {each.public_url for each in items} <= set(told)
    etags = {address: client.get(address).get("ETag", "") for address in told}
    for each in items:
        withdraw_item(each, by=world.koordination, reason="Fällt aus")
    answers = {way: client.get(way, headers={"if-none-match": etag}) for way, etag in etags.items()}
    assert [way for way, answer in answers.items() if answer.status_code == 304] == []
    assert [way for way, answer in answers.items() if "Bald zurückgezogen" in text_of(answer)] == []
    assert {answers[each.public_url].status_code for each in items} == {410}


def text_of(answer: Any) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")


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
