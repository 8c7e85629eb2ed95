"""Fixtures everybody may use."""

import gc
import os
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from neuss_integration.audit import anchors
from neuss_integration.foundation.words.hyphenation import WORD_JOINER
from neuss_integration.portal.services import statistics
from tests import databases
from tests.factories import World, make_world
from tests.kept import kept
from tests.kept_pdf import lend, lent_children, own_child
from tests.order import watch_order
from tests.scheduling import pytest_xdist_make_scheduler
from tests.selection import pytest_collection_modifyitems
from tests.static_files import lists_files_once

__all__ = ["pytest_collection_modifyitems", "pytest_xdist_make_scheduler"]
NEW_OBJECTS = 50_000
"""How many make Python look for garbage; with its own 700 it takes a fifth of the time of all tests."""
watch_order()
lists_files_once()
gc.disable()


def pytest_collection_finish() -> None:
    """What is there by now, modules and thousands of tests, is never garbage and not looked through again."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 100)
    gc.enable()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Instead of migrating in every process, as pytest-django does. Meanwhile a test without a mark reaches none."""
    with django_db_blocker.unblock(), databases.copied(), django_db_blocker.block():
        yield


@pytest.fixture(scope="module", autouse=True)
def _empty_again(django_db_blocker: Any) -> Iterator[None]:
    """Rows that a module leaves behind fail the module, not the thousand tests after it."""
    yield
    with django_db_blocker.unblock():
        databases.check_is_empty()


@pytest.fixture(scope="session", autouse=True)
def _lent_children() -> Iterator[None]:
    with lent_children():
        yield


@pytest.fixture(autouse=True)
def _no_limit_is_carried_over() -> None:
    """How often somebody asked stands in the cache: each test begins anew, whatever ran before it in the process."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_view_is_carried_over() -> None:
    """A process stores how often pages were read every half minute: not in the middle of a test that counts queries."""
    statistics._held.clear()
    statistics._since = time.monotonic()


@pytest.fixture(autouse=True)
def _own_ends_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the log ended once stands in a file: each test that really commits has a log of its own."""
    monkeypatch.setattr(anchors, "NAME", f"audit-{os.getpid()}.txt")
    (settings.DATA_DIR / anchors.NAME).unlink(missing_ok=True)


@pytest.fixture
def own_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that compares two PDFs: each is really set, by a process of its own."""
    lend(monkeypatch, own_child)


@pytest.fixture
def world(db: None) -> World:
    """One small world of named people, offices and three measures."""
    return kept("world", make_world, on_empty=True)


class Reader(Client):
    """Reads pages as they look: white space is one space, but for what stands in a `textarea`; what keeps a line
    together is not seen.

    Templates break their lines where a diff can be read, often inside a sentence that a test looks for.
    """

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            parts = re.split(r"(<textarea.*?</textarea>)", response.content.decode(), flags=re.DOTALL)
            parts[::2] = [re.sub(r"\s+", " ", part.replace(WORD_JOINER, "")) for part in parts[::2]]
            response.content = "".join(parts)
        return response


@pytest.fixture
def client() -> Client:
    return Reader()
