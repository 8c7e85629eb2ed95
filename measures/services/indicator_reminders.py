"""Who is reminded of values of indicators: the office that owes one, at most once a week."""

import datetime as dt
from collections import defaultdict
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from measures.selectors.contacts import contacts_of
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.services import queue_mail
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
    boxes: dict[str, list[ValueRequest]] = defaultdict(list)
    for office, contacts in contacts_of(offices, today).items() if offices else ():
        for address in {contact.address.lower() for contact in contacts}:
            boxes[address] += offices[office]
    year, week, _ = today.isocalendar()
    for address, asked_of in boxes.items():
        key = f"messwert:{address}:{year}-{week:02d}"
        queue_mail(key=key, kind=KIND, to=address, **_written(asked_of, today))
    return len(boxes)


def _written(asked: list[ValueRequest], today: dt.date) -> dict[str, Any]:
    late = sum(each.due_on < today for each in asked)
    context = {
        "asked": sorted(asked, key=lambda each: each.due_on),
        "today": today,
        "url": urljoin(settings.SITE_URL, reverse("measures:task-list")),
        "office_name": settings.OFFICE_NAME,
        "city_full_name": settings.CITY_FULL_NAME,
        "contact_email": settings.CONTACT_EMAIL,
    }
    text = render_to_string("measures/mail/values.txt", context).strip() + "\n"
    number = count_of(late or len(asked), "Messwert")
    return {"subject": f"{'Überfällig' if late else 'Bald fällig'}: {number}", "text": text}
