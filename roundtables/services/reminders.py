"""What happens by itself: reminders of meetings and action items. Safe to run often and in several places at once."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership
from neuss_integration.foundation.calendar.icalendar_files import Address
from neuss_integration.mailing.services import queue_mail
from roundtables.enums.meetings import MeetingState
from roundtables.mails import actions_mail
from roundtables.models import ActionItem, Meeting, TableMember
from roundtables.selectors.quorum import seats_at
from roundtables.services.meeting_mails import write_to_all

KIND = "action"


@transaction.atomic
def remind_of_meetings(now: dt.datetime | None = None) -> int:
    """Who has not answered about the date as it is gets one mail, MEETING_REMINDER_DAYS before; returns how many."""
    now = now or timezone.now()
    soon = now + dt.timedelta(days=settings.MEETING_REMINDER_DAYS)
    meetings = Meeting.objects.filter(state=MeetingState.INVITED, starts_at__gt=now, starts_at__lte=soon)
    return sum(_remind(meeting) for meeting in meetings.select_related("round_table").order_by("pk"))


def _remind(meeting: Meeting) -> int:
    replies = meeting.attendances.filter(reply_sequence=meeting.sequence)
    answered = set(replies.values_list("member_id", flat=True))
    return write_to_all(meeting, "reminder", seats=[seat for seat in seats_at(meeting) if seat.pk not in answered])


@transaction.atomic
def remind_of_actions(now: dt.datetime | None = None) -> int:
    """Everybody with an action item that is due soon or overdue gets one mail a week about all; returns how many."""
    today = timezone.localdate(now)
    until = today + dt.timedelta(days=settings.ACTION_REMINDER_DAYS)
    due = (
        ActionItem.objects.open()
        .filter(due_on__lte=until)
        .select_related(
            "meeting__round_table", "responsible_user", "responsible_department", "responsible_organisation"
        )
    )
    boxes: dict[str, tuple[Address, list[ActionItem]]] = {}
    offices, organisations = _people_of_offices(), _people_of_organisations()
    for action in due.order_by("due_on", "pk"):
        for to in _addresses(action, offices, organisations):
            boxes.setdefault(to.email.lower(), (to, []))[1].append(action)
    year, week, _ = today.isocalendar()
    for email, (to, actions) in boxes.items():
        mail = actions_mail(actions, to=to, url=reverse("roundtables:action-list"))
        queue_mail(key=f"auftraege:{email}:{year}-{week:02d}", kind=KIND, to=email, **mail)
    return len(boxes)


def _addresses(
    action: ActionItem, offices: dict[int, list[Address]], organisations: dict[int, list[Address]]
) -> list[Address]:
    if user := action.responsible_user:
        return [Address(user.name, user.email)] if user.is_active else []
    if department := action.responsible_department:
        shared = [Address(department.name, department.email)] if department.email else []
        return shared or offices[department.pk]
    return organisations[action.responsible_organisation_id or 0]


def _people_of_offices() -> dict[int, list[Address]]:
    found: dict[int, list[Address]] = defaultdict(list)
    rows = Membership.objects.current().filter(role=Role.DEPARTMENT_EDITOR, user__is_active=True)
    for row in rows.select_related("user").order_by("pk"):
        found[row.department_id or 0].append(Address(row.user.name, row.user.email))
    return found


def _people_of_organisations() -> dict[int, list[Address]]:
    found: dict[int, list[Address]] = defaultdict(list)
    seats = TableMember.objects.current().select_related("user", "organisation").order_by("pk")
    for seat in seats:
        address = Address(seat.person or str(seat.organisation), seat.email)
        if seat.email and address not in found[seat.organisation_id]:
            found[seat.organisation_id].append(address)
    return found
