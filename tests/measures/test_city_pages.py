"""Organisations, Stadtteile, responsibilities and the map, as measures show them."""

from typing import Any

import pytest
from django.test import Client

from measures.enums import MeasureState
from measures.models import Measure
from measures.selectors.filter_choices import filter_choices
from measures.selectors.responsibilities import responsibilities
from neuss_integration.city.enums import CommitteeKind, OrganisationKind
from neuss_integration.city.models import District, Organisation
from tests.factories import World, make_committee, make_department, make_measure, make_organisation, sign_in


@pytest.fixture
def reader(world: World, client: Client) -> Client:
    """A member of the Integrationsrat, signed in."""
    return sign_in(client, world.integrationsrat_person)


@pytest.fixture
def caritas(world: World) -> Organisation:
    """Carries one measure in Weckhoven, is partner of one for the whole city, and thinks about a third."""
    caritas = make_organisation("Caritas")
    world.praeventionsnetz.carriers.add(caritas)
    world.vorlesestunden.partners.add(caritas)
    world.lesegarten.carriers.add(caritas)
    return caritas


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/organisationen/", 12),
        ("/organisationen/{organisation}/", 16),
        ("/stadtteile/", 8),
        ("/stadtteile/{district}/", 15),
        ("/zustaendigkeiten/", 14),
        ("/massnahmen/karte/", 9),
    ],
)
def test_pages_need_the_same_queries_at_any_length(
    world: World, reader: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    for number in range(rows):
        office, carrier = make_department(f"Amt {number}"), make_organisation(f"Träger {number}")
        measure = make_measure(lead_department=office, carriers=[carrier], districts=[world.weckhoven])
        measure.contributing_departments.add(world.jugendamt)
    filter_choices()  # read once per version
    with django_assert_num_queries(queries):
        page(reader, url.format(organisation=Organisation.objects.first().pk, district=world.weckhoven.pk))


def test_directory_derives_fields_and_districts_from_measures(reader: Client, caritas: Organisation) -> None:
    [row] = reader.get("/organisationen/").context["page_obj"].object_list
    assert ([str(each) for each in row.fields], [str(each) for each in row.districts]) == (
        ["Bildung und Sprache", "Beteiligung und Dialog"],
        ["09 Weckhoven"],
    )
    assert (row.engagement.carried, row.engagement.partnered, row.engagement.is_citywide) == (1, 1, True)


def test_idea_and_ended_measure_place_nobody(world: World, reader: Client, caritas: Organisation) -> None:
    Measure.objects.update(state=MeasureState.COMPLETED)
    [row] = reader.get("/organisationen/").context["page_obj"].object_list
    assert (row.fields, row.districts, row.engagement.carried) == ([], [], 0)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("suche=caritas", ["Caritas"]),
        ("art=sport", ["Turnverein"]),
        ("handlungsfeld={field}", ["Caritas"]),
        ("stadtteil={district}", ["Caritas"]),
        ("art=erfunden&stadtteil=x", ["Caritas", "Turnverein"]),
        ("suche=nichts", []),
    ],
)
def test_directory_is_narrowed(
    world: World, reader: Client, caritas: Organisation, query: str, found: list[str]
) -> None:
    make_organisation("Turnverein", OrganisationKind.SPORT)
    query = query.format(field=world.bildung.pk, district=world.weckhoven.pk)
    rows = reader.get(f"/organisationen/?{query}").context["page_obj"].object_list
    assert [row.organisation.name for row in rows] == found


def test_contact_of_an_organisation_is_for_the_office_only(world: World, client: Client) -> None:
    caritas = make_organisation("Caritas")
    Organisation.objects.update(
        contact="Frau Muster", email="muster@caritas.example", website="https://caritas.example"
    )
    url = f"/organisationen/{caritas.pk}/"
    shown = [page(sign_in(client, who), url) for who in (world.koordination, world.jugendamt_person)]
    assert [("Frau Muster" in text, "muster@caritas.example" in text) for text in shown] == [
        (True, True),
        (False, False),
    ]
    assert ["https://caritas.example" in text for text in shown] == [True, True]


def test_organisation_page_shows_its_measures_in_both_roles(reader: Client, caritas: Organisation) -> None:
    shown = page(reader, f"/organisationen/{caritas.pk}/")
    assert ["Präventionsnetz" in shown, "Vorlesestunden" in shown, "Lesegarten" in shown] == [True, True, False]


def test_district_page_names_measures_carriers_and_gaps(world: World, reader: Client, caritas: Organisation) -> None:
    response = reader.get(f"/stadtteile/{world.weckhoven.pk}/")
    assert [str(each) for each in response.context["organisations"]] == ["Caritas"]
    assert [str(each) for each in response.context["missing"]] == ["Bildung und Sprache"]
    assert "Präventionsnetz" in response.content.decode()


