"""When the next report is due."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from neuss_integration.foundation.words.months import add_months
from reporting.models import Publication


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the next report is due (seed: alle zwei Jahre), counted from the last publication."""

    due_on: dt.date | None
    today: dt.date

    @property
    def is_overdue(self) -> bool:
        """The day has passed."""
        return self.due_on is not None and self.due_on < self.today

    @property
    def is_near(self) -> bool:
        """Within the months of settings.REPORT_WARNING_MONTHS."""
        return self.due_on is not None and add_months(self.today, settings.REPORT_WARNING_MONTHS) >= self.due_on

    @property
    def days_left(self) -> int:
        """Days from today to the due date, negative afterwards; 0 without one."""
        return (self.due_on - self.today).days if self.due_on else 0


def next_deadline() -> Deadline:
    """The due date of the next Fortschreibung; none before the first publication."""
    return deadline_after(Publication.objects.of_the_rhythm().values_list("published_at", flat=True).first())


def deadline_after(last: dt.datetime | None) -> Deadline:
    """When the Fortschreibung after the one published at `last` is due."""
    due = add_months(timezone.localdate(last), 12 * settings.REPORT_INTERVAL_YEARS) if last else None
    return Deadline(due, timezone.localdate())
