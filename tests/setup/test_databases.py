"""Tests get a copy of a database that was migrated once, and leave nothing behind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests import databases
from tests.factories import make_department

pytestmark = pytest.mark.slow
ONE_TEST = "tests/accounts/test_permissions.py::test_access_of_a_deactivated_person_is_empty"


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings) -> Path:
    """The migrations of the city in a package of their own, free to be changed."""
    folder = tmp_path / "other_migrations"
    shutil.copytree(settings.BASE_DIR / "neuss_integration" / "city" / "migrations", folder)
    monkeypatch.syspath_prepend(str(tmp_path))
    settings.MIGRATION_MODULES = {"city": "other_migrations"}
    return folder


def test_state_is_another_one_after_a_change_a_new_migration_and_a_removed_one(migrations: Path) -> None:
    states = [databases.state()]
    for change in ("# changed\n", "# changed again\n"):
        with (migrations / "0001_initial.py").open("a") as file:
            file.write(change)
        states.append(databases.state())
    (migrations / "0002_more.py").touch()
    states.append(databases.state())

    assert len(set(states)) == 4
    (migrations / "0002_more.py").unlink()
    assert databases.state() == states[2]


def test_state_rests_on_what_migrations_import_and_on_those_of_packages() -> None:
    files = {str(path) for path in databases.with_imports(databases.migration_files())}

    assert str(settings.BASE_DIR / "neuss_integration/foundation/records/migration_operations.py") in files
    assert any(path.endswith("django/contrib/auth/migrations/0001_initial.py") for path in files)


@pytest.mark.django_db
def test_copy_has_every_migration_of_this_moment() -> None:
    loader = MigrationLoader(connection)

    assert set(loader.applied_migrations) == set(loader.disk_migrations)


@pytest.mark.django_db(transaction=True)
def test_rows_that_stay_are_named_and_taken_away() -> None:
    make_department("Amt, das blieb")
    with pytest.raises(AssertionError, match=r"again: city_department, city_historicaldepartment$"):
        databases.check_is_empty()
    databases.check_is_empty()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="lies in a file with SQLite only")
def test_each_state_is_made_once_and_older_ones_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(databases, "FOLDER", tmp_path)
    monkeypatch.setattr(databases, "migrate", lambda name: made.append(name) or Path(name).write_text(name))

    for state in ("first", "first", "second"):
        databases.copy_of_file(str(tmp_path / "copy"), state)

    assert len(made) == 2
    assert {path.name for path in tmp_path.iterdir()} == {"second.sqlite3", "copy"}
    assert "second" in (tmp_path / "copy").read_text()


@pytest.mark.parametrize("processes", ["0", "1"])
def test_no_database_is_left_behind(tmp_path: Path, processes: str) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", processes, ONE_TEST]
    environment = os.environ | {"DATABASE_URL": "sqlite:///:memory:", "TMPDIR": str(tmp_path)}
    run = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)

    assert "1 passed" in run.stdout, run.stdout + run.stderr
    assert not list(tmp_path.rglob("*.sqlite3*"))
