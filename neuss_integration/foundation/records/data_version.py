"""The version of the data that choices are made of: another one after every change, whoever made it and however.

Triggers of the database note each change of a watched table, so that nothing passes by: other processes, bulk
statements, SQL by hand. A version is a random word and never comes back, also not after a rollback; what was read in a
transaction that was rolled back is found under a version nobody sees again. On PostgreSQL each transaction writes a
row of its own and takes away the older ones that no other transaction holds: nobody waits for anybody.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import connection as default_connection

P = ParamSpec("P")
T = TypeVar("T")
TABLE: Final = "data_version"
_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION data_version_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH former AS MATERIALIZED (SELECT token FROM data_version FOR UPDATE SKIP LOCKED)
    DELETE FROM data_version USING former WHERE data_version.token = former.token;
    INSERT INTO data_version (token) VALUES (gen_random_uuid()::text);
    RETURN NULL;
END $$
"""
_NEW_WORD: Final = "UPDATE data_version SET token = lower(hex(randomblob(16)))"
_FIRST_WORD: Final = {
    "postgresql": "INSERT INTO data_version (token) VALUES (gen_random_uuid()::text)",
    "sqlite": "INSERT INTO data_version (token) VALUES (lower(hex(randomblob(16))))",
}
_in_request: ContextVar[list[str] | None] = ContextVar("data_version_in_request", default=None)


def create_table(connection: Any, execute: Callable[[str], Any]) -> None:
    """The table is there, with a first version."""
    execute(f"CREATE TABLE {TABLE} (token varchar(36) NOT NULL PRIMARY KEY)")
    if connection.vendor == "postgresql":
        execute(_FUNCTION)
    execute(_FIRST_WORD[connection.vendor])


def drop_table(connection: Any, execute: Callable[[str], Any]) -> None:
    """Neither the table nor a trigger that writes into it is left."""
    if connection.vendor == "postgresql":
        execute("DROP FUNCTION IF EXISTS data_version_note() CASCADE")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE %s", [f"%{_NEW_WORD}%"])
            triggers = [name for (name,) in cursor.fetchall()]
        for name in triggers:
            execute(f'DROP TRIGGER "{name}"')
    execute(f"DROP TABLE {TABLE}")


def watch(connection: Any, tables: Iterable[str]) -> None:
    """Changes of `tables` are noted from now on. What is watched already stays so; a table made anew lost it."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in there.intersection(tables) if TABLE in there else ():
            for statement in _triggers(connection.vendor, table):
                cursor.execute(statement)


def _triggers(vendor: str, table: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE TRIGGER {TABLE}_noted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION data_version_note()"
        )
    else:
        for change in ("INSERT", "UPDATE", "DELETE"):
            name = f"{table}_{change.lower()}_noted"
            yield f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {change} ON {table} BEGIN {_NEW_WORD}; END"


def note_change(connection: Any) -> None:
    """The data are of another version, for what changes rows past the triggers."""
    with connection.cursor() as cursor:
        if TABLE in connection.introspection.table_names(cursor):
            cursor.execute("DELETE FROM data_version")
            cursor.execute(_FIRST_WORD[connection.vendor])


def current_version() -> str:
    """The version as this transaction sees it; empty when there is none to rely on."""
    held = _in_request.get()
    if held:
        return held[0]
    with default_connection.cursor() as cursor:
        cursor.execute("SELECT token FROM data_version ORDER BY token")
        version = ",".join(token for (token,) in cursor.fetchall())
    if held is not None:
        held.append(version)
    return version


@contextmanager
def one_version() -> Iterator[None]:
    """In the block the version is asked for once: for a request that only reads, which is shown one state of things."""
    token = _in_request.set([])
    try:
        yield
    finally:
        _in_request.reset(token)


def kept_by_version(read: Callable[P, T]) -> Callable[P, T]:
    """`read` runs once per process, arguments and version of the data. What it gives is shared: nobody may change it.

    It must read watched tables only (operations.master_data), and nothing that differs between persons or days.
    The version is asked for before the data: what is kept may be newer than its version, never older.
    """

    @lru_cache(maxsize=128)
    def kept(version: str, *args: Any, **kwargs: Any) -> T:
        return read(*args, **kwargs)

    @wraps(read)
    def by_version(*args: P.args, **kwargs: P.kwargs) -> T:
        version = current_version()
        return kept(version, *args, **kwargs) if version else read(*args, **kwargs)  # type: ignore[arg-type]

    return by_version
