"""A backup comes back row by row, or not at all."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from measures.models import Measure
from neuss_integration.backups import rows
from neuss_integration.backups.archive import MANIFEST
from neuss_integration.foundation.records.guards import without_guards
from neuss_integration.mailing.services import is_sending
from tests.factories import World, make_published
from tests.measures.factories import make_attachment

TEXT = "Ünïcode ‮ \t 'quote' \"double\" \\ \u2028 1.000,5 € =1+1"


@pytest.fixture
def backup(world: World, tmp_path: Path) -> Path:
    """A backup of the small world with a published report, a file and texts that are hard to carry."""
    make_published()
    make_attachment(measure=world.praeventionsnetz)
    world.praeventionsnetz.aim = TEXT
    world.praeventionsnetz.save()
    call_command("backup", tmp_path / "all.zip", verbosity=0)
    return tmp_path / "all.zip"


def content() -> dict[str, list[bytes]]:
    return {model._meta.db_table: list(rows.lines(model)) for model in rows.tables()}


def empty() -> None:
    """Every row is gone, as in a new database."""
    with without_guards(connection), connection.cursor() as cursor:
        for model in rows.tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def changed(archive: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of the archive whose files are as `change` makes them."""
    other = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return other


def test_everything_comes_back_row_by_row_and_mails_wait(backup: Path, capsys) -> None:
    before = content()
    empty()
    call_command("restore", backup)
    after = content()
    assert len(after.pop("mailing_sendingpause")) == 1
    assert [b'"restored"' in line for line in after.pop("audit_auditentry")] == [True]
    assert after | {"mailing_sendingpause": [], "audit_auditentry": []} == before
    assert Measure.objects.get(aim=TEXT).attachments.get().sha256
    assert not is_sending()
    assert "Zeilen und 1 Veröffentlichung, Stand" in capsys.readouterr().out


def test_new_rows_are_numbered_after_the_restored_ones(backup: Path, world: World) -> None:
    highest = Measure.objects.order_by("pk").values_list("pk", flat=True).last()
    empty()
    call_command("restore", backup)
    copy = Measure.objects.get(pk=highest)
    copy.pk, copy.number, copy.submission_key = None, 9999, None
    copy.save()
    assert copy.pk > highest


def test_database_that_holds_anything_is_refused_and_stays(backup: Path) -> None:
    before = content()
    with pytest.raises(CommandError, match="Die Datenbank ist nicht leer"):
        call_command("restore", backup)
    assert content() == before


def test_damage_is_refused_and_nothing_is_restored(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    empty()
    cut, broken = tmp_path / "cut.zip", tmp_path / "broken.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    place = zipfile.ZipFile(backup).getinfo("tables/measures_measure.jsonl").header_offset + 200
    broken.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    lost = changed(backup, lambda name, data: b"" if name == "tables/measures_measure.jsonl" else data)
    for file in (cut, broken, lost, tmp_path / "missing.zip"):
        with pytest.raises(CommandError, match=r"beschädigt|No such file"):
            call_command("restore", file)
    assert sum(map(len, content().values())) == 0


def test_other_structure_and_a_tampered_chain_are_refused(backup: Path) -> None:
    def other(name: str, data: bytes) -> bytes:
        return data.replace(b'"0001_initial"', b'"0001_other"') if name == MANIFEST else data

    def no_chain(name: str, data: bytes) -> bytes:
        return json.dumps(json.loads(data) | {"chain": {}}).encode() if name == MANIFEST else data

    empty()
    for change, sentence in ((other, "anderen Aufbau"), (no_chain, "Die Kette endet woanders")):
        with pytest.raises(CommandError, match=sentence):
            call_command("restore", changed(backup, change))
    assert sum(map(len, content().values())) == 0


def test_encrypted_backup_opens_with_its_key_only(world: World, tmp_path: Path, capsys) -> None:
    for name in ("right", "wrong"):
        call_command("backup", tmp_path / name, "--new-key")
    public = capsys.readouterr().out.splitlines()[1]
    archive = tmp_path / "all.age"
    call_command("backup", archive, "--to", public)
    assert b"Stadt" not in archive.read_bytes()
    for key, sentence in ((None, "verschlüsselt"), (tmp_path / "wrong", "lässt sich die Sicherung nicht öffnen")):
        with pytest.raises(CommandError, match=sentence):
            call_command("backup", archive, "--check", key=key)
    call_command("backup", archive, "--check", key=tmp_path / "right")
    assert "Vollständig" in capsys.readouterr().out


def test_keys_and_archives_are_for_one_account_and_keys_are_never_replaced(backup: Path, tmp_path: Path) -> None:
    call_command("backup", tmp_path / "key", "--new-key")
    with pytest.raises(CommandError, match="nie überschrieben"):
        call_command("backup", tmp_path / "key", "--new-key")
    assert {os.stat(file).st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
    assert {file.name for file in tmp_path.iterdir()} == {"all.zip", "key"}


def test_no_row_of_a_backup_points_to_a_table_that_is_left_out() -> None:
    kept = set(rows.tables())
    pointed = {field.related_model for model in kept for field in rows.columns(model) if field.is_relation}
    assert pointed - kept == set()
