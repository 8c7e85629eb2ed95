"""Texts in other languages: written, checked, then read; what is missing falls back to German and says so."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from measures.services.measure import update_measure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.portal.enums import PortalLanguage
from neuss_integration.portal.models import Offer
from neuss_integration.portal.selectors.coverage import coverage_rows
from neuss_integration.portal.services.items import release_item, update_item
from neuss_integration.portal.services.translations import review_translation, save_translation
from neuss_integration.setting_kinds import LANGUAGES
from tests.factories import World, sign_in
from tests.portal.factories import make_news, make_offer

pytestmark = pytest.mark.django_db
SAME_IN_SOME = {"Start", "Tigrinya", ", "}
WORDS = {"title": "Dil kahvesi", "text": "Almanca konuşuyoruz.", "author": "Sprachmittlung"}


@pytest.fixture
def offer() -> Offer:
    return make_offer(title="Sprachcafé", text="Wir sprechen Deutsch.", is_released=True)


def translate(offer: Offer, world: World, *, is_checked: bool = True):
    """The offer in Turkish."""
    row = save_translation(
        offer, item_name="offer", language="tr", by=world.koordination, expected_version=0, values=WORDS
    )
    return review_translation(row, by=world.koordination, expected_version=row.version) if is_checked else row


def words(offer: Offer) -> list[str]:
    """What the matrix says of the offer."""
    [row] = coverage_rows([("angebote", "offer", [offer])])
    return [cell.word for cell in row.cells]


def test_setting_offers_each_language_of_the_portal() -> None:
    assert tuple(PortalLanguage.values) == LANGUAGES


def test_checked_translation_is_read_in_its_language_only(client, world: World, offer: Offer) -> None:
    translate(offer, world)
    assert "Almanca konuşuyoruz." in client.get(f"/portal/tr/angebote/{offer.pk}/").text
    assert "Dil kahvesi" in client.get("/portal/tr/angebote/").text
    assert "Dil kahvesi" not in client.get("/portal/angebote/").text
    assert words(offer) == ["fehlt", "fehlt", "geprüft", "fehlt", "fehlt", "fehlt"]


def test_translation_that_names_a_contact_of_the_office_is_not_read(client, world: World) -> None:
    """The name is kept for the office at the measure; a translation says it in other letters around it."""
    values = {"public_text": "Kinder hören Geschichten.", "contact_name": "Sprachmittlung Beispiel"}
    version = world.vorlesestunden.version
    measure = update_measure(world.vorlesestunden, by=world.koordination, expected_version=version, values=values)
    offer = make_offer(measure=measure, title="Vorlesen", is_released=True)
    said = WORDS | {"text": "Hikâyeler. Sorular: SPRACHMITTLUNG BEISPIEL"}
    at = {"item_name": "offer", "language": "tr", "by": world.koordination}
    row = save_translation(offer, **at, expected_version=0, values=said)
    with pytest.raises(Refused, match="ist als Ansprechperson eingetragen"):
        review_translation(row, by=world.koordination, expected_version=row.version)
    assert "Hikâyeler" not in client.get(f"/portal/tr/angebote/{offer.pk}/").text


def test_missing_or_unchecked_translation_falls_back_visibly(client, world: World, offer: Offer) -> None:
    translate(offer, world, is_checked=False)
    text = client.get(f"/portal/tr/angebote/{offer.pk}/").text
    assert "Almanca konuşuyoruz." not in text
    assert '<div lang="de" dir="ltr"><div class="prose"><p>Wir sprechen Deutsch.</p>' in text
    assert "Bu metin henüz sizin dilinizde yok." in text
    assert words(offer)[2] == "nicht geprüft"


def test_newer_german_text_is_told(client, world: World, offer: Offer) -> None:
    translate(offer, world)
    values = {"text": "Wir sprechen jetzt auch Türkisch."}
    offer = update_item(offer, by=world.koordination, expected_version=offer.version, values=values)
    assert words(offer)[2] == "geprüft"
    offer = release_item(offer, by=world.koordination, expected_version=offer.version)
    assert words(offer)[2] == "Deutsch ist neuer"
    assert "Almanca metin bu çeviriden daha yeni." in client.get(f"/portal/tr/angebote/{offer.pk}/").text


def test_another_wording_is_checked_anew(client, world: World, offer: Offer) -> None:
    row = translate(offer, world)
    changed = save_translation(
        offer,
        item_name="offer",
        language="tr",
        by=world.koordination,
        expected_version=row.version,
        values=WORDS | {"text": "Başka bir metin."},
    )
    assert changed.reviewed_at is None
    assert "Başka bir metin." not in client.get(f"/portal/tr/angebote/{offer.pk}/").text


def test_days_are_told_in_the_language_of_the_page_beside_the_words_of_the_office(client) -> None:
    offer = make_offer(weekdays=[2], schedule="dienstags um vier", is_released=True)
    text = client.get(f"/portal/tr/angebote/{offer.pk}/").text
    assert ("Salı" in text, '<bdi lang="de">dienstags um vier</bdi>' in text) == (True, True)
    assert "Dienstag</span>" not in client.get(offer.public_url).text


def test_arabic_parts_what_it_lists_with_its_own_comma(client) -> None:
    offer = make_offer(weekdays=[2, 4], languages=["de", "en"], is_released=True)
    text = client.get(f"/portal/ar/angebote/{offer.pk}/").text
    assert ("الثلاثاء، الخميس" in text, "الألمانية، الإنجليزية" in text) == (True, True)
    assert "Dienstag, Donnerstag" in client.get(offer.public_url).text


@pytest.mark.parametrize("number", [1, 3])
def test_matrix_sums_by_kind_and_asks_the_same(world: World, number: int, django_assert_num_queries) -> None:
    """Counted a second way: of so many offers and so many news one offer is checked, one is written only."""
    offers = [make_offer(is_released=True) for _ in range(number)]
    for _ in range(number):
        make_news(is_released=True)
    translate(offers[0], world)
    client = sign_in(Client(), world.koordination)
    client.get("/oeffentlichkeit/sprachen/")
    with django_assert_num_queries(12):
        text = client.get("/oeffentlichkeit/sprachen/").text
    cells = re.findall(r"(Angebote|Neuigkeiten|Zusammen), (tr|ar): </span>(\d+) von (\d+)<", text)
    n, both = str(number), str(2 * number)
    told = {"Angebote": ("1", n), "Neuigkeiten": ("0", n), "Zusammen": ("1", both)}
    assert {(kind, *of) for kind, code, *of in cells if code == "tr"} == {(kind, *of) for kind, of in told.items()}
    assert {(kind, *of) for kind, code, *of in cells if code == "ar"} == {
        (kind, "0", of[1]) for kind, of in told.items()
    }


def test_number_of_the_matrix_leads_to_what_is_missing(world: World, offer: Offer) -> None:
    other, news = make_offer(title="Nähcafé", is_released=True), make_news(title="Neues", is_released=True)
    translate(offer, world)
    client = sign_in(Client(), world.koordination)
    ways = {"?art=angebote&sprache=tr": {other}, "?sprache=tr": {other, news}, "?sprache=xx": {offer, other, news}}
    for way, missing in ways.items():
        text = client.get(f"/oeffentlichkeit/sprachen/{way}").text
        assert {each for each in (offer, other, news) if f'<a href="{each.get_absolute_url()}">' in text} == missing
    translate(other, world)
    assert "Hier fehlt nichts." in client.get("/oeffentlichkeit/sprachen/?art=angebote&sprache=tr").text


def test_only_what_is_released_is_translated(world: World) -> None:
    with pytest.raises(Refused, match="Übersetzt wird, was freigegeben ist"):
        translate(make_offer(), world)


def test_arabic_runs_from_right_to_left_and_says_that_nobody_checked_it(client, settings) -> None:
    text = client.get("/portal/ar/").text
    assert '<html lang="ar" dir="rtl">' in text
    assert "لم يراجع أحد" in text
    settings.PORTAL_REVIEWED_LANGUAGES = ["ar"]
    assert "لم يراجع أحد" not in client.get("/portal/ar/").text


def test_leichte_sprache_has_its_tag_and_every_page_names_all_languages(client) -> None:
    text = client.get("/portal/leicht/beratung/").text
    assert '<html lang="de-x-leicht">' in text
    assert "Infos und Hilfe" in text
    assert "Das hat noch niemand geprüft." in text
    for tag, url in (("de", "/portal/beratung/"), ("uk", "/portal/uk/beratung/"), ("ar", "/portal/ar/beratung/")):
        assert f'<link rel="alternate" hreflang="{tag}" href="{url}">' in text


def test_language_that_the_city_does_not_offer_is_not_there(client, settings) -> None:
    settings.PORTAL_LANGUAGES = ["en"]
    assert [client.get(f"/portal/{code}/").status_code for code in ("en", "ru", "fr")] == [200, 404, 404]


def sentences() -> set[str]:
    """Every German sentence of a public page that stands in a template or a view by itself."""
    templates = [path for path in Path("templates/portal").rglob("*.html") if "office" not in path.parts]
    code = [path for path in Path("neuss_integration/portal").rglob("*.py") if "migrations" not in path.parts]
    found = {text for path in templates for text in re.findall(r'{% translate "([^"]+)"', path.read_text("utf-8"))}
    return found | {
        text for path in code for text in re.findall(r'\bgettext(?:_lazy)?\("([^"]+)"', path.read_text("utf-8"))
    }


@pytest.mark.parametrize("code", ["en", "tr", "ar", "uk", "ru"])
def test_every_sentence_is_in_the_catalogue(code: str) -> None:
    with translation.override(code):
        untranslated = {text for text in sentences() if translation.gettext(text) == text}
    assert untranslated - SAME_IN_SOME == set()


@pytest.mark.parametrize("code", ["en", "tr", "ar", "uk", "ru"])
def test_every_number_of_things_is_in_the_catalogue(code: str) -> None:
    code_of_portal = "".join(path.read_text("utf-8") for path in Path("neuss_integration/portal").rglob("*.py"))
    plurals = set(re.findall(r'\bngettext\("([^"]+)", "([^"]+)"', code_of_portal))
    with translation.override(code):
        assert plurals
        assert {pair for pair in plurals if translation.ngettext(*pair, 5) in pair} == set()


@pytest.mark.parametrize(
    ("code", "word"),
    [("en", "Offers near you"), ("tr", "Yakınınızdaki"), ("ar", "عروض"), ("uk", "Пропозиції"), ("ru", "Предложения")],
)
def test_interface_speaks_the_language(client, code: str, word: str) -> None:
    assert word in client.get(f"/portal/{code}/angebote/").text


def easy_words() -> dict[str, str]:
    """What the catalogue of Leichte Sprache says for each sentence without a number of things."""
    catalogue = Path("neuss_integration/portal/locale/de_Leicht/LC_MESSAGES/django.po").read_text("utf-8")
    return dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', catalogue, re.MULTILINE))


def test_every_sentence_has_its_words_in_leichte_sprache() -> None:
    easy = easy_words()
    assert sentences() - easy.keys() == set()
    with translation.override(PortalLanguage.LEICHT.interface):
        assert {text: translation.gettext(text) for text in easy} == easy


def test_sentences_of_leichte_sprache_are_short() -> None:
    """At most twelve words, one statement each; a number or a name stands for one word."""
    parts = {part for text in easy_words().values() for part in re.split(r"[.?!:](?:\s|$)", text)}
    assert {part for part in parts if len(part.split()) > 12} == set()