def test_paused_measure_covers_its_field_and_the_page_says_so(world: World, reader: Client) -> None:
    make_measure(districts=[world.weckhoven], state="paused", state_reason="Geld", field_of_action=world.bildung)
    covered = page(reader, f"/stadtteile/{world.weckhoven.pk}/")
    assert "In jedem Handlungsfeld gibt es hier eine aktive Maßnahme." in covered
    assert "In diesen Handlungsfeldern gibt es hier keine aktive Maßnahme:" in page(
        reader, f"/stadtteile/{world.erfttal.pk}/"
    )


def test_district_list_counts_active_measures_and_the_city_apart(world: World, reader: Client) -> None:
    make_measure(districts=[world.weckhoven, world.erfttal], state=MeasureState.PLANNED)
    make_measure(districts=[world.erfttal], state=MeasureState.COMPLETED)
    context = reader.get("/stadtteile/").context
    assert [(str(each), count) for each, count in context["rows"]] == [("09 Weckhoven", 2), ("10 Erfttal", 1)]
    assert context["citywide"] == 1


def test_responsibilities_count_lead_and_contribution(world: World) -> None:
    measure = make_measure(lead_department=world.jugendamt, field_of_action=world.beteiligung)
    measure.contributing_departments.add(world.stadtbibliothek)
    matrix = responsibilities(world.koordination)
    rows = {
        str(row.office): [(share.lead, share.also) if share else None for share in row.shares] for row in matrix.rows
    }
    assert [str(each) for each in matrix.fields] == ["Bildung und Sprache", "Beteiligung und Dialog"]
    assert rows == {"Jugendamt": [None, (2, 0)], "Stadtbibliothek": [(1, 0), (0, 1)]}
    assert [str(each) for each in matrix.idle] == ["Integrationsamt"]
    assert matrix.rows[1].total.words == "1 federführend, 1 mitwirkend"


def test_number_of_the_matrix_leads_to_a_list_of_that_length(world: World, reader: Client) -> None:
    make_measure(lead_department=world.jugendamt, field_of_action=world.beteiligung)
    row = responsibilities(world.integrationsrat_person).rows[0]
    assert reader.get(row.shares[1].url).context["page_obj"].paginator.count == row.shares[1].lead


def test_picture_of_working_together_says_the_same_as_its_lists(world: World, reader: Client) -> None:
    make_committee("Rat der Stadt Neuss", kind=CommitteeKind.COUNCIL)
    shown = page(reader, "/zustaendigkeiten/")
    described = shown.split("<desc")[1].split("</desc>")[0]
    for text in ("Rat der Stadt Neuss, Integrationsausschuss", "Jugendamt (1 Maßnahme)", "Runde Tische: keine."):
        assert text in described
    assert shown.count("Jugendamt") >= 4


def test_map_counts_each_district_and_the_city_apart(world: World, reader: Client) -> None:
    make_measure(districts=[world.weckhoven])
    make_measure()
    shown = reader.get("/massnahmen/karte/?status=running").context["city_map"]
    assert [(place.name, place.count) for place in shown.places] == [("09 Weckhoven", 2), ("10 Erfttal", 0)]
    assert (shown.citywide.count, shown.nowhere, [str(each) for each in shown.unplaced]) == (
        1,
        1,
        ["09 Weckhoven", "10 Erfttal"],
    )


def test_tile_leads_to_the_list_with_the_filters_of_the_map(world: World, reader: Client) -> None:
    District.objects.filter(number=9).update(map_column=1, map_row=1)
    shown = page(reader, f"/massnahmen/karte/?handlungsfeld={world.beteiligung.pk}")
    url = f"/massnahmen/?handlungsfeld={world.beteiligung.pk}&amp;stadtteil=9"
    assert f'<a class="tile__link" href="{url}" aria-label="09 Weckhoven: 1 Maßnahme">' in shown
    assert reader.get(url.replace("&amp;", "&")).context["page_obj"].paginator.count == 1


def test_unknown_filter_of_the_map_is_said_and_ignored(reader: Client) -> None:
    assert "Den Filter „Status“ gibt es mit diesem Wert nicht." in page(reader, "/massnahmen/karte/?status=erfunden")


def test_pages_of_an_empty_city_say_so(world: World, client: Client) -> None:
    Measure.history.all().delete()
    for measure in Measure.objects.all():
        measure.districts.clear()
    District.objects.all().delete()
    sign_in(client, world.koordination)
    assert "Es ist noch keine Organisation angelegt." in page(client, "/organisationen/")
    assert "Es ist noch kein Stadtteil angelegt." in page(client, "/stadtteile/")
    assert "Es ist noch kein Stadtteil angelegt." in page(client, "/massnahmen/karte/")
