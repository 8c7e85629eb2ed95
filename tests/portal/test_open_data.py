"""Open data: read by other libraries, the same numbers as the pages, and nothing that was not published."""

import csv
import datetime as dt
import io
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import feedparser
import pytest
import rdflib
import vobject
from django.utils import timezone
from jsonschema import Draft202012Validator
from lxml import etree
from openapi_spec_validator import validate as validate_api
from pyshacl import validate as validate_shapes

from measures.services.evaluation import withdraw_public_text
from measures.services.measure import update_measure
from neuss_integration.portal.exports.data_sets import DATA_SETS, schema_of
from neuss_integration.portal.exports.open_data import indicator_entries
from tests.factories import World, make_meeting, make_published
from tests.portal.factories import make_campaign, make_contact_point, make_news, make_offer
from tests.portal.shapes import DCAT_AP_DE

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def shown(world: World) -> World:
    """An offer, a draft, a contact point and a published report."""
    make_offer(title="Sprachcafé", districts=[world.weckhoven], weekdays=[2], languages=["de", "tr"], is_released=True)
    make_offer(title="=Entwurf()")
    make_contact_point(title="Rathaus", is_released=True)
    make_published(title="Fortschreibung eins")
    return world


COUNTS = [("angebote", 1), ("anlaufstellen", 1), ("massnahmen", 2), ("indikatoren", 0), ("berichte", 1)]


@pytest.mark.parametrize(("name", "count"), COUNTS)
def test_file_is_as_its_schema_says(client, shown: World, name: str, count: int) -> None:
    content = client.get(f"/portal/daten/{name}.json").json()
    schema = client.get(f"/portal/daten/schema/{name}-{DATA_SETS[name].version}.json").json()
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(content)) == []
    assert (len(content["entries"]), content["licence"]) == (count, "dl-de/by-2-0")
    assert content["$schema"] == schema["$id"]


def test_table_says_the_same_as_the_file(client, shown: World) -> None:
    [entry] = client.get("/portal/daten/angebote.json").json()["entries"]
    text = client.get("/portal/daten/angebote.csv").content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["title"], row["languages"], row["districts"]) == ("Sprachcafé", "de, tr", "Weckhoven")
    assert set(row) == set(entry)


def test_formula_in_a_title_is_text_in_the_table(client) -> None:
    make_offer(title="=1+1", is_released=True)
    assert "'=1+1" in client.get("/portal/daten/angebote.csv").text


def test_catalogue_names_every_file_with_its_licence(client) -> None:
    content = client.get("/portal/daten/katalog.jsonld").json()
    forms = [form for each in content["@graph"][0]["dcat:dataset"] for form in each["dcat:distribution"]]
    paths = {form["dcat:accessURL"]["@id"].partition("/portal/")[2] for form in forms}
    assert [client.get(f"/portal/{path}").status_code for path in sorted(paths)] == [200] * 10
    assert {form["dct:license"]["@id"] for form in forms} == {"http://dcat-ap.de/def/licenses/dl-by-de/2.0"}


def test_api_names_paths_that_are_there(client) -> None:
    content = client.get("/portal/daten/openapi.json").json()
    validate_api(content)
    fixed = [path for path in content["paths"] if "{" not in path]
    assert [client.get(path).status_code for path in fixed] == [200] * 14


def test_feed_tells_of_published_reports(client, shown: World) -> None:
    feed = etree.fromstring(client.get("/portal/daten/berichte.atom").content)
    assert [each.findtext(f"{ATOM}title") for each in feed.iter(f"{ATOM}entry")] == ["Fortschreibung eins"]
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))


def events(client, address: str) -> list:
    """What vobject reads, after it checked what RFC 5545 demands; icalendar wrote it."""
    calendar = vobject.readOne(client.get(address).content.decode())
    assert calendar.validate(raiseException=True)
    assert (calendar.version.value, bool(calendar.prodid.value)) == ("2.0", True)
    assert all(
        each.validate(raiseException=True) and each.uid.value and each.dtstamp.value for each in calendar.vevent_list
    )
    return calendar.vevent_list


def test_calendar_is_read_by_another_library(client, shown: World) -> None:
    [event] = events(client, "/portal/daten/termine.ics")
    assert (event.summary.value, "BYDAY=TU" in event.rrule.value) == ("Sprachcafé", True)
    assert event.dtstart.value.isoweekday() == 2


def test_each_calendar_of_the_portal_is_read_by_another_library(client, world: World) -> None:
    """Of an offer, an Aktion, a public meeting, and all of them together."""
    offer = make_offer(title="Nähen, stricken; lesen", weekdays=[2], is_released=True)
    campaign = make_campaign(title="Fest\u2028der Nachbarschaft", text="Zeile\n" * 40, is_released=True)
    make_meeting(is_public=True)
    own = [events(client, f"{each.public_url}termin.ics") for each in (offer, campaign)]
    assert [[each.summary.value for each in found] for found in own] == [[offer.title], [campaign.title]]
    together = events(client, "/portal/daten/termine.ics")
    assert len({each.uid.value for each in together}) == len(together) == 3


def test_pages_of_others_may_read_it(client) -> None:
    response = client.get("/portal/daten/angebote.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get("/portal/daten/angebote.json", headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated", "ignore::DeprecationWarning:pyshacl")
