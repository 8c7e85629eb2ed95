"""The guards of the database: triggers that refuse to change or delete what has to stay."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.migrations import RunPython

from neuss_integration.foundation.records.data_version import note_change

_SQLITE_GUARDS: Final = (
    "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
)
_POSTGRES_GUARDS: Final = """
SELECT relname, tgname, pg_get_triggerdef(pg_trigger.oid, true) || ' ' || lanname || ' ' || prosrc
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
JOIN pg_language ON pg_language.oid = prolang
WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND prosrc LIKE '%RAISE EXCEPTION%'
AND relnamespace = current_schema()::regnamespace
"""
_ACTION: Final = re.compile(r" (?:BEFORE|AFTER) (INSERT|UPDATE|DELETE|TRUNCATE)\b")


@dataclass(frozen=True, slots=True, order=True)
class Guard:
    """A trigger that refuses an action; `digest` is that of all it does, its function included."""

    table: str
    action: str
    name: str
    digest: str

    def __str__(self) -> str:
        return f"{self.table} {self.action} {self.name} {self.digest}"


@contextmanager
def without_guards(connection: Any) -> Iterator[None]:
    """In the block no guard speaks; afterwards all do again. One transaction, so that nobody else sees them silent.

    For filling an empty database from a backup or with the demo, and for emptying those of tests: nothing else may.
    """
    switch = _postgres_switch if connection.vendor == "postgresql" else _sqlite_switch
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor, switch(connection, cursor):
        yield
        note_change(connection)


def guards(connection: Any) -> set[Guard]:
    """The triggers that are switched on and refuse something, as they stand in the database."""
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRES_GUARDS if connection.vendor == "postgresql" else _SQLITE_GUARDS)
        return {_guard(*row) for row in cursor.fetchall()}


def _guard(table: str, name: str, source: str) -> Guard:
    """SQLite puts names into quotes when a table is renamed: they say nothing."""
    words = " ".join(source.replace('"', "").split())
    found = _ACTION.search(words)
    return Guard(table, found[1] if found else "", name, hashlib.sha256(words.encode()).hexdigest()[:16])


def not_emptied(function: str, *tables: str) -> RunPython:
    """A step of a migration: `TRUNCATE`, which asks no trigger about single rows, is refused by the `function` too.

    SQLite has no such statement.
    """

    def forbid(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for table in tables:
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
                )

    def allow(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for table in tables:
                schema_editor.execute(f"DROP TRIGGER {table}_is_not_emptied ON {table}")

    return RunPython(forbid, allow)


def refused(action: str, table: str, *, words: str, rows: str = "", name: str = "stay") -> RunPython:
    """A step of a migration: from now on the database refuses the `action` (INSERT, UPDATE, DELETE), saying `words`.

    `rows` is the condition for OLD or NEW when only some rows are refused; `name` says what the guard keeps.
    """
    name = f"{table}_{name}_{action.lower()}"

    def forbid(apps: Any, schema_editor: Any) -> None:
        begin = f"CREATE TRIGGER {name} BEFORE {action} ON {table}"
        if schema_editor.connection.vendor == "postgresql":
            refuse = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation';"
            row = "OLD" if action == "DELETE" else "NEW"
            body = f"IF {rows} THEN {refuse} END IF; RETURN {row};" if rows else refuse
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
            )
            schema_editor.execute(f"{begin} FOR EACH ROW EXECUTE FUNCTION {name}()")
        else:
            when = f" WHEN {rows}" if rows else ""
            schema_editor.execute(f"{begin}{when} BEGIN SELECT RAISE(ABORT, '{words}'); END")

    def allow(apps: Any, schema_editor: Any) -> None:
        is_postgres = schema_editor.connection.vendor == "postgresql"
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if is_postgres else ""))
        if is_postgres:
            schema_editor.execute(f"DROP FUNCTION {name}()")

    return RunPython(forbid, allow)


@contextmanager
def _sqlite_switch(connection: Any, cursor: Any) -> Iterator[None]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    guards = cursor.fetchall()
    for name, _ in guards:
        cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, sql in guards:
        cursor.execute(sql)


@contextmanager
def _postgres_switch(connection: Any, cursor: Any) -> Iterator[None]:
    cursor.execute(
        "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
    )
    tables = [row[0] for row in cursor.fetchall()]
    connection.check_constraints()  # a table with checks still to come cannot be altered
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    connection.check_constraints()
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
