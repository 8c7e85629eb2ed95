"""Every fault once, under people who read, save and upload; prints what they saw, until when, and what was lost.

Run: python -m tests.bench.fault_table [--people 20] [--seconds 15]

nginx, two web servers, two workers, two tickers, a PostgreSQL and a standby that has everything before it is told as
stored, a mail server, and small file systems for the database and the data (as root; else these rows are left out).
Ends with an error where an entry was lost or doubled.
"""

import argparse
import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
import requests

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import ROOT
from tests.bench.machines import NGINX, City
from tests.bench.people import HOST, Person, a_measure, accounts, count, there_in
from tests.bench.standby import Server, address_of_both
from tests.mailing.smtp_server import SmtpServer, running

MAILS = 20
QUEUE = """
from neuss_integration.mailing.services import queue_mail
for n in range({mails}):
    queue_mail(key=f"probe:{{n}}", kind="reminder", to="a@neuss.example", subject=f"Probe {{n}}", text="Guten Tag")
"""


class Row(NamedTuple):
    """One fault; moments of the monotonic clock."""

    name: str
    begun: float
    ready: float
    ended: float


class Machines:
    """All that runs, and what can happen to it."""

    def __init__(self, folder: Path, mail: SmtpServer) -> None:
        self.folder, self.mail = folder, mail
        password = secrets.token_hex(16)
        self.main, self.second = Server(folder / "one", password), Server(folder / "two", password)
        one, two, self.port = (postgres.free_port() for _ in range(3))
        root = "user root; " * (os.geteuid() == 0)
        values = {"folder": folder, "host": HOST, "one": one, "two": two, "port": self.port, "root": root}
        (folder / "nginx.conf").write_text(NGINX.format(**values))
        self.environment = os.environ | {
            "DATABASE_URL": address_of_both(self.main, self.second),
            "DATA_DIR": str(folder / "files"),
            "SECRET_KEY": secrets.token_hex(40),
            "DEMO_MODE": "true",
            "EMAIL_URL": f"smtp://{HOST}:{mail.port}",
            "BEHIND_PROXY": "true",
            "DATABASE_POOL": "4",
        }
        self.city = City(folder, self.environment)
        self.ports = (one, two)

    def set_up(self, people: int) -> None:
        self.main.create()
        self.main.start()
        for step in (["migrate", "-v0"], ["createcachetable"], ["load_demo"], ["shell", "-v0", "-c", accounts(people)]):
            self.manage(*step)
        self.second.follow(self.main)
        self.second.start()
        self.main.wait_for_a_follower()
        self.city.start(
            "nginx", ["nginx", "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"], start_new_session=True
        )
        web = [sys.executable, "-m", "gunicorn", "neuss_integration.wsgi", "--no-control-socket", "--threads", "12"]
        for number, port in enumerate(self.ports, start=1):
            self.city.start(f"web {number}", [*web, "--bind", f"{HOST}:{port}"], start_new_session=True)
            for name, command in (("worker", ["db_worker"]), ("tick", ["tick", "--every", "2"])):
                command = [sys.executable, "manage.py", *command]
                self.city.start(f"{name} {number}", command, start_new_session=True)

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def crash_database(self) -> None:
        self.main.end(signal.SIGQUIT)
        time.sleep(3)
        self.main.start()

    def hold_lock(self) -> None:
        with psycopg.connect(self.main.url) as connection:
            connection.execute("LOCK TABLE roundtables_need IN SHARE ROW EXCLUSIVE MODE")
            time.sleep(15)

    def fill(self, folder: Path) -> None:
        """No room for eight seconds; a database that ended over it is started again."""
        path = folder / "filling"
        with path.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(65536))
            except OSError:
                time.sleep(8)
        path.unlink()
        if self.main.process and self.main.process.poll() is not None:
            self.main.start()

    def mail_server_away(self) -> None:
        """Mails are queued while the mail server greets nobody for ten seconds; well again when it has them all."""
        self.mail.tell("CONNECT", "421 spaeter")
        self.manage("shell", "-c", QUEUE.format(mails=MAILS))
        time.sleep(10)
        self.mail.answers.pop("CONNECT")
        until(lambda: len(self.probes()) >= MAILS, 180)

    def probes(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mail.taken if str(mail["Subject"]).startswith("Probe")]

    def promote(self) -> None:
        """The machine of the database is gone; three seconds later somebody promotes the standby."""
        self.main.end(signal.SIGKILL)
        time.sleep(3)
        self.second.promote()
        self.main = self.second

    def stop(self) -> None:
        self.city.stop()
        for server in {self.main, self.second}:
            server.end()


