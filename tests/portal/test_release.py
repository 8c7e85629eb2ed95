"""The way of an offer into the public and back: what everybody reads, and who may decide it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from measures.models import Measure
from measures.services.evaluation import withdraw_public_text
from measures.services.measure import update_measure
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.portal.models import Offer
from neuss_integration.portal.services.items import (
    create_item,
    release_item,
    release_items,
    update_item,
    withdraw_item,
)
from tests.factories import World, sign_in
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
        release_items([(good, good.version), (bad, bad.version)], by=world.koordination)
    assert list(Offer.objects.public()) == []
    assert release_items([(good, good.version)], by=world.koordination) == 1


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
