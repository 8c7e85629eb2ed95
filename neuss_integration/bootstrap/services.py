"""Runs the web server and what works in the background until the person ends them."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from neuss_integration.bootstrap import console
from neuss_integration.bootstrap.places import DATA, ROOT, VENV_PYTHON

HOST = "127.0.0.1"
WEB = ("-m", "gunicorn", "neuss_integration.wsgi", "--no-control-socket", "--preload", "--log-level", "warning")
WEB_SIZE = ("--workers", "2", "--threads", "12", "--graceful-timeout", "5")
BACKGROUND = {
    "Die Hintergrundarbeit": ("manage.py", "db_worker"),
    "Der Zeitgeber": ("manage.py", "tick", "--every", "30"),
}

OUTPUT = DATA / "server.log"
DETAILS = f"Einzelheiten stehen am Ende von {OUTPUT}."

START_SECONDS = 60
STOP_SECONDS = 10
RESTART_SECONDS = 2


class Service:
    """A child process in a process group of its own, which ends when this process does."""

    def __init__(self, title: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.title = title
        self.command = [*end_with_parent(), str(VENV_PYTHON), *arguments]
        self.environment = environment
        self.start()

    def start(self) -> None:
        with OUTPUT.open("a", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Ask the process to finish what it does and end."""
        if self.is_running():
            self.process.terminate()

    def stop(self) -> None:
        """Wait until the process has ended, not for ever, and end what is left of its group."""
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            console.warn(f"{self.title} antwortet nicht und wird abgebrochen.")
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def end_with_parent() -> list[str]:
    """What to put before a command so that the kernel ends it when this process is killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def check_port(port: int) -> None:
    """Raise SetupError when nothing can listen on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except PermissionError as error:
            raise console.SetupError(f"Für Port {port} fehlt das Recht. Wählen Sie etwa --port 8000") from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise console.SetupError(f"Port {port} ist belegt. Wählen Sie einen anderen: --port {other}") from error


def is_answering(port: int) -> bool:
    """Whether the application answers that it is well."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Application:
    """The web server on `port` and what works in the background; leaving the `with` block stops them all."""

    def __init__(self, port: int, environment: Mapping[str, str]) -> None:
        OUTPUT.unlink(missing_ok=True)
        self.port = port
        self.web = Service("Der Webserver", (*WEB, *WEB_SIZE, "--bind", f"{HOST}:{port}"), environment)
        self.background = [Service(title, command, environment) for title, command in BACKGROUND.items()]

    def __enter__(self) -> "Application":
        return self

    def __exit__(self, *exception: object) -> None:
        console.ignore_interrupts()
        for service in (self.web, *self.background):
            service.ask_to_stop()
        for service in (self.web, *self.background):
            service.stop()

    def wait_until_ready(self) -> None:
        """Return as soon as the application answers; raise SetupError when the web server ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while not is_answering(self.port):
            if not self.web.is_running() or time.monotonic() > deadline:
                raise console.SetupError(f"Die Anwendung antwortet nicht. {DETAILS}")
            time.sleep(0.1)

    def watch(self) -> None:
        """Start again what has ended in the background; raise SetupError when the web server ends."""
        while self.web.is_running():
            time.sleep(RESTART_SECONDS)
            for service in self.background:
                if not service.is_running():
                    console.warn(f"{service.title} wurde beendet und wird neu gestartet.")
                    service.start()
        raise console.SetupError(f"Der Webserver wurde beendet. {DETAILS}")
