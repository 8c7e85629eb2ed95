"""What everybody reads of Runde Tische: dates that the office made public, minutes, and what became of needs."""

from dataclasses import dataclass

from django.utils import timezone

from roundtables.enums.meetings import MeetingState
from roundtables.models import Meeting, Minutes, Need, RoundTable
from roundtables.selectors.minutes import minutes_for_everybody

MAX_MINUTES = 3
"""So many are named on the page; the others stand in the list of all."""


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A Runder Tisch with what was released of it."""

    table: RoundTable
    meetings: list[Meeting]
    minutes: list[Minutes]
    needs: list[Need]


def public_tables() -> list[PublicTable]:
    """Runde Tische that hold, by name; four queries. Only what is released: dates, minutes, needs."""
    dates = public_meetings()
    minutes, needs = list(minutes_for_everybody()), list(Need.objects.filter(is_public=True).order_by("-number"))
    return [
        PublicTable(
            table,
            [each for each in dates if each.round_table_id == table.pk],
            [each for each in minutes if each.meeting.round_table_id == table.pk][:MAX_MINUTES],
            [each for each in needs if each.round_table_id == table.pk],
        )
        for table in RoundTable.objects.current().order_by("name")
    ]


def public_meetings() -> list[Meeting]:
    """Meetings to come whose date is public, the next first; cancelled ones are among them and say so."""
    states = (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.CANCELLED)
    coming = Meeting.objects.filter(is_public=True, state__in=states, ends_at__gte=timezone.now())
    return list(coming.select_related("round_table").order_by("starts_at", "pk"))
