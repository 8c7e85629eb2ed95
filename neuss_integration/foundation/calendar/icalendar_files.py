"""Calendar files (.ics): the one place that knows the format. Meetings with invitation, update and cancellation
(RFC 5545 and 5546), and days such as deadlines.

A thing keeps its `uid` for life. Whoever changes date or place raises `sequence` and sends the file again; calendars
then replace the entry they have.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress, vText, vUri

from neuss_integration.foundation.words.city_names import city_names

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_BERLIN: Final = ZoneInfo("Europe/Berlin")
# Summer time from the last Sunday of March to the last of October at 01:00 UTC (directive 2000/84/EC). Written out,
# because icalendar 7.3 dates the change in March an hour late and only knows zones from one year to another.
_VTIMEZONE: Final = """BEGIN:VTIMEZONE\r
TZID:Europe/Berlin\r
BEGIN:DAYLIGHT\r
DTSTART:19960331T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
TZNAME:CEST\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
TZNAME:CET\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
END:STANDARD\r
END:VTIMEZONE\r
"""
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody with an e-mail address, as a calendar shows them."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting in a calendar. `uid` never changes; `sequence` counts the changes of date and place."""

    uid: str
    sequence: int
    summary: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    organizer: Address
    location: str = ""
    description: str = ""
    url: str = ""
    attendees: tuple[Address, ...] = ()
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """Something on a day, such as the end of a reporting round; it blocks no time.

    With `weekdays` (1 is Monday) it comes every week, until `last_day` where that is known; without, it lasts until
    then. `changed_at` keeps the file the same until something changes.
    """

    uid: str
    summary: str
    day: dt.date
    description: str = ""
    url: str = ""
    sequence: int = 0
    location: str = ""
    last_day: dt.date | None = None
    weekdays: tuple[int, ...] = ()
    changed_at: dt.datetime | None = None


UID_DOMAIN: Final = "integrationskonzept.invalid"
"""Of no setting: whoever changes an address would double every entry in everybody's calendar."""


def stable_uid(kind: str, key: object) -> str:
    """The UID of a thing for life, for instance `stable_uid("sitzung", meeting.uid)`."""
    return f"{kind}-{key}@{UID_DOMAIN}"


def invitation(appointment: Appointment) -> str:
    """The file that invites the attendees, or tells them of a change when `sequence` has grown. Method REQUEST."""
    return _file("REQUEST", [_meeting(appointment)], has_hours=True)


def cancellation(appointment: Appointment) -> str:
    """The file that takes the meeting out of the calendars. `sequence` must be greater than before. Method CANCEL."""
    return _file("CANCEL", [_meeting(appointment, status="CANCELLED")], has_hours=True)


def published(appointments: Iterable[Appointment]) -> str:
    """Meetings to look at or to subscribe to, without asking anybody for a reply. Method PUBLISH."""
    events = [
        _meeting(each, status="CANCELLED" if each.is_cancelled else "CONFIRMED", asks=False) for each in appointments
    ]
    return _file("PUBLISH", events, has_hours=True)


def days(entries: Iterable[Day]) -> str:
    """Whole days, such as deadlines. Method PUBLISH."""
    return _file("PUBLISH", [_day(entry) for entry in entries], has_hours=False)


def _file(method: Method, events: Iterable[Event], *, has_hours: bool) -> str:
    calendar = Calendar()
    calendar.add("prodid", f"-//{city_names().full_name}//Integrationskonzept//DE")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if has_hours:
        calendar.add_component(Timezone.from_ical(_VTIMEZONE))
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical().decode()


def _meeting(appointment: Appointment, *, status: str = "CONFIRMED", asks: bool = True) -> Event:
    event = _event(appointment, status)
    event.add("dtstart", appointment.starts_at.astimezone(_BERLIN))
    event.add("dtend", appointment.ends_at.astimezone(_BERLIN))
    event.add("organizer", _address(appointment.organizer))
    if appointment.location:
        event.add("location", _clean(appointment.location))
    if asks:
        for attendee in appointment.attendees:
            event.add("attendee", _address(attendee, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="FALSE"))
    return event


def _day(entry: Day) -> Event:
    event = _event(entry, "CONFIRMED")
    event.add("dtstart", entry.day)
    lasts_until = entry.last_day if entry.last_day and not entry.weekdays else entry.day
    event.add("dtend", lasts_until + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if entry.weekdays:
        event.add("rrule", _weekly(entry))
    if entry.location:
        event.add("location", _clean(entry.location))
    return event


def _weekly(entry: Day) -> dict[str, Any]:
    until = {"until": entry.last_day} if entry.last_day else {}
    return {"freq": "weekly", "byday": [_DAYS[day - 1] for day in entry.weekdays], **until}


def _event(entry: Appointment | Day, status: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    changed_at = getattr(entry, "changed_at", None) or timezone.now()
    event.add("dtstamp", changed_at.astimezone(dt.UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("status", status)
    event.add("summary", _clean(entry.summary))
    if entry.description:
        event.add("description", _clean(entry.description))
    if entry.url:
        event.add("url", vUri(_clean(entry.url)))
    return event


def _address(address: Address, **parameters: str) -> vCalAddress:
    value = vCalAddress(f"mailto:{address.email}")
    value.params["CN"] = vText(_clean(address.name).replace('"', "'").replace("\n", " "))
    for name, parameter in parameters.items():
        value.params[name] = vText(parameter)
    return value


def _clean(text: str) -> str:
    """`text` without control characters, which no calendar may hold; line breaks stay."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
