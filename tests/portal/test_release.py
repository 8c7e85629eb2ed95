"""The way of an offer into the public and back: what everybody reads, and who may decide it."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from lxml.html import fromstring

from measures.models import Measure
from measures.services.evaluation import withdraw_public_text
from measures.services.measure import update_measure
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.portal.kinds import KINDS
from neuss_integration.portal.models import Offer
from neuss_integration.portal.selectors.offers import newest_offers, public_offers
from neuss_integration.portal.selectors.office import extent, office_row
from neuss_integration.portal.services.items import (
    create_item,
    release_item,
    release_items,
    update_item,
    withdraw_item,
)
from tests.factories import World, make_district, sign_in
from tests.portal.factories import make_offer

pytestmark = pytest.mark.django_db


def read(client, offer: Offer) -> tuple[int, str]:
    """What everybody gets."""
    response = client.get(offer.public_url)
    return response.status_code, response.text


@pytest.fixture
def of_measure(world: World) -> Offer:
    """A released offer of the Vorlesestunden, whose text is the measure's."""
    values = {"public_text": "Kinder hören Geschichten.", "contact_name": "Frau Beispiel"}
    version = world.vorlesestunden.version
    measure = update_measure(world.vorlesestunden, by=world.koordination, expected_version=version, values=values)
    return make_offer(measure=measure, title="Vorlesestunden", is_released=True)


def test_draft_is_read_by_nobody(client) -> None:
    assert read(client, make_offer())[0] == 404


def test_everybody_reads_the_released_text_until_it_is_released_anew(client, world: World) -> None:
    offer = make_offer(title="Café", text="Alter Text.", is_released=True)
    values = {"title": "Neues Café", "text": "Neuer Text."}
    offer = update_item(offer, by=world.koordination, expected_version=offer.version, values=values)
    assert offer.has_changes is True
    assert "Alter Text." in read(client, offer)[1]
    assert "Neue" not in client.get(reverse("portal:offer-list")).text
    offer = release_item(offer, by=world.koordination, expected_version=offer.version)
    assert offer.has_changes is False
    assert "Neuer Text." in read(client, offer)[1]


def test_withdrawn_offer_is_gone_and_says_where_to_look(client, world: World) -> None:
    offer = withdraw_item(make_offer(text="Geheim.", is_released=True), by=world.koordination, reason="Fällt aus")
    status, text = read(client, offer)
    assert status == 410
    assert reverse("portal:offer-list") in text
    assert "Geheim." not in text
    assert offer.released is None
    assert [each.transition for each in offer.events.all()] == ["create", "release", "withdraw"]


def test_text_of_the_measure_is_shown_as_it_was_released(client, world: World, of_measure: Offer) -> None:
    measure = Measure.objects.get(pk=of_measure.measure_id)
    values = {"public_text": "Noch nicht freigegeben."}
    update_measure(measure, by=world.koordination, expected_version=measure.version, values=values)
    changed = Offer.objects.get(pk=of_measure.pk)
    assert changed.has_changes is True
    assert "Kinder hören Geschichten." in read(client, changed)[1]
    release_item(changed, by=world.koordination, expected_version=changed.version)
    assert Measure.objects.get(pk=measure.pk).released_text == "Noch nicht freigegeben."


@pytest.mark.parametrize("way", ["item-release", "batch-release"])
def test_text_of_the_measure_that_nobody_saw_is_not_released(client, world: World, way: str) -> None:
    """The office has the preview open while the Fachdienststelle writes another text."""
    measure, by = world.vorlesestunden, world.koordination
    measure = update_measure(measure, by=by, expected_version=measure.version, values={"public_text": "Gesehen."})
    offer, shown = make_offer(measure=measure, title="Vorlesen"), "item-detail" if way == "item-release" else way
    at = ["angebote"] if way == shown else ["angebote", offer.pk]
    page = fromstring(sign_in(client, by).get(reverse(f"publicity:{shown}", args=at)).text)
    form = page.xpath("//main//form[.//button[contains(., 'freigeben')]]")[0]
    update_measure(measure, by=by, expected_version=measure.version, values={"public_text": "Ungesehen."})
    answer = client.post(reverse(f"publicity:{way}", args=at), dict(form.form_values()), follow=True)
    assert "Inzwischen wurde anderswo gespeichert." in answer.text
    assert (read(client, offer)[0], Measure.objects.get(pk=measure.pk).released_text) == (404, "")


def test_text_withdrawn_at_the_measure_is_gone_from_the_portal(client, world: World, of_measure: Offer) -> None:
    withdraw_public_text(of_measure.measure, by=world.koordination, reason="Stimmt nicht mehr")
    assert read(client, of_measure)[0] == 410
    assert "Vorlesestunden" not in client.get(reverse("portal:offer-list")).text


def test_release_names_what_is_missing(world: World) -> None:
    offer = make_offer(text="", phone="", is_citywide=False, department=None)
    with pytest.raises(Incomplete) as refusal:
        release_item(offer, by=world.koordination, expected_version=offer.version)
    assert list(refusal.value.problems) == ["text", "districts", "department", "phone"]


def test_no_private_name_is_released(world: World, of_measure: Offer) -> None:
    values = {"place": "Bei Frau Beispiel"}
    offer = update_item(of_measure, by=world.koordination, expected_version=of_measure.version, values=values)
    with pytest.raises(Refused, match="„Frau Beispiel“ ist als Ansprechperson"):
        release_item(offer, by=world.koordination, expected_version=offer.version)


def test_released_twice_is_released_once(world: World) -> None:
    offer = make_offer(is_released=True)
    release_item(offer, by=world.koordination, expected_version=1)
    assert offer.events.filter(transition="release").count() == 1


