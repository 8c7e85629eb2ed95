"""Legal pages with what the office adds, and numbers of readers without anything about them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.exceptions import Incomplete
from neuss_integration.portal.models import LegalText, PageView
from neuss_integration.portal.models.legal import TAKEN
from neuss_integration.portal.selectors.statistics import view_counts
from neuss_integration.portal.services.items import create_item, release_item
from neuss_integration.portal.services.statistics import store_views
from tests.factories import World, sign_in
from tests.portal.factories import make_offer

pytestmark = pytest.mark.django_db


def test_legal_page_says_what_the_office_released(client, world: World) -> None:
    values = {"page": "imprint", "title": "Impressum", "text": "Verantwortlich: das Presseamt."}
    text = create_item(LegalText, by=world.koordination, values=values)
    assert "Presseamt" not in client.get("/portal/impressum/").text
    release_item(text, by=world.koordination, expected_version=text.version)
    assert "Presseamt" in client.get("/portal/impressum/").text
    assert "Presseamt" not in client.get("/portal/datenschutz/").text


def test_second_text_of_a_page_is_refused_with_what_to_do(world: World) -> None:
    values = {"page": "imprint", "title": "Impressum", "text": "Verantwortlich: das Presseamt."}
    create_item(LegalText, by=world.koordination, values=values)
    with pytest.raises(ValidationError) as refusal:
        create_item(LegalText, by=world.koordination, values=values)
    assert refusal.value.message_dict == {"page": [TAKEN]}


def test_legal_pages_are_there_before_the_office_wrote_them(client, settings) -> None:
    settings.ENQUIRY_RETENTION_DAYS = 30
    assert settings.CONTACT_EMAIL in client.get("/portal/impressum/").text
    assert "30 Tage" in client.get("/portal/datenschutz/").text


ASSESSED = {"conformity": "partial", "method": "self", "assessed_on": dt.date(2026, 5, 4)}
BARRIERS = {"page": "barriers", "title": "Barrierefreiheit", "text": "Alte Anhänge sind Bilder von Papier."}


def test_accessibility_statement_says_how_far_since_when_and_what_is_missing(client, world: World) -> None:
    assert "noch nicht bewertet" in client.get("/barrierefreiheit/").text
    item = create_item(LegalText, by=world.koordination, values=BARRIERS | ASSESSED)
    release_item(item, by=world.koordination, expected_version=item.version)
    text = client.get("/barrierefreiheit/").text
    shown = ("teilweise vereinbar", "Selbstbewertung", "04.05.2026", "Alte Anhänge", "gilt seit dem")
    assert [word in text for word in (*shown, "noch nicht bewertet")] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("values", "word"), [({"conformity": ""}, "wie weit"), ({"assessed_on": None}, "wann"), ({"text": ""}, "warum")]
)
def test_unfinished_accessibility_statement_is_not_released(world: World, values: dict, word: str) -> None:
    item = create_item(LegalText, by=world.koordination, values=BARRIERS | ASSESSED | values)
    with pytest.raises(Incomplete, match=word):
        release_item(item, by=world.koordination, expected_version=item.version)


def test_only_the_accessibility_statement_is_assessed(world: World) -> None:
    with pytest.raises(ValidationError, match="gehört nur zur Erklärung"):
        create_item(LegalText, by=world.koordination, values={"page": "imprint", "title": "Impressum"} | ASSESSED)


def test_views_are_counted_by_page_and_language_and_tell_nothing_else(client) -> None:
    store_views()
    PageView.objects.all().delete()
    offer = make_offer(is_released=True)
    for address in (offer.public_url, offer.public_url, f"/portal/tr/angebote/{offer.pk}/", "/portal/angebote/999/"):
        client.get(address, {"q": "geheim"})
    assert store_views() == 3
    counts = view_counts()
    assert (counts.total, counts.by_page) == (3, [(offer.public_url, 3)])
    assert counts.by_language == [("Deutsch", 2), ("Türkçe", 1)]
    assert {field.name for field in PageView._meta.fields} == {"id", "day", "page", "language", "count"}


def test_numbers_are_added_up(client) -> None:
    store_views()
    before = {row.page: row.count for row in PageView.objects.all()}.get(reverse("portal:start"), 0)
    for _ in range(2):
        client.get(reverse("portal:start"))
        store_views()
    assert PageView.objects.get(page=reverse("portal:start"), language="").count == before + 2


def test_page_of_views_says_how_many_pages_it_does_not_name(client, world: World) -> None:
    PageView.objects.all().delete()
    days = [timezone.localdate() - dt.timedelta(days=days) for days in (0, 29, 30)]
    for number in range(52):
        PageView.objects.create(day=days[0], page=f"/portal/{number:02}/", count=number + 1)
    PageView.objects.create(day=days[1], page="/portal/00/", count=100)
    PageView.objects.create(day=days[2], page="/portal/alt/", count=1000)
    shown = sign_in(client, world.koordination).get(reverse("publicity:statistics")).text
    assert ("Zusammen: 1.478" in shown, "2 weitere Seiten: 5 Abrufe" in shown) == (True, True)
    assert view_counts().by_page[0] == ("/portal/00/", 101)
