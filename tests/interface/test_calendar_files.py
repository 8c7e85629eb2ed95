"""Calendar files, read by another library than the one that writes them, and by the letter of RFC 5545."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject

from neuss_integration.foundation.calendar.icalendar_files import (
    Address,
    Appointment,
    Day,
    cancellation,
    days,
    invitation,
    published,
    stable_uid,
)

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Address("Integrationsbüro", "koordination@neuss.example")
NASTY = 'Ärger; mit "Zeichen", Zeilen\nund \\ und \x00\x07 Steuerzeichen ' + "ü" * 200


def meeting(**fields: Any) -> Appointment:
    """A meeting in March, before summer time begins."""
    start = dt.datetime(2026, 3, 12, 17, tzinfo=BERLIN)
    defaults = {
        "uid": "sitzung-1@neuss.example",
        "sequence": 0,
        "summary": "Runder Tisch Sprache",
        "starts_at": start,
        "ends_at": start + dt.timedelta(hours=2),
        "organizer": OFFICE,
        "location": "Rathaus, Raum 1.017",
        "attendees": (Address("Verein Ä", "verein@neuss.example"),),
    }
    return Appointment(**defaults | fields)


FILES = {
    "invitation": lambda: invitation(meeting()),
    "cancellation": lambda: cancellation(meeting(sequence=1)),
    "published": lambda: published([meeting(), meeting(uid="2@neuss.example")]),
    "days": lambda: days([Day("frist-1@neuss.example", "Rückmeldung", dt.date(2026, 2, 28))]),
    "nasty": lambda: invitation(
        meeting(summary=NASTY, location=NASTY, description=NASTY, organizer=Address(NASTY, "a@b.example"))
    ),
}
every_file = pytest.mark.parametrize("name", FILES)


def unfolded(text: str) -> list[str]:
    """The content lines as they were before folding (RFC 5545, 3.1)."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


@every_file
def test_lines_end_and_fold_by_the_rules(name: str) -> None:
    text = FILES[name]()
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.replace("\r\n", "").count("\n") + text.replace("\r\n", "").count("\r") == 0
    assert [line for line in text.split("\r\n") if len(line.encode()) > 75] == []
    assert [char for char in text if ord(char) < 32 and char not in "\r\n"] == []


@every_file
def test_required_properties_stand_once(name: str) -> None:
    lines = unfolded(FILES[name]())
    names = [line.partition(":")[0].partition(";")[0] for line in lines]
    for once in ("PRODID", "VERSION", "METHOD"):
        assert names.count(once) == 1
    events = names.count("SUMMARY")
    assert {names.count(each) for each in ("UID", "DTSTAMP", "DTEND", "SEQUENCE", "STATUS")} == {events}


@every_file
def test_another_library_reads_the_file(name: str) -> None:
    read = vobject.readOne(FILES[name]())
    assert read.version.value == "2.0"
    assert read.vevent.summary.value.startswith(("Runder Tisch Sprache", "Rückmeldung", "Ärger; mit"))


def test_text_comes_back_as_it_was_but_for_control_characters() -> None:
    read = vobject.readOne(FILES["nasty"]()).vevent
    assert read.summary.value == NASTY.replace("\x00", "").replace("\x07", "")
    assert read.description.value == read.summary.value


@pytest.mark.parametrize(("month", "offset"), [(1, 1), (3, 1), (7, 2), (11, 1)])
def test_hour_is_the_one_on_the_wall(month: int, offset: int) -> None:
    start = dt.datetime(2026, month, 12, 17, tzinfo=BERLIN)
    read = vobject.readOne(invitation(meeting(starts_at=start, ends_at=start + dt.timedelta(hours=2))))
    assert read.vevent.dtstart.value.hour == 17
    assert read.vevent.dtstart.value.utcoffset() == dt.timedelta(hours=offset)
    assert read.vevent.dtend.value - read.vevent.dtstart.value == dt.timedelta(hours=2)


def test_invitation_names_its_time_zone_and_asks_who_is_invited() -> None:
    text = invitation(meeting())
    read = vobject.readOne(text)
    assert (read.method.value, read.vevent.status.value) == ("REQUEST", "CONFIRMED")
    assert "DTSTART;TZID=Europe/Berlin:20260312T170000" in unfolded(text)
    assert read.vtimezone.tzid.value == "Europe/Berlin"
    assert read.vevent.organizer.value == "mailto:koordination@neuss.example"
    assert [each.value for each in read.vevent.attendee_list] == ["mailto:verein@neuss.example"]


def test_update_and_cancellation_keep_the_uid_and_raise_the_sequence() -> None:
    files = [invitation(meeting()), invitation(meeting(sequence=1)), cancellation(meeting(sequence=2))]
    read = [vobject.readOne(text) for text in files]
    assert {each.vevent.uid.value for each in read} == {"sitzung-1@neuss.example"}
    assert [each.vevent.sequence.value for each in read] == ["0", "1", "2"]
    assert (read[2].method.value, read[2].vevent.status.value) == ("CANCEL", "CANCELLED")


def test_published_meetings_ask_nobody_and_show_what_was_cancelled() -> None:
    read = vobject.readOne(published([meeting(), meeting(uid="2@neuss.example", is_cancelled=True)]))
    assert [hasattr(each, "attendee") for each in read.vevent_list] == [False, False]
    assert [each.status.value for each in read.vevent_list] == ["CONFIRMED", "CANCELLED"]


def test_day_lasts_one_day_and_blocks_no_time() -> None:
    read = vobject.readOne(FILES["days"]()).vevent
    assert (read.dtstart.value, read.dtend.value) == (dt.date(2026, 2, 28), dt.date(2026, 3, 1))
    assert read.transp.value == "TRANSPARENT"


def test_uid_is_the_same_every_time_and_different_for_each_thing() -> None:
    assert stable_uid("sitzung", 5) == "sitzung-5@integrationskonzept.invalid"
    assert len({stable_uid("sitzung", 5), stable_uid("sitzung", 6), stable_uid("frist", 5)}) == 3


def test_uid_stays_when_an_address_of_the_office_changes(settings: Any) -> None:
    before = stable_uid("sitzung", "17")
    settings.CONTACT_EMAIL, settings.SITE_URL = "neu@anderswo.example", "https://anderswo.example/"
    assert stable_uid("sitzung", "17") == before
