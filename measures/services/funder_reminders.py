"""Who is reminded of what is due to a funder: the office in charge, at most once a week."""

import datetime as dt
from collections import defaultdict
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from measures.models import FundingProgramme
from measures.services.office_mails import queue_week, text_of_week
from neuss_integration.foundation.words.nouns import count_of

KIND: Final = "funder"
AHEAD: Final = dt.timedelta(days=30)
"""A Verwendungsnachweis takes weeks to write."""
Line = tuple[FundingProgramme, str, dt.date]


@transaction.atomic
def remind_of_funders(now: dt.datetime | None = None) -> int:
    """Who works for an office that owes a funder something within a month has the mail of this week; how many."""
    today = timezone.localdate(now)
    offices: dict[int, list[Line]] = defaultdict(list)
    for programme in FundingProgramme.objects.due_by(today + AHEAD).order_by("pk"):
        due = [each for each in programme.open_deadlines if each.due <= today + AHEAD]
        offices[programme.department_id] += [(programme, each.label, each.due) for each in due]
    return queue_week(offices, today, kind=KIND, key="foerderung", written=partial(_written, today))


def _written(today: dt.date, lines: list[Line]) -> dict[str, Any]:
    late = sum(due < today for _, _, due in lines)
    number = count_of(late or len(lines), "Frist")
    told = sorted(lines, key=lambda line: line[2])
    text = text_of_week("measures/mail/funders.txt", reverse("measures:programme-list"), lines=told, today=today)
    return {"subject": f"{'Vorbei' if late else 'Bald fällig'}: {number} bei Förderprogrammen", "text": text}
