"""Public pages are kept for everybody: never older than the data, of no person, and no more than there is room for."""

import datetime as dt
import gzip
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone

from neuss_integration.middleware import PackedPagesMiddleware
from neuss_integration.portal.models import Offer
from neuss_integration.portal.services.items import release_item, update_item, withdraw_item
from neuss_integration.portal.views import kept
from tests.factories import World, make_need, make_published, sign_in
from tests.operations.test_data_version import change_elsewhere
from tests.portal.factories import make_campaign, make_contact_point, make_news, make_offer, make_profile, make_subject

pytestmark = pytest.mark.django_db
LIST = "/portal/angebote/"
PAGES = (
    "/portal/", LIST, "/portal/beratung/", "/portal/aktuelles/", "/portal/organisationen/", "/portal/runde-tische/",
    "/portal/beteiligung/", "/portal/anfragen-der-gremien/", "/portal/impressum/", "/portal/datenschutz/",
    "/portal/daten/", "/portal/ar/", "/portal/leicht/angebote/", "/portal/sitemap.xml", "/portal/daten/angebote.json",
    "/portal/daten/berichte.csv", "/portal/daten/berichte.atom", "/portal/daten/termine.ics", "/portal/oparl/paper/",
)  # fmt: skip


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that were made, not taken from what is kept."""
    addresses: list[str] = []
    real = kept._made

    def noted(view: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        addresses.append(request.get_full_path())
        return real(view, request, *args, **kwargs)

    monkeypatch.setattr(kept, "_made", noted)
    return addresses


@pytest.fixture
def shown(world: World) -> None:
    """One of each kind for everybody."""
    for make in (make_offer, make_subject, make_contact_point, make_news, make_campaign, make_profile):
        make(is_released=True)
    make_need(is_public=True)
    make_published()


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("address", PAGES)
def test_page_is_made_once_and_asks_one_thing_then(client, made, address: str, django_assert_num_queries) -> None:
    first = client.get(address)
    with django_assert_num_queries(1):  # which version of the data there is
        again = client.get(address)
    with django_assert_num_queries(1):
        known = client.get(address, headers={"if-none-match": first["ETag"]})
    own = {"X-Request-ID": ""}
    assert (again.content, dict(again.items()) | own) == (first.content, dict(first.items()) | own)
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", first["ETag"])
    assert (made, dict(again.cookies), dict(known.cookies)) == ([address], {}, {})


def test_page_follows_each_step_of_an_offer(client, world: World) -> None:
    offer = make_offer(title="Nähcafé")
    seen = [client.get(LIST).text]
    steps = (
        lambda: release_item(offer, by=world.koordination, expected_version=1),
        lambda: update_item(now(), by=world.koordination, expected_version=now().version, values={"title": "Neu"}),
        lambda: release_item(now(), by=world.koordination, expected_version=now().version),
        lambda: withdraw_item(now(), by=world.koordination, reason="Fällt aus"),
    )
    now = Offer.objects.get
    for step in steps:
        step()
        seen.append(client.get(LIST).text)
    cards = [(">Nähcafé<" in text, ">Neu<" in text) for text in seen]
    assert cards == [(False, False), (True, False), (True, False), (False, True), (False, False)]


@pytest.mark.django_db(transaction=True)
def test_page_follows_another_process_at_once(client) -> None:
    offer = make_offer(is_released=True)
    etag = client.get(offer.public_url)["ETag"]
    values = "state = 'withdrawn', released = NULL, withdrawn_reason = 'x', withdrawn_at = released_at"
    change_elsewhere(f"UPDATE portal_offer SET {values} WHERE id = {offer.pk}")  # noqa: S608
    assert client.get(offer.public_url, headers={"if-none-match": etag}).status_code == 410


def test_page_follows_the_day(client) -> None:
    ends_on = timezone.localdate()
    make_offer(title="Nur noch heute", ends_on=ends_on, is_released=True)
    midnight = timezone.make_aware(dt.datetime.combine(ends_on + dt.timedelta(days=1), dt.time()))
    seen = []
    for moment in (midnight - dt.timedelta(seconds=1), midnight + dt.timedelta(seconds=1)):
        with time_machine.travel(moment, tick=False):
            seen.append("Nur noch heute" in client.get(LIST).text)
    assert seen == [True, False]


def test_page_for_all_has_nothing_of_who_asked_first(world: World, made) -> None:
    make_offer(is_released=True)
    signed_in = sign_in(Client(), world.koordination)
    signed_in.cookies["csrftoken"] = "a" * 32
    first, second = signed_in.get(LIST), Client().get(LIST)
    assert (first.content, made) == (second.content, [LIST])
    assert world.koordination.name not in second.text
    assert ("csrfmiddlewaretoken" in second.text, dict(first.cookies), dict(second.cookies)) == (False, {}, {})


@pytest.mark.parametrize("name", ["portal:enquiry", "portal:sheet"])
def test_form_and_what_has_shares_are_not_kept(client, name: str) -> None:
    kept.forget()
    client.get(reverse(name))
    assert (len(kept.PLAIN.answers), len(kept.ASKED.answers)) == (0, 0)


def test_made_up_addresses_take_no_room_from_pages(client, made, monkeypatch) -> None:
    make_offer(is_released=True)
    client.get(LIST)
    size = kept.PLAIN.size
    monkeypatch.setattr(kept.ASKED, "most", 3 * size)
    for number in range(20):
        client.get(LIST, {"erfunden": number})
        client.get(f"/portal/angebote/{number + 9000}/")
    client.get(LIST)
    assert (made.count(LIST), kept.PLAIN.size) == (1, size)
    assert 0 < kept.ASKED.size <= 3 * size


def test_crowd_for_a_new_page_has_it_made_once(rf: RequestFactory, monkeypatch) -> None:
    """After each change of the data all who ask come at once: one makes the page, the others are handed the same."""
    monkeypatch.setattr(kept, "whole_version", lambda: "of the crowd")
    made: list[str] = []

    def slow(request: Any) -> HttpResponse:
        made.append(request.path)
        time.sleep(0.2)  # so that the others come meanwhile
        return HttpResponse("Für alle")

    with ThreadPoolExecutor(12) as crowd:
        answers = list(crowd.map(lambda _: kept.kept_answer(slow, rf.get("/neu/")).content, range(24)))
    assert (made, set(answers), len(answers)) == (["/neu/"], {"Für alle".encode()}, 24)


def test_page_that_cannot_be_made_keeps_nobody_waiting(rf: RequestFactory, monkeypatch) -> None:
    monkeypatch.setattr(kept, "whole_version", lambda: "of a fault")

    def faulty(request: Any) -> HttpResponse:
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            kept.kept_answer(faulty, rf.get("/fehler/"))
    assert kept.PLAIN.making == {}


def test_page_for_all_is_sent_packed_to_who_can_unpack_it() -> None:
    make_offer(is_released=True)
    client, ways = Client(), ("", "br, gzip", "gzip;q=0")
    plain, packed, refused = (client.get(LIST, headers={"accept-encoding": each}) for each in ways)
    assert (gzip.decompress(packed.content), refused.content) == (plain.content, plain.content)
    assert (packed["Content-Encoding"], packed["ETag"]) == ("gzip", f"W/{plain['ETag']}")
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 3
    assert {each["Vary"] for each in (plain, packed, refused)} == {"Accept-Encoding"}
    for etag in (plain["ETag"], packed["ETag"]):
        known = client.get(LIST, headers={"accept-encoding": "gzip", "if-none-match": etag})
        assert (known.status_code, known.content) == (304, b"")


def test_packed_page_follows_a_withdrawal_and_pages_of_a_person_go_as_they_are(world: World) -> None:
    client, offer, headers = Client(), make_offer(is_released=True), {"accept-encoding": "gzip"}
    assert client.get(offer.public_url, headers=headers)["Content-Encoding"] == "gzip"
    withdraw_item(offer, by=world.koordination, reason="Fällt aus")
    gone = client.get(offer.public_url, headers=headers)
    assert (gone.status_code, "Content-Encoding" in gone) == (410, False)
    for page in (
        sign_in(Client(), world.koordination).get("/", headers=headers),
        client.get("/portal/anfrage/", headers=headers),
    ):
        assert "Content-Encoding" not in page


def test_what_is_packed_already_goes_as_it_is(rf: RequestFactory) -> None:
    picture = HttpResponse(b"RIFF" * 100, content_type="image/webp")
    picture.is_for_all = True
    answer = PackedPagesMiddleware(lambda _: picture)(rf.get("/", headers={"accept-encoding": "gzip"}))
    assert (answer.content, "Content-Encoding" in answer) == (b"RIFF" * 100, False)


def test_other_settings_make_other_pages(client) -> None:
    assert "Allow: /portal/" not in client.get("/robots.txt").text
    with override_settings(PORTAL_INDEXED=True):
        assert "Allow: /portal/" in client.get("/robots.txt").text
    assert "Allow: /portal/" not in client.get("/robots.txt").text
