"""People on one web server as the unit starts it, on SQLite and on PostgreSQL: answers, times, and its memory.

Run: python -m tests.bench.load [--people 50] [--seconds 20] [--requests 500] [--files 10] [--only sqlite postgres]

Each person has an account of its own and reads, saves and uploads with no pause between two answers. Afterwards the
web server makes so many pages and so many different PDF files for one person; the memory of it and of the worker
stands beside. Everything has an end: --limit bounds each step (seconds), and what did not get so far is told. The
issue asks for --seconds 120 --requests 5000 --files 50. The load of the machine is told with the figures: they say
little on a machine that does other things.
"""

import argparse
import os
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import ROOT
from neuss_integration.bootstrap.services import WEB_SIZE
from tests.bench.people import HOST, Answer, Person, accounts
from tests.bench.several_machines import database, say, wait

MEASURE = "M-2024-001"
"""The first of the demo."""
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
SIZES = {"people": (50, 200), "seconds": (20, 600), "requests": (500, 20_000), "files": (10, 500), "limit": (300, 1800)}
"""What is meant without an option, and the most that is allowed."""
STEPS = 5
PATIENCE = 120
"""How often a file is asked for."""


def memory(parent: int) -> float:
    """Megabytes that the process and its children hold."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    pages = (int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in [str(parent), *children])
    return sum(pages) * PAGE_SIZE / 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, (default, most) in SIZES.items():
        parser.add_argument(f"--{name}", type=int, default=default, choices=range(1, most + 1), metavar=f"1..{most}")
    parser.add_argument("--only", choices=("sqlite", "postgres"), nargs="*", default=("sqlite", "postgres"))
    chosen = parser.parse_args()
    if "sqlite" in chosen.only:
        with tempfile.TemporaryDirectory(prefix="neuss-load-") as place:
            run("SQLite", f"sqlite:///{place}/db.sqlite3", chosen)
    if "postgres" in chosen.only:
        with tempfile.TemporaryDirectory(prefix="neuss-load-") as place, database(Path(place)) as (password, port):
            run("PostgreSQL", f"postgres://{postgres.USER}:{password}@{HOST}:{port}/postgres", chosen)


def run(name: str, address: str, chosen: argparse.Namespace) -> None:
    port, folder = postgres.free_port(), tempfile.mkdtemp(prefix="neuss-load-data-")
    environment = os.environ | {
        "DATABASE_URL": address,
        "DATA_DIR": folder,
        "SECRET_KEY": secrets.token_hex(40),
        "DEMO_MODE": "true",
        "HTTPS": "false",
        "EMAIL_URL": "dummymail://",
    }
    manage = [sys.executable, "manage.py"]
    made = ["shell", "-v0", "-c", accounts(chosen.people)]
    for step in (["migrate", "-v0"], ["createcachetable"], ["load_demo"], made):
        command = [*manage, *step]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=900)
        say(f"{name}: {step[0]} done")
    web = [sys.executable, "-m", "gunicorn", "neuss_integration.wsgi", "--no-control-socket", *WEB_SIZE]
    commands = ([*web, "--bind", f"{HOST}:{port}"], [*manage, "db_worker"], [*manage, "tick", "--every", "5"])
    with (Path(folder) / "log").open("ab") as log:
        running = [subprocess.Popen(each, cwd=ROOT, env=environment, stdout=log, stderr=log) for each in commands]
    try:
        wait(port)
        measure(name, port, [each.pid for each in running[:2]], chosen)
    finally:
        for each in running:
            each.terminate()
        for each in running:
            end(each)


def end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        say(f"killed, because it did not end within a minute: {process.args!r}")
        process.kill()


def measure(name: str, port: int, served: list[int], chosen: argparse.Namespace) -> None:
    done = threading.Event()
    people = [Person(port, number, done) for number in range(chosen.people)]
    Person.measure = MEASURE
    for person in people:
        person.start()
    deadline = time.monotonic() + chosen.limit
    while (there := sum(person.is_signed_in for person in people)) < len(people) and time.monotonic() < deadline:
        say(f"{name}: {there} of {len(people)} signed in")
        time.sleep(5)
    begun = time.monotonic()
    for _ in range(STEPS):
        time.sleep(chosen.seconds / STEPS)
        say(f"{name}: {time.monotonic() - begun:.0f} s, {sum(len(person.answers) for person in people)} answers")
    done.set()
    seconds = time.monotonic() - begun
    for person in people:
        person.join(max(1, deadline + chosen.seconds - time.monotonic()))
    tell(
        name, [each for person in people for each in person.answers if begun <= each.moment <= begun + seconds], seconds
    )
    keep_on(name, people[0], served, chosen)


def tell(name: str, answers: list[Answer], seconds: float) -> None:
    times = sorted(each.seconds for each in answers)
    shares = ", ".join(f"p{share} {times[len(times) * share // 100]:.2f} s" for share in (50, 95, 99))
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    say(f"{name}: {len(times) / seconds:.1f} requests/s, {shares}, longest {times[-1]:.2f} s, {load}")
    for (kind, status, heading), count in sorted(Counter((a.kind, a.status, a.heading) for a in answers).items()):
        say(f"  {count:6} × {kind}: {status} {heading}")


def keep_on(name: str, person: Person, served: list[int], chosen: argparse.Namespace) -> None:
    """One person goes on alone: so many pages, so many files."""
    held(name, "before", served)
    pages = until_late(chosen, chosen.requests, lambda number: person.read(), lambda: held(name, "between", served))
    held(name, f"after {pages} requests", served)
    listed = person.ask("list", "GET", "/massnahmen/")
    numbers = sorted(set(re.findall(r"M-\d{4}-\d{3}", listed.text))) if listed else [MEASURE]
    files = until_late(
        chosen,
        chosen.files,
        lambda number: fetch(person, f"/massnahmen/{numbers[number % len(numbers)]}/steckbrief.pdf"),
        lambda: held(name, "between files", served),
    )
    states = dict(Counter(each.status for each in person.answers if each.kind == "pdf"))
    held(name, f"after {files} PDF {states} of {len(numbers)} measures", served)


def fetch(person: Person, path: str) -> None:
    """The worker sets the file; the page in its place (202) asks again after a moment, and so does this."""
    for _ in range(PATIENCE):
        if person.ask("pdf", "GET", path):
            return
        time.sleep(0.5)


def held(name: str, when: str, served: list[int]) -> None:
    web, worker = (memory(each) for each in served)
    say(f"{name}: web {web:.0f} MB, worker {worker:.0f} MB {when}")


def until_late(
    chosen: argparse.Namespace, most: int, act: Callable[[int], object], at_times: Callable[[], object]
) -> int:
    """How often `act` could be done within the limit."""
    deadline = time.monotonic() + chosen.limit
    for number in range(most):
        if time.monotonic() > deadline:
            return number
        act(number)
        if number % max(1, most // STEPS) == 0:
            at_times()
    return most


if __name__ == "__main__":
    main()
