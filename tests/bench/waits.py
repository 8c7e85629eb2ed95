"""The longest time another person waits while a long service writes: `python -m tests.bench.waits [--postgres]`.

Run it on an empty database of its own (DATABASE_URL); what it made stays there. With `--postgres` it runs on a
PostgreSQL server that is there for it alone. A second process saves an account and enters a measure all the time;
one line for each service: CPU time, its longest transaction on the clock and in CPU, and the longest wait of the
other. The bar: nobody waits for 1 s. The load of the machine stands below, because waiting for the processor counts
as well. Import and its undo write their own lines (`tests.bench.catalogue_import`).
"""
# ruff: noqa: E402, T201 - Django wants its settings before the imports; a benchmark prints

import argparse
import io
import os
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from measures.services.rounds import close_round, open_round, reopen_round
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import User
from neuss_integration.demo import reports as demo_reports
from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import workbook
from reporting.content.sections.registry import KINDS
from reporting.publication.worker import execute_run
from reporting.services.publishing import publish_report
from reporting.services.reports import release_report
from tests.bench.catalogue_import import HEAD, Transactions, catalogue, somebody, take_back, take_in
from tests.bench.round_opening import make_city
from tests.factories import make_person, make_round

SERVICES = ("round", "import", "publish")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on a temporary PostgreSQL server")
    parser.add_argument("--rows", type=int, default=5000, help="of the import")
    parser.add_argument("--only", choices=SERVICES, nargs="*", default=SERVICES)
    chosen = parser.parse_args()
    if chosen.postgres:
        bench = [sys.executable, "-m", "tests.bench.waits", *(word for word in sys.argv[1:] if word != "--postgres")]
        server = [sys.executable, "-m", "neuss_integration.bootstrap.with_postgres"]
        os.execv(sys.executable, [*server, *bench])  # noqa: S606 - the programs are this one and Python
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_master_data", verbosity=0)
    by = make_person("bench@neuss.example", "Messung", Role.COORDINATOR)
    print(connection.vendor)
    if "publish" in chosen.only:
        publish()
    if "round" in chosen.only:
        with transaction.atomic():
            make_city()
        of_round(by)
    if "import" in chosen.only:
        new = workbook([Sheet("Katalog", [Column(each) for each in HEAD], list(catalogue(chosen.rows)))])
        take_back(take_in("neu", new, by), by)
    print(f"Last der Maschine: {os.getloadavg()[0]:.1f} bei {os.cpu_count()} Prozessoren")


def of_round(by: User) -> None:
    """A round about all measures: opened, closed, opened again."""
    asked = make_round(state="draft")
    measured("Runde öffnen", lambda: open_round(asked, by=by))
    print(f"  {asked.reports.count()} Aufträge")
    measured("Runde schließen", lambda: close_round(asked, by=by))
    measured("Runde wieder öffnen", lambda: reopen_round(asked, by=by, reason="Messung", due_on=asked.due_on))


def publish() -> None:
    """The draft of the demo, with the texts that it still lacks; of the large city where DATABASE_URL names one."""
    with override_settings(DEMO_MODE=True):
        if not demo_reports.find("draft"):
            call_command("load_demo", verbosity=0, stdout=io.StringIO())
    draft, by = demo_reports.find("draft"), demo_reports.person("koordination")
    assert draft is not None
    for section in draft.sections.filter(is_included=True, text=""):
        if KINDS[section.kind].needs_text:
            section.text = "Gemessen."
            section.save(update_fields=["text"])
    runs = []
    measured("freigeben", lambda: runs.append(release_report(draft, by=by)))
    measured("setzen", lambda: execute_run(runs[0].pk))
    measured("veröffentlichen", lambda: publish_report(draft, by=by))


def measured(name: str, act: Callable[[], object]) -> None:
    other, begun, clock = somebody(), time.process_time(), time.monotonic()
    with Transactions() as transactions:
        act()
    seconds, clock = time.process_time() - begun, time.monotonic() - clock
    longest = f"längste Transaktion {transactions.clock:.2f} s, davon {transactions.cpu:.2f} s CPU"
    print(f"{name}: {seconds:.2f} s CPU, {clock:.2f} s, {longest}")
    print(other.communicate("fertig")[0].rstrip(), flush=True)


if __name__ == "__main__":
    main()
