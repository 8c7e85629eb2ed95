"""A web server of an earlier version over the database of this one: it stores what it stored, and reads it again."""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from neuss_integration.backups import rows
from neuss_integration.foundation.records.guards import without_guards
from tests.operations.test_upgrade import VERSIONS
from tests.operations.upgrade import chosen

NEW_RULES: dict[str, str] = {
    "measures_measure_released_text_as_read": "0.2.0 keeps no copy of the text that it releases",
}
"""What refuses rows of an earlier version, and why: an upgrade from there needs the servers to stand still."""
NAME = re.compile(r'constraint (?:failed: )?"?(\w+)')


class TriedError(Exception):
    """Everything was tried; nothing stays."""


def stored_rows(version: Path) -> Iterator[tuple[Any, list[list[Any]], list[str]]]:
    """Models of that version, which know its columns only, with their rows and columns."""
    archive = zipfile.ZipFile(version)
    targets = list(json.loads(archive.read("migrations.json")).items())
    then = MigrationLoader(connection, replace_migrations=False).project_state(targets).apps
    for name in (name for name in archive.namelist() if "jsonl" in name):
        head, *lines = archive.read(name).splitlines(keepends=True)
        label, columns = json.loads(head)
        model = then.get_model(label)
        wanted = [field.column for field in rows.columns(model)]
        yield model, chosen(lines, columns, wanted), wanted


def refused(model: Any, given: list[list[Any]]) -> Iterator[str]:
    """The rules of the database that a row does not keep, once for each; the others are stored."""
    for row in given:
        try:
            with transaction.atomic():
                rows.insert(model, iter([json.dumps(row).encode()]), connection)
        except IntegrityError as error:
            yield NAME.findall(str(error))[0]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.stem)
def test_rows_of_the_old_code_keep_the_rules_of_the_new_database(version: Path) -> None:
    found: Counter[str] = Counter()
    with suppress(TriedError), without_guards(connection):
        for model, given, columns in stored_rows(version):
            found.update(names := list(refused(model, given)))
            read = chosen(rows.lines(model), columns, columns)
            assert len(read) == len(given) - len(names)
            assert [row for row in read if row not in given] == []
        raise TriedError
    assert set(found) == set(NEW_RULES)
