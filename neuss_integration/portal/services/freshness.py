"""Keeping contact points true: confirming them, and asking who has not for a year."""

import datetime as dt
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.records.saving import locked, save_as
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.mailing.services import queue_mail
from neuss_integration.portal.models import ContactPoint
from neuss_integration.portal.models.advice import FRESH_DAYS

KIND: Final = "freshness"
TEXT: Final = """Guten Tag,

im Portal der {city} steht Ihre Anlaufstelle „{title}“. Seit dem {day} hat niemand bestätigt, dass alles noch stimmt.
Bitte sehen Sie nach und antworten Sie auf diese E-Mail: Stimmt alles, oder was ist anders?

{url}

Bis dahin steht auf der Seite, wie alt die Angaben sind.

{office}
"""


@transaction.atomic
def confirm_contact_point(point: ContactPoint, *, by: User) -> ContactPoint:
    """Everything about it is true today; confirmed twice on a day, it is confirmed once."""
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked(point)
    if current.confirmed_on != timezone.localdate():
        current.confirmed_on = timezone.localdate()
        save_as(current, ["confirmed_on"], by=by)
        current.events.create(actor=by, transition="confirm", from_state=current.state, to_state=current.state)
    return current


@transaction.atomic
def ask_owners() -> int:
    """A mail waits for the office of each released contact point that nobody confirmed for FRESH_DAYS; how many.

    It is asked once for each confirmation that grew old.
    """
    oldest = timezone.localdate() - dt.timedelta(days=FRESH_DAYS)
    points = list(ContactPoint.objects.public().filter(confirmed_on__lt=oldest).select_related("department"))
    for point in points:
        queue_mail(
            key=f"{KIND}:{point.pk}:{point.confirmed_on:%Y-%m-%d}",
            kind=KIND,
            to=(point.department.email if point.department else "") or point.email or city_names().contact_email,
            subject=f"Stimmt noch alles? {point.title}",
            text=TEXT.format(
                city=city_names().full_name,
                title=point.title,
                day=f"{point.confirmed_on:%d.%m.%Y}",
                url=urljoin(settings.SITE_URL, point.public_url),
                office=city_names().office,
            ),
            reply_to=city_names().contact_email,
        )
    return len(points)
