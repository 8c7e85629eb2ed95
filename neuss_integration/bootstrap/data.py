"""The database and the secret key of the quick start, in `.data`; a database of production is never touched."""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from neuss_integration.bootstrap import console
from neuss_integration.bootstrap.places import DATA, LOG, ROOT, VENV_PYTHON, data_folder

DATABASE = DATA / "db.sqlite3"
SECRET_KEY = DATA / "secret-key"
STATE = DATA / "state.json"
LOCK = DATA / "lock"
ADDRESS = DATA / "address"
"""Where the application runs: read by the settings of a command in a second window."""

SOURCES = ("neuss_integration", "success_factors", "measures", "roundtables", "reporting")
SOURCE_SUFFIXES = {".py", ".yaml", ".json", ".csv"}


def environment(*, demo: bool) -> dict[str, str]:
    """The environment of every process of the quick start."""
    return os.environ | {
        "DATA_DIR": str(DATA),
        "DATABASE_URL": f"sqlite:///{quote(str(DATABASE))}",
        "SECRET_KEY": "",
        "SECRET_KEY_FILE": str(SECRET_KEY),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DEMO_MODE": str(demo).lower(),
        "HTTPS": "false",
        "STATIC_FROM_FINDERS": "true",
        "PYTHONWARNINGS": "ignore:No directory at",  # nothing is collected, so there is no STATIC_ROOT
    }


def ensure_secret_key() -> None:
    """Write a random secret key that only the owner can read, once."""
    if not SECRET_KEY.exists():
        with open(os.open(SECRET_KEY, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))


def ensure_database(clock: console.Clock, *, demo: bool) -> None:
    """Bring the database to the state of the code, with the demo in it when it is new and `demo` is wanted.

    A first set-up that was interrupted starts over: nobody has worked with its database yet. Raise SetupError when
    there is a database of the other kind, so that demo accounts never get into real data.
    """
    state = read_state()
    check_kind(state, demo=demo)
    if state.get("sources") == (sources := digest_of_sources()):
        return
    fresh = "sources" not in state
    if fresh:
        remove_database()
        write_state(demo=demo)
    with clock.step("Datenbank und Stammdaten einrichten"):
        for command in ("migrate", "createcachetable", "load_master_data"):
            manage(command, demo=demo)
    if fresh and demo:
        with clock.step("Demo einrichten"):
            manage("load_demo", demo=demo)
    write_state(demo=demo, sources=sources)


def check_kind(state: dict[str, object], *, demo: bool) -> None:
    """Raise SetupError when the database holds the demo and none is wanted, or the other way round."""
    if not state or state["demo"] == demo:
        return
    found, other = ("die Demo", "ohne --no-demo") if state["demo"] else ("eigene Daten", "mit --no-demo")
    raise console.SetupError(
        f"In .data liegt schon eine Datenbank; sie enthält {found}. Starten Sie {other}, "
        "oder verwerfen Sie alle Daten mit --reset."
    )


def read_state() -> dict[str, object]:
    """What is known of the database: `demo` and, once it is complete, `sources`; one made by hand is somebody's own."""
    if not DATABASE.exists():
        return {}
    return json.loads(STATE.read_text(encoding="utf-8")) if STATE.exists() else {"demo": False, "sources": ""}


def write_state(**state: object) -> None:
    """Replace what is known of the database in one step."""
    draft = STATE.with_suffix(".new")
    draft.write_text(json.dumps(state), encoding="utf-8")
    draft.replace(STATE)


def digest_of_sources() -> str:
    """A fingerprint of everything that can change the database: code, migrations and data of the applications."""
    total = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SOURCE_SUFFIXES:
                total.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return total.hexdigest()


def manage(command: str, *, demo: bool) -> None:
    """Run a command of Django with its output in the log."""
    problem = f"Der Schritt „{command}“ ist fehlgeschlagen."
    console.run([VENV_PYTHON, "manage.py", command], problem=problem, log=LOG, cwd=ROOT, env=environment(demo=demo))


def remove_database() -> None:
    """Delete the database with the files that SQLite keeps beside it."""
    for path in DATA.glob(f"{DATABASE.name}*"):
        path.unlink()


def reset() -> None:
    """Delete all data after the person has agreed; raise SetupError when not."""
    if not any(path != LOCK for path in DATA.iterdir()):
        return
    try:
        answer = input("Alle Daten in .data werden gelöscht: Datenbank, Berichte, Schlüssel. Fortfahren? (ja/nein) ")
    except EOFError:
        answer = ""
    if answer.strip().lower() not in ("ja", "j"):
        raise console.SetupError("Nichts wurde gelöscht.")
    for path in DATA.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != LOCK:
            path.unlink()


@contextmanager
def announced(address: str) -> Iterator[None]:
    """Commands without a SITE_URL of their own find `address` as long as this process lives."""
    ADDRESS.write_text(f"{os.getpid()} {address}", encoding="utf-8")
    try:
        yield
    finally:
        ADDRESS.unlink(missing_ok=True)


@contextmanager
def exclusive() -> Iterator[None]:
    """Hold the data for one `start`; raise SetupError when another has them."""
    data_folder()
    with LOCK.open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise console.SetupError("Die Anwendung läuft schon. Beenden Sie sie dort zuerst mit Strg+C.") from None
        yield
