"""Follows docs/betrieb.md to the letter: every indented line with manage.py, in its order, on a database of its own.

Run: python -m tests.bench.handbook

Paths, addresses and the public key are put in where the handbook leaves them open; before "restore" the database is a
new one, as the text says. Ends with an error at the first line that fails.
"""

import os
import re
import secrets
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from neuss_integration.bootstrap import postgres
from neuss_integration.bootstrap.places import ROOT

LINE = re.compile(r"^ {4,}\.venv/bin/python manage\.py (.*?)(?:\s{2,}# .*)?$", re.MULTILINE)
RUNS_FOR_EVER = ("db_worker", "tick")
ASKS_THE_NET = ("supply_chain",)


def lines() -> list[str]:
    """The commands of the handbook in their order."""
    return LINE.findall((ROOT / "docs/betrieb.md").read_text(encoding="utf-8"))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="neuss-handbook-") as place, postgres.temporary_server() as address:
        follow(Path(place), address)


def follow(folder: Path, other: str) -> None:
    """Every line; `other` is an empty PostgreSQL for "transfer"."""
    environment = os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'eins.sqlite3'}",
        "SECRET_KEY": secrets.token_hex(40),
        "SITE_URL": "https://integration.stadt.example/",
        "ALLOWED_HOSTS": "integration.stadt.example",
        "BEHIND_PROXY": "true",
        "EMAIL_URL": "smtp+tls://mail.stadt.example:587",
        "CONTACT_EMAIL": "buero@stadt.example",
    }
    key, restored = "", False
    for line in lines():
        name = line.split()[0]
        if name in (*RUNS_FOR_EVER, *ASKS_THE_NET):
            continue
        if name == "migrate" and key and not restored:
            environment["DATABASE_URL"], restored = f"sqlite:///{folder / 'zwei.sqlite3'}", True
        told = line.replace("age1…", key).replace("sicherung.key", str(folder / "sicherung.key"))
        told = told.replace("/sicherung/", f"{folder}/").replace("/ablage/", f"{folder}/")
        told = re.sub(r"postgres://\S+", other, told)
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "manage.py", *shlex.split(told)], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        print(f"{time.monotonic() - begun:6.1f} s  {line}", flush=True)  # noqa: T201 - a bench that a person runs
        if done.returncode:
            raise SystemExit(f"{done.stdout}{done.stderr}")
        key = key or next(iter(re.findall(r"age1[a-z0-9]+", done.stdout)), "")


if __name__ == "__main__":
    main()
