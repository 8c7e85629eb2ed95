"""The scene in which the table is tried; each answer is taken back by its test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from neuss_integration.foundation.words.city_names import hold_names
from neuss_integration.maintenance.services import enter_names
from tests.access.scene import Scene, make_scene
from tests.access.table import Row
from tests.factories import make_world

HERE = Path(__file__).parent
MUSTERHAUSEN = override_settings(
    CITY_NAME="Musterhausen",
    CITY_FULL_NAME="Stadt Musterhausen",
    OFFICE_NAME="Stabsstelle Vielfalt",
    COMMITTEE_NAME="Kommission für Integration",
    CONTACT_EMAIL="vielfalt@musterhausen.example",
    DEFAULT_FROM_EMAIL="vielfalt@musterhausen.example",
    HOLIDAY_SUBDIVISION="HE",
)
"""Another city in another Land: no page of it may speak of Neuss, see test_pages."""
TYPED = {
    "name": "Musterhausen",
    "full_name": "Stadt Musterhausen",
    "municipality_key": "06999001",
    "land": "HE",
    "office": "Stabsstelle Vielfalt",
    "committee": "Kommission für Integration",
    "contact_email": "vielfalt@musterhausen.example",
}
"""The same city, whose names somebody typed in the browser: the settings go on speaking of Neuss."""
MAIL_OF_THE_SERVER = override_settings(DEFAULT_FROM_EMAIL="vielfalt@musterhausen.example")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that is asked of one row stands together, so that one process asks for its pages once."""
    places = [place for place, item in enumerate(items) if item.path.parent == HERE]
    rows: dict[str, int] = {}
    ordered = sorted((items[place] for place in places), key=lambda item: rows.setdefault(_row(item), len(rows)))
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


def _row(item: pytest.Item) -> str:
    row = item.callspec.params.get("row") if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None
    return str(row) if isinstance(row, Row) else ""


@contextmanager
def standing_scene(blocker: Any) -> Iterator[Scene]:
    """Everything the table names, until the block ends, in a city whose names were typed."""
    cache.clear()
    with MAIL_OF_THE_SERVER, blocker.unblock(), transaction.atomic(), typed_names():
        world = make_world()
        enter_names(by=world.koordination, expected_version=0, values=TYPED)
        yield make_scene(world)
        transaction.set_rollback(True)


@contextmanager
def typed_names() -> Iterator[None]:
    """This process knows the typed names; nothing is committed that would tell it."""
    hold_names(TYPED)
    try:
        yield
    finally:
        hold_names({})


@pytest.fixture(scope="package")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with standing_scene(django_db_blocker) as scene:
        yield scene
