"""The matrices: counts of running measures somebody may see, gaps by word, cells that lead to the list."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from measures.enums import MeasureState
from measures.selectors.coverage import districts_by_fields, fields_by_factors
from tests.factories import World, make_district, make_field, make_measure, sign_in


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"), [("/erfolgsfaktoren/matrix/", 8), ("/erfolgsfaktoren/matrix/stadtteile/", 9)]
)
def test_matrix_needs_the_same_queries_at_any_size(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    for number in range(rows):
        field, district = make_field(f"Feld {number}"), make_district(20 + number, f"Teil {number}")
        make_measure(field_of_action=field, success_factors=world.factors[: rows + 1], districts=[district])
    sign_in(client, world.koordination)
    with django_assert_num_queries(queries):
        page(client, url)


def test_matrix_counts_running_measures_once_per_crossing(world: World) -> None:
    make_measure(field_of_action=world.beteiligung, success_factors=[world.factors[3], world.factors[7]])
    make_measure(field_of_action=world.beteiligung, success_factors=[world.factors[3]], state=MeasureState.PLANNED)
    found = {row.name: [cell.count for cell in cells] for row, cells in fields_by_factors(world.koordination).rows}
    assert found["Beteiligung und Dialog"] == [0, 0, 0, 2, 0, 0, 0, 1, 0]
    assert fields_by_factors(world.koordination).gaps == 15


def test_matrix_shows_priority_first_and_no_ended_field(world: World) -> None:
    make_field("Wohnen")
    make_field("Früher", valid_until=dt.date(2020, 1, 1))
    names = [row.name for row, _ in fields_by_factors(world.koordination).rows]
    assert names == ["Bildung und Sprache", "Beteiligung und Dialog", "Wohnen"]


def test_matrix_of_districts_counts_the_whole_city_apart(world: World) -> None:
    make_measure(field_of_action=world.bildung, districts=[world.weckhoven, world.erfttal])
    found = {row.name: [cell.count for cell in cells] for row, cells in districts_by_fields(world.koordination).rows}
    assert found == {"ganze Stadt": [1, 0], "09 Weckhoven": [1, 1], "10 Erfttal": [1, 0]}


def test_cells_lead_to_the_filtered_list(world: World, client: Client) -> None:
    shown = page(sign_in(client, world.integrationsrat_person), "/erfolgsfaktoren/matrix/")
    url = f"/massnahmen/?handlungsfeld={world.beteiligung.pk}&erfolgsfaktor=4&status=running"
    assert f'href="{url.replace("&", "&amp;")}">1<' in shown
    assert shown.count(">Lücke<") == 16
    assert [row[0] for row in client.get(url).context["page_obj"].object_list] == ["M-2017-001"]
    assert "Präventionsnetz" not in shown


def test_matrix_of_districts_is_reached_and_marks_gaps(world: World, client: Client) -> None:
    shown = page(sign_in(client, world.integrationsrat_person), "/erfolgsfaktoren/matrix/stadtteile/")
    assert "<strong>4</strong> von 6 Feldern sind Lücken" in shown
    assert f'href="/massnahmen/luecken/{world.bildung.pk}/stadtteil-9/"' in shown