def test_catalogue_is_dcat_ap_de_for_an_rdf_library(client, shown: World, settings) -> None:
    settings.OPEN_DATA_ORIGIN = {"municipality": "05162024", "contributor": "http://dcat-ap.de/def/contributors/neuss"}
    data = rdflib.Graph().parse(data=client.get("/portal/daten/katalog.jsonld").content, format="json-ld")
    shapes = rdflib.Graph().parse(data=DCAT_AP_DE, format="turtle")
    holds, _, text = validate_shapes(data, shacl_graph=shapes)
    assert (holds, text.count("Constraint Violation")) == (True, 0), text
    title = rdflib.URIRef("http://purl.org/dc/terms/title")
    data.remove((None, title, None))
    assert validate_shapes(data, shacl_graph=shapes)[0] is False


def test_feed_is_well_formed_for_another_library(client, shown: World) -> None:
    make_news(title="Neues aus dem Rathaus", is_released=True)
    feed = feedparser.parse(client.get("/portal/daten/berichte.atom").content)
    assert (feed.bozo, feed.version, len(feed.entries)) == (False, "atom10", 2)
    assert all(each.id and each.link and each.updated_parsed and each.author for each in feed.entries)


def test_measure_is_named_once_it_was_published_with_the_text_that_is_released(client, world: World) -> None:
    def told() -> dict:
        entries = client.get("/portal/daten/massnahmen.json").json()["entries"]
        return {each["number"]: (each["title"], each["text"], each["state"]) for each in entries}

    number, by = world.vorlesestunden.number, world.koordination
    values = {"public_text": "Kinder hören **Geschichten**."}
    measure = update_measure(world.vorlesestunden, by=by, expected_version=world.vorlesestunden.version, values=values)
    assert told() == {}
    make_offer(measure=measure, title="Vorlesen am Markt", is_released=True)
    assert told() == {number: ("Vorlesen am Markt", "Kinder hören Geschichten.", "")}
    make_published()
    assert told()[number] == (measure.title, "Kinder hören Geschichten.", "laufend")
    withdraw_public_text(measure, by=by, reason="Stimmt nicht mehr")
    assert told()[number] == (measure.title, "", "laufend")


def test_older_version_of_a_schema_stays(client) -> None:
    first, second, third = (
        client.get(f"/portal/daten/schema/indikatoren-{number}.json").json() for number in (1, 2, 3)
    )
    fields = [each["properties"]["entries"]["items"]["required"] for each in (first, second, third)]
    assert (fields[1][0], fields[1][1:-1], fields[1][-1]) == ("id", fields[0], "as_of")
    assert fields[2] == [*fields[1], "sign", "sign_meaning"]
    assert first == schema_of(DATA_SETS["indikatoren"], 1)


@pytest.mark.parametrize(
    ("value", "sign", "meaning"),
    [("130 e", "e", "geschätzt"), ("(12)", "( )", "eingeschränkt aussagekräftig"), ("1.300", "", "")],
)
def test_sign_of_a_value_is_told_in_words_beside_it(value: str, sign: str, meaning: str) -> None:
    told = {"name": "Kurse", "definition": "", "unit": "Anzahl", "value": value, "period": "2024", "source": "Amt"}
    found = indicator_entries({"report": {"as_of": "2025-05-20"}, "factors": [{"indicators": [told]}]})
    assert [(each["value"], each["sign"], each["sign_meaning"]) for each in found] == [(value, sign, meaning)]
    assert "„e“: geschätzt." in DATA_SETS["indikatoren"].fields["sign"]["description"]


def test_reader_of_one_network_waits_after_many_readings(client, settings) -> None:
    settings.OPEN_DATA_PER_MINUTE = 2
    path, seen = "/portal/daten/angebote.json", {"REMOTE_ADDR": "192.0.2.7"}
    answers = [client.get(path, **seen) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert (0 < int(answers[2]["Retry-After"]) <= 60, answers[2]["Access-Control-Allow-Origin"]) == (True, "*")
    others = [client.get(path, REMOTE_ADDR="198.51.100.9"), client.get("/portal/daten/", **seen)]
    assert [each.status_code for each in others] == [200, 200]
    assert client.get("/portal/oparl/paper/", **seen).status_code == 429


def test_form_that_is_not_there_is_answered_with_those_that_are(client) -> None:
    answer = client.get("/portal/daten/angebote.json", headers={"accept": "application/pdf"})
    assert (answer.status_code, "application/json" in answer.text, "/portal/daten/" in answer.text) == (406, True, True)
    assert client.get("/portal/daten/angebote.json", headers={"accept": "text/html, */*;q=0.1"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["nichts.json", "angebote.xml", "schema/angebote-2.json", "schema/angebote-0.json", "nichts.csv"]
)
def test_unknown_file_is_not_there(client, path: str) -> None:
    assert client.get(f"/portal/daten/{path}").status_code == 404


def test_sitemap_names_addresses_that_are_there_and_every_list(client, world: World, settings) -> None:
    """Read by lxml as sitemaps.org asks: whole addresses, days in ISO form; robots.txt leads to it where wanted."""
    settings.PORTAL_INDEXED = True
    make_offer(is_released=True)
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    assert (robots.can_fetch("*", "/portal/"), robots.can_fetch("*", "/massnahmen/")) == (True, False)
    [address] = robots.site_maps() or []
    found = etree.fromstring(client.get(urlsplit(address).path).content)
    pages = [urlsplit(each.text) for each in found.iter(f"{SITEMAP}loc")]
    assert {(each.scheme, each.netloc) for each in pages} == {("http", "127.0.0.1:8000")}
    assert {client.get(each.path).status_code for each in pages} == {200}
    assert [dt.date.fromisoformat(each.text) for each in found.iter(f"{SITEMAP}lastmod")] == [timezone.localdate()]
    lists = {"/portal/beteiligung/", "/portal/berichte/", "/portal/protokolle/", "/portal/daten/", "/barrierefreiheit/"}
    assert lists <= {each.path for each in pages}
