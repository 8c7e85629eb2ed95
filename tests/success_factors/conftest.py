"""Fixtures for the concept."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import IntegrityError, transaction

from success_factors.models import Criterion
from tests.factories import World

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
def criterion(world: World) -> Criterion:
    return Criterion.objects.create(
        factor=world.factors[3], position=1, text="Alle relevanten Akteure werden in die Netzwerkarbeit eingebunden"
    )
