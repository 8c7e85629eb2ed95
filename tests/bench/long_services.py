"""The longest time another person waits while a service works through a whole city of 5,000 measures.

    DEMO_MODE=true DATABASE_URL=… python -m tests.bench.long_services [--postgres] [--measures 5000] [--only tick …]

Run it on an empty database of its own, or on the large demo city; with `--postgres` on a server that is there for it
alone. Beside `tests.bench.waits` (rounds, import, publishing), and read as its lines are. What each did is undone
nowhere, so they stand in the order in which they work.
"""
# ruff: noqa: E402, T201 - Django wants its settings before the imports; a benchmark prints

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
django.setup()

from django.core.management import call_command
from django.db import connection

from measures.enums import ProgressState
from measures.models import Measure, ProgressReport
from measures.services.bulk import MOST, Together, change_together
from measures.services.exclusions import exclude_measures
from measures.services.progress.bulk_answers import accept_bulk
from measures.services.reminders import remind_missing
from measures.services.rounds import close_round, open_round, reopen_round
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.backups.leaving import export_all
from neuss_integration.backups.making import write_backup
from neuss_integration.data_protection.selectors import person_of
from neuss_integration.data_protection.services import erase_person
from neuss_integration.mailing.models import Mail
from tests.bench.waits import measured
from tests.factories import make_person, make_round

ACCEPTED: Final = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on a temporary PostgreSQL server")
    parser.add_argument("--measures", type=int, default=5000)
    parser.add_argument("--only", choices=SERVICES, nargs="*", default=list(SERVICES))
    chosen = parser.parse_args()
    if chosen.postgres:
        words = [word for word in sys.argv[1:] if word != "--postgres"]
        server = [sys.executable, "-m", "neuss_integration.bootstrap.with_postgres"]
        bench = [sys.executable, "-m", "tests.bench.long_services", *words]
        os.execv(sys.executable, [*server, *bench])  # noqa: S606 - the programs are this one and Python
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_master_data", verbosity=0)
    by = User.objects.filter(email="bench@neuss.example").first() or coordinator()
    print(connection.vendor)
    if not Measure.objects.exists():
        call_command("load_demo", measures=chosen.measures, rounds=10, verbosity=0, stdout=io.StringIO())
    print(f"{Measure.objects.count()} Maßnahmen, {ProgressReport.objects.count()} Sachstände")
    for name in chosen.only:
        SERVICES[name](by)
    print(f"Last der Maschine: {os.getloadavg()[0]:.1f} bei {os.cpu_count()} Prozessoren")


def coordinator() -> User:
    by = make_person("bench@neuss.example", "Messung", Role.COORDINATOR)
    Membership.objects.create(user=by, role=Role.ADMINISTRATOR)
    return by


def of_round(by: User) -> None:
    """A round about all measures: opened, reminded of, half of it left out, closed, opened again."""
    asked = make_round(state="draft", asks_planned=True, asks_running=True, asks_paused=True)
    measured("Runde öffnen", lambda: open_round(asked, by=by))
    print(f"  {asked.reports.count()} Aufträge, {Mail.objects.filter(rounds__round=asked).count()} E-Mails")
    measured("erinnern", lambda: remind_missing(asked, by=by))
    some = Measure.objects.filter(progress_reports__round=asked)[:500]
    measured("500 ausnehmen", lambda: exclude_measures(asked, some, by=by, reason="Messung"))
    measured("Runde schließen", lambda: close_round(asked, by=by))
    measured("Runde wieder öffnen", lambda: reopen_round(asked, by=by, reason="Messung", due_on=asked.due_on))


def accept(by: User) -> None:
    """As many answers as a page shows are accepted together."""
    waiting = ProgressReport.objects.filter(state=ProgressState.SUBMITTED, change_proposals=None)
    some = [(report, report.version) for report in waiting.exclude(submitted_by=by)[:ACCEPTED]]
    measured(f"{len(some)} Sachstände annehmen", lambda: accept_bulk(some, by=by))


def bulk(by: User) -> None:
    """As many measures as can be changed together."""
    change = Together(values={"contact_name": "Messung", "contact_phone": "02131 90"}, added={}, removed={})
    versions = dict(Measure.objects.editable_by(by).values_list("pk", "version")[:MOST])
    measured(f"{len(versions)} Maßnahmen gemeinsam ändern", lambda: change_together(change, by=by, versions=versions))


def tick(by: User) -> None:
    """Everything that happens by itself, job for job; twice, because the first time finds the most."""
    from neuss_integration.management.commands.tick import JOBS

    for again in ("", " noch einmal"):
        for job in JOBS:
            measured(f"tick{again}: {job.__qualname__}", job)


def erase(by: User) -> None:
    """Somebody who wrote much, after the account was closed."""
    writer = Membership.objects.filter(role=Role.DEPARTMENT_EDITOR, user__is_active=True).exclude(user=by)[0].user
    writer.is_active = False
    writer.save(update_fields=["is_active"])
    measured("Person löschen", lambda: erase_person(person_of(writer), by=by))


def backup(by: User) -> None:
    """Everything is written into one file, and into a folder."""
    with tempfile.TemporaryDirectory() as folder:
        measured("sichern", lambda: write_backup(Path(folder) / "all.zip"))
        measured("alles ausgeben", lambda: export_all(Path(folder) / "all"))


SERVICES: Final[dict[str, Callable[[User], None]]] = {
    "round": of_round,
    "accept": accept,
    "bulk": bulk,
    "tick": tick,
    "erase": erase,
    "backup": backup,
}


if __name__ == "__main__":
    main()
