"""Published reports as council papers: the shape of OParl 1.1, read by a validator, and nothing that does not hold."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from neuss_integration.portal.views import kept
from reporting.models import Report
from reporting.services.resolutions import link_resolution
from tests.factories import World, make_published, make_resolution
from tests.portal.shapes import CONSULTATION, FILE, ORGANIZATION, PAPER, PAPERS

pytestmark = pytest.mark.django_db
WEB = "https://rat.neuss.example/vorlage/1"


def faults(schema: dict[str, Any], content: Any) -> list[str]:
    """What the validator finds."""
    return [each.message for each in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(content)]


@pytest.fixture
def report(world: World) -> Report:
    """A published report that two Gremien spoke about, one of them where nobody can read it."""
    report = make_published(title="Fortschreibung eins", paper_number="V/1/2026")
    for link in (WEB, ""):
        link_resolution(report, by=world.koordination, resolution=make_resolution(link=link, result="noted"))
    return report


def test_every_address_gives_an_object_of_its_kind(client, report: Report) -> None:
    listed = client.get("/portal/oparl/paper/").json()
    assert faults(PAPERS, listed) == []
    [paper] = listed["data"]
    assert (paper["name"], paper["reference"], paper["consultation"][0]["web"]) == (report.title, "V/1/2026", WEB)
    ways = {
        paper["id"]: PAPER,
        paper["mainFile"]["id"]: FILE,
        paper["consultation"][0]["id"]: CONSULTATION,
        paper["consultation"][0]["organization"][0]: ORGANIZATION,
    }
    assert [faults(schema, client.get(way).json()) for way, schema in ways.items()] == [[]] * 4
    assert client.get(paper["id"]).json() == paper
    assert b"".join(client.get(paper["mainFile"]["downloadUrl"])) == b"%PDF"


def test_resolution_without_a_public_address_is_not_told(client, report: Report) -> None:
    assert [len(each["consultation"]) for each in client.get("/portal/oparl/paper/").json()["data"]] == [1]
    hidden = report.resolution_links.get(resolution__link="")
    assert client.get(f"/portal/oparl/consultation/{hidden.pk}/").status_code == 404
    assert client.get(f"/portal/oparl/organization/{hidden.resolution.committee_id + 99}/").status_code == 404


def test_withdrawn_report_is_told_as_deleted_and_nothing_of_it(client, report: Report) -> None:
    link = report.resolution_links.exclude(resolution__link="").get()
    Report.objects.filter(pk=report.pk).update(state="withdrawn")
    answer = client.get(f"/portal/oparl/paper/{report.pk}/")
    assert (faults(PAPER, answer.json()), answer.json()["deleted"], "name" in answer.json()) == ([], True, False)
    assert client.get("/portal/oparl/paper/").json()["data"] == []
    gone = (f"file/{report.pk}/report", f"consultation/{link.pk}", "paper/9999")
    assert [client.get(f"/portal/oparl/{each}/").status_code for each in gone] == [404] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(client, world: World, count: int, django_assert_num_queries) -> None:
    for _ in range(count):
        make_published()
    client.get("/portal/oparl/paper/")
    kept.forget()
    with django_assert_num_queries(5):
        client.get("/portal/oparl/paper/")
