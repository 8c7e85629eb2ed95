"""Somebody tries one password after the other: the owner of the account learns it, not only the log."""

import datetime as dt
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from neuss_integration.accounts.mails import notice
from neuss_integration.accounts.models import User
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry

MANY: Final = 5
WITHIN: Final = dt.timedelta(minutes=5)
"""As many, and as fast, as the limit for one address and network in ACCOUNT_RATE_LIMITS allows."""
ONCE_IN: Final = dt.timedelta(days=1)
TRIED: Final = (
    "Mit Ihrer E-Mail-Adresse ist mehrmals nacheinander ein falsches Passwort eingegeben worden. Aus dem Netz, aus dem "
    "das kam, geht die Anmeldung einige Minuten nicht; ein Browser, in dem Sie schon angemeldet waren, darf weiter."
)


def tell_of_wrong_passwords(owner: User) -> None:
    """The owner gets a mail once MANY were typed WITHIN a few minutes, from whatever networks; one in ONCE_IN."""
    typed = AuditEntry.objects.filter(
        event=AuditEvent.SIGN_IN_FAILED, subject=owner, at__gte=timezone.now() - WITHIN
    ).count()
    if typed < MANY or not owner.is_active:
        return
    if cache.add(f"wrong-passwords:{owner.pk}", True, ONCE_IN.total_seconds()):
        notice(owner, TRIED).send()
