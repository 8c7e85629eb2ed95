"""Two web servers, workers and tickers over one PostgreSQL, each killed in turn while people read, save and upload.

Run: python -m tests.bench.several_machines [--people 50] [--seconds 12]

nginx stands in front (the rules of docs/betrieb/nginx.conf), PgBouncer in transaction mode before the database; both
come from the Debian packages nginx and pgbouncer. Every need and file somebody adds has a mark of its own. At the end
the marks are counted in the database: what was answered with success is there once, what was answered with an error at
most once, and nothing twice.
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import ROOT
from tests.bench.machines import NGINX, PGBOUNCER, City
from tests.bench.people import HOST, Person, a_measure, accounts, count, there_in


@contextmanager
def database(folder: Path) -> Iterator[tuple[str, int]]:
    """A PostgreSQL of its own: password and port."""
    programs, identity = postgres.programs(), postgres.unprivileged()
    assert programs is not None
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    password, port = secrets.token_hex(16), postgres.free_port()
    postgres.create(programs, folder / "data", password, identity)
    with postgres.running(programs, folder / "data", port, identity):
        yield password, port


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=12, help="between two kills")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="neuss-several-") as place:
        folder = Path(place)
        with database(folder) as (password, port):
            run(folder, password, port, chosen)


def run(folder: Path, password: str, port: int, chosen: argparse.Namespace) -> None:
    one, two, proxy, bouncer = (postgres.free_port() for _ in range(4))
    values = {"folder": folder, "host": HOST, "database": port, "user": postgres.USER, "password": password}
    root = "user root; " * (os.geteuid() == 0)
    (folder / "nginx.conf").write_text(NGINX.format(**values, root=root, one=one, two=two, port=proxy))
    (folder / "pgbouncer.ini").write_text(PGBOUNCER.format(**values, port=bouncer))
    direct = f"postgres://{postgres.USER}:{password}@{HOST}:{port}/postgres"
    environment = os.environ | {
        "DATABASE_URL": direct,
        "DATA_DIR": tempfile.mkdtemp(prefix="neuss-several-data-"),
        "SECRET_KEY": secrets.token_hex(40),
        "DEMO_MODE": "true",
        "EMAIL_URL": "dummymail://",
    }
    manage = [sys.executable, "manage.py"]
    made = ["shell", "-v0", "-c", accounts(chosen.people)]
    for step in (["migrate", "-v0"], ["createcachetable"], ["load_demo"], made):
        subprocess.run([*manage, *step], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    behind = environment | {
        "DATABASE_URL": f"postgres://{postgres.USER}:{password}@{HOST}:{bouncer}/postgres",
        "BEHIND_PGBOUNCER": "true",
        "BEHIND_PROXY": "true",
        "DATABASE_POOL": "4",
    }
    city = City(folder, behind)
    try:
        start(city, folder, (one, two))
        measure(city, proxy, direct, chosen)
    finally:
        city.stop()


def start(city: City, folder: Path, ports: tuple[int, int]) -> None:
    city.start(
        "pgbouncer",
        ["pgbouncer", *(["-u", "postgres"] if os.geteuid() == 0 else []), str(folder / "pgbouncer.ini")],
        start_new_session=True,
    )
    city.start("nginx", ["nginx", "-c", str(folder / "nginx.conf"), "-g", "daemon off;"], start_new_session=True)
    web = [sys.executable, "-m", "gunicorn", "neuss_integration.wsgi", "--no-control-socket", "--threads", "4"]
    manage = [sys.executable, "manage.py"]
    for number, port in enumerate(ports, start=1):
        city.start(f"web {number}", [*web, "--bind", f"{HOST}:{port}"], start_new_session=True)
        city.start(f"worker {number}", [*manage, "db_worker"], start_new_session=True)
        city.start(f"tick {number}", [*manage, "tick", "--every", "2"], start_new_session=True)


def measure(city: City, port: int, direct: str, chosen: argparse.Namespace) -> None:
    wait(port)
    Person.measure = a_measure(direct)
    done = threading.Event()
    people = [Person(port, number, done) for number in range(chosen.people)]
    for person in people:
        person.start()
    for name in ("web 1", "worker 1", "tick 1", "web 2", "worker 2", "tick 2"):
        time.sleep(chosen.seconds)
        say(f"killed: {name}")
        city.kill(name)
    time.sleep(chosen.seconds)
    done.set()
    for person in people:
        person.join()
    report(people, direct)


def wait(port: int) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if requests.get(f"http://{HOST}:{port}/readyz?alles", timeout=10).status_code == 200:
                return
        except requests.RequestException:
            time.sleep(0.5)
    raise SystemExit("not ready after two minutes")


def report(people: list[Person], direct: str) -> None:
    answers = [answer for person in people for answer in person.answers]
    for kind in sorted({answer.kind for answer in answers}):
        times = sorted(answer.seconds for answer in answers if answer.kind == kind)
        states = dict(Counter(answer.status for answer in answers if answer.kind == kind))
        shares = [f"p{share} {times[min(len(times) * share // 100, len(times) - 1)]:.2f} s" for share in (50, 95, 99)]
        say(f"{kind:14} {len(times):6} answers {states}, {', '.join(shares)}")
    found = count((entry for person in people for entry in person.saved.items()), there_in(direct))
    say(f"saved with success: {found.saved}, of these lost: {found.lost}")
    say(f"refused or cut: {found.refused}, of these there all the same: {found.there_all_the_same}")
    say(f"doubled: {found.doubled}")


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a bench that a person runs


if __name__ == "__main__":
    main()
