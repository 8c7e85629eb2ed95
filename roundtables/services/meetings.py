"""Writing meetings: plan, move, invite, cancel, hold."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import (
    changed_fields,
    locked,
    locked_at_version,
    save_as,
    stored,
    take_step,
)
from roundtables.enums.meetings import MeetingState, TopicOrigin, TopicState
from roundtables.models import ActionItem, AgendaItem, Meeting, Minutes, RoundTable
from roundtables.selectors.quorum import present_quorum, seats_at
from roundtables.services.feedback import add_feedback_if_due, freeze_feedback
from roundtables.services.meeting_mails import take_back, write_to_all
from roundtables.workflows.meetings import MEETING_WORKFLOW

FIELDS: Final = (
    "title", "starts_at", "ends_at", "place", "link", "is_needs_meeting", "is_public", "invitation_text",
    "source",
)  # fmt: skip
IN_CALENDARS: Final = frozenset({"starts_at", "ends_at", "place", "link", "title"})
MAX_SERIES_LENGTH: Final = 60
LAST_MINUTES: Final = "Protokoll der letzten Sitzung"
OPEN_TASKS: Final = "Offene Aufträge"
PAST: Final = "Diese Sitzung ist vorbei oder abgesagt. Sie lässt sich nicht mehr ändern."


@transaction.atomic
def create_meetings(
    table: RoundTable,
    *,
    by: User,
    values: Mapping[str, Any],
    starts: Iterable[dt.datetime] | None = None,
    submission_key: uuid.UUID | None = None,
) -> list[Meeting]:
    """A meeting is planned, or a series of them, one for each of `starts`; all last as long as the first.

    Each begins with the last minutes and the open action items; a needs meeting is told what became of earlier needs.
    The same `submission_key` a second time
    gives the meetings of the first. Raises ValidationError for a broken rule, Refused for a series that is too long.
    """
    ensure(by, Permission.MANAGE_TABLES)
    locked(table)
    first = Meeting.objects.filter(submission_key=submission_key, submission_key__isnull=False).first()
    if first is not None:
        return [first] if first.series is None else list(Meeting.objects.filter(series=first.series).order_by("pk"))
    moments = [values["starts_at"]] if starts is None else list(starts)
    if len(moments) > MAX_SERIES_LENGTH:
        raise Refused(f"Eine Reihe hat höchstens {MAX_SERIES_LENGTH} Sitzungen. Bitte wählen Sie weniger.")
    length = values["ends_at"] - values["starts_at"]
    series = uuid.uuid4() if len(moments) > 1 else None
    return [
        _planned(
            Meeting(
                round_table=table,
                series=series,
                submission_key=None if number else submission_key,
                previous=latest_before(table, moment),
                **_chosen(values) | {"starts_at": moment, "ends_at": moment + length},
            ),
            by,
        )
        for number, moment in enumerate(moments)
    ]


def latest_before(table: RoundTable, moment: dt.datetime) -> Meeting | None:
    """The last meeting before `moment` that was not cancelled."""
    found = table.meetings.exclude(state=MeetingState.CANCELLED).filter(starts_at__lt=moment)
    return found.order_by("-starts_at", "-pk").first()


def _planned(meeting: Meeting, by: User) -> Meeting:
    meeting.full_clean(exclude=["submission_key"])
    stored(meeting, by=by)
    meeting.events.create(actor=by, transition="plan", to_state=meeting.state)
    for position, (title, origin) in enumerate(_standing_items(meeting.previous), start=1):
        item = AgendaItem(meeting=meeting, position=position, title=title, origin=origin)
        stored(item, by=by)
    add_feedback_if_due(meeting, by=by)
    return meeting


def _standing_items(previous: Meeting | None) -> list[tuple[str, TopicOrigin]]:
    """What follows from the meeting before: its minutes, unless it has none and never will, and open action items."""
    if previous is None:
        return []
    to_come = previous.state != MeetingState.HELD
    items = []
    if to_come or Minutes.objects.filter(meeting=previous).exists():
        items.append((LAST_MINUTES, TopicOrigin.MINUTES))
    if to_come or ActionItem.objects.open().filter(meeting__round_table=previous.round_table_id).exists():
        items.append((OPEN_TASKS, TopicOrigin.TASKS))
    return items


@transaction.atomic
def update_meeting(meeting: Meeting, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Meeting:
    """`meeting` has the `values`. Who was invited already gets the change, and their replies are for the former date.

    Raises Stale when somebody saved since, Refused when it is over or cancelled, ValidationError for a broken rule.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked_at_version(meeting, expected_version)
    if current.state not in (MeetingState.PLANNED, MeetingState.INVITED):
        raise Refused(PAST)
    chosen = _chosen(values)
    changed = changed_fields(current, chosen)
    if not changed:
        return current
    before = current.starts_at
    for name in changed:
        setattr(current, name, chosen[name])
    current.full_clean(exclude=["submission_key"])
    tells = current.state == MeetingState.INVITED and not IN_CALENDARS.isdisjoint(changed)
    if tells:
        take_back(current)
        current.sequence += 1
    save_as(current, [*changed, "sequence"], by=by)
    if "is_needs_meeting" in changed:
        add_feedback_if_due(current, by=by)
    if before != current.starts_at:
        day = f"{timezone.localtime(before):%d.%m.%Y, %H:%M} Uhr"
        _noted(current, "move", f"vorher: {day}", by)
    if tells:
        write_to_all(current, "moved")
    return current


