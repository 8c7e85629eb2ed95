"""Fixtures everybody may use."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import databases
from tests.factories import World, make_world
from tests.selection import pytest_collection_modifyitems

__all__ = ["pytest_collection_modifyitems"]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Instead of migrating in every process, as pytest-django does."""
    with django_db_blocker.unblock(), databases.copied():
        yield


@pytest.fixture
def world(db: None) -> World:
    """One small world of named people, offices and three measures."""
    return make_world()
