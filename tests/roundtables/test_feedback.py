"""Next year the table is told what became of its needs: an agenda item of its own, with links, kept afterwards."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from roundtables.enums.meetings import TopicOrigin
from roundtables.models import ActionItem, Meeting, Need, RoundTable
from roundtables.selectors.outcome import feedback_text
from roundtables.services.agenda import decline_topic
from roundtables.services.attendance import SeatAttendance, record_attendance
from roundtables.services.feedback import add_feedback
from roundtables.services.meetings import create_meetings, hold_meeting, update_meeting
from roundtables.services.need_states import change_need_state
from roundtables.templatetags.need_tags import linked_numbers
from tests.factories import World, make_meeting, make_need, make_proposal, make_seat, make_table, sign_in

NOW = timezone.now()


@pytest.fixture
def table(world: World) -> RoundTable:
    """A table that finds the needs; the member has a seat, and one need was raised a month ago."""
    table = make_seat(round_table=make_table(finds_needs=True), user=world.rundertisch_person).round_table
    make_need(round_table=table, title="Mehr Kurse", raised_on=timezone.localdate() - dt.timedelta(days=30))
    return table


def planned(world: World, table: RoundTable, **values: Any) -> Meeting:
    start = NOW + dt.timedelta(days=20)
    given = {"starts_at": start, "ends_at": start + dt.timedelta(hours=2), "is_needs_meeting": True} | values
    return create_meetings(table, by=world.koordination, values=given)[0]


def origins(meeting: Meeting) -> list[str]:
    return list(meeting.agenda.values_list("origin", flat=True))


def test_next_needs_meeting_is_told_by_itself(world: World, table: RoundTable) -> None:
    need = table.needs.get()
    meeting = planned(world, table)
    assert origins(meeting) == [TopicOrigin.FEEDBACK]
    assert feedback_text(meeting) == f"- {need.number} „Mehr Kurse“: gemeldet."


def test_other_meetings_and_tables_without_needs_are_told_nothing(world: World, table: RoundTable) -> None:
    assert origins(planned(world, table, is_needs_meeting=False)) == []
    assert origins(planned(world, make_table(name="Ohne Bedarfe"))) == []


def test_meeting_that_becomes_the_needs_meeting_is_told(world: World, table: RoundTable) -> None:
    meeting = planned(world, table, is_needs_meeting=False)
    update_meeting(meeting, by=world.koordination, expected_version=1, values={"is_needs_meeting": True})
    assert origins(meeting) == [TopicOrigin.FEEDBACK]


def test_item_that_was_struck_does_not_come_back_by_itself(world: World, table: RoundTable) -> None:
    meeting = planned(world, table)
    decline_topic(meeting.agenda.get(), by=world.koordination, reason="Erst im Herbst.")
    for version, wanted in ((1, False), (2, True)):
        values = {"is_needs_meeting": wanted}
        meeting = update_meeting(meeting, by=world.koordination, expected_version=version, values=values)
    assert [item.state for item in meeting.agenda.all()] == ["declined"]


def test_words_follow_the_need_until_the_meeting_was_held_and_stay_then(world: World, table: RoundTable) -> None:
    meeting, need = planned(world, table), table.needs.get()
    change_need_state(need, by=world.koordination, transition="give_up", reason="Der Kreis bietet es an.")
    assert feedback_text(meeting).endswith("nicht weiterverfolgt. Der Kreis bietet es an.")
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=NOW - dt.timedelta(hours=1))
    record_attendance(meeting, by=world.koordination, came={table.members.get().pk: SeatAttendance("present")})
    hold_meeting(meeting, by=world.koordination)
    change_need_state(need, by=world.koordination, transition="reopen", reason="Neu")
    assert meeting.agenda.get().note == f"- {need.number} „Mehr Kurse“: nicht weiterverfolgt. Der Kreis bietet es an."


def test_words_written_after_the_day_of_the_meeting_say_so(world: World, table: RoundTable) -> None:
    make_need(round_table=table, raised_on=NOW.date() - dt.timedelta(days=300))
    held = make_meeting(round_table=table, is_needs_meeting=True, starts_at=NOW - dt.timedelta(days=90))
    to_come = make_meeting(round_table=table, is_needs_meeting=True, starts_at=NOW + dt.timedelta(days=9))
    begun = f"Stand vom {timezone.localdate():%d.%m.%Y}, nach der Sitzung:"
    told = [feedback_text(each) for each in (held, to_come)]
    assert [each.startswith(begun) for each in told] == [True, False]
    assert all("„" in each for each in told)


def test_what_was_settled_before_the_last_needs_meeting_is_not_told_again(world: World, table: RoundTable) -> None:
    settled = make_need(round_table=table, title="Erledigt", raised_on=dt.date(2020, 1, 1))
    Need.objects.filter(pk=settled.pk).update(state="not_pursued", state_reason="Erledigt")
    make_meeting(round_table=table, state="held", is_needs_meeting=True, starts_at=NOW - dt.timedelta(days=100))
    assert "Erledigt" not in feedback_text(planned(world, table))
    change_need_state(settled, by=world.koordination, transition="reopen", reason="Neu")
    assert "Erledigt" in feedback_text(planned(world, table))


def test_drafts_and_needs_raised_later_are_not_told(world: World, table: RoundTable) -> None:
    make_proposal(needs=[table.needs.get()], title="Entwurf")
    make_need(round_table=table, title="Zu spät", raised_on=timezone.localdate() + dt.timedelta(days=30))
    assert feedback_text(planned(world, table)).count("\n") == 0


def test_page_leads_from_the_words_to_need_and_proposal(world: World, table: RoundTable, client: Client) -> None:
    need = table.needs.get()
    proposal = make_proposal(needs=[need], state="ranked", rank=1)
    text = sign_in(client, world.rundertisch_person).get(planned(world, table).get_absolute_url()).text
    assert (need.get_absolute_url() in text, proposal.get_absolute_url() in text) == (True, True)


def test_numbers_become_links_and_nothing_else_does() -> None:
    assert linked_numbers("<b> B-2026-001, M-26-1") == (
        '<p>&lt;b&gt; <a href="/runde-tische/bedarfe/B-2026-001/">B-2026-001</a>, M-26-1</p>\n'
    )
    own = linked_numbers("[V-2026-001](https://neuss.example/M-2026-001)")
    assert own.count("<a ") == own.count("V-2026-001") == own.count("M-2026-001") == 1


def test_button_adds_the_item_once_where_it_did_not_come_by_itself(
    world: World, table: RoundTable, client: Client
) -> None:
    meeting = planned(world, table, is_needs_meeting=False)
    sign_in(client, world.koordination)
    url = f"/runde-tische/sitzungen/{meeting.pk}/rueckmeldung/"
    assert url in client.get(meeting.get_absolute_url()).text
    for _ in range(2):
        client.post(url)
    assert origins(meeting) == [TopicOrigin.FEEDBACK]
    assert url not in client.get(meeting.get_absolute_url()).text


def test_feedback_without_anything_to_tell_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="kein Bedarf gemeldet"):
        add_feedback(make_meeting(), by=world.koordination)


def test_overdue_action_item_stands_on_the_next_agenda(world: World, table: RoundTable, client: Client) -> None:
    held = make_meeting(round_table=table, state="held", starts_at=NOW - dt.timedelta(days=40))
    ActionItem.objects.create(
        meeting=held,
        text="Kosten ermitteln",
        responsible_user=world.rundertisch_person,
        due_on=timezone.localdate() - dt.timedelta(days=3),
    )
    meeting = planned(world, table)
    assert origins(meeting) == [TopicOrigin.TASKS, TopicOrigin.FEEDBACK]
    text = sign_in(client, world.rundertisch_person).get(meeting.get_absolute_url()).text
    assert ("Kosten ermitteln" in text, "überfällig" in text) == (True, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_needs_the_same_queries_for_any_number_of_needs(
    world: World, table: RoundTable, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        need = make_need(round_table=table, raised_on=dt.date(2020, 1, 1), title=f"Bedarf {number}")
        make_proposal(needs=[need], state="ranked", rank=1, title=f"Vorschlag {number}")
    meeting = planned(world, table)
    sign_in(client, world.rundertisch_person)
    with django_assert_num_queries(15):
        client.get(meeting.get_absolute_url())
