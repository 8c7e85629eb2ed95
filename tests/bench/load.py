"""Fifty people for two minutes on one web server as the unit starts it, on SQLite and on PostgreSQL; and its memory.

Run: python -m tests.bench.load [--people 50] [--seconds 120] [--requests 5000] [--files 50]

People read, save and upload with no pause between two answers. The memory of all processes of the web server is told
before and after so many requests and PDF files. The load of the machine stands beside the figures: they say little on
a machine that does other things.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import ROOT
from neuss_integration.bootstrap.services import WEB_SIZE
from tests.bench.people import HOST, Person
from tests.bench.several_machines import database, say, wait

MEASURE = "M-2024-001"
"""The first of the demo."""
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


def memory(parent: int) -> float:
    """Megabytes that the process and its children hold."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    pages = (int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in [str(parent), *children])
    return sum(pages) * PAGE_SIZE / 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("people", 50), ("seconds", 120), ("requests", 5000), ("files", 50)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="neuss-load-") as place:
        run("SQLite", f"sqlite:///{place}/db.sqlite3", chosen)
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
    for step in (["migrate", "-v0"], ["createcachetable"], ["load_demo"]):
        subprocess.run([*manage, *step], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    web = [sys.executable, "-m", "gunicorn", "neuss_integration.wsgi", "--no-control-socket", *WEB_SIZE]
    commands = ([*web, "--bind", f"{HOST}:{port}"], [*manage, "db_worker"], [*manage, "tick", "--every", "5"])
    with (Path(folder) / "log").open("ab") as log:
        running = [subprocess.Popen(each, cwd=ROOT, env=environment, stdout=log, stderr=log) for each in commands]
    try:
        wait(port)
        measure(name, port, running[0].pid, chosen)
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait()


def measure(name: str, port: int, web: int, chosen: argparse.Namespace) -> None:
    done = threading.Event()
    people = [Person(port, number, done) for number in range(chosen.people)]
    Person.measure = MEASURE
    for person in people:
        person.start()
    while not all(person.is_signed_in for person in people):
        time.sleep(0.2)
    begun = time.monotonic()
    time.sleep(chosen.seconds)
    done.set()
    seconds = time.monotonic() - begun
    for person in people:
        person.join()
    answers = [each for person in people for each in person.answers if begun <= each.moment <= begun + seconds]
    times = sorted(each.seconds for each in answers)
    shares = ", ".join(f"p{share} {times[len(times) * share // 100]:.2f} s" for share in (50, 95, 99))
    states = dict(Counter(each.status for each in answers))
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    say(f"{name}: {len(times) / seconds:.1f} requests/s, {shares}, answers {states}, {load}")
    keep_on(name, people[0], web, chosen)


def keep_on(name: str, person: Person, web: int, chosen: argparse.Namespace) -> None:
    """One person goes on alone: so many pages, so many files."""
    before = memory(web)
    for _ in range(chosen.requests):
        person.read()
    between = memory(web)
    for _ in range(chosen.files):
        person.ask("pdf", "GET", f"/massnahmen/{person.measure}/steckbrief.pdf")
    states = dict(Counter(each.status for each in person.answers if each.kind == "pdf"))
    pages = f"{between:.0f} MB after {chosen.requests} requests"
    say(f"{name}: memory {before:.0f} MB, {pages}, {memory(web):.0f} MB after {chosen.files} PDF {states}")


if __name__ == "__main__":
    main()
