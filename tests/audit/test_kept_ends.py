"""The file with the ends of the chain: missing, damaged, and who may read it."""

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
