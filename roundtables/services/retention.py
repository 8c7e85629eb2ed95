"""Erasing contact data that is not needed any more (design: rules over time). Minutes keep the organisations.

The history of a seat names accounts too; they are taken out there as well, past the ordinary way of writing.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from neuss_integration.foundation.words.months import add_months
from roundtables.models import Attendance, Guest, TableMember

EMPTY = {
    "user": None, "contact_name": "", "contact_email": "", "deputy_user": None, "deputy_name": "", "deputy_email": "",
}  # fmt: skip


@transaction.atomic
def erase_contacts(now: dt.datetime | None = None) -> int:
    """Seats that ended and guests who came CONTACT_RETENTION_MONTHS ago have no names, addresses and notes any more.

    Returns how many were erased. Seats keep organisation, kind and dates.
    """
    now = now or timezone.now()
    limit = add_months(timezone.localdate(now), -settings.CONTACT_RETENTION_MONTHS)
    seats = TableMember.objects.filter(valid_until__lt=limit, erased_at__isnull=True).select_for_update(of=("self",))
    guests = Guest.objects.filter(meeting__ends_at__date__lt=limit).exclude(guest_name="")
    return sum(_erase(seat, now) for seat in seats) + sum(_forget(guest) for guest in guests)


def _erase(seat: TableMember, now: dt.datetime) -> int:
    for name, value in EMPTY.items():
        setattr(seat, name, value)
    seat.erased_at = now
    seat.version += 1
    seat.save(update_fields=[*EMPTY, "erased_at", "version", "updated_at"])
    TableMember.history.filter(id=seat.pk).update(user=None, deputy_user=None)
    for rows in (Attendance.objects.filter(member=seat), Attendance.history.filter(member_id=seat.pk)):
        rows.exclude(reply_note="").update(reply_note="")
    return 1


def _forget(guest: Guest) -> int:
    guest.guest_name = ""
    guest.save(update_fields=["guest_name", "updated_at"])
    return 1
