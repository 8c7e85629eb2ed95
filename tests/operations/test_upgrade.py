"""The data of each released version come over to this one, row by row."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.faults.conftest import database_url
from tests.operations.structure import structure

VERSIONS = sorted(Path(__file__).with_name("versions").glob("*.zip"))


@pytest.fixture
def empty_database(db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, removed afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/upgrade.sqlite3"
        return
    name = f"neuss_upgrade_{os.getpid()}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        yield f"{database_url().rpartition('/')[0]}/{name}"
        cursor.execute(f'DROP DATABASE "{name}"')


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.stem)
def test_a_released_version_keeps_every_row_and_becomes_as_a_new_database(version: Path, empty_database: str) -> None:
    environment = os.environ | {"DATABASE_URL": empty_database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.operations.upgrade", str(version)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["rows"] == {}
    assert set(found["structure"]) ^ set(structure(connection)) == set()
