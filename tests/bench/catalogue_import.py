"""How much CPU taking in a catalogue takes: `python -m tests.bench.catalogue_import --rows 1000`.

Makes rows of a full catalogue, new ones first, then the same rows with every title changed, then unchanged. Run it
on an empty database of its own (DATABASE_URL); what it made stays there. With `--postgres` it runs on a PostgreSQL
server that is there for it alone. What counts is the CPU time of this process, because the clock of a shared machine
also counts what others do.

A second process saves an account and enters a measure all the time meanwhile; the longest time each took is printed
too. On a busy machine that also counts waiting for the processor, so the CPU time of the longest transaction of the
import is printed beside it: nobody is kept by a lock for longer. The bars: 1,000 rows new in 10 s, unchanged in 2 s of
CPU; with `--rows 5000` nobody else waits longer than 1 s.
"""
# ruff: noqa: E402, T201 - Django wants its settings before the imports; a benchmark prints

import argparse
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Self
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction

from measures.catalogue.importing.row_plans import make_plan
from measures.catalogue.listing import Listing
from measures.exports import listing_file
from measures.models import CatalogueImport, Measure
from measures.services.catalogue_import import start_import
from measures.services.catalogue_run import continue_run, run_import
from measures.services.catalogue_undo import begin_undo, continue_undo
from measures.services.measure import create_measure
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import workbook
from success_factors.models import FieldOfAction, SuccessFactor

HEAD = ["Titel", "Art", "Handlungsfeld", "Erfolgsfaktoren", "Federführung", "Mitwirkende Fachdienststellen", "Träger",
        "Zielgruppen", "Stadtteile", "Beginn", "Ende", "Beschreibung", "Ausgangslage"]  # fmt: skip