def test_second_writer_is_noticed(world: World) -> None:
    offer = make_offer()
    update_item(offer, by=world.koordination, expected_version=offer.version, values={"title": "Erste"})
    with pytest.raises(Stale):
        release_item(offer, by=world.koordination, expected_version=offer.version)


def test_many_are_released_together_or_none(world: World) -> None:
    good, bad = make_offer(), make_offer(text="")
    with pytest.raises(Refused, match="Es ist noch nichts freigegeben"):
        release_items([(good, good.version, ""), (bad, bad.version, "")], by=world.koordination)
    assert list(Offer.objects.public()) == []
    assert release_items([(good, good.version, "")], by=world.koordination) == 1


def test_only_who_looks_after_the_portal_writes(world: World) -> None:
    offer = make_offer()
    for write in (
        lambda: create_item(Offer, by=world.jugendamt_person, values={}),
        lambda: update_item(offer, by=world.jugendamt_person, expected_version=1, values={}),
        lambda: release_item(offer, by=world.jugendamt_person, expected_version=1),
        lambda: withdraw_item(offer, by=world.jugendamt_person, reason="Grund"),
    ):
        with pytest.raises(PermissionDenied):
            write()


@pytest.mark.parametrize("values", [{"weekdays": [8]}, {"languages": ["xx"]}, {"state": "released"}, {"title": ""}])
def test_unknown_values_are_refused(world: World, values: dict) -> None:
    offer = make_offer()
    with pytest.raises(ValidationError):
        update_item(offer, by=world.koordination, expected_version=offer.version, values=values)


def test_batch_page_releases_what_was_ticked(client, world: World) -> None:
    first, second = make_offer(title="Erstes"), make_offer(title="Zweites")
    sign_in(client, world.koordination)
    url = reverse("publicity:batch-release", args=["angebote"])
    assert "So wird es zu lesen sein" in client.get(url).text
    client.post(url, {"item": [f"{first.pk}:{first.version}"]})
    assert [each.title for each in Offer.objects.public()] == ["Erstes"]
    assert second.released_at is None


@pytest.mark.parametrize("slug", KINDS)
def test_heading_of_a_new_thing_begins_as_a_heading(client, world: World, slug: str) -> None:
    page = fromstring(sign_in(client, world.koordination).get(reverse("publicity:item-create", args=[slug])).text)
    heading = page.xpath("//h1")[0].text_content().strip()
    assert (heading[:1].isupper(), heading.split()[-1]) == (True, "anlegen")


def test_history_tells_field_and_person(world: World) -> None:
    offer = make_offer(title="Vorher")
    offer = update_item(offer, by=world.koordination, expected_version=offer.version, values={"title": "Nachher"})
    newest, before = offer.history.order_by("-history_id")[:2]
    assert (before.title, newest.title, newest.history_user) == ("Vorher", "Nachher", world.koordination)


def test_page_of_a_draft_marks_what_a_release_would_change(client, world: World) -> None:
    before = "Wir sprechen **Deutsch** " + "und trinken Tee " * 30
    offer = make_offer(text=f"{before} am Abend.", is_released=True)
    values = {"text": f"{before} am Morgen."}
    update_item(offer, by=world.koordination, expected_version=offer.version, values=values)
    sign_in(client, world.koordination)
    page = client.get(reverse("publicity:item-detail", args=["angebote", offer.pk])).text
    assert '<ins><span class="kern-sr-only">neu: </span>Morgen.</ins>' in page
    assert "**" not in page


def test_index_tells_what_is_withdrawn_apart_from_what_everybody_reads(client, world: World) -> None:
    offers = [make_offer(is_released=True) for _ in range(3)]
    withdraw_item(offers[0], by=world.koordination, reason="Vorbei")
    update_item(offers[1], by=world.koordination, expected_version=offers[1].version, values={"title": "Anders"})
    rows = [office_row(Offer.objects.get(pk=each.pk)) for each in (*offers, make_offer(), make_offer())]
    assert extent(rows) == "5 insgesamt: 2 Entwürfe, 2 freigegeben (1 seitdem geändert), 1 zurückgezogen."
    assert (extent(rows[-1:]), extent([])) == ("1 insgesamt: 1 Entwurf.", "Noch nichts.")
    assert extent(rows) in sign_in(client, world.koordination).get(reverse("publicity:index")).text


def test_offer_that_was_changed_is_not_told_as_new(client, world: World) -> None:
    first, *others = [make_offer(is_released=True) for _ in range(4)]
    changed = update_item(first, by=world.koordination, expected_version=first.version, values={"title": "Anders"})
    release_item(changed, by=world.koordination, expected_version=changed.version)
    assert [each.pk for each in newest_offers(public_offers(), 3)] == [each.pk for each in reversed(others)]
    assert "Anders" not in client.get(reverse("portal:start")).text


def test_number_of_a_stadtteil_is_that_of_its_list(client, world: World) -> None:
    here, there = make_district(1, "Furth"), make_district(2, "Norf")
    make_offer(is_released=True, districts=[here], cost="free")
    make_offer(is_released=True, districts=[here], cost="paid")
    make_offer(is_released=True, districts=[there], cost="free")
    make_offer(is_released=True, cost="free")
    page = fromstring(client.get(reverse("portal:offer-list"), {"kosten": "free", "stadtteil": there.number}).text)
    told = {}
    for row in page.xpath("//details//tbody/tr"):
        link = row.xpath(".//a")[0]
        listed = client.get(link.get("href")).text
        told[link.text] = (row.xpath("td")[0].text, re.search(r'portal-count">\s*(\d+)', listed)[1])
    assert "1 Angebot gilt für die ganze Stadt" in page.text_content()
    assert (told[here.name], told[there.name]) == (("1", "2"), ("1", "2"))
