"""What happens by itself: reminders, the yearly rule, and the erasing of old contact data."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.mailing.models import Mail
from roundtables.enums.meetings import MeetingState, Reply
from roundtables.models import ActionItem, Guest, Meeting, RoundTable, TableMember
from roundtables.selectors.yearly import needs_year_of, needs_years
from roundtables.services.attendance import reply
from roundtables.services.reminders import remind_of_actions, remind_of_meetings
from roundtables.services.retention import erase_contacts
from tests.factories import World, make_meeting, make_person, make_seat, make_table

DAY = dt.timedelta(days=1)


def at(year: int, month: int, day: int) -> dt.datetime:
    """Five in the afternoon."""
    return timezone.make_aware(dt.datetime(year, month, day, 17))  # noqa: DTZ001


def action(meeting: Meeting, due: int, **fields: Any) -> ActionItem:
    """An open action item that is due in so many days."""
    return meeting.action_items.create(text=f"Fällig in {due}", due_on=timezone.localdate() + due * DAY, **fields)


def test_who_has_not_answered_is_reminded_once_a_week_before(
    world: World, meeting: Meeting, seats: list[TableMember]
) -> None:
    reply(seats[0], meeting, by=world.rundertisch_person, answer=Reply.NO)
    assert remind_of_meetings() == 0
    soon = meeting.starts_at - 6 * DAY
    assert [remind_of_meetings(soon) for _ in range(2)] == [4, 4]
    reminded = set(Mail.objects.values_list("address", flat=True))
    assert reminded == {seat.email for seat in seats[1:]}
    assert Mail.objects.count() == 4


def test_reminder_speaks_of_a_quorum_only_where_the_table_has_one(meeting: Meeting, seats: list[TableMember]) -> None:
    soon = meeting.starts_at - 6 * DAY
    for has_quorum in (True, False):
        Mail.objects.all().delete()
        RoundTable.objects.update(quorum_number=2 if has_quorum else None, quorum_percent=None)
        assert remind_of_meetings(soon) == len(seats)
        assert {"beschlussfähig" in mail.text for mail in Mail.objects.all()} == {has_quorum}


def test_everybody_gets_one_mail_a_week_about_all_their_tasks(world: World, meeting: Meeting) -> None:
    for due in (-3, 2, 90):
        action(meeting, due, responsible_department=world.jugendamt)
    action(meeting, 1, responsible_user=world.rundertisch_person)
    closed = {"state": "done", "closed_at": timezone.now(), "closed_by": world.koordination}
    action(meeting, 1, responsible_user=world.rundertisch_person, **closed)
    assert [remind_of_actions() for _ in range(2)] == [2, 2]
    office = Mail.objects.get(address=world.jugendamt_person.email)
    assert ("Fällig in -3" in office.text, "Fällig in 2" in office.text, "90" in office.text) == (True, True, False)
    assert office.subject == "Überfällig: 1 Auftrag der Runden Tische"
    assert Mail.objects.count() == 2
    assert remind_of_actions(timezone.now() + 7 * DAY) == 2
    assert Mail.objects.count() == 4


def test_tick_reminds_and_erases(world: World, meeting: Meeting) -> None:
    action(meeting, 0, responsible_user=world.koordination)
    make_seat(contact_name="Ehemalige", valid_until=dt.date(2020, 1, 1))
    call_command("tick")
    assert Mail.objects.filter(kind="action").count() == 1
    assert TableMember.objects.filter(contact_name="Ehemalige").count() == 0


def test_contact_data_are_erased_after_the_period_and_organisations_stay(world: World) -> None:
    person = make_person("frueher@neuss.example", "Frühere Person", Role.ROUNDTABLE_MEMBER)
    old = make_seat(user=person, deputy_name="Vertretung", valid_until=dt.date(2020, 1, 1))
    recent = make_seat(contact_name="Eben gegangen", valid_until=timezone.localdate() - DAY)
    past = make_meeting(state=MeetingState.HELD, starts_at=timezone.now() - 1000 * DAY)
    Guest.objects.create(meeting=past, guest_name="Gast", organisation=old.organisation)
    assert [erase_contacts() for _ in range(2)] == [2, 0]
    erased = TableMember.objects.get(pk=old.pk)
    assert (erased.person, erased.deputy, erased.organisation) == ("", "", old.organisation)
    assert set(erased.history.values_list("user", flat=True)) <= {None}
    assert TableMember.objects.get(pk=recent.pk).person == "Eben gegangen"
    assert (Guest.objects.get().guest_name, Guest.objects.get().organisation) == ("", old.organisation)


@pytest.mark.parametrize(
    ("today", "level"), [((2026, 8, 31), "none"), ((2026, 9, 1), "warning"), ((2026, 12, 1), "danger")]
)
def test_year_without_a_needs_meeting_warns_from_september(world: World, today: tuple, level: str) -> None:
    make_table(name="Ohne Regel")
    table = make_table(finds_needs=True)
    make_meeting(round_table=table, is_needs_meeting=True, starts_at=at(2025, 3, 1), state=MeetingState.HELD)
    (found,) = needs_years(dt.date(*today))
    assert (found.table, found.standing, found.level) == (table, "missing", level)
    assert "ist noch keine Sitzung zu den Bedarfen geplant" in found.sentence


VOTES = {"votes_total": 12, "votes_needed": 6}


@pytest.mark.parametrize(
    ("meetings", "standing", "levels"),
    [
        ([("held", 6)], "held", ["none", "none"]),
        ([("held", 2)], "failed", ["warning", "danger"]),
        ([("held", 2), ("planned", None)], "past", ["warning", "danger"]),
        ([("held", 2), ("held", 7)], "held", ["none", "none"]),
        ([("cancelled", None)], "missing", ["none", "danger"]),
    ],
)
def test_year_is_judged_by_its_meetings(
    world: World, meetings: list[tuple[str, int | None]], standing: str, levels: list[str]
) -> None:
    table = make_table(finds_needs=True)
    for month, (state, votes) in enumerate(meetings, start=3):
        held = {} if votes is None else VOTES | {"votes_present": votes}
        make_meeting(round_table=table, is_needs_meeting=True, state=state, starts_at=at(2026, month, 1), **held)
    found = [needs_year_of(table, dt.date(2026, month, 15)) for month in (6, 12)]
    assert [each.standing for each in found if each] == [standing] * 2
    assert [each.level for each in found if each] == levels


def test_meeting_of_a_day_that_is_over_is_not_told_as_planned(world: World) -> None:
    table = make_table(finds_needs=True)
    make_meeting(round_table=table, is_needs_meeting=True, starts_at=at(2026, 3, 1))
    told = [needs_year_of(table, dt.date(2026, month, 15)) for month in (2, 6)]
    assert [each.sentence for each in told if each] == [
        "Die Sitzung zu den Bedarfen 2026 ist für den 01.03.2026 geplant.",
        "Die Sitzung zu den Bedarfen 2026 war für den 01.03.2026 geplant. Ob sie stattfand, ist nicht eingetragen.",
    ]
    later = make_meeting(round_table=table, is_needs_meeting=True, starts_at=at(2026, 11, 1))
    found = needs_year_of(table, dt.date(2026, 6, 15))
    assert found
    assert (found.standing, found.meeting) == ("planned", later)


def test_rule_holds_for_no_other_table(world: World) -> None:
    assert needs_year_of(RoundTable(name="Ohne Regel")) is None
