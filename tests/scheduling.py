"""Which tests one process runs one after the other, and what begins first."""

from typing import Any, Final

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER: Final = ("tests/access/",)
"""Tests that share what took long to make: the answers of all pages to all roles."""
APART: Final = ("tests/browser/",)
"""Each for itself: every one opens its own pages."""
FIRST: Final = (
    "tests/access/",
    "tests/operations/test_upgrade.py",
    "tests/demo/test_city.py",
    "tests/faults/",
    "tests/pdf/",
    "tests/reporting/",
)
"""What takes longest, so that at the end no process waits for another one."""
LAST: Final = ("tests/browser/test_every_page.py",)
"""Many short ones, which fill what is left."""


def turn(nodeid: str) -> int:
    """The place of a test among all: smaller begins earlier; the same keeps the order of the files."""
    if nodeid.startswith(LAST):
        return len(FIRST) + 1
    return next((place for place, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))


def unit(nodeid: str) -> str:
    """Tests of one unit run in one process."""
    if nodeid.startswith(APART):
        return nodeid
    return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.partition("::")[0])


class ByUnit(LoadScopeScheduling):
    """Gives each process that is free the next unit, in the order in which the tests stand."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByUnit | None:
    """With --dist loadfile, as `manage.py test` has it."""
    return ByUnit(config, log) if config.option.dist == "loadfile" else None
