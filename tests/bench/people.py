"""People who read, save needs and upload files all at once, and what each answer was."""

import io
import itertools
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import psycopg
import requests
from lxml import html
from PIL import Image

HOST = "127.0.0.1"
PEOPLE = ("koordination", "jugendamt", "koordination", "integrationsrat")
PAGES = ("/", "/massnahmen/", "/erfolgsfaktoren/", "/berichte/")
PASSWORD = "Offene-Stadt-Neuss"
ADDRESS = "{name}-{number}@neuss.example"
ACCOUNTS = """
from neuss_integration.accounts.models import User
for number in range({count}):
    name = {names!r}[number % {kinds}]
    user = User.objects.get(email=f"{{name}}@neuss.example")
    roles = list(user.memberships.all())
    user.pk, user.email = None, f"{{name}}-{{number}}@neuss.example"
    user.save()
    for role in roles:
        role.pk, role.user = None, user
        role.save()
"""
"""For `manage.py shell`: a person of their own for each, with the roles of one of the demo; a person has one share."""


class Answer(NamedTuple):
    """What was asked for, the status (0: no answer), how long it took, when it came, and the heading if not 200."""

    kind: str
    status: int
    seconds: float
    moment: float
    heading: str


class Saved(NamedTuple):
    """Whether the answer said that it is stored, and when it was sent and answered."""

    is_told: bool
    begun: float
    ended: float


class Person(threading.Thread):
    """Signs in, then reads, saves needs and uploads files until told to stop; keeps each answer."""

    def __init__(self, port: int, number: int, done: threading.Event) -> None:
        super().__init__(daemon=True)
        self.base, self.done, self.number = f"http://{HOST}:{port}", done, number
        self.name = PEOPLE[number % len(PEOPLE)]
        self.address = ADDRESS.format(name=self.name, number=number)
        self.session, self.marks = requests.Session(), itertools.count()
        self.answers: list[Answer] = []
        self.saved: dict[str, Saved] = {}

    def run(self) -> None:
        self.sign_in()
        acts: list[Callable[[], None]] = [self.read, self.read, self.read]
        if self.name == "koordination":
            acts += [self.add_need, self.add_file]
        while not self.done.is_set():
            random.choice(acts)()  # noqa: S311 - which page comes next is no secret

    def ask(self, kind: str, method: str, path: str, **values: Any) -> requests.Response | None:
        begun, status, heading, answer = time.monotonic(), 0, "", None
        try:
            answer = self.session.request(method, self.base + path, timeout=60, **values)
            status, heading = answer.status_code, "" if answer.status_code == 200 else heading_of(answer)
        except requests.RequestException as error:
            heading = type(error).__name__
        now = time.monotonic()
        self.answers.append(Answer(kind, status, now - begun, now, heading))
        return answer if status == 200 else None

    def submit(self, kind: str, path: str, changes: dict[str, str], files: Any = None) -> bool:
        """Whether the form at `path` was saved: filled in by a person, sent, and answered with another page."""
        page = self.ask(f"{kind}: form", "GET", path)
        if page is None:
            return False
        form = next((each for each in html.fromstring(page.text).forms if set(changes) <= set(each.fields)), None)
        if form is None:  # signed out, or asked to wait
            return False
        for select in form.xpath(".//select[@required]"):
            select.value = select.value or next(filter(None, select.value_options))
        for name in {each.get("name") for each in form.xpath(".//input[@type='radio']")}:
            group = form.inputs[name]
            group.value = group.value or next(iter(group.value_options))
        kept = [(name, value) for name, value in form.form_values() if name not in {*changes, *(files or ())}]
        sent = self.ask(kind, "POST", path, data=[*kept, *changes.items()], files=files)
        return sent is not None and bool(sent.history)

    def sign_in(self) -> None:
        who = {"login": self.address, "password": PASSWORD}
        while not self.done.is_set() and not self.is_signed_in:
            self.is_signed_in = self.submit("sign in", "/konto/anmelden/", who)
            self.done.wait(not self.is_signed_in)

    def read(self) -> None:
        self.ask("read", "GET", random.choice(PAGES))  # noqa: S311 - as above

    def mark(self) -> str:
        return f"Marke {self.number}-{next(self.marks)}-{secrets.token_hex(4)}"

    def add_need(self) -> None:
        mark = self.mark()
        self.keep(mark, lambda: self.submit("need", "/runde-tische/bedarfe/neu/", {"title": mark}))

    def add_file(self) -> None:
        mark = self.mark()
        files = {"file": (f"{mark}.png", picture(), "image/png")}
        path = f"/massnahmen/{self.measure}/anlagen/"
        self.keep(mark, lambda: self.submit("file", path, {"title": mark}, files))

    def keep(self, mark: str, act: Callable[[], bool]) -> None:
        begun = time.monotonic()
        self.saved[mark] = Saved(act(), begun, time.monotonic())

    measure = ""
    is_signed_in = False


def accounts(count: int) -> str:
    """What `manage.py shell -c` has to do so that so many can sign in."""
    return ACCOUNTS.format(count=count, names=PEOPLE, kinds=len(PEOPLE))


def picture() -> bytes:
    """A picture that no other is like."""
    output = io.BytesIO()
    Image.frombytes("RGB", (8, 8), secrets.token_bytes(192)).save(output, "PNG")
    return output.getvalue()


def heading_of(answer: requests.Response) -> str:
    """The sentence a person reads on top of the page."""
    found = html.fromstring(answer.text or "<p>").findtext(".//h1")
    return " ".join((found or "no page").split())


class Count(NamedTuple):
    """How many entries were told as saved and how many of these are missing; the same of those refused; and doubled."""

    saved: int
    lost: int
    refused: int
    there_all_the_same: int
    doubled: int


def there_in(database: str) -> Counter[str]:
    """How often each mark is in the database."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "SELECT title FROM roundtables_need WHERE title LIKE 'Marke %' "
            "UNION ALL SELECT title FROM measures_measureattachment WHERE title LIKE 'Marke %'"
        ).fetchall()
    return Counter(title for (title,) in rows)


def count(entries: Iterable[tuple[str, Saved]], there: Counter[str]) -> Count:
    """What became of the entries."""
    told: list[str] = []
    others: list[str] = []
    for mark, saved in entries:
        (told if saved.is_told else others).append(mark)
    doubled = sum(there[mark] > 1 for mark in (*told, *others))
    return Count(
        len(told),
        sum(not there[mark] for mark in told),
        len(others),
        sum(bool(there[mark]) for mark in others),
        doubled,
    )


def a_measure(database: str) -> str:
    """The number of a measure that everybody can attach files to."""
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT number FROM measures_measure ORDER BY number LIMIT 1").fetchone()
    assert row is not None
    return str(row[0])
