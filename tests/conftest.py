"""Fixtures everybody may use."""

import pytest

from tests.factories import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """One small world of named people, offices and three measures."""
    return make_world()
