"""What many tests begin with: made once in a process, then its rows are written into the transaction of each test.

Making the small world takes ten times as long as writing its rows, and a published report takes ten seconds.
"""

import pickle
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar

import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection, transaction

from tests.databases import filled

Row = tuple[Any, ...]
Rows = dict[str, dict[Any, Row]]
"""The rows of each table that has some, by their key."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was made, the rows that stood there before, and how to write what was written since."""

    made: bytes
    begin: Rows
    statements: list[tuple[str, list[Row]]]
    script: str
    """On PostgreSQL all of it as one text, with the values in it: row by row it would take seven times as long. New
    rows get numbers behind those that are written."""


_kept: Final[dict[str, Kept]] = {}


def kept(name: str, make: Callable[[], T], *, on_empty: bool = False) -> T:
    """What `make` gives, with all that it writes; called anew only where it would begin with other rows.

    With `on_empty` nobody looks at what stood there before: a row too much clashes with those that are written.
    Not while a test stands in another time, which what is made would carry on.
    """
    if time_machine.escape_hatch.is_travelling():
        return make()
    there = _kept.get(name)
    if there is None:
        begin = _rows(_filled())
        made = make()
        _kept[name] = _compared(made, begin, _rows(_filled()))
        return made
    if not on_empty and not (_filled() == there.begin.keys() and _rows(there.begin) == there.begin):
        return make()
    _write(there)
    found: T = pickle.loads(there.made)  # noqa: S301 - pickled in this process
    return found


def _compared(made: Any, begin: Rows, end: Rows) -> Kept:
    """The difference; nothing may have gone, for rows are written again, not removed."""
    before = {table: begin.get(table, {}) for table in begin.keys() | end.keys()}
    assert all(rows.keys() <= end.get(table, {}).keys() for table, rows in before.items())
    added = {table: {key: row for key, row in rows.items() if key not in before[table]} for table, rows in end.items()}
    changed = {
        table: {key: row for key, row in rows.items() if key in before[table] and row != before[table][key]}
        for table, rows in end.items()
    }
    statements = [*_statements(added, changed)]
    return Kept(pickle.dumps(made), begin, statements, _script(statements, added) if _sends_scripts() else "")


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """The columns of each table, its key first. Who is signed in is no matter of what was made."""
    models = [model._meta for model in apps.get_models(include_auto_created=True) if model is not Session]
    return {
        model.db_table: tuple(
            field.column
            for field in sorted(model.concrete_fields, key=lambda field: not field.primary_key)
            if not field.generated
        )
        for model in models
        if model.managed and not model.proxy
    }


def _filled() -> set[str]:
    """The tables that have rows."""
    return set(filled(connection, _tables()))


def _rows(tables: Collection[str]) -> Rows:
    with connection.cursor() as cursor:
        return {table: dict(_read(cursor, table)) for table in tables}


def _read(cursor: Any, table: str) -> Iterator[tuple[Any, Row]]:
    cursor.execute(f"SELECT {_quoted(*_tables()[table])} FROM {_quoted(table)}")  # noqa: S608 - names of models
    for row in cursor.fetchall():
        plain = tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
        yield plain[0], plain


def _statements(added: Rows, changed: Rows) -> Iterator[tuple[str, list[Row]]]:
    """What writes the rows again: each statement with all its parameters."""
    for table, rows in ((table, rows) for table, rows in changed.items() if rows):
        key, *others = _tables()[table]
        values = ", ".join(f"{_quoted(each)} = %s" for each in others)
        statement = f"UPDATE {_quoted(table)} SET {values} WHERE {_quoted(key)} = %s"  # noqa: S608
        yield statement, [(*row[1:], row[0]) for row in rows.values()]
    for table, rows in ((table, rows) for table, rows in added.items() if rows):
        columns = _tables()[table]
        values = ", ".join(["%s"] * len(columns))
        yield f"INSERT INTO {_quoted(table)} ({_quoted(*columns)}) VALUES ({values})", list(rows.values())  # noqa: S608


def _write(kept: Kept) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if kept.script:
            cursor.execute(kept.script)
            return
        for statement, rows in kept.statements:
            cursor.executemany(statement, rows)


def _sends_scripts() -> bool:
    """SQLite is quickest with many rows for one statement, PostgreSQL with one text."""
    return connection.vendor == "postgresql"


def _script(statements: Sequence[tuple[str, list[Row]]], tables: Collection[str]) -> str:
    """All statements with their values; after them new rows of `tables` get numbers behind those that were written, a
    flush begins at 1."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
    ops: Any = connection.ops
    each = [ops.compose_sql(statement, row) for statement, rows in statements for row in rows]
    return "; ".join([*each, *ops.sequence_reset_sql(no_style(), models)])


def _quoted(*names: str) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)