def faults(machines: Machines, is_root: bool) -> Iterator[tuple[str, Callable[[], None]]]:
    """Name and what happens; each returns when who runs the machines has done what a unit or a person does."""
    city, folder = machines.city, machines.folder
    yield "nothing", lambda: None
    for name in ("web 1", "web 2", "worker 1", "tick 1"):
        yield f"kill -9 {name}, started 2 s later", lambda name=name: city.kill(name)  # type: ignore[misc]
    yield "mail server away 10 s", machines.mail_server_away
    yield "lock held by another 15 s", machines.hold_lock
    if is_root:
        yield "disk of the data directory full 8 s", lambda: machines.fill(folder / "files")
        yield "disk of the database full 8 s", lambda: machines.fill(folder / "one")
    yield "database crashed, started 3 s later", machines.crash_database
    yield "database killed, standby promoted 3 s later", machines.promote


def until(is_true: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not (found := is_true()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def is_ready(port: int) -> bool:
    try:
        return requests.get(f"http://{HOST}:{port}/readyz?alles", timeout=10).status_code == 200
    except requests.RequestException:
        return False


@contextmanager
def small_disks(folder: Path) -> Iterator[bool]:
    """File systems of their own for the database and the data, where this process may make them."""
    with ExitStack() as stack:
        for name, size in (("one", "500m"), ("files", "700m")):
            (folder / name).mkdir()
            mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder / name)]
            if subprocess.run(mount, capture_output=True, check=False).returncode:
                yield False
                return
            stack.callback(subprocess.run, ["umount", "--lazy", str(folder / name)], check=False)
        yield True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=15, help="after each fault")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="neuss-faults-") as place, running() as mail:
        folder = Path(place)
        folder.chmod(0o755)
        with small_disks(folder) as is_root:
            machines = Machines(folder, mail)
            try:
                machines.set_up(chosen.people)
                lost = run(machines, is_root, chosen)
            finally:
                machines.stop()
    sys.exit(1 if lost else 0)


def run(machines: Machines, is_root: bool, chosen: argparse.Namespace) -> int:
    """How many entries were lost or doubled."""
    if not until(lambda: is_ready(machines.port), 180):
        logs = "\n".join(f"{path.name}: {path.read_text()[-1500:]}" for path in machines.folder.glob("*.log"))
        raise SystemExit(f"not ready after three minutes\n{logs}")
    Person.measure = a_measure(machines.main.url)
    done = threading.Event()
    people = [Person(machines.port, number, done) for number in range(chosen.people)]
    for person in people:
        person.start()
    until(lambda: all(person.is_signed_in for person in people), 180)
    rows = []
    for name, happen in faults(machines, is_root):
        begun = time.monotonic()
        happen()
        until(lambda: is_ready(machines.port), 120)
        ready = time.monotonic()
        time.sleep(chosen.seconds)
        rows.append(Row(name, begun, ready, time.monotonic()))
        say(f"{name}: done; load {os.getloadavg()[0]:.1f}")
    done.set()
    for person in people:
        person.join()
    return report(machines, people, rows)


def report(machines: Machines, people: list[Person], rows: list[Row]) -> int:
    answers = [answer for person in people for answer in person.answers]
    entries = [entry for person in people for entry in person.saved.items()]
    there, wrong = there_in(machines.main.url), 0
    say("\n| fault | answers | not 200 | what was seen | last bad after | all well after | saved | lost | doubled |")
    say("|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        own = [answer for answer in answers if row.begun <= answer.moment - answer.seconds < row.ended]
        bad = [answer for answer in own if answer.status != 200]
        seen = "; ".join(
            f"{n} × {status or 'no answer'} {heading}"
            for (status, heading), n in Counter((each.status, each.heading) for each in bad).most_common()
        )
        last = max((answer.moment for answer in bad), default=row.begun) - row.begun
        found = count((each for each in entries if row.begun <= each[1].begun < row.ended), there)
        wrong += found.lost + found.doubled
        say(
            f"| {row.name} | {len(own)} | {len(bad)} | {seen or '–'} | {last:.1f} s | {row.ready - row.begun:.1f} s "
            f"| {found.saved} | {found.lost} | {found.doubled} |"
        )
    log = (machines.folder / "nginx.log").read_text(errors="replace")
    say(f"proxy: {dict(Counter(re.findall(r'#[0-9]+: [*][0-9]+ ([^,]+),', log)))}")
    mails = Counter(machines.probes())
    twice = sum(n > 1 for n in mails.values())
    say(f"mails: {MAILS} queued, {len(mails)} sent, {twice} of them twice")
    return wrong + twice + MAILS - len(mails)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a bench that a person runs


if __name__ == "__main__":
    main()
