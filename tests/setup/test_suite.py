"""The summary tells the truth, in its last line and in the exit status."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from neuss_integration.bootstrap import suite
from neuss_integration.bootstrap.suite import BROWSER, FAST, POSTGRES, SQLITE, StageResult

TESTS = """
import pytest

def test_good(): pass
def test_bad(): assert 0
@pytest.mark.skip
def test_skipped(): pass
@pytest.fixture
def torn():
    yield
    raise RuntimeError
def test_torn(torn): pass
"""


@pytest.fixture
def small_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Arguments that make a stage run four tests of its own, without Django."""
    monkeypatch.setattr(suite, "VENV_PYTHON", Path(sys.executable))
    path = tmp_path / "test_small.py"
    path.write_text(TESTS)
    plugins = ["no:cacheprovider", "no:django", "no:playwright", "no:hypothesispytest", "no:xdist", "no:cov"]
    return [str(path), f"--rootdir={tmp_path}", "-c", "/dev/null", *(f"-p{name}" for name in plugins)]


def test_a_stage_counts_failures_and_errors_after_a_test(small_suite: list[str]) -> None:
    outcome = suite.run(SQLITE, small_suite)

    assert (outcome.title, outcome.passed, outcome.failed, outcome.skipped) == ("SQLite", 1, 2, 1)


@pytest.mark.parametrize(
    ("selection", "counts"),
    [(["-k", "good"], (1, 0, 0)), (["-k", "nothing"], (0, 0, 0)), (["--no-such-option"], (0, 1, 0))],
)
def test_a_stage_without_tests_is_no_failure_but_a_broken_one_is(
    small_suite: list[str], selection: list[str], counts: tuple[int, int, int]
) -> None:
    outcome = suite.run(SQLITE, [*small_suite, *selection])

    assert (outcome.passed, outcome.failed, outcome.skipped) == counts


@pytest.mark.parametrize(
    ("counts", "last_line", "status"),
    [
        ([(3, 0, 0), (2, 0, 0)], "5 passed, 0 failed", 0),
        ([(3, 0, 1), (0, 0, 0)], "3 passed, 0 failed, 1 skipped", 0),
        ([(3, 0, 0), (2, 1, 0)], "5 passed, 1 failed", 1),
        ([(0, 0, 0)], "0 passed, 0 failed", 1),
        ([(0, 0, 4)], "0 passed, 0 failed, 4 skipped", 1),
    ],
)
def test_the_last_line_and_the_exit_status_sum_up_all_stages(
    counts: list[tuple[int, int, int]], last_line: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert suite.report([StageResult("SQLite", *count, 1.5) for count in counts]) == status
    assert capsys.readouterr().out.splitlines()[-1] == last_line


def test_options_of_pytest_pass_through() -> None:
    options, for_pytest = suite.parse(["--fast", "-k", "measure", "-x", "-m", "slow", "tests/measures"])

    assert (options.fast, options.selection) == (True, "slow")
    assert for_pytest == ["-k", "measure", "-x", "tests/measures"]


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        ([], [SQLITE, POSTGRES, BROWSER]),
        (["--fast"], [FAST]),
        (["--fast", "-x"], [FAST]),
        (["--fast", "-k", "pdf"], [SQLITE]),
        (["--fast", "-m", "slow"], [SQLITE]),
    ],
)
def test_fast_leaves_out_what_is_slow_unless_asked_for(arguments: list[str], chosen: list[suite.Stage]) -> None:
    assert suite.stages(*suite.parse(arguments)) == chosen


def test_temporary_files_lie_in_memory_and_go_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "ROOM", 0)
    left, of_others = tmp_path / f"{suite.OWN_FILES}0", tmp_path / f"{suite.OWN_FILES}{os.getppid()}"
    left.mkdir()
    of_others.mkdir()
    before = tempfile.gettempdir()
    with suite.temporary_files(tmp_path):
        made = Path(tempfile.mkdtemp())
        assert (made.parent.parent, os.environ["TMPDIR"]) == (tmp_path, str(made.parent))
    assert (tempfile.gettempdir(), list(tmp_path.iterdir())) == (before, [of_others])


def test_temporary_files_stay_where_they_are_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "ROOM", float("inf"))
    before = tempfile.gettempdir()
    with suite.temporary_files(tmp_path):
        assert (tempfile.gettempdir(), list(tmp_path.iterdir())) == (before, [])
