"""No word of another language stands unmarked on a page: what is not translated says that it is German."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from lxml import html

from neuss_integration.portal.selectors.public import in_parts, written
from neuss_integration.portal.services.enquiries import receive_enquiry
from neuss_integration.portal.services.items import update_item, withdraw_item
from tests.factories import (
    World,
    make_assessment,
    make_criterion,
    make_meeting,
    make_need,
    make_published,
)
from tests.portal.factories import make_campaign, make_contact_point, make_news, make_offer, make_profile, make_subject

pytestmark = pytest.mark.django_db
LATIN = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")
READ = ("aria-label", "title", "placeholder", "alt", "content")
NAMES = {
    "Neuss",
    "JSON",
    "CSV",
    "Schema",
    "DCAT",
    "AP",
    "de",
    "LD",
    "OpenAPI",
    "OParl",
    "Atom",
    "iCalendar",
    "dl",
    "by",
    "QR",
    "PDF",
}
"""What is called the same everywhere."""


@pytest.fixture
def shown(world: World) -> list[str]:
    """An address of every kind of page, each with contents that only the office wrote, in German."""
    make_published()
    offer = make_offer(
        title="Sprachcafé",
        districts=[world.weckhoven],
        schedule="jeden Montag um neun",
        weekdays=[1, 3],
        languages=["de", "tr"],
        cost="paid",
        cost_note="Eintritt vor Ort",
        place="Haus der Vielfalt",
        step_free="help",
        access_note="Rampe am Hintereingang",
        is_released=True,
    )
    make_offer(title="Treffpunkt", weekdays=[2], starts_on=offer.created_at.date(), is_released=True)
    gone = withdraw_item(make_offer(is_released=True), by=world.koordination, reason="Fällt aus")
    meeting = make_meeting(title="Runde im Herbst", place="Rathaus", is_public=True)
    make_need(round_table=meeting.round_table, title="Mehr Dolmetschende", is_public=True)
    kinds = (make_subject, make_contact_point, make_news, make_campaign, make_profile)
    asked = receive_enquiry(values={"message": "Wo lerne ich?"})
    items = [offer, gone, asked, *(make(is_released=True) for make in kinds)]
    names = [
        "start",
        "offer-list",
        "advice",
        "news",
        "organisations",
        "round-tables",
        "data",
        "enquiry",
        "imprint",
        "privacy",
    ]
    return [*(reverse(f"portal:{name}") for name in names), *(each.public_url for each in items)]


def german(source: str) -> Iterator[str]:
    """Words in Latin letters that stand where the page does not say that they are German."""
    page = html.fromstring(source)
    for each in page.xpath(
        "//*[@lang][starts-with(@lang, 'de') or @lang='' or @hreflang]|//script|//style|//title|//meta"
    ):
        each.drop_tree() if each.getparent() is not None else None
    texts = [each.strip() for each in page.itertext()]
    texts += [each.get(name, "") for name in READ for each in page.iter() if isinstance(each.tag, str)]
    for text in texts:
        for word in LATIN.findall(re.sub(r"\S+@\S+|https?://\S+", "", text)):
            if word not in NAMES:
                yield f"{word} in: {text[:60]}"


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_page_says_of_each_german_word_that_it_is_german(client, shown: list[str], language: str) -> None:
    found: dict[str, list[str]] = {}
    for address in shown:
        answer = client.get(address.replace("/portal/", f"/portal/{language}/", 1))
        found |= {address: words} if (words := list(dict.fromkeys(german(answer.text)))) else {}
    assert found == {}


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_form_says_what_is_wrong_in_the_language_of_its_page(client, language: str) -> None:
    sent = {"message": "", "reply_to": "kein Wort", "phone": "0" * 61}
    text = client.post(f"/portal/{language}/anfrage/", sent).text
    assert (text.count("field__error"), list(german(text))) == (4, [])


def test_form_names_subjects_as_they_were_released(client, world: World) -> None:
    subject = make_subject(title="Ankommen", is_released=True)
    update_item(subject, by=world.koordination, expected_version=subject.version, values={"title": "Noch ein Entwurf"})
    text = client.get("/portal/anfrage/").text
    assert ("Ankommen" in text, "Noch ein Entwurf" in text) == (True, False)


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de", "Inte\u00adgra\u00adti\u00adons\u00adlot\u00adsinnen"), ("tr", '<bdi lang="de">')],
)
def test_long_word_of_a_title_is_parted_where_german_allows_it(language: str, shown: str) -> None:
    with override(language):
        assert str(in_parts(written("Integrationslotsinnen"))).startswith(shown)


def test_title_in_another_language_is_not_parted_by_german_rules() -> None:
    with override("en"):
        assert in_parts("Characteristically") == "Characteristically"


def test_start_page_says_which_factor_was_never_assessed(client: Client, world: World) -> None:
    partly, whole, *others = world.factors
    make_assessment(criterion=make_criterion(whole, 1), level=3)
    make_assessment(criterion=make_criterion(partly, 1), level=3)
    make_criterion(partly, 2)
    make_published()
    page = html.fromstring(client.get("/portal/").text)
    told = [" ".join(each.text_content().split()) for each in page.find_class("portal-factor__level")]
    assert told == ["nicht vollständig eingeschätzt", "teilweise", *["noch nicht eingeschätzt"] * len(others)]
    assert len(page.find_class("portal-factor__level")) == len(page.find_class("portal-factor"))
    assert len(page.xpath('//p[@class="portal-factor__level"]/*[name()="svg"]')) == 1
