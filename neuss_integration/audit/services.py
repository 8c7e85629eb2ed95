"""Writing the audit log: entries, the chain over them, and their end."""

import datetime as dt
import ipaddress
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry, AuditLink
from neuss_integration.foundation.words.hygiene import clean

LINKED_AT_ONCE: Final = 2_000
NETWORK_BITS: Final = {4: 24, 6: 48}


def record(event: AuditEvent, *, by: Any, about: Any = None, detail: str = "", network: str = "") -> AuditEntry:
    """The log says what happened, in the transaction of the caller; `by` is None for the installation itself.

    `detail` names things and never people.
    """
    days = settings.AUDIT_SIGN_IN_DAYS if event.is_about_sign_in else settings.AUDIT_DAYS
    return AuditEntry.objects.create(
        event=event,
        actor_id=getattr(by, "pk", None),
        subject_id=getattr(about, "pk", None),
        detail=" ".join(clean(detail).split())[:300],
        network=network_of(network),
        kept_until=timezone.now().date() + dt.timedelta(days=days),
    )


def network_of(address: str) -> str:
    """The network of `address`, without the part that tells one connection from another; empty for none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((found, NETWORK_BITS[found.version]), strict=False))


def link_entries() -> int:
    """Entries that were committed since become part of the chain, in the order of their numbers; how many.

    Entries wait for it, instead of one for the other: a long import stops no sign-in. Of two that link at once
    one wins, the other one comes back.
    """
    try:
        with transaction.atomic():
            return _link_entries()
    except IntegrityError:
        return 0


def _link_entries() -> int:
    last = AuditLink.objects.order_by("-position").first()
    before, head = (last.position, last.head) if last else (0, "")
    entries = list(AuditEntry.objects.unlinked().order_by("pk")[:LINKED_AT_ONCE])
    for position, entry in enumerate(entries, before + 1):
        link = AuditLink(position=position, entry_number=entry.pk, kept_until=entry.kept_until, checksum=entry.checksum)
        link.head = head = link.head_after(head)
        link.save(force_insert=True)
    return len(entries)


@transaction.atomic
def forget_entries() -> int:
    """Entries whose time is over and that the chain knows are gone; how many. Their links stay."""
    linked = AuditLink.objects.values("entry_number")
    return AuditEntry.objects.expired().filter(pk__in=linked).delete()[0]
