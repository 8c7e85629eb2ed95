"""The web server and the worker as processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from neuss_integration.bootstrap import services
from neuss_integration.bootstrap.places import ROOT
from neuss_integration.bootstrap.services import Service

SLEEPER = ("-c", "import time; print('ready', flush=True); time.sleep(60)")
STUBBORN = ("-c", f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER[1]}")


@pytest.fixture(autouse=True)
def this_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "OUTPUT", tmp_path / "server.log")
    monkeypatch.setattr(services, "VENV_PYTHON", Path(sys.executable))
    monkeypatch.setattr(services, "STOP_SECONDS", 0.5)


@pytest.mark.parametrize("arguments", [SLEEPER, STUBBORN])
def test_a_service_ends_whether_it_listens_or_not(arguments: tuple[str, ...]) -> None:
    service = Service("Der Dienst", arguments, os.environ)
    assert within_seconds(5, lambda: "ready" in services.OUTPUT.read_text())
    service.ask_to_stop()
    service.stop()

    assert not service.is_running()


@pytest.mark.skipif(not services.end_with_parent(), reason="setpriv of util-linux is missing.")
def test_a_service_ends_when_the_command_is_killed(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path; import os, time, sys
from neuss_integration.bootstrap import services
services.VENV_PYTHON = Path(sys.executable)
services.OUTPUT = Path({str(tmp_path)!r}) / "server.log"
print(services.Service("Der Dienst", {SLEEPER!r}, os.environ).process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout is not None
        pid = int(command.stdout.readline())
        assert within_seconds(5, lambda: "ready" in (tmp_path / "server.log").read_text())
        command.send_signal(signal.SIGKILL)

    assert within_seconds(5, lambda: has_ended(pid))


def has_ended(pid: int) -> bool:
    """Whether the process is gone or a zombie."""
    status = Path(f"/proc/{pid}/status")
    return not status.exists() or "State:\tZ" in status.read_text()


def within_seconds(limit: float, is_true: Callable[[], bool]) -> bool:
    """Whether something becomes true in time."""
    deadline = time.monotonic() + limit
    while not (true := is_true()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return true
