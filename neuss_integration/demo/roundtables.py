"""Runde Tische of the demo: seats, a failed meeting of the past, one with approved minutes, and one to come."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.city.enums import OrganisationKind
from neuss_integration.city.models import Department, Organisation
from neuss_integration.demo.accounts import person
from neuss_integration.demo.calendar import DemoCalendar, moment, workday
from neuss_integration.demo.dating import dated
from neuss_integration.foundation.calendar.holidays import next_working_day
from neuss_integration.foundation.records.guards import without_guards
from neuss_integration.mailing.services import cancel_mails
from roundtables.enums.meetings import AttendanceStatus, MemberKind, Reply
from roundtables.enums.minutes import BallotChoice
from roundtables.models import AgendaItem, Meeting, Minutes, MinutesEvent, RoundTable, TableMember
from roundtables.services import action_items, agenda, meetings, minutes, round_tables
from roundtables.services.attendance import SeatAttendance, add_guest, record_attendance, reply
from roundtables.services.votes import record_ballots

FILE = Path(__file__).with_name("meetings.toml")
DEPUTIES = {"Elternverein (Demo)": "Vertretung Elternverein (Demo)"}
TWO_HOURS = dt.timedelta(hours=2)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def exists() -> bool:
    """Whether the tables met already."""
    return Meeting.objects.exists()


def play(calendar: DemoCalendar) -> None:
    """Seats, the failed meeting of 2019, a year of meetings with minutes, and the next ones."""
    by = person("koordination")
    with dated(moment(calendar.catalogue_entered[0], 9)):
        for data in _data()["tables"]:
            _seat(data, by)
        _failed(by)
    held = _needs_meeting(calendar, by)
    _approve(held, calendar, by)
    _language(calendar, by)
    _upcoming(calendar, by)
    cancel_mails(key_starts_with="protokoll:")
    cancel_mails(key_starts_with="sitzung:")


def _table(name: str) -> RoundTable:
    return RoundTable.objects.get(name=name)


def _seat(data: dict[str, Any], by: User) -> None:
    table = _table(data["name"])
    names = ("quorum_percent", "quorum_number", "vote_per", "chair", "rules")
    rules: dict[str, Any] = {name: data[name] for name in names if name in data}
    round_tables.update_table(table, by=by, expected_version=table.version, values=rules)
    since = dt.date(2022, 1, 1)
    for kind in MemberKind:
        for name in data[kind.value]:
            organisation, _ = Organisation.objects.get_or_create(
                name=name, defaults={"kind": OrganisationKind.OTHER, "note": "Erfunden für die Demo."}
            )
            member = person("rundertisch") if name == "Elternverein (Demo)" else None
            values: dict[str, Any] = {"organisation": organisation, "kind": kind, "user": member, "valid_from": since}
            if member is None:
                box = f"{organisation.pk}.tisch@neuss.example"
                values |= {"contact_name": f"Ansprechperson {name}", "contact_email": box}
            values |= {"deputy_name": DEPUTIES.get(name, "")}
            round_tables.add_member(table, by=by, values=values)


def _failed(by: User) -> None:
    data = _data()["failed"]
    start = timezone.make_aware(data["start"])
    meetings.record_past_meeting(
        _table(data["table"]),
        by=by,
        votes=(data["present"], data["total"], data["needed"]),
        values={
            "title": "Bedarfe 2020",
            "starts_at": start,
            "ends_at": start + TWO_HOURS,
            "is_needs_meeting": True,
            "source": data["source"],
        },
    )


def _planned(table: RoundTable, start: dt.datetime, by: User, **values: Any) -> Meeting:
    given = {"starts_at": start, "ends_at": start + TWO_HOURS, "place": "Rathaus, Raum 1.017"} | values
    return meetings.create_meetings(table, by=by, values=given)[0]


def _needs_meeting(calendar: DemoCalendar, by: User) -> Meeting:
    """This year's meeting about the needs, with minutes, votes by name and action items."""
    data, start = _data()["needs"], moment(workday(dt.date(calendar.today.year, 3, 12)), 17)
    with dated(start + TWO_HOURS):
        table = _table("Runder Tisch Integrationsförderung")
        meeting = _planned(table, start, by, title=data["title"], is_needs_meeting=True)
        items = [_item(meeting, row, by) for row in data["items"]]
        seats = list(table.members.order_by("pk"))
        came = {seat.pk: SeatAttendance(AttendanceStatus.PRESENT) for seat in seats} | {
            seats[5].pk: SeatAttendance(AttendanceStatus.EXCUSED),
            seats[4].pk: SeatAttendance(AttendanceStatus.PRESENT, leaves_before=items[3]),
            seats[3].pk: SeatAttendance(AttendanceStatus.PRESENT, leaves_before=items[3]),
            seats[0].pk: SeatAttendance(AttendanceStatus.DEPUTY, leaves_before=items[3]),
        }
        record_attendance(meeting, by=by, came=came)
        guest = {"guest_name": "Gastperson (Demo)", "organisation": None, "note": "Zuhören"}
        add_guest(meeting, by=by, values=guest)
        voting = [seat for seat in seats if seat.is_voting]
        for item, row in zip(items, data["items"], strict=True):
            _write(item, row, voting, by)
        meetings.hold_meeting(meeting, by=by)
    return meeting


def _item(meeting: Meeting, row: dict[str, Any], by: User) -> AgendaItem:
    starts = dt.time.fromisoformat(row["starts"]) if "starts" in row else None
    values = {"title": row["title"], "starts": starts, "presenter": row.get("presenter", "")}
    return agenda.add_item(meeting, by=by, values=values)