@transaction.atomic
def invite(meeting: Meeting, *, by: User) -> int:
    """Every seat with an address gets the invitation; returns how many addresses. Asked again, only new seats get it.

    Raises Refused for a meeting in the past or without anybody to invite.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(meeting)
    if current.state != MeetingState.INVITED:
        step = MEETING_WORKFLOW.check("invite", current.state)
        if current.starts_at <= timezone.now():
            raise Refused("Der Termin liegt in der Vergangenheit. Bitte ändern Sie ihn und laden Sie dann ein.")
        if not seats_at(current):
            raise Refused("Dieser Runde Tisch hat noch keine Mitglieder. Bitte tragen Sie sie zuerst ein.")
        current.invited_at, current.invited_by = timezone.now(), by
        take_step(current, step, by=by, also=["invited_at", "invited_by"])
    return write_to_all(current, "invitation")


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, reason: str) -> Meeting:
    """The meeting does not take place; who was invited gets the reason and a calendar file that takes it out."""
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(meeting)
    step = MEETING_WORKFLOW.check("cancel", current.state, reason)
    was_invited = current.state == MeetingState.INVITED
    current.state_reason = reason.strip()
    if was_invited:
        take_back(current)
        current.sequence += 1
    take_step(current, step, by=by, reason=reason, also=["state_reason", "sequence"])
    if was_invited:
        write_to_all(current, "cancelled")
    return current


@transaction.atomic
def hold_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """The meeting took place; votes in all, there and needed are kept as they are today, whatever rules come later.

    So is what the table was told about its needs.

    Raises Refused before it begins, or while nobody's attendance is recorded.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(meeting)
    step = MEETING_WORKFLOW.check("hold", current.state)
    if current.starts_at > timezone.now():
        raise Refused("Die Sitzung hat noch nicht begonnen. Bitte tragen Sie sie ein, wenn sie stattgefunden hat.")
    attendances = list(current.attendances.all())
    if not any(each.presence for each in attendances):
        raise Refused("Bitte tragen Sie zuerst ein, wer teilgenommen hat.")
    quorum = present_quorum(current, seats_at(current), attendances)
    current.votes_total, current.votes_present, current.votes_needed = quorum.total, quorum.there, quorum.needed
    for item in current.agenda.filter(origin=TopicOrigin.FEEDBACK, state=TopicState.AGENDA):
        freeze_feedback(item, by=by)
    take_step(current, step, by=by, also=["votes_total", "votes_present", "votes_needed"])
    return current


@transaction.atomic
def record_past_meeting(
    table: RoundTable, *, by: User, values: Mapping[str, Any], votes: tuple[int, int, int | None]
) -> Meeting:
    """A meeting of the past of which only the numbers are known stands in the list: votes there, in all, needed."""
    ensure(by, Permission.MANAGE_TABLES)
    there, total, needed = votes
    meeting = Meeting(
        round_table=table,
        state=MeetingState.HELD,
        votes_present=there,
        votes_total=total,
        votes_needed=needed,
        **_chosen(values),
    )
    if meeting.starts_at > timezone.now():
        raise Refused("Die Sitzung liegt in der Zukunft. Bitte planen Sie sie.")
    meeting.full_clean(exclude=["submission_key"])
    stored(meeting, by=by)
    meeting.events.create(actor=by, transition="hold", to_state=meeting.state, comment="nachträglich eingetragen")
    return meeting


def on_agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items in their order; one query."""
    return list(meeting.agenda.filter(state=TopicState.AGENDA))


def _noted(meeting: Meeting, what: str, comment: str, by: User) -> None:
    meeting.events.create(actor=by, transition=what, from_state=meeting.state, to_state=meeting.state, comment=comment)


def _chosen(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in FIELDS if name in values}
