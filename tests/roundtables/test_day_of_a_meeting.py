"""A meeting tells what was so on its day: what happened later changes neither its page nor its minutes."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from neuss_integration.accounts.models import User
from roundtables.enums.meetings import TopicOrigin
from roundtables.models import ActionItem, AgendaItem, Meeting, Minutes
from roundtables.services.need_states import change_need_state
from tests.factories import World, make_meeting, make_need, make_seat, make_table, sign_in

JUNE = timezone.now() - dt.timedelta(days=150)
pytestmark = pytest.mark.django_db


def held(world: World) -> Meeting:
    """A meeting of June that dealt with a task and a need of March, with minutes."""
    table = make_seat(round_table=make_table(finds_needs=True), user=world.rundertisch_person).round_table
    march = make_meeting(round_table=table, state="held", starts_at=JUNE - dt.timedelta(days=90))
    june = make_meeting(round_table=table, state="held", starts_at=JUNE, previous=march)
    due = timezone.localdate(JUNE) + dt.timedelta(days=60)
    ActionItem.objects.create(meeting=march, text="Raum suchen", responsible_user=world.rundertisch_person, due_on=due)
    origins = {TopicOrigin.TASKS: "", TopicOrigin.FEEDBACK: "B-1 ist in Beratung."}
    for position, (origin, note) in enumerate(origins.items(), start=1):
        AgendaItem.objects.create(meeting=june, position=position, title=origin.label, origin=origin, note=note)
    Minutes.objects.create(meeting=june)
    make_need(round_table=table, title="Mehr Kurse", raised_on=timezone.localdate(march.starts_at))
    return june


def september(meeting: Meeting, by: User) -> None:
    """The task is done, another is given, a need is given up, a member comes."""
    table, now = meeting.round_table, timezone.now()
    ActionItem.objects.filter(meeting=meeting.previous).update(state="done", closed_at=now, closed_by=by)
    later = make_meeting(round_table=table, state="held", starts_at=now - dt.timedelta(days=30))
    ActionItem.objects.create(meeting=later, text="Neuer Auftrag", responsible_user=by, due_on=timezone.localdate())
    change_need_state(table.needs.get(), by=by, transition="give_up", reason="Der Kreis bietet es an.")
    make_seat(round_table=table, valid_from=timezone.localdate())


def read(client: Client, url: str) -> str:
    """What a page says, without tokens."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|name="form_owner" value="[^"]*"', "", client.get(url).text)


@pytest.mark.parametrize("person", ["koordination", "rundertisch_person"])
def test_page_of_a_meeting_that_was_held_says_the_same_later(world: World, client: Client, person: str) -> None:
    meeting = held(world)
    sign_in(client, getattr(world, person))
    before = read(client, meeting.get_absolute_url())
    september(meeting, world.koordination)
    assert read(client, meeting.get_absolute_url()) == before
    assert ("Raum suchen" in before, "Neuer Auftrag" in before) == (True, False)


def test_minutes_say_the_same_later(world: World, client: Client) -> None:
    meeting = held(world)
    sign_in(client, world.koordination)
    pages = [f"/sitzungen/{meeting.pk}/protokoll/", f"/runde-tische/sitzungen/{meeting.pk}/protokoll/"]
    (url,) = [each for each in pages if client.get(each).status_code == 200]
    before = read(client, url)
    september(meeting, world.koordination)
    assert read(client, url) == before
