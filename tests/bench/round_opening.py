"""Measures the opening of a round over 5,000 measures and 300 people: seconds, queries, and what was stored.

Run: DATABASE_URL=sqlite:///bench.sqlite3 python manage.py migrate, then python -m tests.bench.round_opening
Everything happens in one transaction that is rolled back.
"""

import os
import sys
import time
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from measures.models import Measure, ProgressReport  # noqa: E402
from measures.services.reminders import queue_due  # noqa: E402
from measures.services.rounds import open_round  # noqa: E402
from neuss_integration.accounts.enums import Role  # noqa: E402
from neuss_integration.accounts.models import Membership, User  # noqa: E402
from neuss_integration.city.models import Department  # noqa: E402
from neuss_integration.mailing.models import Mail  # noqa: E402
from tests.factories import make_coordinator, make_field, make_round  # noqa: E402

MEASURES: Final = 5_000
PEOPLE: Final = 300


def make_city() -> None:
    """300 offices with one person each, and 5,000 running measures."""
    offices = Department.objects.bulk_create(Department(name=f"Messamt {number:03d}") for number in range(PEOPLE))
    people = User.objects.bulk_create(
        User(email=f"messung{number:03d}@neuss.example", name=f"Messung {number:03d}") for number in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(user=person, role=Role.DEPARTMENT_EDITOR, department=office)
        for person, office in zip(people, offices, strict=True)
    )
    field, since = make_field(), timezone.localdate()
    Measure.objects.bulk_create(
        Measure(
            number=f"M-1999-{number:04d}",
            title=f"Gemessene Maßnahme {number}",
            kind="permanent",
            state="running",
            state_since=since,
            field_of_action=field,
            lead_department=offices[number % PEOPLE],
        )
        for number in range(MEASURES)
    )


def measured(what: str, action: object) -> None:
    """Says how long `action` took and how many queries it made."""
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        action()  # type: ignore[operator]
    sys.stdout.write(f"{what}: {time.perf_counter() - begun:.1f} s, {len(queries)} queries\n")


def main() -> None:
    """Opens the round once and asks for reminders again, which writes nothing."""
    with transaction.atomic():
        make_city()
        asked, by = make_round(state="draft"), make_coordinator()
        measured("open", lambda: open_round(asked, by=by))
        measured("remind again", queue_due)
        reports = ProgressReport.objects.filter(round=asked)
        history = ProgressReport.history.filter(round=asked).count()
        sys.stdout.write(f"tasks {reports.count()}, rows of history {history}, mails {Mail.objects.count()}\n")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
