"""Really ends PostgreSQL under a web server, worker and tick, and starts it again.

Run: python -m tests.bench.database_restart

Prints which answers there were, how long it took until the first good one, and what the logs say.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import ROOT

SECONDS_EACH = 6
PAGE = "/portal/"


def answer(port: int, path: str) -> int:
    """The status of the page; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def ask(port: int, answers: list[tuple[float, int]], done: threading.Event) -> None:
    while not done.is_set():
        answers.append((time.monotonic(), answer(port, PAGE)))
        time.sleep(0.05)


def until_answered(port: int, path: str) -> float:
    """Seconds until the address says 200; gives up after two minutes."""
    begun = time.monotonic()
    while answer(port, path) != 200 and time.monotonic() - begun < 120:
        time.sleep(0.1)
    return time.monotonic() - begun


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="neuss-restart-") as place:
        identity, programs, folder = postgres.unprivileged(), postgres.programs(), Path(place)
        assert programs is not None
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        password, port, web = secrets.token_hex(16), postgres.free_port(), postgres.free_port()
        postgres.create(programs, folder / "data", password, identity)
        environment = os.environ | {
            "DATABASE_URL": f"postgres://{postgres.USER}:{password}@127.0.0.1:{port}/postgres",
            "DATA_DIR": tempfile.mkdtemp(prefix="neuss-restart-data-"),
            "SECRET_KEY": secrets.token_hex(40),
            "HTTPS": "false",
            "STATIC_FROM_FINDERS": "true",
        }
        server = (programs, folder / "data", port, identity)
        measure(server, web, environment)


def measure(server: tuple, web: int, environment: dict[str, str]) -> None:
    """Runs everything once and prints what happened."""
    manage = [sys.executable, "manage.py"]
    commands = {
        "web": [
            sys.executable,
            "-m",
            "gunicorn",
            "neuss_integration.wsgi",
            "--no-control-socket",
            "--threads",
            "4",
            "--workers",
            "2",
            "--bind",
            f"127.0.0.1:{web}",
        ],
        "worker": [*manage, "db_worker"],
        "tick": [*manage, "tick", "--every", "2"],
    }
    answers: list[tuple[float, int]] = []
    done = threading.Event()
    with postgres.running(*server):
        for step in (["migrate", "-v0"], ["createcachetable"]):
            subprocess.run([*manage, *step], cwd=ROOT, env=environment, check=True)
        logs = {name: tempfile.TemporaryFile() for name in commands}  # noqa: SIM115
        processes = {
            name: subprocess.Popen(command, cwd=ROOT, env=environment, stderr=logs[name], stdout=subprocess.DEVNULL)
            for name, command in commands.items()
        }
        until_answered(web, "/readyz?alles")
        threads = [threading.Thread(target=ask, args=(web, answers, done)) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS_EACH)
    time.sleep(SECONDS_EACH)
    with postgres.running(*server):
        say(f"pages again after {until_answered(web, PAGE):.1f} s")
        say(f"all well after {until_answered(web, '/readyz?alles'):.1f} s more")
        time.sleep(SECONDS_EACH)
        done.set()
        for thread in threads:
            thread.join()
        say(f"still running: {[name for name, process in processes.items() if process.poll() is None]}")
        for process in processes.values():
            process.terminate()
            process.wait()
    say(f"answers: {dict(Counter(status for _, status in answers))}")
    for name, log in logs.items():
        log.seek(0)
        lines = [line for line in log.read().decode().splitlines() if "ERROR" in line]
        say("\n  ".join([f"{name}: {len(lines)} errors in the log", *(line[:150] for line in lines)]))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
