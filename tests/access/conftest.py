"""The scene in which the table is tried, made once per file; each answer is taken back by its test."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.access.scene import Scene, make_scene
from tests.factories import make_world


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker) -> Iterator[Scene]:
    """Everything the table names."""
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene(make_world())
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No request is one too many."""
    cache.clear()
