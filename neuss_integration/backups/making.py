"""Making a backup: everything as it was at one moment, while the application goes on."""

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from neuss_integration.backups import rows
from neuss_integration.backups.archive import ArchiveWriter, Manifest
from neuss_integration.backups.encryption import encrypt, recipient
from neuss_integration.city.selectors import know_names
from neuss_integration.foundation.words.city_names import city_names
from reporting.publication.chain import head_of_chain


def write_backup(path: Path, *, public_key: str = "") -> Manifest:
    """`path` is a whole archive, encrypted for `public_key` where one is given; it appears when it is complete.

    Raises Refused for a key that is none.
    """
    if public_key:
        recipient(public_key)
    know_names()
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        unfinished = Path(file.name)
    sealed = unfinished.with_name(f"{unfinished.name}-age")
    try:
        with one_moment():
            manifest = _write(unfinished)
        if public_key:
            encrypt(unfinished, sealed, public_key)
            sealed.chmod(0o600)
        os.replace(sealed if public_key else unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
        sealed.unlink(missing_ok=True)
    return manifest


def _write(path: Path) -> Manifest:
    writer = ArchiveWriter(path)
    tables = {
        model._meta.db_table: writer.add_table(
            model._meta.db_table, [field.column for field in rows.columns(model)], rows.lines(model)
        )
        for model in rows.tables()
    }
    manifest = Manifest(
        version=program_version(),
        created_at=timezone.now().isoformat(),
        database=connection.vendor,
        city=city_names().full_name,
        migrations=applied_migrations(),
        tables=tables,
        chain=head_of_chain(),
    )
    writer.finish(manifest)
    return manifest


@contextmanager
def one_moment() -> Iterator[None]:
    """In the block every query sees the database as it was at its beginning; others may write meanwhile."""
    if connection.in_atomic_block:  # somebody else decided already what is seen
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not `atomic`: its BEGIN IMMEDIATE would keep every writer waiting.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def program_version() -> str:
    """The version of this program, as pyproject.toml says."""
    content: dict[str, Any] = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return content["project"]["version"]


def applied_migrations() -> dict[str, list[str]]:
    """The migrations of the tables of a backup that the database has run, by app."""
    labels = {model._meta.app_label for model in rows.tables()}
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if app in labels:
            found.setdefault(app, []).append(name)
    return found
