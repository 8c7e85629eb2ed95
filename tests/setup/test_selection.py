"""On the second database only those tests run again that ask for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from neuss_integration.bootstrap.places import ROOT

pytestmark = pytest.mark.slow

TESTS = """
import pytest
from django.test import SimpleTestCase, TestCase, TransactionTestCase
from hypothesis import given, strategies

@pytest.fixture
def row(db): pass
@pytest.fixture(scope="module")
def table(django_db_setup): pass
@pytest.fixture
def words(): pass

def test_plain(): pass
def test_words(words): pass
@given(strategies.integers())
def test_given(number): pass
class TestPlain:
    def test_method(self): pass
class SimpleCase(SimpleTestCase):
    def test_simple(self): pass

@pytest.mark.django_db
def test_marked_on(): pass
@pytest.mark.django_db
@given(strategies.integers())
def test_given_on(number): pass
def test_row_on(row): pass
@pytest.mark.once
def test_file_of_rows(row): pass
def test_table_on(table): pass
def test_committed_on(transactional_db): pass
@pytest.mark.django_db
class TestRows:
    def test_method_on(self): pass
class Case(TestCase):
    def test_case_on(self): pass
class TransactionCase(TransactionTestCase):
    def test_transaction_on(self): pass
class SimpleCaseOfRows(SimpleTestCase):
    databases = {"default"}
    def test_simple_on(self): pass
"""
ALL, ON_DATABASE = 15, 9


def collected(folder: Path, **environment: str) -> list[str]:
    """The names of the tests that would run."""
    (folder / "test_some.py").write_text(TESTS)
    options = ["-p", "tests.selection", "-p", "no:cacheprovider", "--ds=tests.settings", "-c", "/dev/null"]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *options, f"--rootdir={folder}", str(folder)]
    inherited = {name: value for name, value in os.environ.items() if name != "ONLY_DATABASE_TESTS"}
    run = subprocess.run(command, cwd=ROOT, env=inherited | environment, capture_output=True, text=True, check=False)
    return [line.rpartition("::")[2] for line in run.stdout.splitlines() if "::" in line]


def test_every_test_runs_on_the_first_database(tmp_path: Path) -> None:
    assert len(collected(tmp_path)) == ALL


def test_only_what_asks_for_the_database_runs_on_the_second(tmp_path: Path) -> None:
    names = collected(tmp_path, ONLY_DATABASE_TESTS="1")

    assert len(names) == ON_DATABASE
    assert [name for name in names if not name.endswith("_on")] == []
