"""Mails about meetings and action items, as plain text, with the calendar file where there is one."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.foundation.calendar.icalendar_files import (
    Address,
    Appointment,
    cancellation,
    invitation,
    stable_uid,
)
from neuss_integration.foundation.words.city_names import city_names, signature
from roundtables.models import ActionItem, CommentRound, GoalComment, Meeting, Minutes


def address_of(thing: Any) -> str:
    """The whole address of a page, for mails and calendars."""
    return urljoin(settings.SITE_URL, thing.get_absolute_url())


def appointment_of(meeting: Meeting, *attendees: Address) -> Appointment:
    """The meeting as an entry of a calendar; it names the agenda by its page only."""
    return Appointment(
        uid=stable_uid("sitzung", meeting.uid),
        sequence=meeting.sequence,
        summary=f"{meeting.round_table}: {meeting.title}" if meeting.title else meeting.round_table.name,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        organizer=Address(city_names().office, city_names().contact_email),
        location=meeting.place or meeting.link,
        description="\n".join(
            filter(
                None,
                [
                    f"Videokonferenz: {meeting.link}" if meeting.link else "",
                    f"Tagesordnung und Antwort: {address_of(meeting)}",
                ],
            )
        ),
        url=address_of(meeting),
        attendees=attendees,
        is_cancelled=meeting.state == "cancelled",
    )


def meeting_mail(meeting: Meeting, occasion: str, *, to: Address, **more: Any) -> dict[str, Any]:
    """Subject, text and calendar of a mail about `meeting`; `occasion` names its templates in roundtables/mail/.

    Occasions: invitation, moved, cancelled, reminder, deputy.
    """
    context = more | {
        "agenda": list(meeting.agenda.filter(state="agenda")),
        "ends": timezone.localtime(meeting.ends_at),
        "url": address_of(meeting),
    }
    mail = _written(occasion, _about(meeting, to) | context)
    if occasion == "cancelled":
        mail |= {"calendar": cancellation(appointment_of(meeting, to)), "calendar_method": "CANCEL"}
    elif occasion != "reminder":
        mail |= {"calendar": invitation(appointment_of(meeting, to)), "calendar_method": "REQUEST"}
    return mail


def minutes_mail(minutes: Minutes, *, to: Address) -> dict[str, Any]:
    """Subject and text of the mail that sends minutes for comment; it leads to their page and holds none of them."""
    return _written("minutes", _about(minutes.meeting, to) | {"minutes": minutes, "url": address_of(minutes)})


def actions_mail(actions: list[ActionItem], *, to: Address, url: str) -> dict[str, Any]:
    """Subject and text of the mail that names everything somebody has to do, overdue first."""
    late = [action for action in actions if action.is_overdue]
    context = {"actions": actions, "late": late, "person": to.name, "url": urljoin(settings.SITE_URL, url)}
    return _written("actions", context | signature())


def comments_wanted_mail(comment_round: CommentRound, *, to: User) -> dict[str, Any]:
    """Subject and text of the mail that asks somebody at a table for comments on draft goals."""
    context = {"person": to.name, "round": comment_round, "url": address_of(comment_round)}
    return _written("comments_wanted", context | signature())


def comment_answered_mail(comment: GoalComment, *, to: User) -> dict[str, Any]:
    """Subject and text of the mail that tells somebody with an account what became of their comment."""
    context = {"person": to.name, "comment": comment, "url": address_of(comment)}
    return _written("comment_answered", context | signature())


def _about(meeting: Meeting, to: Address) -> dict[str, Any]:
    return signature() | {
        "meeting": meeting,
        "table": meeting.round_table,
        "starts": timezone.localtime(meeting.starts_at),
        "person": to.name,
    }


def _written(occasion: str, context: dict[str, Any]) -> dict[str, str]:
    return {
        "subject": render_to_string(f"roundtables/mail/{occasion}_subject.txt", context).strip(),
        "text": render_to_string(f"roundtables/mail/{occasion}.txt", context).strip() + "\n",
    }
