"""Who is reminded of values of indicators: the office that owes one, at most once a week."""

import datetime as dt
from collections import defaultdict
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from measures.services.office_mails import queue_week, text_of_week
from neuss_integration.foundation.words.nouns import count_of
from success_factors.models import ValueRequest

KIND: Final = "indicator"
AHEAD: Final = dt.timedelta(days=14)


@transaction.atomic
def remind_of_values(now: dt.datetime | None = None) -> int:
    """Who works for an office that owes a value within AHEAD has the mail of this week; how many."""
    today = timezone.localdate(now)
    offices: dict[int, list[ValueRequest]] = defaultdict(list)
    owed = ValueRequest.objects.owed().filter(due_on__lte=today + AHEAD).select_related("indicator")
    for asked in owed.order_by("due_on", "pk"):
        offices[asked.department_id].append(asked)
    return queue_week(offices, today, kind=KIND, key="messwert", written=partial(_written, today))


def _written(today: dt.date, asked: list[ValueRequest]) -> dict[str, Any]:
    late = sum(each.due_on < today for each in asked)
    number = count_of(late or len(asked), "Messwert")
    told = sorted(asked, key=lambda each: each.due_on)
    text = text_of_week("measures/mail/values.txt", reverse("measures:task-list"), asked=told, today=today)
    return {"subject": f"{'Überfällig' if late else 'Bald fällig'}: {number}", "text": text}
