"""Pictures beside public texts: put, described anew, removed, and what everybody sees meanwhile."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from neuss_integration.portal.models import Offer
from neuss_integration.portal.services.items import release_item
from tests.factories import World, sign_in
from tests.factories.pictures import picture_bytes
from tests.portal.factories import make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(client, world: World) -> Offer:
    """Released with a green picture; the office is signed in."""
    draft = make_offer(title="Nähcafé")
    _sent(sign_in(client, world.koordination), draft, alternative="Ein Tisch", file=_file("green"))
    draft = Offer.objects.get(pk=draft.pk)
    return release_item(draft, by=world.koordination, expected_version=draft.version)


def _file(colour: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("bild.png", picture_bytes(colour=colour), "image/png")


def _sent(client, offer: Offer, **values: object) -> str:
    url = reverse("publicity:item-picture", args=["angebote", offer.pk])
    return client.post(url, {"version": Offer.objects.get(pk=offer.pk).version} | values, follow=True).text


def test_words_of_a_picture_are_changed_without_sending_it_again(client, offer: Offer) -> None:
    assert "Gespeichert." in _sent(client, offer, alternative="Ein Tisch mit Stoffen")
    now = Offer.objects.get(pk=offer.pk)
    assert (now.alternative, now.picture, now.has_changes) == ("Ein Tisch mit Stoffen", offer.picture, True)
    assert 'alt="Ein Tisch"' in client.get(offer.public_url).text


def test_picture_is_removed_from_the_draft_and_stays_public_until_the_release(
    client, world: World, offer: Offer
) -> None:
    assert "Gespeichert." in _sent(client, offer, is_removed="on", alternative="")
    now = Offer.objects.get(pk=offer.pk)
    assert (now.picture, now.alternative) == (None, "")
    assert 'alt="Ein Tisch"' in client.get(offer.public_url).text
    release_item(now, by=world.koordination, expected_version=now.version)
    assert 'alt="Ein Tisch"' not in client.get(offer.public_url).text


def test_picture_is_put_with_words_only(client, world: World, offer: Offer) -> None:
    assert "Bitte füllen Sie „Textalternative“ aus." in _sent(client, offer, alternative="")
    bare = make_offer()
    assert "Bitte wählen Sie bei „Bild“ eine Datei aus." in _sent(client, bare, alternative="Worte ohne Bild")
    assert "Bild entfernen" not in client.get(reverse("publicity:item-picture", args=["angebote", bare.pk])).text
