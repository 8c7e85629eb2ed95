"""Fixtures for measures, rounds and progress."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import IntegrityError, transaction

RefusedBy = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def refused_by() -> RefusedBy:
    """`with refused_by("constraint_name"):` expects the database to refuse what is inside."""

    @contextmanager
    def expect(constraint: str) -> Iterator[None]:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            yield

    return expect
