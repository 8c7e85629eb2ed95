"""Kept pages of one thing: made once, never stale, and of nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from neuss_integration.accounts.enums import Role
from tests.factories import World, make_person, sign_in
from tests.operations.kept_things import THINGS, WORD, Made
from tests.operations.test_cached_pages import TOKEN

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("make", THINGS)]
Making = Callable[[World], Made]


def test_page_is_made_once(world: World, client: Client, make: Making, django_assert_max_num_queries) -> None:
    address, _ = make(world)
    first = sign_in(client, world.koordination).get(address)
    with django_assert_max_num_queries(6):  # session, person, access, version; of a self-check whose it is
        second = client.get(address)
    assert (first.status_code, TOKEN.sub("", first.text)) == (200, TOKEN.sub("", second.text))


def test_page_follows_what_it_tells_at_once(world: World, client: Client, make: Making) -> None:
    address, change = make(world)
    told = [WORD in sign_in(client, world.koordination).get(address).text]
    change()
    told.append(WORD in client.get(address).text)
    assert told == [False, True]


def test_page_has_name_and_token_of_who_looks(world: World, client: Client, make: Making) -> None:
    address, _ = make(world)
    colleague = make_person("zweite@neuss.example", "Zweite Koordination", Role.COORDINATOR)
    first = sign_in(client, world.koordination).get(address)
    second = sign_in(Client(), colleague).get(address)
    assert (colleague.name in second.text, f">{world.koordination.name}<" in second.text) == (True, False)
    assert not set(TOKEN.findall(first.text)) & set(TOKEN.findall(second.text))


def test_page_offers_nobody_what_another_may(world: World, client: Client, make: Making) -> None:
    address, _ = make(world)
    office = sign_in(client, world.koordination).get(address).text
    reader = sign_in(Client(), world.integrationsrat_person).get(address)
    again = sign_in(Client(), world.koordination).get(address).text
    assert TOKEN.sub("", office).split() == TOKEN.sub("", again).split()
    assert reader.status_code == 404 or "/bearbeiten/" not in reader.text
