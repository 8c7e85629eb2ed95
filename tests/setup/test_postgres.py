"""A private PostgreSQL server: there while it is needed, gone afterwards."""

import os
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import ROOT, VENV_PYTHON

pytestmark = pytest.mark.skipif(not postgres.programs(), reason="No PostgreSQL; `manage.py test` installs it.")

WITH_POSTGRES = ["python3", "-m", "neuss_integration.bootstrap.with_postgres"]
ASK = """
import os, psycopg
print(psycopg.connect(os.environ["DATABASE_URL"]).execute("SHOW fsync").fetchone()[0])
raise SystemExit(3)
"""


def test_a_command_reaches_the_server_and_nothing_is_left_of_it() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        command = [*WITH_POSTGRES, str(VENV_PYTHON), "-c", ASK]
        env = os.environ | {"TMPDIR": folder}
        result = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

        assert (result.stdout, result.stderr, result.returncode) == ("off\n", "", 3)
        assert os.listdir(folder) == []


def test_the_server_ends_when_the_block_fails() -> None:
    ports: list[int] = []

    def fail() -> None:
        with postgres.temporary_server() as url:
            ports.append(int(url.rpartition(":")[2].removesuffix("/postgres")))
            assert is_open(ports[0])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not is_open(ports[0])


def is_open(port: int) -> bool:
    """Whether somebody listens on `port`."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
