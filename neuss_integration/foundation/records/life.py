"""Signs of life that processes leave in the database, read by clocks that may have been set meanwhile."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone


def is_silent(seen_at: dt.datetime, limit: dt.timedelta) -> bool:
    """Whether a process last seen then is silent for longer than `limit`.

    A sign from further in the future is none: the clock was set back since, and who lives has said so again.
    """
    return abs(timezone.now() - seen_at) > limit


def silent(field: str, limit: dt.timedelta, *, now: dt.datetime | None = None) -> Q:
    """The rows of which that holds for the moment in `field`; rows without a moment are not among them."""
    now = now or timezone.now()
    return Q(**{f"{field}__lt": now - limit}) | Q(**{f"{field}__gt": now + limit})
