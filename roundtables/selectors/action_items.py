"""Lists of action items, and meetings for the report."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from roundtables.enums.meetings import MeetingState
from roundtables.enums.minutes import ActionState
from roundtables.models import ActionItem, Meeting


def actions_listed(user: Any, given: dict[str, Any]) -> QuerySet[ActionItem]:
    """The action items the person may see, as the filter says; open ones where it says nothing."""
    found = ActionItem.objects.visible_to(user).select_related(
        "meeting__round_table", "responsible_user", "responsible_department", "responsible_organisation"
    )
    status = given.get("status") or ActionState.OPEN
    if status == "overdue":
        found = found.overdue()
    elif status != "all":
        found = found.filter(state=status)
    if table := given.get("tisch"):
        found = found.filter(meeting__round_table=table)
    if office := given.get("stelle"):
        found = found.filter(responsible_department=office)
    return found.order_by("due_on", "pk")


def meetings_of_period(start: dt.date, end: dt.date) -> list[dict[str, Any]]:
    """The meetings from `start` to `end` that took place or were cancelled, for the report; one query.

    Each with table, day, title, whether it found the needs, and attendance: votes there, in all, needed, quorate.
    """
    states = (MeetingState.HELD, MeetingState.CANCELLED)
    found = Meeting.objects.filter(state__in=states).between(start, end).select_related("round_table")
    return [
        {
            "table": meeting.round_table.name,
            "title": meeting.title,
            "day": timezone.localdate(meeting.starts_at).isoformat(),
            "day_label": f"{timezone.localdate(meeting.starts_at):%d.%m.%Y}",
            "finds_needs": meeting.is_needs_meeting,
            "state": {"key": meeting.state, "label": meeting.get_state_display()},
            "reason": meeting.state_reason,
            "votes_present": meeting.votes_present,
            "votes_total": meeting.votes_total,
            "votes_needed": meeting.votes_needed,
            "quorate": meeting.is_quorate,
        }
        for meeting in found.order_by("starts_at", "pk")
    ]
