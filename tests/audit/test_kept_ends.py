"""The file with the ends of the chain: missing, damaged, who may read it, and what became of former ones."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from neuss_integration.audit import anchors
from tests.audit.test_log import chained

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kept", [None, b"", b"\xff\xfe\n"])
def test_verification_says_when_no_end_was_kept(settings, tmp_path, capsys, kept: bytes | None) -> None:
    settings.DATA_DIR = tmp_path
    chained()
    call_command("verify_chain")
    anchors._file().unlink()
    if kept is not None:
        anchors._file().write_bytes(kept)
    if kept and kept.strip():
        with pytest.raises(CommandError, match="Das Ende der Kette fehlt"):
            call_command("verify_chain")
    else:
        call_command("verify_chain")
        assert "steht kein Ende der Kette" in capsys.readouterr().err


def test_ends_are_read_by_nobody_else(settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path
    chained()
    call_command("verify_chain")
    assert anchors._file().stat().st_mode & 0o077 == 0


@pytest.fixture
def ends(settings, tmp_path: Path, monkeypatch) -> Path:
    """The folder of the ends, which has none yet."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(anchors, "NAME", "audit.txt")
    return tmp_path


def test_former_ends_are_never_written_over(ends: Path) -> None:
    for number in range(1, 4):
        anchors.keep(f"{number}" * 64)
        anchors.start_over("")
    (ends / "audit-1.txt").unlink()
    (ends / "audit-alt.txt").write_text("von Hand")
    anchors.keep("4" * 64)
    anchors.start_over("5" * 64)
    kept = {path.name: path.read_text()[:1] for path in ends.iterdir()}
    expected = {"audit-2.txt": "2", "audit-3.txt": "3", "audit-4.txt": "4", "audit-alt.txt": "v", "audit.txt": "5"}
    assert kept == expected


def test_former_ends_of_another_process_are_left(ends: Path, monkeypatch) -> None:
    anchors.keep("1" * 64)
    (ends / "audit-1.txt").write_text("schneller")
    monkeypatch.setattr(anchors, "_highest", lambda: 0)
    anchors.start_over("")
    assert sorted(path.name for path in ends.iterdir()) == ["audit-1.txt", "audit-2.txt"]
    assert (ends / "audit-1.txt").read_text() == "schneller"
