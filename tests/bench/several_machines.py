"""Two web servers, workers and tickers over one PostgreSQL, each killed in turn while people read, save and upload.

Run: python -m tests.bench.several_machines [--people 50] [--seconds 12]

nginx stands in front (the rules of docs/betrieb/nginx.conf), PgBouncer in transaction mode before the database; both
come from the Debian packages nginx and pgbouncer. Every need and file somebody adds has a mark of its own. At the end
the marks are counted in the database: what was answered with success is there once, what was answered with an error at
most once, and nothing twice.
"""

import argparse
import io
import itertools
import os
import random
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import requests
from lxml import html
from PIL import Image

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import ROOT
from tests.bench.machines import NGINX, PGBOUNCER, City

HOST = "127.0.0.1"
PEOPLE = ("koordination", "jugendamt", "koordination", "integrationsrat")
PAGES = ("/", "/massnahmen/", "/erfolgsfaktoren/", "/berichte/")
PASSWORD = "Offene-Stadt-Neuss"


class Person(threading.Thread):
    """Signs in, then reads, saves needs and uploads files until told to stop; keeps each answer."""

    def __init__(self, port: int, number: int, done: threading.Event) -> None:
        super().__init__()
        self.base, self.done, self.number = f"http://{HOST}:{port}", done, number
        self.name = PEOPLE[number % len(PEOPLE)]
        self.session, self.marks = requests.Session(), itertools.count()
        self.answers: list[tuple[str, int, float]] = []
        self.saved: dict[str, bool] = {}

    def run(self) -> None:
        self.sign_in()
        acts: list[Callable[[], None]] = [self.read, self.read, self.read]
        if self.name == "koordination":
            acts += [self.add_need, self.add_file]
        while not self.done.is_set():
            random.choice(acts)()  # noqa: S311 - which page comes next is no secret

    def ask(self, kind: str, method: str, path: str, **values: Any) -> requests.Response | None:
        begun, status, answer = time.monotonic(), 0, None
        try:
            answer = self.session.request(method, self.base + path, timeout=60, **values)
            status = answer.status_code
        except requests.RequestException:
            pass
        self.answers.append((kind, status, time.monotonic() - begun))
        return answer if status == 200 else None

    def submit(self, kind: str, path: str, changes: dict[str, str], files: Any = None) -> bool:
        """Whether the form at `path` was saved: filled in by a person, sent, and answered with another page."""
        page = self.ask(f"{kind}: form", "GET", path)
        if page is None:
            return False
        form = next(each for each in html.fromstring(page.text).forms if set(changes) <= set(each.fields))
        for select in form.xpath(".//select[@required]"):
            select.value = select.value or next(filter(None, select.value_options))
        for name in {each.get("name") for each in form.xpath(".//input[@type='radio']")}:
            group = form.inputs[name]
            group.value = group.value or next(iter(group.value_options))
        kept = [(name, value) for name, value in form.form_values() if name not in {*changes, *(files or ())}]
        sent = self.ask(kind, "POST", path, data=[*kept, *changes.items()], files=files)
        return sent is not None and bool(sent.history)

    def sign_in(self) -> None:
        address = f"{self.name}@neuss.example"
        while not self.submit("sign in", "/konto/anmelden/", {"login": address, "password": PASSWORD}):
            time.sleep(1)

    def read(self) -> None:
        self.ask("read", "GET", random.choice(PAGES))  # noqa: S311 - as above

    def mark(self) -> str:
        return f"Marke {self.number}-{next(self.marks)}-{secrets.token_hex(4)}"

    def add_need(self) -> None:
        mark = self.mark()
        self.saved[mark] = self.submit("need", "/runde-tische/bedarfe/neu/", {"title": mark})

    def add_file(self) -> None:
        mark = self.mark()
        files = {"file": (f"{mark}.png", picture(), "image/png")}
        path = f"/massnahmen/{self.measure}/anlagen/"
        self.saved[mark] = self.submit("file", path, {"title": mark}, files)

    measure = ""


def picture() -> bytes:
    """A picture that no other is like."""
    output = io.BytesIO()
    Image.frombytes("RGB", (8, 8), secrets.token_bytes(192)).save(output, "PNG")
    return output.getvalue()


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
    for step in (["migrate", "-v0"], ["createcachetable"], ["load_demo"]):
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
    with psycopg.connect(direct) as connection:
        row = connection.execute("SELECT number FROM measures_measure ORDER BY number LIMIT 1").fetchone()
    assert row is not None
    Person.measure = row[0]
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
    for kind in sorted({kind for kind, _, _ in answers}):
        times = sorted(seconds for each, _, seconds in answers if each == kind)
        states = dict(Counter(status for each, status, _ in answers if each == kind))
        shares = [f"p{share} {times[min(len(times) * share // 100, len(times) - 1)]:.2f} s" for share in (50, 95, 99)]
        say(f"{kind:14} {len(times):6} answers {states}, {', '.join(shares)}")
    saved = {mark: is_saved for person in people for mark, is_saved in person.saved.items()}
    with psycopg.connect(direct) as connection:
        rows = connection.execute(
            "SELECT title FROM roundtables_need WHERE title LIKE 'Marke %' "
            "UNION ALL SELECT title FROM measures_measureattachment WHERE title LIKE 'Marke %'"
        ).fetchall()
    there = Counter(title for (title,) in rows)
    say(f"saved with success: {sum(saved.values())}, of these lost: {sum(saved[m] and not there[m] for m in saved)}")
    say(
        f"refused or cut: {len(saved) - sum(saved.values())}, of these there all the same: "
        f"{sum(not saved[m] and bool(there[m]) for m in saved)}"
    )
    say(f"doubled: {sum(count > 1 for count in there.values())}")


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a bench that a person runs


if __name__ == "__main__":
    main()
