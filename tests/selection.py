"""Tests that need no database run once, not once for each database; what `--fast` leaves out is marked."""

import os
from collections.abc import Iterator

import pytest
from django.test import SimpleTestCase

from tests.scheduling import turn

FIXTURES = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences", "live_server"}
"""One of these is behind every fixture that reaches the database; pytest-django blocks it for all other tests."""


SLOW_FIXTURES = {"scene", "published"}
"""All pages of all roles, and a report with all its files: two thirds of the time of all tests."""
SLOW_PLACES = (
    "tests/attachments/",
    "tests/data_protection/",
    "tests/demo/",
    "tests/faults/",
    "tests/mailing/test_delivery.py",
    "tests/operations/",
    "tests/pdf/",
    "tests/reporting/test_achievements.py",
    "tests/reporting/test_formats.py",
    "tests/reporting/test_highlights.py",
    "tests/reporting/test_older.py",
    "tests/reporting/test_pictures.py",
    "tests/reporting/test_verification.py",
    "tests/reporting/test_volumes.py",
    "tests/round_trips/",
    "tests/setup/",
    "tests/spreadsheets/test_bombs.py",
    "tests/spreadsheets/test_refusals.py",
    "tests/start/",
    "tests/statements/",
)
"""Whole cities and reports, processes of their own, large files."""
SLOW_NAMES = ("races.py", "double_submits.py")
"""Ends of files whose tests really write, and several at once."""
PAGE_FIXTURE = "client"
"""Behind every test that asks for a page: of what is left, half of the time."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Leaves out what reaches no database when ONLY_DATABASE_TESTS is set; what takes longest comes first."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if SLOW_FIXTURES & fixtures or is_in_slow_file(item):
            item.add_marker("slow")
        if PAGE_FIXTURE in fixtures:
            item.add_marker("page")
    if os.environ.get("ONLY_DATABASE_TESTS"):
        config.hook.pytest_deselected(items=[item for item in items if not reaches_database(item)])
        items[:] = [item for item in items if reaches_database(item)]
    yield
    items.sort(key=lambda item: turn(item.nodeid))


def is_in_slow_file(item: pytest.Item) -> bool:
    """Whether all tests of its file count as slow."""
    return item.nodeid.startswith(SLOW_PLACES) or item.path.name.endswith(SLOW_NAMES)


def reaches_database(item: pytest.Item) -> bool:
    """Whether the test asks for the database: by a mark, by a fixture however far behind, or as Django's TestCase.

    What is marked `once` says nothing about a database: whether a file keeps its standards, for instance.
    """
    if item.get_closest_marker("once"):
        return False
    if item.get_closest_marker("django_db") or FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    case = getattr(item, "cls", None)
    return isinstance(case, type) and issubclass(case, SimpleTestCase) and bool(case.databases)
