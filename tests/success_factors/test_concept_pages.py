"""Pages of Erfolgsfaktoren and Handlungsfelder: criteria word for word, and only the measures somebody may see."""

from typing import Any

import pytest
from django.test import Client

from measures.enums import MeasureState
from success_factors.models import Criterion
from tests.factories import World, make_field, make_measure, sign_in


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("url", "queries"),
    [("/erfolgsfaktoren/", 9), ("/erfolgsfaktoren/4/", 16), ("/handlungsfelder/", 5)],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_pages_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    for position in range(rows):
        Criterion.objects.create(factor=world.factors[3], position=position, text=f"Kriterium {position}")
        make_measure(success_factors=[world.factors[3]], field_of_action=make_field(f"Feld {position}"))
    sign_in(client, world.koordination)
    with django_assert_num_queries(queries):
        page(client, url)


def test_field_page_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any
) -> None:
    sign_in(client, world.koordination)
    url = f"/handlungsfelder/{world.beteiligung.pk}/"
    for _ in range(2):
        with django_assert_num_queries(9):
            page(client, url)
        make_measure(field_of_action=world.beteiligung)
        make_measure(field_of_action=world.beteiligung)


def test_factors_show_their_criteria_word_for_word(world: World, client: Client) -> None:
    Criterion.objects.create(
        factor=world.factors[3], position=1, text="Vertreter der Migranten/Innen & Aufbau von Vertrauen"
    )
    for url in ("/erfolgsfaktoren/", "/erfolgsfaktoren/4/"):
        shown = page(sign_in(client, world.integrationsrat_person), url)
        assert "Vertreter der Migranten/Innen &amp; Aufbau von Vertrauen" in shown


def test_factors_mark_gaps_where_nothing_is_running(world: World, client: Client) -> None:
    make_measure(success_factors=[world.factors[0]], state=MeasureState.COMPLETED)
    shown = page(sign_in(client, world.koordination), "/erfolgsfaktoren/")
    assert shown.count("keine laufende Maßnahme") == 7
    assert shown.count('href="/massnahmen/?erfolgsfaktor=1"') == 1


def test_only_visible_measures_are_counted_and_listed(world: World, client: Client) -> None:
    world.lesegarten.success_factors.set([world.factors[7]])
    urls = ["/erfolgsfaktoren/", "/erfolgsfaktoren/8/", "/handlungsfelder/", f"/handlungsfelder/{world.bildung.pk}/"]
    reader = [page(sign_in(client, world.integrationsrat_person), url) for url in urls]
    koordination = [page(sign_in(client, world.koordination), url) for url in urls]
    explained = [shown.count("Idee") for shown in reader]
    assert (explained[0], explained[2]) == (0, 0)
    assert [shown.count("Idee") > told for shown, told in zip(koordination, explained, strict=True)] == [True] * 4
    assert "Lesegarten" not in "".join(reader)
    assert "Lesegarten" in koordination[1]


def test_factor_page_links_to_all_measures_of_a_long_list(world: World, client: Client) -> None:
    for _ in range(26):
        make_measure(success_factors=[world.factors[0]])
    shown = page(sign_in(client, world.koordination), "/erfolgsfaktoren/1/")
    assert "Alle 26 Maßnahmen in der Liste zeigen" in shown
    assert shown.count('<th scope="row"><a href="/massnahmen/') == 25


def test_fields_show_priority_first_and_ended_ones_apart(world: World, client: Client) -> None:
    make_field("Früheres Feld", valid_until="2020-12-31", successor=world.bildung)
    make_field("Wohnen")
    shown = page(sign_in(client, world.koordination), "/handlungsfelder/")
    assert shown.index("Beteiligung und Dialog") < shown.index("Wohnen") < shown.index("Frühere Handlungsfelder")
    assert shown.index("Frühere Handlungsfelder") < shown.index("Früheres Feld")
    ended = page(client, f"/handlungsfelder/{make_field('Früheres Feld').pk}/")
    assert "31.12.2020" in ended
    assert f'href="/handlungsfelder/{world.bildung.pk}/"' in ended


@pytest.mark.parametrize("url", ["/erfolgsfaktoren/10/", "/handlungsfelder/999999999999999999999999/"])
def test_pages_of_nothing_are_not_found(world: World, client: Client, url: str) -> None:
    assert sign_in(client, world.koordination).get(url).status_code == 404


@pytest.mark.parametrize("url", ["/erfolgsfaktoren/", "/erfolgsfaktoren/4/", "/handlungsfelder/", "/runde-tische/"])
def test_pages_are_forbidden_without_a_reading_role(world: World, client: Client, url: str) -> None:
    assert sign_in(client, world.nobody).get(url).status_code == 403
    assert sign_in(client, world.verwaltung_person).get(url).status_code == 403
