"""Writing the audit log: entries, the chain over them, and their end."""

import datetime as dt
import ipaddress
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from neuss_integration.audit import anchors
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.models import AuditEntry, AuditLink
from neuss_integration.foundation.words.hygiene import clean

LINKED_AT_ONCE: Final = 2_000
TRIES: Final = 10
NETWORK_BITS: Final = {4: 24, 6: 48}


def record(event: AuditEvent, *, by: Any, about: Any = None, detail: str = "", network: str = "") -> AuditEntry:
    """The log says what happened, in the transaction of the caller; `by` is None for the installation itself.

    As soon as that is committed the entry is part of the chain. `detail` names things and never people.
    """
    days = settings.AUDIT_SIGN_IN_DAYS if event.is_about_sign_in else settings.AUDIT_DAYS
    entry = AuditEntry.objects.create(
        event=event,
        actor_id=getattr(by, "pk", None),
        subject_id=getattr(about, "pk", None),
        detail=" ".join(clean(detail).split())[:300],
        network=network_of(network),
        kept_until=timezone.now().date() + dt.timedelta(days=days),
    )
    transaction.on_commit(partial(link_entry, entry), robust=True)
    return entry


def network_of(address: str) -> str:
    """The network of `address`, without the part that tells one connection from another; empty for none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((found, NETWORK_BITS[found.version]), strict=False))


def link_entry(entry: AuditEntry) -> None:
    """The committed `entry` is part of the chain. Of many at once each tries again; `tick` takes those that gave up.

    A transaction of its own, after that of the entry: nobody waits for a long import, and nobody can change or delete
    an entry unnoticed before it is linked.
    """
    for _ in range(TRIES):
        if AuditLink.objects.filter(entry_number=entry.pk).exists() or _linked([entry]):
            return


def link_entries() -> int:
    """Entries that no process linked, for it was ended before it could, become part of the chain; how many."""
    return _linked(list(AuditEntry.objects.unlinked().order_by("pk")[:LINKED_AT_ONCE]))


def keep_ends() -> None:
    """The file of the ends of the chain stays short, and a cut off chain is told."""
    anchors.shorten()


def _linked(entries: list[AuditEntry]) -> int:
    """How many were linked: all, or none when another process linked at the same moment."""
    try:
        with transaction.atomic():
            return _link(entries)
    except IntegrityError:
        return 0


def _link(entries: list[AuditEntry]) -> int:
    last = AuditLink.objects.order_by("-position").first()
    before, head = (last.position, last.head) if last else (0, "")
    for position, entry in enumerate(entries, before + 1):
        link = AuditLink(position=position, entry_number=entry.pk, kept_until=entry.kept_until, checksum=entry.checksum)
        link.head = head = link.head_after(head)
        link.save(force_insert=True)
    if entries:
        transaction.on_commit(partial(anchors.keep, head), robust=True)
    return len(entries)


@transaction.atomic
def forget_entries() -> int:
    """Entries whose time is over and that the chain knows are gone; how many. Their links stay."""
    linked = AuditLink.objects.values("entry_number")
    return AuditEntry.objects.expired().filter(pk__in=linked).delete()[0]
