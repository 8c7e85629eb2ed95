"""Who is reminded of what the Gremien ordered: each office at most once a week, about everything it owes."""

import datetime as dt
from collections import defaultdict
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from measures.models import Resolution
from measures.services.office_mails import queue_week, text_of_week
from neuss_integration.foundation.words.nouns import count_of

KIND: Final = "order"


@transaction.atomic
def remind_of_orders(now: dt.datetime | None = None) -> int:
    """Everybody of an office with an order that is due soon or overdue has the mail of this week; returns how many.

    An office that cannot be reached is left to the Koordination, who sees the order as overdue.
    """
    today = timezone.localdate(now)
    until = today + dt.timedelta(days=settings.ACTION_REMINDER_DAYS)
    offices: dict[int, list[Resolution]] = defaultdict(list)
    due = Resolution.objects.unsettled().filter(due_date__lte=until).select_related("committee")
    for each in due.order_by("due_date", "pk"):
        offices[each.responsible_department_id or 0].append(each)
    return queue_week(offices, today, kind=KIND, key="beschluesse", written=partial(_written, today))


def _written(today: dt.date, orders: list[Resolution]) -> dict[str, Any]:
    late = sum(each.due_date is not None and each.due_date < today for each in orders)
    number = count_of(late or len(orders), "Auftrag")
    address = f"{reverse('measures:resolution-list')}?auftrag=offen"
    text = text_of_week("measures/mail/orders.txt", address, orders=orders, today=today)
    return {"subject": f"{'Überfällig' if late else 'Bald fällig'}: {number} aus Beschlüssen", "text": text}
