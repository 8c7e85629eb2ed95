"""The databases of the tests: migrated once for each state of the migrations, then copied for every process.

All migrations take some ten seconds of work; a copy takes next to nothing. What is kept lies beside the other data
of the project (`.data/test-databases`) or, on PostgreSQL, as a database on the server.
"""

import ast
import fcntl
import hashlib
import importlib.util
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from neuss_integration.foundation.records.guards import without_guards
from neuss_integration.management.commands import migrate as migrate_command
from neuss_integration.operations import master_data

FOLDER = settings.BASE_DIR / ".data" / "test-databases"
PREFIX = "neuss_migrated_"
FILLED_AT_ONCE = {"django_content_type", "auth_permission"}
_copies: set[str] = set()
"""The databases of this process: one, as soon as a test asked for it."""


@contextmanager
def copied() -> Iterator[None]:
    """The connection leads to a database of this process, which is removed afterwards."""
    original = connection.settings_dict["NAME"]
    name = connection.creation._get_test_db_name()
    with locked(FOLDER):
        (copy_of_file if connection.vendor == "sqlite" else copy_on_server)(name, state())
    lead_to(name)
    _copies.add(name)
    with emptied_without_guards():
        yield
    connection.creation.destroy_test_db(original, verbosity=0)
    if connection.vendor == "sqlite":
        remove_log(name)


@contextmanager
def emptied_without_guards() -> Iterator[None]:
    """Tests that really commit are emptied afterwards, also of rows that nobody else may delete.

    Only tables that have rows are emptied, a dozen of two hundred, but for those that Django would fill again at once.
    """
    operations: Any = type(connection.ops)
    execute, statements_for = operations.execute_sql_flush, operations.sql_flush

    def execute_unguarded(self: Any, statements: list[str]) -> None:
        with without_guards(self.connection):
            execute(self, statements)

    def of_filled(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        if options.get("reset_sequences"):
            return list(statements_for(self, style, tables, **options))
        tables = filled(self.connection, sorted({*tables} - FILLED_AT_ONCE))
        return [f"DELETE FROM {self.quote_name(table)}" for table in tables]  # noqa: S608 - names of models

    operations.execute_sql_flush, operations.sql_flush = execute_unguarded, of_filled
    yield
    operations.execute_sql_flush, operations.sql_flush = execute, statements_for


def filled(connection: Any, tables: Iterable[str]) -> list[str]:
    """Those that have rows, in one query."""
    quote = connection.ops.quote_name
    each = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})" for table in tables)  # noqa: S608 - as above
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return [table for (table,) in cursor.fetchall()]


def state() -> str:
    """A short name that is another one when a migration or anything it rests on changes."""
    parts = [sys.version, version("django"), connection.settings_dict["ENGINE"], *settings.INSTALLED_APPS]
    digest = hashlib.sha256("\n".join(parts).encode())
    for path in sorted(with_imports([*migration_files(), Path(master_data.__file__), Path(migrate_command.__file__)])):
        digest.update(f"{path}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def migration_files() -> Iterator[Path]:
    """The files of all migrations, those of other packages too."""
    for config in apps.get_app_configs():
        name, _ = MigrationLoader.migrations_module(config.label)
        spec = importlib.util.find_spec(name) if name else None
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            yield from Path(folder).glob("*.py")


def with_imports(paths: Iterable[Path]) -> set[Path]:
    """The files and those of the project that they import, one through the other."""
    found: set[Path] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += own_imports(path)
    return found


def own_imports(path: Path) -> Iterator[Path]:
    """The files of the project that a file names in its imports."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            file = settings.BASE_DIR / node.module.replace(".", "/")
            yield from (one for one in (file.with_suffix(".py"), file / "__init__.py") if one.is_file())


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One process at a time."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy_of_file(name: str, state: str) -> None:
    """SQLite: the file is copied; those of other states are removed."""
    template = FOLDER / f"{state}.sqlite3"
    if not template.exists():
        for stale in FOLDER.glob("*.sqlite3*"):
            stale.unlink()
        unfinished = template.with_suffix(".sqlite3-unfinished")
        migrate(str(unfinished))
        unfinished.rename(template)
    remove_log(name)
    shutil.copyfile(template, name)


def remove_log(name: str) -> None:
    """SQLite writes the log of a file of this name into it, also when a killed process left it and the file is new."""
    for suffix in ("-wal", "-shm"):
        Path(name + suffix).unlink(missing_ok=True)


def copy_on_server(name: str, state: str) -> None:
    """PostgreSQL: the server copies its own database; those of other states are removed."""
    creation: Any = connection.creation
    template = PREFIX + state
    with creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in cursor.fetchall()}
        if template not in there:
            for stale in there:
                cursor.execute(f'DROP DATABASE "{stale}"')
            migrate(f"{template}_unfinished")
            cursor.execute(f'ALTER DATABASE "{template}_unfinished" RENAME TO "{template}"')
    connection.settings_dict["TEST"]["TEMPLATE"] = template
    creation._create_test_db(verbosity=0, autoclobber=True)


def check_is_empty() -> None:
    """Nothing is left of what was committed: else it says which tables have rows, and empties them for the others.

    What stands in a transaction is taken back by it. Permissions and the like come with every new database.
    """
    if connection.in_atomic_block or connection.settings_dict["NAME"] not in _copies:
        return
    tables = set(connection.introspection.django_table_names(only_existing=True)) - FILLED_AT_ONCE
    left = filled(connection, sorted(tables))
    if left:
        call_command("flush", interactive=False, verbosity=0)
    assert not left, f"Committed and not taken away again: {', '.join(left)}"


def migrate(name: str) -> None:
    """A new database of this name with all tables, that nobody is connected to."""
    test = connection.settings_dict["TEST"]
    before = connection.settings_dict["NAME"], test["NAME"]
    test["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    lead_to(before[0])
    test["NAME"] = before[1]


def lead_to(name: str) -> None:
    """From now on the connection, and those of new threads, leads to this database."""
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
