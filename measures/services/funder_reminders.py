"""Who is reminded of what is due to a funder: the office in charge, at most once a week."""

import datetime as dt
from collections import defaultdict
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from measures.models import FundingProgramme
from measures.selectors.contacts import contacts_of
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.services import queue_mail

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
    boxes: dict[str, list[Line]] = defaultdict(list)
    for office, contacts in contacts_of(offices, today).items() if offices else ():
        for address in {contact.address.lower() for contact in contacts}:
            boxes[address] += offices[office]
    year, week, _ = today.isocalendar()
    for address, lines in boxes.items():
        key = f"foerderung:{address}:{year}-{week:02d}"
        queue_mail(key=key, kind=KIND, to=address, **_written(sorted(lines, key=lambda line: line[2]), today))
    return len(boxes)


def _written(lines: list[Line], today: dt.date) -> dict[str, Any]:
    late = sum(due < today for _, _, due in lines)
    context = {
        "lines": lines,
        "today": today,
        "url": urljoin(settings.SITE_URL, reverse("measures:programme-list")),
        "office_name": settings.OFFICE_NAME,
        "city_full_name": settings.CITY_FULL_NAME,
        "contact_email": settings.CONTACT_EMAIL,
    }
    text = render_to_string("measures/mail/funders.txt", context).strip() + "\n"
    number = count_of(late or len(lines), "Frist")
    return {"subject": f"{'Vorbei' if late else 'Bald fällig'}: {number} bei Förderprogrammen", "text": text}
