"""Minutes that wait for the Koordination: to be approved, or with an objection that is still open."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from roundtables.enums.minutes import MinutesState, ObjectionState
from roundtables.models import Minutes, Objection

APPROVE: Final = "genehmigen"
OBJECTIONS: Final = "einwaende"


@dataclass(frozen=True, slots=True)
class WaitingMinutes:
    """What waits, in words, and a row for each: the minutes it is about and what there is to say."""

    title: str
    rows: list[tuple[Minutes, str]]


def minutes_to_approve(user: Any, today: dt.date) -> QuerySet[Minutes]:
    """Sent minutes to which nobody can object any more."""
    return Minutes.objects.inside_of(user).filter(state=MinutesState.SENT, comment_until__lt=today)


def open_objections(user: Any) -> QuerySet[Objection]:
    """Objections to which nobody has said anything yet."""
    return Objection.objects.filter(state=ObjectionState.OPEN, minutes__in=Minutes.objects.inside_of(user))


def waiting_minutes(user: Any, which: str) -> WaitingMinutes | None:
    """The rows behind a number of the start page; None where the address asks for none. At most one query."""
    if which == APPROVE:
        found = minutes_to_approve(user, timezone.localdate()).select_related("meeting__round_table")
        rows = [(each, f"Einwände bis {each.comment_until:%d.%m.%Y}") for each in found.order_by("comment_until", "pk")]
        return WaitingMinutes("Protokolle zu genehmigen", rows)
    if which == OBJECTIONS:
        objections = open_objections(user).select_related("minutes__meeting__round_table").order_by("pk")
        return WaitingMinutes("Offene Einwände zu Protokollen", [(each.minutes, each.text) for each in objections])
    return None
