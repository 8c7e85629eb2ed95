"""Restoring a backup into an empty database: all of it, proved row by row, or nothing."""

import hashlib
from pathlib import Path
from typing import Final

from django.core.management.color import no_style
from django.db import connection

from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.backups import rows
from neuss_integration.backups.archive import ArchiveReader, Manifest
from neuss_integration.backups.encryption import opened
from neuss_integration.backups.making import applied_migrations, program_version
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.guards import without_guards
from neuss_integration.mailing.services import hold_mails
from reporting.publication.chain import head_of_chain
from reporting.publication.verification import broken_publications

HELD: Final = "Aus einer Sicherung wiederhergestellt: bitte prüfen, ob diese E-Mails noch hinausgehen sollen"
NOT_EMPTY: Final = (
    "Die Datenbank ist nicht leer: In „{table}“ stehen schon Zeilen. Wiederherstellen geht nur in eine neue Datenbank, "
    "in der allein „manage.py migrate“ gelaufen ist."
)
OTHER_STRUCTURE: Final = (
    "Die Sicherung stammt aus Fassung {theirs} mit einem anderen Aufbau der Datenbank als dieses Programm ({ours}). "
    "Bitte stellen Sie sie mit Fassung {theirs} wieder her und aktualisieren Sie danach."
)
DIFFERS: Final = "Nach dem Einspielen ist „{table}“ nicht Zeile für Zeile wie in der Sicherung. Nichts wurde behalten."
CHAIN_BROKEN: Final = "Die Veröffentlichungen der Sicherung sind nicht unversehrt: {found} Nichts wurde behalten."


def restore_backup(path: Path, *, key: Path | None = None) -> Manifest:
    """The empty database holds what the archive holds; no mail goes out until somebody resumes sending.

    Raises Refused with a sentence, and leaves the database as it was, when the archive is damaged, of another
    structure, or cannot be proved afterwards.
    """
    with opened(path, key) as plain:
        reader = ArchiveReader(plain)
        reader.check()
        _refuse_other_structure(reader.manifest)
        with without_guards(connection):
            _refuse_rows()
            for model in rows.tables():
                rows.insert(model, reader.lines(model._meta.db_table), connection)
            _go_on_counting()
            connection.check_constraints()
            _prove(reader.manifest)
            hold_mails(reason=HELD)
            record(AuditEvent.RESTORED, by=None, detail=f"Stand {reader.manifest.created_at[:16]} UTC")
    return reader.manifest


def check_backup(path: Path, *, key: Path | None = None) -> Manifest:
    """The archive is whole; raises Refused otherwise."""
    with opened(path, key) as plain:
        reader = ArchiveReader(plain)
        reader.check()
    return reader.manifest


def _refuse_other_structure(manifest: Manifest) -> None:
    known = {model._meta.db_table: [field.column for field in rows.columns(model)] for model in rows.tables()}
    theirs = {name: table["columns"] for name, table in manifest.tables.items()}
    if manifest.migrations != applied_migrations() or theirs != known:
        raise Refused(OTHER_STRUCTURE.format(theirs=manifest.version, ours=program_version()))


def _refuse_rows() -> None:
    for model in rows.tables():
        if model._base_manager.exists():
            raise Refused(NOT_EMPTY.format(table=rows.told(model)))


def _go_on_counting() -> None:
    """New rows get numbers after the restored ones; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), rows.tables()):
            cursor.execute(statement)


def _prove(manifest: Manifest) -> None:
    for model in rows.tables():
        digest = hashlib.sha256()
        for line in rows.lines(model):
            digest.update(line)
        if digest.hexdigest() != manifest.tables[model._meta.db_table]["sha256"]:
            raise Refused(DIFFERS.format(table=rows.told(model)))
    found = list(broken_publications())
    if head_of_chain() != manifest.chain:
        found.append("Die Kette endet woanders.")
    if found:
        raise Refused(CHAIN_BROKEN.format(found=" ".join(found)))
