"""The commands as a person meets them, run for real in a project that has only its set-up part."""

import socket

import pytest

from tests.setup.conftest import Project


def test_start_names_another_port_when_the_port_is_taken(project: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = project.run("manage.py", "start", "--port", str(port))

    assert result.returncode == 1
    assert result.stderr == f"Port {port} ist belegt. Wählen Sie einen anderen: --port {port + 1}\n"


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", ""])
def test_start_refuses_what_is_no_port(project: Project, port: str) -> None:
    result = project.run("manage.py", "start", f"--port={port}")

    assert result.returncode == 1
    assert result.stderr == (
        f"Die Angabe passt nicht (argument --port: „{port}“ ist kein Port zwischen 1 und 65535). "
        "Hilfe zeigt: python3 manage.py start --help\n"
    )


def test_start_says_in_one_sentence_that_it_may_not_write(project: Project) -> None:
    result = project.run("manage.py", "start", unprivileged=True)

    assert result.returncode == 1
    assert result.stderr == (
        f"Für {project.root}/.data fehlt das Schreibrecht. "
        "Verschieben Sie das Projekt in einen Ordner, der Ihnen gehört.\n"
    )


@pytest.mark.parametrize("home", ["", "/nowhere", "/proc"])
def test_a_home_that_cannot_be_written_to_is_replaced(project: Project, home: str) -> None:
    code = "import os; from neuss_integration.bootstrap import places; places.ensure_home(); print(os.environ['HOME'])"

    assert project.run("-c", code, env={"HOME": home}).stdout == f"{project.root}/.data/home\n"


def test_reset_deletes_nothing_without_a_yes(project: Project) -> None:
    kept = project.root / ".data" / "db.sqlite3"
    kept.parent.mkdir()
    kept.write_text("data")

    result = project.run("manage.py", "start", "--port", free_port(), "--reset", answer="nein\n")

    assert result.stderr == "Nichts wurde gelöscht.\n"
    assert kept.read_text() == "data"


def test_other_commands_name_the_first_one_where_there_is_no_django(project: Project) -> None:
    result = project.run("manage.py", "check")

    assert result.returncode == 1
    assert result.stderr == "Django ist noch nicht eingerichtet. Führen Sie zuerst aus: python3 manage.py start\n"


def test_other_commands_continue_in_the_virtual_environment(project: Project) -> None:
    python = project.root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "inside: $*"\n')
    python.chmod(0o755)

    assert project.run("manage.py", "check", "--deploy").stdout == "inside: manage.py check --deploy\n"


@pytest.mark.parametrize(("before", "survives"), [("SIG_IGN", "True"), ("SIG_DFL", "False")])
def test_a_closed_terminal_ends_a_command_unless_nohup_says_otherwise(
    project: Project, before: str, survives: str
) -> None:
    code = f"""
import os, signal
from neuss_integration.bootstrap import console
signal.signal(signal.SIGHUP, signal.{before})
console.prepare()
try:
    os.kill(os.getpid(), signal.SIGHUP)
    print(True)
except KeyboardInterrupt:
    print(False)
"""

    assert project.run("-c", code).stdout.strip() == survives


def free_port() -> str:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
