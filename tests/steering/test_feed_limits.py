"""How often a calendar program may read the secret address of a person."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.steering.selectors.addresses import feed_address
from neuss_integration.steering.services.subscriptions import subscribe
from tests.factories import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


def address(person: User) -> str:
    return feed_address(subscribe(by=person, has_feed=True, wants_mail=False, only_own=False))


def test_who_asks_all_the_time_waits_and_others_read_on(client: Client, world: World) -> None:
    busy, other = address(world.koordination), address(world.integrationsrat_person)
    answers = Counter(client.get(busy).status_code for _ in range(22))
    refused = client.get(busy)
    assert answers == {200: 20, 429: 2}
    assert (refused["Retry-After"], refused["Cache-Control"]) == ("600", "private, no-store")
    assert "in zehn Minuten wieder" in refused.content.decode()
    assert client.get(other).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=601)):
        assert client.get(busy).status_code == 200


def test_four_devices_that_ask_every_five_minutes_are_never_refused(client: Client, world: World) -> None:
    path, start, answers = address(world.integrationsrat_person), timezone.now(), Counter[int]()
    for turn in range(12):
        with time_machine.travel(start + dt.timedelta(minutes=5 * turn)):
            answers.update(client.get(path).status_code for _ in range(4))
    assert answers == {200: 48}


def test_head_and_unknown_addresses_change_nothing(client: Client, world: World) -> None:
    path = address(world.koordination)
    assert {client.get(f"{path[:-6]}xx.ics").status_code for _ in range(30)} == {404}
    assert client.get(path).status_code == 200
