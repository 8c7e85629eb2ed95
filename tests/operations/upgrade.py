"""An empty database becomes one of an earlier version, is migrated to now, and is compared row by row.

Run as a program, with the file of the version; prints what differs as JSON, by table, and what the database is made of.
At a release `python -m tests.operations.upgrade --keep FILE` makes that file of the database that DATABASE_URL names.
"""

import base64
import functools
import gc
import json
import sys
import zipfile
from typing import Any

import django
from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.operations.structure import structure


def upgrade(path: str) -> dict[str, list[Any]]:
    """What is not as it was, by table; at most three rows each."""
    from neuss_integration.backups import rows
    from neuss_integration.foundation.records.guards import without_guards

    archive = zipfile.ZipFile(path)
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)  # reason: each was run as it was then
    targets = list(json.loads(archive.read("migrations.json")).items())
    executor.migrate(targets)
    kept = {name: archive.read(name).splitlines(keepends=True) for name in archive.namelist() if "jsonl" in name}
    then = MigrationLoader(connection, replace_migrations=False).project_state(targets).apps
    models = []
    with without_guards(connection):
        for head, *lines in kept.values():
            label, columns = json.loads(head)
            models.append(model := then.get_model(label))
            wanted = [field.column for field in rows.columns(model)]
            assert set(wanted) == set(columns), label
            rows.insert(model, (json.dumps(row).encode() for row in chosen(lines, columns, wanted)), connection)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    call_command("migrate", verbosity=0)
    found = {}
    for head, *lines in kept.values():
        label, columns = json.loads(head)
        model = apps.get_model(label)
        common = [field.column for field in rows.columns(model) if field.column in columns]
        before = chosen(lines, columns, common)
        after = chosen(rows.lines(model), [field.column for field in rows.columns(model)], common)
        if before != after:
            pairs = zip(before, after, strict=False)
            found[label] = [len(before), len(after), *[pair for pair in pairs if pair[0] != pair[1]][:3]]
    return found


def keep(path: str) -> None:
    """The file of this version; published files are cut to their first bytes, nobody reads them here."""
    from neuss_integration.backups import rows  # reason: needs the settings

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for model in rows.tables():
            head = [model._meta.label, [field.column for field in rows.columns(model)]]
            lines = (cut(head, line) for line in rows.lines(model))
            archive.writestr(f"{model._meta.db_table}.jsonl", json.dumps(head).encode() + b"\n" + b"".join(lines))
        applied = sorted(MigrationRecorder(connection).applied_migrations())
        archive.writestr("migrations.json", json.dumps(dict(applied)))


def cut(head: list[Any], line: bytes) -> bytes:
    """The line; the content of a published file with its first 30 bytes only."""
    if head[0] != "reporting.PublicationFile":
        return line
    row = dict(zip(head[1], json.loads(line), strict=True))
    row |= {"content": row["content"][:40], "size": len(base64.b64decode(row["content"][:40]))}
    return json.dumps(list(row.values()), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def chosen(lines: Any, columns: list[str], wanted: list[str]) -> list[list[Any]]:
    """The wanted columns of each row."""
    parsed = (dict(zip(columns, json.loads(line), strict=True)) for line in lines)
    return [[row[column] for column in wanted] for row in parsed]


if __name__ == "__main__":
    gc.set_threshold(1_000_000, 20, 100)  # reason: migrations make millions of objects, and hardly any garbage
    swappable = Apps.get_swappable_settings_name.__wrapped__  # type: ignore[attr-defined]
    Apps.get_swappable_settings_name = functools.cache(swappable)  # reason: forgotten at each of 30,000 models
    Apps.get_swappable_settings_name.cache_clear = lambda: None
    django.setup()
    if sys.argv[1] == "--keep":
        keep(sys.argv[2])
    else:
        found = {"rows": upgrade(sys.argv[1]), "structure": structure(connection)}
        sys.stdout.write(json.dumps(found, ensure_ascii=False))
