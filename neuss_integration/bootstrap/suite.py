"""`python3 manage.py test`: the whole suite on both databases and in a real browser, with one summary."""

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from neuss_integration.bootstrap import console, debian, packages, postgres, services
from neuss_integration.bootstrap.places import ROOT, VENV_PYTHON, data_folder

PYTEST = ("-m", "pytest", "--durations=10", "--durations-min=0.5")
IN_PARALLEL = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
NO_TESTS_COLLECTED = 5
ONLY_DATABASE_TESTS = "ONLY_DATABASE_TESTS"
"""Set for the second database: what needs none ran on the first (tests/selection.py)."""
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
ROOM = 4 * 1024**3
OWN_FILES = "neuss-tests-"
KEPT_PDFS = "KEPT_PDFS"
"""A folder in which the processes of all stages keep the PDFs that they set (tests/kept_pdf.py)."""


@dataclass(frozen=True)
class Stage:
    """One run of pytest over the tests that `marker` selects."""

    title: str
    marker: str
    on_postgres: bool = False
    place: str = "--ignore=tests/browser"
    """Where the tests stand when `arguments` name none: reading the files of all takes ten seconds."""


@dataclass(frozen=True)
class StageResult:
    """What became of a stage."""

    title: str
    passed: int
    failed: int
    skipped: int
    seconds: float


SQLITE = Stage("SQLite", "not browser")
FAST = Stage("SQLite", "not browser and not slow and not page")
POSTGRES = Stage("PostgreSQL", "not browser", on_postgres=True)
BROWSER = Stage("Browser", "browser", place="tests/browser")


def main(arguments: list[str]) -> int:
    """Set up, run the stages, print the summary; 0 only when tests ran and none failed."""
    options, for_pytest = parse(arguments)
    data_folder()
    set_up(fast=options.fast)
    if options.set_up_only:
        return 0
    with temporary_files(), tempfile.TemporaryDirectory() as folder:
        os.environ[KEPT_PDFS] = folder
        return report([run(stage, for_pytest, selection=options.selection) for stage in stages(options, for_pytest)])


@contextmanager
def temporary_files(memory: Path = MEMORY) -> Iterator[None]:
    """What is written for a moment, the databases too, lies in memory where there is room and programs may run.

    Deleting a file of a disk takes up to a tenth of a second, and the tests delete thousands. What a killed run left
    is removed.
    """
    for left in memory.glob(f"{OWN_FILES}*"):
        if not Path("/proc", left.name.removeprefix(OWN_FILES)).exists():
            shutil.rmtree(left, ignore_errors=True)
    if not memory.is_dir() or shutil.disk_usage(memory).free < ROOM or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        yield
        return
    before, folder = os.environ.get("TMPDIR"), memory / f"{OWN_FILES}{os.getpid()}"
    folder.mkdir(mode=0o711)  # the account of PostgreSQL goes through it
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = None
        os.environ.pop("TMPDIR") if before is None else os.environ.update(TMPDIR=before)
        shutil.rmtree(folder, ignore_errors=True)


def stages(options: argparse.Namespace, for_pytest: Sequence[str]) -> list[Stage]:
    """What runs; `--fast` leaves out nothing that somebody asks for by name or mark."""
    if not options.fast:
        return [SQLITE, POSTGRES, BROWSER]
    return [SQLITE if options.selection or names_tests(for_pytest) else FAST]


def names_tests(arguments: Sequence[str]) -> bool:
    """Whether the arguments for pytest choose among the tests, and not only how they run."""
    return not all(one.startswith("-") for one in arguments)


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """The own options, and the rest, which is pytest's."""
    parser = console.Parser("test", "Richtet alles ein und führt die Tests aus; weitere Angaben gehen an pytest.")
    parser.add_argument("--fast", action="store_true", help="nur SQLite, ohne Seiten, Browser und langsame Tests")
    parser.add_argument("--set-up-only", action="store_true", help="nur einrichten, keinen Test ausführen")
    parser.add_argument("-m", dest="selection", metavar="AUSDRUCK", help="Auswahl nach Markierungen, wie bei pytest")
    return parser.parse_known_args(arguments)


def set_up(*, fast: bool) -> None:
    """Make everything that the stages need; do nothing where it is."""
    clock = console.Clock()
    debian.ensure((*debian.APPLICATION, *(debian.FAST_TESTS if fast else debian.ALL_TESTS)), clock)
    packages.ensure_python_packages(packages.DEVELOPMENT_LOCK, clock)
    packages.ensure_node_packages(clock)


def run(stage: Stage, arguments: Sequence[str], *, selection: str | None = None) -> StageResult:
    """Run one stage; several processes share the work unless `arguments` name tests, which are few then."""
    console.say(f"\n=== {stage.title} ===")
    marker = f"({stage.marker}) and ({selection})" if selection else stage.marker
    parallel = () if names_tests(arguments) else (*IN_PARALLEL, stage.place)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, database(stage) as environment:
        results = Path(folder) / "results.xml"
        command = [*services.end_with_parent(), VENV_PYTHON, *PYTEST, "-m", marker, f"--junitxml={results}", *parallel]
        status = subprocess.run([*command, *arguments], cwd=ROOT, env=environment, check=False).returncode
        return outcome(stage, results, status=status, seconds=time.monotonic() - begin)


@contextmanager
def database(stage: Stage) -> Iterator[Mapping[str, str]]:
    """The environment of a stage, with a server of its own when it runs on PostgreSQL.

    On SQLite a file that is never opened: threads would share a database in memory, and the process would crash.
    Compiled code is kept, also where the environment forbids it: ten processes would compile all of it, each anew.
    """
    with (
        postgres.temporary_server()
        if stage.on_postgres
        else nullcontext(f"sqlite:///{data_folder() / 'never-opened.sqlite3'}") as url
    ):
        only = {ONLY_DATABASE_TESTS: "1"} if stage.on_postgres else {}
        yield os.environ | {"DATABASE_URL": url, "PYTHONDONTWRITEBYTECODE": ""} | only


def outcome(stage: Stage, results: Path, *, status: int, seconds: float) -> StageResult:
    """Count the tests in pytest's report; a run that broke off without a failed test counts as one failure."""
    passed = failed = skipped = 0
    for case in ElementTree.parse(results).iter("testcase") if results.exists() else ():
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    if status not in (0, NO_TESTS_COLLECTED):
        failed = max(failed, 1)
    return StageResult(stage.title, passed, failed, skipped, seconds)


def report(outcomes: Sequence[StageResult]) -> int:
    """Print one line per stage and the total as the last line; return the exit status."""
    console.say("\n=== Zusammenfassung ===")
    for one in outcomes:
        counts = f"{one.passed:5} bestanden {one.failed:5} gescheitert {one.skipped:5} übersprungen"
        console.say(f"{one.title:12}{counts}  {console.seconds(one.seconds):>9}")
    passed, failed, skipped = (sum(getattr(one, name) for one in outcomes) for name in ("passed", "failed", "skipped"))
    if not passed + failed:
        console.say("Kein Test wurde ausgeführt.")
    console.say(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed and not failed else 1
