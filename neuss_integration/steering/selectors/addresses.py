"""The secret address of a person's calendar: the key of the row, signed; a copy of the database is not enough."""

import uuid
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from neuss_integration.accounts.enums import Permission
from neuss_integration.steering.models import CalendarSubscription

_signer: Final = Signer(sep=".", salt="neuss_integration.steering.calendar")


def feed_address(subscription: CalendarSubscription) -> str:
    """The whole address, to be pasted into a calendar program."""
    secret = _signer.sign(subscription.key.hex)
    return urljoin(settings.SITE_URL, reverse("steering:feed", args=[secret]))


def subscription_at(secret: str) -> CalendarSubscription | None:
    """Whose calendar the address shows; None where it is wrong, switched off, or the person may no longer read."""
    try:
        key = uuid.UUID(_signer.unsign(secret))
    except (BadSignature, ValueError):
        return None
    found = CalendarSubscription.objects.select_related("user").filter(key=key, has_feed=True).first()
    return found if found and may_look(found) else None


def may_look(subscription: CalendarSubscription) -> bool:
    """Whether the person may open the calendar today: who lost the role or the account gets nothing more."""
    return subscription.user.is_active and subscription.user.access.has(Permission.VIEW_MEASURES)
