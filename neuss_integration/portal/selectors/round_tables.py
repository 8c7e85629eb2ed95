"""What everybody reads of Runde Tische: dates that the office made public, minutes, and what became of needs."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from roundtables.enums.meetings import MeetingState
from roundtables.models import Meeting, Minutes, Need, RoundTable

MAX_MINUTES: Final = 3
"""So many are named on the page; the others stand in the list of all."""
NEWEST_NEEDS: Final = 5
"""So many stand below their Runder Tisch; all of them have a page of their own."""


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A Runder Tisch with what was released of it; `need_count` counts the needs that stand elsewhere too."""

    table: RoundTable
    meetings: list[Meeting]
    minutes: list[Minutes]
    needs: Sequence[Need]
    need_count: int


def tables_shown() -> QuerySet[RoundTable]:
    """Runde Tische that hold, by name, each with the number of its public needs."""
    counted = Count("needs", filter=Q(needs__is_public=True))
    return RoundTable.objects.current().annotate(need_count=counted).order_by("name")


def with_released(tables: Sequence[RoundTable]) -> list[PublicTable]:
    """The `tables` with dates, minutes and their newest needs, only what is released; three queries."""
    dates = public_meetings()
    minutes = list(Minutes.objects.public().filter(meeting__round_table__in=tables).select_related("meeting"))
    newest = Prefetch("needs", public_needs()[:NEWEST_NEEDS], to_attr="shown_needs")
    prefetch_related_objects(tables, newest)
    return [
        PublicTable(
            table,
            [each for each in dates if each.round_table_id == table.pk],
            [each for each in minutes if each.meeting.round_table_id == table.pk][:MAX_MINUTES],
            table.shown_needs,  # type: ignore[attr-defined]
            table.need_count,  # type: ignore[attr-defined]
        )
        for table in tables
    ]


def public_needs() -> QuerySet[Need]:
    """Needs that everybody reads, the newest first."""
    return Need.objects.filter(is_public=True).order_by("-number")


def public_meetings() -> list[Meeting]:
    """Meetings of today and later whose date is public, the next first; cancelled ones are among them and say so."""
    states = (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.CANCELLED)
    today = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time()))
    coming = Meeting.objects.filter(is_public=True, state__in=states, ends_at__gte=today)
    return list(coming.select_related("round_table").order_by("starts_at", "pk"))
