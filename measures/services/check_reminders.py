"""Who is reminded of the Selbstcheck: the office that owes one, at most once a week."""

import datetime as dt
from collections import defaultdict
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from measures.models import OfficeCheck
from measures.services.office_mails import queue_week, text_of_week
from neuss_integration.foundation.words.nouns import count_of

KIND: Final = "check"
AHEAD: Final = dt.timedelta(days=14)


@transaction.atomic
def remind_of_checks(now: dt.datetime | None = None) -> int:
    """Who works for an office that owes a Selbstcheck within AHEAD has the mail of this week; how many."""
    today = timezone.localdate(now)
    offices: dict[int, list[OfficeCheck]] = defaultdict(list)
    owed = OfficeCheck.objects.owed().filter(check_year__due_on__lte=today + AHEAD)
    for check in owed.select_related("check_year", "department").order_by("check_year__due_on", "pk"):
        offices[check.department_id].append(check)
    return queue_week(offices, today, kind=KIND, key="selbstcheck", written=partial(_written, today))


def _written(today: dt.date, owed: list[OfficeCheck]) -> dict[str, Any]:
    late = sum(each.check_year.due_on < today for each in owed)
    number = count_of(late or len(owed), "Selbstcheck")
    told = sorted(owed, key=lambda each: (each.check_year.due_on, each.pk))
    text = text_of_week("measures/mail/checks.txt", reverse("measures:task-list"), asked=told, today=today)
    return {"subject": f"{'Überfällig' if late else 'Bald fällig'}: {number}", "text": text}
