"""What a database is made of, to compare one that was migrated step by step with one made at once.

The order of columns is no part of it: SQLite puts a new column last, whichever way a table came about.
"""

import re
from typing import Any

POSTGRES = {
    "columns": "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default,"
    " is_identity, generation_expression FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}
SQLITE = {"objects": "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'sqlite_%'"}
BETWEEN_COLUMNS = re.compile(r', (?="|CONSTRAINT )')


def structure(connection: Any) -> list[str]:
    """Each column, constraint, index, trigger and function in a line of its own, sorted."""
    with connection.cursor() as cursor:
        return sorted(line for what in _queries(connection) for line in _lines(cursor, *what))


def _queries(connection: Any) -> Any:
    return (POSTGRES if connection.vendor == "postgresql" else SQLITE).items()


def _lines(cursor: Any, what: str, query: str) -> Any:
    cursor.execute(query)
    for row in cursor.fetchall():
        name = f"{what} {row[:-1]}"
        body = " ".join(str(row[-1]).removesuffix(")").split())
        parts = BETWEEN_COLUMNS.split(body.partition("(")[2]) if row[0] == "table" else [body]
        yield from (f"{name} {part}" for part in parts)
