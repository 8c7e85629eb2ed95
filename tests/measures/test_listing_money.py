"""The list by money, goals, milestones and what is missing of them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from measures.selectors.filter_choices import filter_choices
from tests.factories import World, make_goal, sign_in
from tests.measures.factories import make_funding, make_key_figure, make_milestone

COLUMNS = "spalten=geplant&spalten=bewilligt&spalten=meilenstein&spalten=kennzahlen&spalten=konzeptziele"


@pytest.fixture
def funded(world: World) -> World:
    """The Präventionsnetz has 1.500 Euro in two years, a goal, a milestone and a Kennzahl."""
    measure = world.praeventionsnetz
    make_funding(measure=measure, year=2025, planned=Decimal(1000), granted=None, spent=None)
    make_funding(measure=measure, year=2026, planned=Decimal(500), granted=Decimal("450.50"), spent=None)
    make_milestone(measure=measure, title="Später", due_date=dt.date(2030, 1, 1))
    make_milestone(measure=measure, title="Bald", due_date=dt.date(2029, 1, 1))
    make_milestone(measure=measure, title="Vorbei", due_date=dt.date(2020, 1, 1), done_on=dt.date(2020, 1, 1))
    make_key_figure(measure=measure)
    measure.goals.add(make_goal(text="Mehr Vertrauen"))
    return world


def numbers(client: Client, query: str) -> list[str]:
    return [row[0] for row in client.get(f"/massnahmen/?{query}").context["page_obj"].object_list]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("geld=mit", ["M-2017-001"]),
        ("geld=ohne", ["M-2013-001", "M-2026-001"]),
        ("betrag_von=1.500", ["M-2017-001"]),
        ("betrag_von=1500,01", []),
        ("betrag_bis=1.500,00", ["M-2017-001"]),
        ("betrag_bis=1499", []),
        ("fehlt=kennzahl", ["M-2013-001", "M-2026-001"]),
        ("fehlt=konzeptziel&fehlt=meilenstein&fehlt=finanzierung", ["M-2013-001", "M-2026-001"]),
    ],
)
def test_list_filters_by_money_and_gaps(funded: World, client: Client, query: str, found: list[str]) -> None:
    assert numbers(sign_in(client, funded.koordination), query) == found


def test_list_filters_by_goal_and_names_it(funded: World, client: Client) -> None:
    goal = funded.praeventionsnetz.goals.get()
    response = sign_in(client, funded.koordination).get(f"/massnahmen/?konzeptziel={goal.pk}&betrag_von=1000")
    assert [label for label, _ in response.context["chips"]] == ["Ziel: Mehr Vertrauen", "Geplant ab (Euro): 1.000"]
    assert [row[0] for row in response.context["page_obj"].object_list] == ["M-2017-001"]


def test_list_shows_sums_and_the_next_milestone(
    funded: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, funded.koordination)
    filter_choices()  # read once per version
    with django_assert_num_queries(9):
        response = client.get(f"/massnahmen/?suche=netz&{COLUMNS}")
    row = [funded.praeventionsnetz.title, ["Mehr Vertrauen"], Decimal(1500), Decimal("450.50"), dt.date(2029, 1, 1), 1]
    assert response.context["page_obj"].object_list == [["M-2017-001", *row]]
    page = response.content.decode()
    assert [text in page for text in ("1.500,00", "450,50", "01.01.2029", "Mehr Vertrauen")] == [True] * 4


def test_sum_of_all_pages_stands_below_the_money_columns(funded: World, client: Client) -> None:
    page = sign_in(client, funded.koordination).get(f"/massnahmen/?{COLUMNS}").content.decode()
    assert '<td class="numeric" data-label="Summe Geplant in Euro">1.500,00</td>' in page
    assert "<tfoot>" not in client.get("/massnahmen/").content.decode()
