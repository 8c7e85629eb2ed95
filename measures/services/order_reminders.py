"""Who is reminded of what the Gremien ordered: each office at most once a week, about everything it owes."""

import datetime as dt
from collections import defaultdict
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from measures.models import Resolution
from measures.selectors.contacts import contacts_of
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.services import queue_mail

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
    boxes: dict[str, dict[int, Resolution]] = defaultdict(dict)
    for office, contacts in contacts_of(offices, today).items() if offices else ():
        for contact in contacts:
            boxes[contact.address.lower()] |= {each.pk: each for each in offices[office]}
    year, week, _ = today.isocalendar()
    for address, orders in boxes.items():
        key = f"beschluesse:{address}:{year}-{week:02d}"
        queue_mail(key=key, kind=KIND, to=address, **_written(list(orders.values()), today))
    return len(boxes)


def _written(orders: list[Resolution], today: dt.date) -> dict[str, Any]:
    late = sum(each.due_date is not None and each.due_date < today for each in orders)
    number = count_of(late or len(orders), "Auftrag")
    context = {
        "orders": orders,
        "today": today,
        "url": urljoin(settings.SITE_URL, f"{reverse('measures:resolution-list')}?auftrag=offen"),
        "office_name": settings.OFFICE_NAME,
        "city_full_name": settings.CITY_FULL_NAME,
        "contact_email": settings.CONTACT_EMAIL,
    }
    text = render_to_string("measures/mail/orders.txt", context).strip() + "\n"
    return {"subject": f"{'Überfällig' if late else 'Bald fällig'}: {number} aus Beschlüssen", "text": text}
