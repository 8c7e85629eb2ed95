"""Dezernate above the Fachdienststellen: the Organigramm, and what a measure and its lists take from it."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from lxml.html import fromstring
from openpyxl import load_workbook

from measures.enums import MeasureState
from measures.models import Measure
from measures.selectors.organisation_chart import OrganisationChart, organisation_chart
from neuss_integration.city.models import Department, Division
from neuss_integration.maintenance.services import update_item
from tests.factories import World, make_department, make_measure, sign_in

PAGE = "/organigramm/"
LONG_AGO = dt.date(2020, 12, 31)


@pytest.fixture
def social(world: World) -> Division:
    """The Dezernat of the Jugendamt, after that of nobody."""
    division = Division.objects.create(name="Dezernat Soziales", short_name="Dezernat III", head="Dritte", position=3)
    Division.objects.create(name="Dezernat Bauen", position=1)
    Department.objects.filter(pk=world.jugendamt.pk).update(division=division)
    return division


def drawn(chart: OrganisationChart) -> dict[str, list[tuple[str, int]]]:
    lines = {str(box.division): box.offices for box in chart.divisions}
    lines |= {"ohne": chart.unplaced, "außerhalb": chart.external}
    return {name: [(str(each.office), each.led) for each in offices] for name, offices in lines.items()}


def test_each_office_stands_once_in_the_order_of_the_dezernate(world: World, social: Division) -> None:
    make_department("Jobcenter", is_external=True)
    make_measure(lead_department=world.jugendamt, state=MeasureState.COMPLETED)
    assert drawn(organisation_chart(world.koordination)) == {
        "Dezernat Bauen": [],
        "Dezernat Soziales": [("Jugendamt", 1)],
        "ohne": [("Integrationsamt", 0), ("Stadtbibliothek", 1)],
        "außerhalb": [("Jobcenter", 0)],
    }


def test_ended_dezernat_stays_while_an_office_of_today_stands_in_it(world: World, social: Division) -> None:
    Division.objects.update(valid_until=LONG_AGO)
    chart = organisation_chart(world.koordination)
    assert [str(box.division) for box in chart.left_behind] == ["Dezernat Soziales"] == [*drawn(chart)][:1]
    Measure.objects.update(state=MeasureState.COMPLETED)
    Department.objects.update(valid_until=LONG_AGO)
    assert organisation_chart(world.koordination).divisions == []


def test_only_who_can_mend_it_is_told_of_offices_left_behind(world: World, social: Division, client: Client) -> None:
    Division.objects.update(valid_until=LONG_AGO)
    told = "Ein beendetes Dezernat hat noch Fachdienststellen"
    assert told in sign_in(client, world.koordination).get(PAGE).text
    assert told not in sign_in(client, world.integrationsrat_person).get(PAGE).text


def test_page_of_a_city_without_dezernate_says_where_they_come_from(world: World, client: Client) -> None:
    shown = sign_in(client, world.koordination).get(PAGE).text
    assert "Es ist noch kein Dezernat angelegt." in shown
    assert "/stammdaten/dezernate/" in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_page_has_a_fixed_number_of_queries(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        division = Division.objects.create(name=f"Dezernat {number}", position=number)
        make_measure(lead_department=make_department(f"Amt {number}", division=division))
    sign_in(client, world.koordination)
    with django_assert_num_queries(10):
        client.get(PAGE)


def test_dezernat_counts_the_measures_of_its_offices_and_not_the_offices(world: World, social: Division) -> None:
    for state in (MeasureState.RUNNING, MeasureState.PLANNED, MeasureState.COMPLETED):
        make_measure(lead_department=world.jugendamt, state=state)
    assert [box.led for box in organisation_chart(world.koordination).divisions] == [0, 3]


def test_list_of_a_dezernat_holds_what_its_offices_lead(world: World, social: Division, client: Client) -> None:
    make_measure(lead_department=world.integrationsamt)
    box = organisation_chart(world.integrationsrat_person).divisions[1]
    found = sign_in(client, world.integrationsrat_person).get(box.url)
    assert [row[0] for row in found.context["page_obj"].object_list] == ["M-2017-001"]
    assert "Dezernat: Dezernat Soziales" in found.text


def test_measures_without_dezernat_are_a_list_of_their_own(world: World, social: Division, client: Client) -> None:
    make_measure(lead_department=make_department("Jobcenter", is_external=True))
    make_measure(lead_department=world.integrationsamt, state=MeasureState.COMPLETED)
    sign_in(client, world.integrationsrat_person)
    (link,) = fromstring(client.get(PAGE).text).xpath("//section[@aria-labelledby='ohne-dezernat']/p/a")
    found = client.get(link.get("href"))
    assert (link.text_content(), "Dezernat: ohne Dezernat" in found.text) == ("1 Maßnahme ohne Dezernat", True)
    assert [row[0] for row in found.context["page_obj"].object_list] == [world.vorlesestunden.number]


def test_city_without_dezernate_offers_no_filter_for_them(world: World, client: Client) -> None:
    make_measure(lead_department=world.integrationsamt)
    assert not organisation_chart(world.koordination).unplaced_url
    assert "ohne Dezernat" not in sign_in(client, world.koordination).get("/massnahmen/").text


def test_each_number_of_the_organigramm_is_that_of_its_list(world: World, social: Division, client: Client) -> None:
    make_measure(lead_department=world.integrationsamt).contributing_departments.set([world.jugendamt])
    make_measure(lead_department=world.jugendamt, state=MeasureState.COMPLETED)
    sign_in(client, world.integrationsrat_person)
    shown = fromstring(client.get(PAGE).text)
    told = {link.text_content(): link.get("href") for link in shown.xpath("//*[@class='chart__office']/a")}
    assert sorted(told) == [
        "1 federführend, 1 mitwirkend: Maßnahmen von Jugendamt",
        "1 federführend: Maßnahmen von Integrationsamt",
        "1 federführend: Maßnahmen von Stadtbibliothek",
    ]
    for words, url in told.items():
        listed = client.get(url).context["page_obj"].paginator.count
        assert listed == sum(int(number) for number in re.findall(r"\d+", words))


def test_measure_names_the_dezernat_of_its_lead_office(world: World, social: Division, client: Client) -> None:
    sign_in(client, world.integrationsrat_person)
    shown = client.get(f"/massnahmen/{world.praeventionsnetz.number}/").text
    assert f'<a href="/organigramm/#dezernat-{social.pk}">Dezernat Soziales</a>' in shown
    assert "Dezernat" not in client.get(f"/massnahmen/{world.vorlesestunden.number}/").text.split("eckdaten")[2]


def test_dezernat_is_a_column_of_the_export(world: World, social: Division, client: Client) -> None:
    sign_in(client, world.koordination)
    content = client.get("/massnahmen/export/xlsx/?spalten=dezernat").content
    rows = list(load_workbook(io.BytesIO(content)).worksheets[0].values)
    place = rows[0].index("Dezernat")
    assert {row[0]: row[place] or "" for row in rows[1:]}["M-2017-001"] == "Dezernat Soziales"


def test_office_of_somebody_else_stands_in_no_dezernat_of_the_city(world: World, social: Division) -> None:
    values = {"is_external": True, "division": social}
    with pytest.raises(ValidationError, match="steht in keinem Dezernat"):
        update_item(world.jugendamt, by=world.koordination, expected_version=1, values=values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Department.objects.filter(pk=world.jugendamt.pk).update(is_external=True)


def test_ended_dezernat_is_not_offered_and_the_own_one_stays(world: World, social: Division, client: Client) -> None:
    Division.objects.update(valid_until=LONG_AGO)
    sign_in(client, world.koordination)
    offered = []
    for office in (world.jugendamt, world.stadtbibliothek):
        form = client.get(f"/stammdaten/fachdienststellen/{office.pk}/bearbeiten/").context["form"]
        offered.append([label for _, label in form.fields["division"].choices][1:])
    assert offered == [["Dezernat Soziales"], []]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amt;Dezernat\nStadtbibliothek;Dezernat Bauen", "Dezernat Bauen"),
        ("Amt;Kürzel\nJugendamt;51", "Dezernat Soziales"),
    ],
)
def test_list_of_offices_names_dezernate_and_leaves_untold_ones(
    world: World, social: Division, client: Client, text: str, expected: str
) -> None:
    sign_in(client, world.koordination)
    plan = client.post("/stammdaten/fachdienststellen/einlesen/", {"text": text}).context
    sent = {"table": plan["table"], "digest": plan["plan"].digest}
    client.post("/stammdaten/fachdienststellen/einlesen/", sent)
    assert str(Department.objects.get(name=plan["plan"].rows[0].name).division) == expected


def test_unknown_dezernat_of_a_list_is_named(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    text = "Amt;Dezernat\nJugendamt;Dezernat X"
    plan = client.post("/stammdaten/fachdienststellen/einlesen/", {"text": text}).context["plan"]
    assert [(row.action, len(row.problems)) for row in plan.rows] == [("falsch", 1)]
