"""Open data: read by other libraries, the same numbers as the pages, and nothing that was not published."""

import csv
import io

import icalendar
import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from tests.factories import World, make_published
from tests.portal.factories import make_contact_point, make_offer

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def shown(world: World) -> World:
    """An offer, a draft, a contact point and a published report."""
    make_offer(title="Sprachcafé", districts=[world.weckhoven], weekdays=[2], languages=["de", "tr"], is_released=True)
    make_offer(title="=Entwurf()")
    make_contact_point(title="Rathaus", is_released=True)
    make_published(title="Fortschreibung eins")
    return world


@pytest.mark.parametrize(("name", "count"), [("angebote", 1), ("anlaufstellen", 1), ("indikatoren", 0)])
def test_file_is_as_its_schema_says(client, shown: World, name: str, count: int) -> None:
    content = client.get(f"/portal/daten/{name}.json").json()
    schema = client.get(f"/portal/daten/schema/{name}-1.json").json()
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
    forms = [form for each in content["dcat:dataset"] for form in each["dcat:distribution"]]
    paths = {form["dcat:accessURL"]["@id"].partition("/portal/")[2] for form in forms}
    assert [client.get(f"/portal/{path}").status_code for path in sorted(paths)] == [200] * 6
    assert {form["dct:license"]["@id"] for form in forms} == {"http://dcat-ap.de/def/licenses/dl-by-de/2.0"}


def test_api_names_paths_that_are_there(client) -> None:
    content = client.get("/portal/daten/openapi.json").json()
    assert [client.get(path).status_code for path in content["paths"]] == [200, 200, 200]


def test_feed_tells_of_published_reports(client, shown: World) -> None:
    feed = etree.fromstring(client.get("/portal/daten/berichte.atom").content)
    assert [each.findtext(f"{ATOM}title") for each in feed.iter(f"{ATOM}entry")] == ["Fortschreibung eins"]
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))


def test_calendar_is_read_by_another_library(client, shown: World) -> None:
    calendar = icalendar.Calendar.from_ical(client.get("/portal/daten/termine.ics").content)
    [event] = calendar.walk("VEVENT")
    assert (str(event["SUMMARY"]), event["RRULE"]["BYDAY"]) == ("Sprachcafé", ["TU"])
    assert event.start.isoweekday() == 2


def test_pages_of_others_may_read_it(client) -> None:
    response = client.get("/portal/daten/angebote.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get("/portal/daten/angebote.json", headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["nichts.json", "angebote.xml", "schema/angebote-2.json", "nichts.csv"])
def test_unknown_file_is_not_there(client, path: str) -> None:
    assert client.get(f"/portal/daten/{path}").status_code == 404