def _write(item: AgendaItem, row: dict[str, Any], voting: list[TableMember], by: User) -> None:
    names = ("text", "decision", "recommendation", "internal_note")
    values = {name: row.get(name, "") for name in names} | {"is_internal": row.get("internal", False)}
    entry = minutes.write_entry(item, by=by, expected_version=0, values=values)
    if "votes" in row:
        choices = {seat.pk: BallotChoice(choice) for seat, choice in zip(voting, row["votes"], strict=False)}
        record_ballots(item, by=by, expected_version=entry.version, choices=choices)
    if "action" in row:
        due = timezone.localdate() + (
            dt.timedelta(days=-12) if "office" in row and "votes" in row else dt.timedelta(12)
        )
        who = {
            "responsible_department": Department.objects.filter(name=row.get("office")).first(),
            "responsible_organisation": Organisation.objects.filter(name=row.get("organisation")).first(),
        }
        action_items.create_action(item.meeting, by=by, item=item, values={"text": row["action"], "due_on": due} | who)


def _approve(held: Meeting, calendar: DemoCalendar, by: User) -> None:
    """Sent a week later, approved at the next meeting in June. The database lets nobody date what is approved."""
    sent = workday((held.starts_at + dt.timedelta(days=7)).date())
    with dated(moment(sent, 11)):
        minutes.send_minutes(held.minutes, by=by, comment_until=timezone.localdate())
    Minutes.objects.filter(meeting=held).update(comment_until=sent + dt.timedelta(days=14))
    start = moment(workday(dt.date(calendar.today.year, 6, 18)), 17)
    start = start if start < timezone.now() else timezone.now() - dt.timedelta(days=2)
    with dated(start + TWO_HOURS):
        following = _planned(held.round_table, start, by, title="Vorschläge an die Gremien (Demo)")
        seats = held.round_table.members.order_by("pk")
        record_attendance(following, by=by, came={seat.pk: SeatAttendance(AttendanceStatus.PRESENT) for seat in seats})
        item = following.agenda.get(position=1)
        text = {"text": "Gegen das Protokoll gibt es keine Einwände.", "decision": "Das Protokoll ist genehmigt."}
        minutes.write_entry(item, by=by, expected_version=0, values=text)
        meetings.hold_meeting(following, by=by)
    found = Minutes.objects.get(meeting=held)
    minutes.approve_minutes(found, by=by, approved_in=following)
    minutes.publish_minutes(found, by=by)
    with without_guards(connection):
        MinutesEvent.objects.filter(minutes=found, transition="approve").update(at=start + TWO_HOURS)


def _language(calendar: DemoCalendar, by: User) -> None:
    """A meeting two weeks ago whose minutes are out for comment."""
    start = moment(workday(calendar.today - dt.timedelta(days=14)), 16)
    with dated(start + TWO_HOURS):
        table = _table("Runder Tisch Sprache")
        meeting = _planned(table, start, by, title="Herbstsitzung (Demo)")
        items = [_item(meeting, row, by) for row in _data()["language"]]
        seats = list(table.members.order_by("pk"))
        record_attendance(
            meeting, by=by, came={seat.pk: SeatAttendance(AttendanceStatus.PRESENT) for seat in seats[:4]}
        )
        for item, row in zip(items, _data()["language"], strict=True):
            _write(item, row, [], by)
        meetings.hold_meeting(meeting, by=by)
    with dated(moment(workday(calendar.today - dt.timedelta(days=7)), 10)):
        until = timezone.localdate() + dt.timedelta(days=10)
        minutes.send_minutes(meeting.minutes, by=by, comment_until=until)
    minutes.raise_objection(
        meeting.minutes,
        by=person("rundertisch"),
        item=items[0],
        text="Die Übersicht soll auch Kurse ohne Kinderbetreuung enthalten. (Demo)",
    )


def _upcoming(calendar: DemoCalendar, by: User) -> None:
    """Invited in two weeks with half of the replies, and a series still being planned."""
    table = _table("Runder Tisch Integrationsförderung")
    start = moment(next_working_day(calendar.today + dt.timedelta(days=14)), 17)
    meeting = _planned(
        table,
        start,
        by,
        title="Rückmeldung und Ausblick (Demo)",
        invitation_text="Bitte geben Sie bis eine Woche vorher Bescheid, ob Sie kommen.",
    )
    _item(meeting, {"title": "Stand der Vorschläge", "starts": "17:30", "presenter": "Integrationsbüro"}, by)
    agenda.propose_topic(
        meeting,
        by=person("rundertisch"),
        title="Elterncafé im Stadtteil (Demo)",
        note="Wir möchten von den Erfahrungen aus dem Frühjahr berichten.",
    )
    meetings.invite(meeting, by=by)
    answers = [Reply.YES, Reply.NO, Reply.YES, Reply.NO]
    for seat, answer in zip(table.members.voting().order_by("pk")[1:], answers, strict=False):
        reply(seat, meeting, by=by, answer=answer)
    days = [next_working_day(calendar.today + dt.timedelta(days=40, weeks=13 * number)) for number in range(3)]
    first, *_ = starts = [moment(day, 15) for day in days]
    given = {"starts_at": first, "ends_at": first + TWO_HOURS, "place": "Jobcenter, Raum 2 (Demo)"}
    meetings.create_meetings(_table("Runder Tisch Berufliche Integration"), by=by, values=given, starts=starts)