def main() -> None:
    """New, changed, unchanged; seconds for reading, preview and taking in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--watch", action="store_true", help="be the second process")
    parser.add_argument("--undo", action="store_true", help="take the new rows back instead of reading them again")
    parser.add_argument("--postgres", action="store_true", help="on a temporary PostgreSQL server")
    arguments = parser.parse_args()
    if arguments.postgres:
        bench = ["-m", "tests.bench.catalogue_import", "--rows", str(arguments.rows)] + ["--undo"] * arguments.undo
        server = [sys.executable, "-m", "neuss_integration.bootstrap.with_postgres"]
        os.execv(sys.executable, [*server, sys.executable, *bench])  # noqa: S606 - the programs are this one and Python
    rows = arguments.rows
    if arguments.watch:
        watch()
        return
    call_command("migrate", verbosity=0)
    call_command("load_master_data", verbosity=0)
    user, made = User.objects.get_or_create(email="bench@neuss.example", defaults={"name": "Messung"})
    if made:
        Membership.objects.create(user=user, role=Role.COORDINATOR)
    print(f"{rows} Zeilen, {connection.vendor}, {Measure.objects.count()} Maßnahmen vorher")
    new = workbook([Sheet("Katalog", [Column(each) for each in HEAD], list(catalogue(rows)))])
    done = take_in("neu", new, user)
    if arguments.undo:
        take_back(done, user)
        return
    listing = Listing(django.http.QueryDict("suche=Messung"), user)  # without those that the second process entered
    begun = time.process_time()
    export = listing_file(listing, "xlsx", made_at=django.utils.timezone.now(), all_columns=True)
    print(f"  Export aller Spalten: {time.process_time() - begun:.1f} s")
    take_in("unverändert", export, user)
    for measure in Measure.objects.filter(title__startswith="Messung"):
        Measure.objects.filter(pk=measure.pk).update(title=f"{measure.title} alt")
    take_in("geändert", export, user)


def watch() -> None:
    """Saves again and again until the other process is through; the longest wait."""
    user = User.objects.get(email="bench@neuss.example")
    values: dict[str, Any] = {"title": "Daneben erfasst", "kind": "project"}
    values |= {
        "lead_department": Department.objects.current()[0],
        "field_of_action": FieldOfAction.objects.current()[0],
    }
    saves: dict[str, Callable[[], object]] = {
        "ein Konto": lambda: User.objects.filter(pk=user.pk).update(name="Messung"),
        "eine neue Maßnahme": lambda: create_measure(by=user, values=values),
    }
    waits: dict[str, list[float]] = {name: [] for name in saves}
    print("bereit", flush=True)
    is_last = False
    while not is_last:
        is_last = bool(select.select([sys.stdin], [], [], 0.02)[0])
        for name, save in saves.items():
            begun = time.monotonic()
            with transaction.atomic():
                save()
            waits[name].append(time.monotonic() - begun)
    for name, seconds in waits.items():
        print(f"  längstes Warten einer anderen Person, {name}: {max(seconds):.2f} s ({len(seconds)} Mal gespeichert)")


class Transactions:
    """While it is entered, how long the outermost transactions of this process write: time on the clock, CPU time."""

    def __init__(self) -> None:
        self.clock = self.cpu = 0.0

    def __enter__(self) -> Self:
        self._begun = (time.monotonic(), time.process_time())
        noted = self._noted(connection.set_autocommit)
        self._patch = mock.patch.object(connection, "set_autocommit", noted)
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.stop()

    def _noted(self, inner: Callable[..., None]) -> Callable[..., None]:
        def set_autocommit(autocommit: bool, *args: Any, **kwargs: Any) -> None:
            now = (time.monotonic(), time.process_time())
            if autocommit:
                self.clock = max(self.clock, now[0] - self._begun[0])
                self.cpu = max(self.cpu, now[1] - self._begun[1])
            inner(autocommit, *args, **kwargs)  # which also does what waits for the end, in transactions of its own
            self._begun = (time.monotonic(), time.process_time())

        return set_autocommit


def catalogue(rows: int) -> Iterator[list[str]]:
    """Rows with several names in most cells."""
    departments = list(Department.objects.current().values_list("name", flat=True))
    fields = list(FieldOfAction.objects.current().values_list("name", flat=True))
    factors = list(SuccessFactor.objects.order_by("number").values_list("title", flat=True))
    carriers = list(Organisation.objects.values_list("name", flat=True))
    groups = list(TargetGroup.objects.values_list("name", flat=True))
    districts = list(District.objects.values_list("name", flat=True))
    start = Measure.objects.count()
    for number in range(start, start + rows):

        def some(names: list[str], count: int, at: int = number) -> str:
            return "; ".join(names[(at + step) % len(names)] for step in range(count))

        yield [
            f"Messung {number}",
            "Projekt",
            some(fields, 1),
            some(factors, 2),
            some(departments, 1),
            some(departments, 2, number + 1),
            some(carriers, 2),
            some(groups, 2),
            some(districts, 3),
            "03.2024",
            "2027",
            "Beschreibung mit Umlauten: Übergänge schaffen. " * 5,
            "Ausgangslage. " * 10,
        ]


def somebody() -> Any:
    """Another process that saves all the time, until it is told the end."""
    command = [sys.executable, "-m", "tests.bench.catalogue_import", "--watch"]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout
    other.stdout.readline()
    return other


def take_back(done: CatalogueImport, user: User) -> None:
    """All rows of the import, beside somebody who saves."""
    other, begun = somebody(), time.process_time()
    with Transactions() as transactions:
        undone = continue_undo(begin_undo(done, by=user).pk)
    kept = sum(bool(why) for _, why in undone.taken_back)
    seconds = time.process_time() - begun
    print(f"  zurücknehmen: {seconds:.1f} s, {len(undone.taken_back)} Zeilen, davon bleiben {kept}")
    print(f"  längste Transaktion: {transactions.clock:.2f} s, davon {transactions.cpu:.2f} s CPU")
    print(other.communicate("fertig")[0].rstrip())


def take_in(what: str, content: bytes, user: User) -> CatalogueImport:
    """One file from the upload to the report, beside somebody who saves."""
    other = somebody()
    begun = time.process_time()
    draft = start_import(ContentFile(content, name="katalog.xlsx"), by=user)
    read = time.process_time()
    plan = make_plan(draft)
    planned = time.process_time()
    with Transactions() as transactions:
        done = continue_run(run_import(draft, by=user, digest=plan.digest).pk)
    end = time.process_time()
    counts = {action.label: number for action, number in plan.counts.items() if number}
    print(
        f"  {what}: lesen {read - begun:.1f} s, Vorschau {planned - read:.1f} s, "
        f"übernehmen {end - planned:.1f} s, zusammen {end - begun:.1f} s {counts} {len(done.results)}"
    )
    print(f"  längste Transaktion: {transactions.clock:.2f} s, davon {transactions.cpu:.2f} s CPU")
    print(other.communicate("fertig")[0].rstrip())
    return done


if __name__ == "__main__":
    main()
