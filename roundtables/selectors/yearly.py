"""At least one meeting a year finds the needs (design: rules over time). Is it planned, held, quorate?"""

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from django.utils import timezone

from roundtables.enums.meetings import MeetingState
from roundtables.models import Meeting, RoundTable

WARNING_FROM: Final = 9
ALARM_FROM: Final = 12
Level = Literal["none", "warning", "danger"]


@dataclass(frozen=True, slots=True)
class NeedsYear:
    """The rule for one Runder Tisch in one year. `meeting` is the one that decides about `standing`.

    `standing`: held (and quorate), planned, past (its day is over, nobody said what became of it), failed (held without
    quorum), missing.
    """

    table: RoundTable
    year: int
    standing: Literal["held", "planned", "past", "failed", "missing"]
    meeting: Meeting | None
    failed: Meeting | None
    today: dt.date

    @property
    def level(self) -> Level:
        """How urgent it is: a warning from 1 September, red from 1 December, at once where a meeting failed."""
        if self.standing == "held":
            return "none"
        late = self.today >= dt.date(self.year, ALARM_FROM, 1)
        if self.standing == "planned":
            return "warning" if late else "none"
        if late:
            return "danger"
        due = self.today >= dt.date(self.year, WARNING_FROM, 1)
        return "warning" if due or self.standing in ("failed", "past") else "none"

    @property
    def sentence(self) -> str:
        """What is so, and what to do."""
        day = f"{timezone.localdate(self.meeting.starts_at):%d.%m.%Y}" if self.meeting else ""
        lost = (
            f" Die Sitzung am {timezone.localdate(self.failed.starts_at):%d.%m.%Y} war nicht beschlussfähig."
            if (self.failed and self.standing != "failed")
            else ""
        )
        return {
            "held": f"Die Bedarfe {self.year} wurden am {day} festgestellt.",
            "planned": f"Die Sitzung zu den Bedarfen {self.year} ist für den {day} geplant.{lost}",
            "past": f"Die Sitzung zu den Bedarfen {self.year} war für den {day} geplant. Ob sie stattfand, ist nicht "
            f"eingetragen.{lost}",
            "failed": f"Die Sitzung zu den Bedarfen am {day} war nicht beschlussfähig. Bitte planen Sie eine neue.",
            "missing": f"Für {self.year} ist noch keine Sitzung zu den Bedarfen geplant. Bitte planen Sie eine.",
        }[self.standing]


def needs_years(today: dt.date | None = None, *, among: list[RoundTable] | None = None) -> list[NeedsYear]:
    """The rule for each Runder Tisch that finds the needs, this year, of those `among`; at most two queries."""
    day = today or timezone.localdate()
    if among is None:
        among = list(RoundTable.objects.valid_on(day).filter(finds_needs=True).in_german_order())
    tables = [table for table in among if table.finds_needs]
    if not tables:
        return []
    year = dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    found = Meeting.objects.filter(round_table__in=tables, is_needs_meeting=True).between(*year)
    meetings = list(found.exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk"))
    return [_needs_year(table, [each for each in meetings if each.round_table_id == table.pk], day) for table in tables]


def needs_year_of(table: RoundTable, today: dt.date | None = None) -> NeedsYear | None:
    """The rule for `table`, None where it does not hold; at most one query."""
    if not table.finds_needs:
        return None
    day = today or timezone.localdate()
    meetings = table.meetings.filter(is_needs_meeting=True).exclude(state=MeetingState.CANCELLED)
    year = dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    return _needs_year(table, list(meetings.between(*year).order_by("starts_at", "pk")), day)


def _needs_year(table: RoundTable, meetings: list[Meeting], today: dt.date) -> NeedsYear:
    failed = next((each for each in meetings if each.is_quorate is False), None)
    held = next((each for each in meetings if each.state == MeetingState.HELD and each.is_quorate is not False), None)
    if held is not None:
        return NeedsYear(table, today.year, "held", held, failed, today)
    planned = [each for each in meetings if each.state != MeetingState.HELD]
    coming = next((each for each in planned if timezone.localdate(each.ends_at) >= today), None)
    if coming is not None:
        return NeedsYear(table, today.year, "planned", coming, failed, today)
    if planned:
        return NeedsYear(table, today.year, "past", planned[-1], failed, today)
    return NeedsYear(table, today.year, "failed" if failed else "missing", failed, failed, today)
