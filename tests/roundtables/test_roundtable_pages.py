"""The list of Runde Tische."""

from typing import Any

import pytest
from django.test import Client

from roundtables.models import RoundTable
from tests.factories import World, sign_in


@pytest.mark.parametrize("rows", [1, 3])
def test_list_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        RoundTable.objects.create(name=f"Tisch {number}", office=world.integrationsamt)
    sign_in(client, world.rundertisch_person)
    with django_assert_num_queries(4):
        assert client.get("/runde-tische/").content.decode().count("Geschäftsführung: Integrationsamt") == rows


def test_list_shows_what_is_valid_today(world: World, client: Client) -> None:
    RoundTable.objects.create(name="Runder Tisch Bedarfe", finds_needs=True, purpose="Bedarfe <b>feststellen</b>")
    RoundTable.objects.create(name="Aufgelöster Tisch", valid_until="2020-12-31")
    shown = sign_in(client, world.integrationsrat_person).get("/runde-tische/").content.decode()
    assert "stellt jährlich die Bedarfe fest" in shown
    assert "<b>feststellen" not in shown
    assert "Aufgelöster Tisch" not in shown


def test_list_says_when_there_is_none(world: World, client: Client) -> None:
    shown = sign_in(client, world.koordination).get("/runde-tische/").content.decode()
    assert "Es ist noch kein Runder Tisch eingerichtet." in shown
