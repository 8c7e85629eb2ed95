"""Seconds and memory of a backup and of its restore: `python -m tests.bench.restore [--mb 500] [--each 10]`.

Run it on an empty database of its own, on SQLite (DATABASE_URL) or behind
`python3 -m neuss_integration.bootstrap.with_postgres .venv/bin/python`. The demo, and so many MB of random
attachments of `--each` MB are written into an archive, proved, and restored into a second database; each step is a
process of its own, whose greatest memory the system tells (it never tells less than this bench had itself). Bytes by
chance cannot be packed, so the archive is about as large as they are.
"""
# ruff: noqa: E402, T201 - Django wants its settings before the imports; a benchmark prints

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["DEMO_MODE"] = "true"
django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from measures.models import Measure, MeasureAttachment
from neuss_integration.accounts.models import User

MANAGE: Final = [sys.executable, str(Path(__file__).resolve().parents[2] / "manage.py")]
MB: Final = 1024 * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=500, help="of attachments in all")
    parser.add_argument("--each", type=int, default=10, help="MB of each attachment")
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_master_data", verbosity=0, stdout=io.StringIO())
    with override_settings(DEMO_MODE=True):
        call_command("load_demo", verbosity=0, stdout=io.StringIO())
    fill(chosen.mb // chosen.each, chosen.each * MB)
    print(f"{connection.vendor}, {chosen.mb} MB Anhänge zu je {chosen.each} MB")
    with tempfile.TemporaryDirectory() as folder:
        archive, second = Path(folder) / "all.zip", other_database(Path(folder))
        step("sichern", ["backup", str(archive)], os.environ["DATABASE_URL"])
        gigabytes = archive.stat().st_size / 1024**3
        print(f"Archiv: {gigabytes:.2f} GB")
        step("prüfen", ["backup", str(archive), "--check"], second, gigabytes)
        step("einrichten", ["migrate", "--verbosity", "0"], second)
        step("wiederherstellen", ["restore", str(archive)], second, gigabytes)
    print(f"Last der Maschine: {os.getloadavg()[0]:.1f} bei {os.cpu_count()} Prozessoren")


def fill(number: int, size: int) -> None:
    """So many attachments, each of other bytes."""
    measure, by = Measure.objects.order_by("pk")[0], User.objects.order_by("pk")[0]
    for place in range(number):
        content = os.urandom(size)
        MeasureAttachment.objects.create(
            measure=measure,
            title=f"Messung {place}",
            name=f"messung-{place}.pdf",
            kind="pdf",
            size=size,
            sha256=sha256(content).hexdigest(),
            content=content,
            added_by=by,
        )


def other_database(folder: Path) -> str:
    """The address of an empty one beside the one of DATABASE_URL."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder}/second.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE second")
    front, _, name = os.environ["DATABASE_URL"].rpartition(str(connection.settings_dict["NAME"]))
    return f"{front}second{name}"


def step(name: str, command: list[str], database: str, gigabytes: float = 0) -> None:
    """One command of ours; a line with its seconds and its greatest memory."""
    begun = time.monotonic()
    process = subprocess.Popen([*MANAGE, *command], env=os.environ | {"DATABASE_URL": database})
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begun
    if status:
        raise RuntimeError(f"{name} failed.")
    share = f", je GB {seconds / gigabytes:.0f} s" if gigabytes else ""
    cpu = used.ru_utime + used.ru_stime
    print(f"{name}: {seconds:.0f} s, {cpu:.0f} s CPU{share}, höchstens {used.ru_maxrss / 1024:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
