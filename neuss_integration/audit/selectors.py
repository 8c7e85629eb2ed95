"""Reading the audit log, and proving it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from neuss_integration.audit.models import AuditEntry, AuditLink
from neuss_integration.foundation.records.guards import Guard, guards

LINKED_WITHIN: Final = dt.timedelta(hours=1)
ROWS_AT_ONCE: Final = 1_000
_GUARDS: Final = Path(__file__).with_name("guards")


def entries(**filters: Any) -> QuerySet[AuditEntry]:
    """The log with its people, the latest first; `filters` as `AuditQuerySet.narrowed` takes them."""
    return AuditEntry.objects.narrowed(**filters).select_related("actor", "subject").order_by("-at", "-pk")


def head_of_log() -> str:
    """The head of the chain, to be kept outside the database; empty while there is none."""
    last = AuditLink.objects.order_by("-position").first()
    return last.head if last else ""


def broken_links() -> Iterator[str]:
    """A sentence for each place where the log is not as it was written, in the order of the chain."""
    head, position = "", 0
    for links in _in_parts():
        found = AuditEntry.objects.in_bulk([link.entry_number for link in links])
        for link in links:
            position += 1
            if link.position != position:
                yield f"Glied {position} der Kette fehlt."
                position = link.position
            elif link.head != link.head_after(head):
                yield f"Glied {link.position} passt nicht zum vorigen."
            yield from _broken(link, found.get(link.entry_number))
            head = link.head
    yield from _unlinked()


def late_entries() -> Iterator[str]:
    """A sentence for each entry that says it is much older than the one before it in the chain.

    Entries are linked within seconds. A clock that was set back looks the same as an entry that somebody invented.
    """
    latest: dt.datetime | None = None
    for links in _in_parts():
        found = AuditEntry.objects.in_bulk([link.entry_number for link in links])
        for entry in (found[link.entry_number] for link in links if link.entry_number in found):
            if latest is not None and entry.at < latest - LINKED_WITHIN:
                yield f"Eintrag {entry.pk} nennt eine Zeit weit vor der des Eintrags, der vor ihm in der Kette steht."
            latest = entry.at if latest is None else max(latest, entry.at)


def _in_parts() -> Iterator[list[AuditLink]]:
    last = 0
    while links := list(AuditLink.objects.filter(position__gt=last).order_by("position")[:ROWS_AT_ONCE]):
        yield links
        last = links[-1].position


def _broken(link: AuditLink, entry: AuditEntry | None) -> Iterator[str]:
    if entry is None:
        if link.kept_until >= timezone.now().date():
            yield f"Eintrag {link.entry_number} (Glied {link.position}) fehlt, obwohl seine Frist läuft."
    elif entry.checksum != link.checksum:
        yield f"Eintrag {link.entry_number} (Glied {link.position}) ist nicht mehr, wie er geschrieben wurde."


def _unlinked() -> Iterator[str]:
    late = AuditEntry.objects.unlinked().filter(at__lt=timezone.now() - LINKED_WITHIN).order_by("pk").first()
    if late is not None:
        yield f"Eintrag {late.pk} und folgende gehören noch nicht zur Kette. Bitte starten Sie „manage.py tick“."


def wanted_guards(vendor: str) -> set[Guard]:
    """What the migrations leave, as guards/`vendor`.txt lists it: the program says so, not the database."""
    lines = (_GUARDS / f"{vendor}.txt").read_text(encoding="utf-8").splitlines()
    return {Guard(*line.split()) for line in lines if not line.startswith("#")}


def missing_guards(connection: Any) -> dict[str, list[str]]:
    """By table, the actions whose guards were taken off, switched off or made to do something else."""
    found: dict[str, set[str]] = {}
    for guard in wanted_guards(connection.vendor) - guards(connection):
        found.setdefault(guard.table, set()).add(guard.action)
    return {table: sorted(actions) for table, actions in sorted(found.items())}
