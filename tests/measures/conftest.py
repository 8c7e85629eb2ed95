"""Fixtures for measures, rounds and progress."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.factories import World, sign_in

RefusedBy = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def refused_by() -> RefusedBy:
    """`with refused_by("constraint_name"):` expects the database to refuse what is inside."""

    @contextmanager
    def expect(constraint: str) -> Iterator[None]:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            yield

    return expect


@pytest.fixture
def jugendamt(client: Client, world: World) -> Client:
    """A browser in which a person of the Jugendamt is signed in."""
    return sign_in(client, world.jugendamt_person)
