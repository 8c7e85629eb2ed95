"""The version of the data that something kept is made of: another one after every change, whoever made it and however.

There are two: that of the choices (master data, which change seldom), and that of the work (all else that kept pages
show). Triggers of the database note each change of a watched table, so that nothing passes by: other processes, bulk
statements, SQL by hand. A version is a random word and never comes back, also not after a rollback; what was read in a
transaction that was rolled back is found under a version nobody sees again. On PostgreSQL each transaction writes a
row of its own and takes away the older ones that no other transaction holds: nobody waits for anybody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import connection as default_connection

P = ParamSpec("P")
T = TypeVar("T")
CHOICES: Final = "data_version"
WORK: Final = "work_version"
TABLES: Final = (CHOICES, WORK)
_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION {table}_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_NARGS > 0 THEN
        IF NOT EXISTS (
            SELECT to_jsonb(former_rows) - TG_ARGV[0]::text[] FROM former_rows
            EXCEPT SELECT to_jsonb(later_rows) - TG_ARGV[0]::text[] FROM later_rows
        ) THEN
            RETURN NULL;
        END IF;
    END IF;
    WITH former AS MATERIALIZED (SELECT token FROM {table} FOR UPDATE SKIP LOCKED)
    DELETE FROM {table} USING former WHERE {table}.token = former.token;
    INSERT INTO {table} (token) VALUES (gen_random_uuid()::text);
    RETURN NULL;
END $$
"""
_NEW_WORD: Final = "UPDATE {table} SET token = lower(hex(randomblob(16)))"
_FIRST_WORD: Final = {
    "postgresql": "INSERT INTO {table} (token) VALUES (gen_random_uuid()::text)",
    "sqlite": "INSERT INTO {table} (token) VALUES (lower(hex(randomblob(16))))",
}
_BOTH: Final = """
SELECT 'data_version' AS name, token FROM data_version UNION ALL SELECT 'work_version', token FROM work_version
ORDER BY 1, 2
"""
_watched: set[str] = set()
_overlooked: dict[str, frozenset[str]] = {}
_in_request: ContextVar[list[dict[str, str]] | None] = ContextVar("data_version_in_request", default=None)


def create_table(connection: Any, execute: Callable[[str], Any], table: str = CHOICES) -> None:
    """The table is there, with a first version."""
    execute(f"CREATE TABLE {table} (token varchar(36) NOT NULL PRIMARY KEY)")
    if connection.vendor == "postgresql":
        execute(_FUNCTION.format(table=table))
    execute(_FIRST_WORD[connection.vendor].format(table=table))


def drop_table(connection: Any, execute: Callable[[str], Any], table: str = CHOICES) -> None:
    """Neither the table nor a trigger that writes into it is left."""
    if connection.vendor == "postgresql":
        execute(f"DROP FUNCTION IF EXISTS {table}_note() CASCADE")
    else:
        with connection.cursor() as cursor:
            like = f"%{_NEW_WORD.format(table=table)}%"
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE %s", [like])
            triggers = [name for (name,) in cursor.fetchall()]
        for name in triggers:
            execute(f'DROP TRIGGER "{name}"')
    execute(f"DROP TABLE {table}")


def announce(tables: Iterable[str], overlooked: Mapping[str, Iterable[str]]) -> None:
    """Says at the start of the process which tables are watched, and which of their columns are not."""
    _watched.update(tables)
    _overlooked.update({table: frozenset(columns) for table, columns in overlooked.items()})


def is_watched(table: str) -> bool:
    """Whether every change of `table` makes a new version."""
    return table in _watched


def watch(connection: Any, tables: Iterable[str], noted_in: str = CHOICES) -> None:
    """Changes of `tables` are noted from now on. What is watched already stays so; a table made anew lost it."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if noted_in not in there:
            return
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION.format(table=noted_in))
        for table in there.intersection(tables):
            for statement in _triggers(connection, table, noted_in):
                cursor.execute(statement)


def _triggers(connection: Any, table: str, noted_in: str) -> Iterator[str]:
    if connection.vendor == "postgresql":
        yield from _postgresql_triggers(table, noted_in)
        return
    overlooked, new_word = _overlooked.get(table), _NEW_WORD.format(table=noted_in)
    for change in ("INSERT", "UPDATE", "DELETE"):
        name, of = f"{table}_{change.lower()}_noted", ""
        if overlooked and change == "UPDATE":
            yield f"DROP TRIGGER IF EXISTS {name}"
            of = f" OF {', '.join(_columns_but(connection, table, overlooked))}"
        yield f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {change}{of} ON {table} BEGIN {new_word}; END"


def _columns_but(connection: Any, table: str, overlooked: frozenset[str]) -> Iterator[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return (f'"{column.name}"' for column in found if column.name not in overlooked)


def _postgresql_triggers(table: str, noted_in: str) -> Iterator[str]:
    """`UPDATE OF` would keep later migrations from altering the columns it names: the rows are compared instead."""
    overlooked = _overlooked.get(table)
    changes = "INSERT OR DELETE OR TRUNCATE" if overlooked else "INSERT OR UPDATE OR DELETE OR TRUNCATE"
    note = f"FOR EACH STATEMENT EXECUTE FUNCTION {noted_in}_note"
    yield f"CREATE OR REPLACE TRIGGER {noted_in}_noted AFTER {changes} ON {table} {note}()"
    if overlooked:
        yield (
            f"CREATE OR REPLACE TRIGGER {noted_in}_columns_noted AFTER UPDATE ON {table} "
            f"REFERENCING OLD TABLE AS former_rows NEW TABLE AS later_rows "
            f"{note}('{{{','.join(sorted(overlooked))}}}')"
        )


def note_change(connection: Any) -> None:
    """The data are of another version, for what changes rows past the triggers."""
    with connection.cursor() as cursor:
        for table in set(TABLES).intersection(connection.introspection.table_names(cursor)):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 – one of TABLES
            cursor.execute(_FIRST_WORD[connection.vendor].format(table=table))


def current_version() -> str:
    """The version of the choices as this transaction sees it; empty when there is none to rely on."""
    return _versions().get(CHOICES, "")


def whole_version() -> str:
    """The version of choices and work together; empty when there is none to rely on."""
    found = _versions()
    return "/".join(found[table] for table in TABLES) if len(found) == len(TABLES) else ""


def _versions() -> dict[str, str]:
    """The words of both tables, asked for with one query."""
    held = _in_request.get()
    if held:
        return held[0]
    found: dict[str, str] = {}
    with default_connection.cursor() as cursor:
        cursor.execute(_BOTH)
        for table, token in cursor.fetchall():
            found[table] = f"{found[table]},{token}" if table in found else token
    if held is not None:
        held.append(found)
    return found


@contextmanager
def one_version() -> Iterator[None]:
    """In the block the version is asked for once: for a request that only reads, which is shown one state of things."""
    token = _in_request.set([])
    try:
        yield
    finally:
        _in_request.reset(token)


def cached_by_version(read: Callable[P, T]) -> Callable[P, T]:
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
