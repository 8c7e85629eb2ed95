"""Time and queries of `manage.py check_report` and of the snapshot, on the database of DATABASE_URL.

    DATABASE_URL=… python -m tests.bench.check_report [NUMMER]

Without a number the last report in work is taken, or else one is begun and taken back. Build a city before with
`manage.py load_demo`, or a large one with `load_demo --measures 5000 --rounds 10`.
"""
# ruff: noqa: E402 - Django wants its settings before the imports

import os
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

import django

django.setup()

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from measures.models import Measure
from reporting.content.snapshot import build_snapshot
from reporting.models import Report
from reporting.publication.recount import checked, recounted
from tests.factories import make_report


def measured(name: str, action: Callable[[], Any]) -> Any:
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        found = action()
    sys.stdout.write(f"{name}: {time.perf_counter() - begun:.2f} s, {len(asked)} Abfragen\n")
    return found


def main(words: list[str]) -> int:
    with transaction.atomic():
        chosen = Report.objects.filter(pk=words[0]) if words else Report.objects.in_work().order_by("-pk")
        report = chosen.first() or make_report()
        sys.stdout.write(f"{Measure.objects.count()} Maßnahmen, Bericht {report}\n")
        content = measured("Datenstand", lambda: build_snapshot(report))
        values = measured("zweite Rechnung", lambda: recounted(report))
        rows = measured("Vergleich", lambda: checked(content, values))
        transaction.set_rollback(True)
    wrong = [each.figure.label for each in rows if not each.is_equal]
    sys.stdout.write(f"{len(rows)} Zahlen, verschieden: {', '.join(wrong) or 'keine'}\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
