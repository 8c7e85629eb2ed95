"""The longest tests begin first, and what shares answers runs in one process."""

from types import SimpleNamespace
from typing import Any

import pytest

from neuss_integration.bootstrap.places import ROOT
from tests.scheduling import APART, FIRST, LAST, TOGETHER, pytest_xdist_make_scheduler, turn, unit

TABLE = "tests/access/test_table.py::test_address[GET a:b c]"
OFFERS = "tests/access/test_offers.py::test_no_button"
UPGRADE = "tests/operations/test_upgrade.py::test_rows[0.2.0]"
BACKUP = "tests/operations/test_backups.py::test_rows"
PAGE = "tests/browser/test_every_page.py::test_page[chromium-GET a:b c]"


def test_longest_begin_first_and_the_rest_keeps_its_order() -> None:
    assert sorted([PAGE, BACKUP, UPGRADE, "tests/audit/a.py::b", OFFERS, TABLE], key=turn) == [
        OFFERS, TABLE, UPGRADE, BACKUP, "tests/audit/a.py::b", PAGE,
    ]  # fmt: skip


def test_tests_of_the_access_table_run_in_one_process_and_others_by_file() -> None:
    assert unit(TABLE) == unit(OFFERS) == "tests/access/"
    assert (unit(UPGRADE), unit(PAGE)) == ("tests/operations/test_upgrade.py", PAGE)


def test_what_is_named_is_there() -> None:
    assert [each for each in (*TOGETHER, *APART, *FIRST, *LAST) if not (ROOT / each).exists()] == []


@pytest.mark.parametrize(("dist", "is_ours"), [("loadfile", True), ("load", False)])
def test_other_ways_to_share_the_tests_stay_as_they_are(dist: str, is_ours: bool) -> None:
    config: Any = SimpleNamespace(
        option=SimpleNamespace(dist=dist), getvalue=lambda name: ["popen"], getoption=lambda name: []
    )
    assert (pytest_xdist_make_scheduler(config, None) is not None) is is_ours
