"""Who works where."""

import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from measures.enums import MeasureState
from measures.models import Measure
from measures.selectors.organisations import engagements
from roundtables.selectors.network import network
from tests.factories import World, make_measure, make_need, make_organisation, make_seat, make_table, sign_in

URL = "/organisationen/netzwerk/"


@pytest.mark.parametrize("rows", [1, 3])
def test_page_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_measure(carriers=[make_organisation(f"Träger {number}")], districts=[world.erfttal, world.weckhoven])
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(10):
        assert client.get(URL).text.count("Träger ") >= rows


def test_page_names_who_sits_at_no_table(world: World, client: Client) -> None:
    at_table, not_there = make_organisation("Caritas am Tisch"), make_organisation("Verein ohne Sitz")
    make_seat(organisation=at_table)
    make_measure(carriers=[at_table], partners=[not_there], districts=[world.erfttal])
    text = sign_in(client, world.koordination).get(URL).text
    missing = text.partition("An keinem Runden Tisch")[2].partition("Wer arbeitet mit welcher")[0]
    assert ("Verein ohne Sitz" in missing, "Caritas am Tisch" in missing) == (True, False)


def test_ended_measures_and_ideas_do_not_count(world: World, client: Client) -> None:
    for state in (MeasureState.COMPLETED, MeasureState.IDEA):
        make_measure(carriers=[make_organisation(f"Nur {state}")], state=state)
    for person in (world.integrationsrat_person, world.koordination):
        assert "Noch arbeitet keine Organisation" in sign_in(client, person).get(URL).text


def test_network_and_list_of_organisations_count_the_same(world: World) -> None:
    for state in MeasureState:
        linked = {"carriers": [make_organisation("Caritas")], "partners": [make_organisation("Diakonie")]}
        make_measure(state=state, state_reason="Geld fehlt.", **linked)
    for person in (world.integrationsrat_person, world.koordination):
        listed = {key: each.carried + each.partnered for key, each in engagements(person).items()}
        shown = {each.organisation.pk: len(each.measures) for each in network(person).active}
        assert (listed, set(shown.values())) == (shown, {4})


def test_file_holds_directory_and_matrix(world: World, client: Client) -> None:
    make_measure(carriers=[make_organisation("Caritas")], districts=[world.erfttal], number="M-2026-900")
    content = sign_in(client, world.koordination).get(f"{URL}netzwerk.xlsx").content
    book = load_workbook(io.BytesIO(content))
    rows = [[cell.value for cell in row] for row in book["Wer arbeitet wo"].iter_rows()]
    assert rows == [["Organisation", "ganze Stadt", "09 Weckhoven", "10 Erfttal"], ["Caritas", None, None, 1]]
    assert [cell.value for cell in book["Organisationen"][2]][4] == "M-2026-900"


def test_page_of_an_organisation_names_its_tables_and_needs(world: World, client: Client) -> None:
    caritas = make_organisation("Caritas")
    make_seat(organisation=caritas, round_table=make_table(name="Tisch der Caritas"))
    make_need(raised_by_organisation=caritas, title="Freigegebenes Anliegen", is_public=True)
    make_need(raised_by_organisation=caritas, title="Internes Anliegen")
    text = sign_in(client, world.integrationsrat_person).get(f"/organisationen/{caritas.pk}/").text
    found = [word in text for word in ("Tisch der Caritas", "Freigegebenes Anliegen", "Internes Anliegen")]
    assert found == [True, True, False]


def test_picture_and_its_table_show_with_which_offices_an_organisation_works(world: World, client: Client) -> None:
    Measure.objects.all().delete()
    caritas, verein = make_organisation("Caritas"), make_organisation("Verein <b>")
    for lead, carriers in ((world.jugendamt, [caritas]), (world.jugendamt, [caritas, verein])):
        make_measure(lead_department=lead, carriers=carriers)
    page = sign_in(client, world.koordination).get(URL)
    name = world.jugendamt.name
    assert page.context["network"].ties == {("Caritas", name): 2, ("Verein <b>", name): 1}
    assert f"<title>Caritas – {name}: 2</title>" in page.text
    assert ("Verein &lt;b&gt;<title>" in page.text, "Verein <b>" in page.text) == (True, False)
    assert "Organisationen: 2 links, Fachdienststellen: 1 rechts, 2 Verbindungen." in page.text
