"""The list of Runde Tische."""

from typing import Any

import pytest
from django.test import Client

from roundtables.models import RoundTable
from tests.factories import World, make_seat, make_table, sign_in


@pytest.mark.parametrize("rows", [1, 3])
def test_list_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        RoundTable.objects.create(name=f"Tisch {number}", office=world.integrationsamt)
    sign_in(client, world.integrationsrat_person)
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


def test_member_is_shown_their_own_tables_only(world: World, client: Client) -> None:
    make_seat(round_table=make_table(name="Tisch Sprache"), user=world.rundertisch_person)
    make_seat(round_table=make_table(name="Tisch Beruf"), deputy_user=world.rundertisch_person)
    make_seat(round_table=make_table(name="Tisch Vorbei"), user=world.rundertisch_person, valid_until="2020-12-31")
    make_table(name="Tisch Fremd")
    shown = sign_in(client, world.rundertisch_person).get("/runde-tische/").content.decode()
    names = ("Tisch Sprache", "Tisch Beruf", "Tisch Vorbei", "Tisch Fremd")
    assert [name in shown for name in names] == [True, True, False, False]
