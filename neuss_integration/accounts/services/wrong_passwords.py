"""Somebody tries one password or code after the other: the owner of the account learns it, not only the log."""

import datetime as dt
from typing import Final

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from neuss_integration.accounts.mails import tried_passwords
from neuss_integration.accounts.models import User
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry

SECOND_STEP: Final = "Zweiter Faktor"
"""Noted of a failure after a right password."""
MANY: Final = 5
WITHIN: Final = dt.timedelta(minutes=5)
"""As many, and as fast, as the limit for one address and network in ACCOUNT_RATE_LIMITS allows."""
LOOKED_BACK: Final = dt.timedelta(minutes=30)
"""`tick` may come every ten minutes only, and late."""
ONCE_IN: Final = dt.timedelta(days=1)


def tell_of_wrong_passwords() -> None:
    """Owners get a mail once MANY were typed WITHIN a few minutes, from whatever networks; one in ONCE_IN.

    It is work of `tick`: in the answer itself it would take time for addresses with an account alone.
    """
    failed = AuditEntry.objects.filter(
        event=AuditEvent.SIGN_IN_FAILED, at__gte=timezone.now() - LOOKED_BACK, subject__is_active=True
    )
    often = failed.values("subject").annotate(typed=Count("pk")).filter(typed__gte=MANY).values_list("subject")
    for owner in User.objects.filter(pk__in=often):
        tries = [*failed.filter(subject=owner).order_by("at").values_list("at", "detail")]
        times = [at for at, _ in tries]
        is_fast = any(last - first <= WITHIN for first, last in zip(times, times[MANY - 1 :], strict=False))
        if is_fast and cache.add(f"wrong-passwords:{owner.pk}", True, ONCE_IN.total_seconds()):
            tried_passwords(owner, since=times[0], knew_password=SECOND_STEP in dict(tries).values()).send()
