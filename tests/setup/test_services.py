"""The web server and the worker as processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from neuss_integration.bootstrap import services
from neuss_integration.bootstrap.services import Service

SLEEPER = ("-c", "import time; print('ready', flush=True); time.sleep(60)")
STUBBORN = ("-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)")


@pytest.fixture(autouse=True)
def this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "VENV_PYTHON", Path(sys.executable))
    monkeypatch.setattr(services, "STOP_SECONDS", 0.5)


@pytest.mark.parametrize("arguments", [SLEEPER, STUBBORN])
def test_a_service_ends_whether_it_listens_or_not(arguments: tuple[str, ...]) -> None:
    service = Service("Der Dienst", arguments, os.environ)
    time.sleep(0.3)
    service.ask_to_stop()
    service.stop()

    assert not service.is_running()


@pytest.mark.skipif(not services.end_with_parent(), reason="setpriv of util-linux is missing.")
def test_a_service_ends_when_the_command_is_killed() -> None:
    code = f"""
from pathlib import Path; import os, time, sys
from neuss_integration.bootstrap import services
services.VENV_PYTHON = Path(sys.executable)
print(services.Service("Der Dienst", {SLEEPER!r}, os.environ).process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout is not None
        pid = int(command.stdout.readline())
        assert command.stdout.readline() == "ready\n"
        command.send_signal(signal.SIGKILL)

    assert has_ended(pid)


def has_ended(pid: int) -> bool:
    """Whether the process ends within five seconds; a zombie has ended."""
    status = Path(f"/proc/{pid}/status")
    deadline = time.monotonic() + 5
    while status.exists() and "State:\tZ" not in status.read_text():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
