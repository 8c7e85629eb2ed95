"""A Runder Tisch with people, and a meeting."""

import datetime as dt

import pytest
from django.utils import timezone

from neuss_integration.accounts.enums import Role
from roundtables.enums.meetings import MeetingState, MemberKind
from roundtables.models import AgendaItem, CommentRound, Meeting, RoundTable, TableMember
from success_factors.models import ConceptEdition
from tests.factories import World, make_edition, make_goal, make_meeting, make_person, make_seat, make_table
from tests.roundtables.comments import asked

AGENDA = ("Begrüßung", "Sprachkurse", "Verschiedenes")


@pytest.fixture
def table(world: World) -> RoundTable:
    """Quorate with half of its votes."""
    return make_table(name="Runder Tisch Sprache", office=world.integrationsamt)


@pytest.fixture
def seats(world: World, table: RoundTable) -> list[TableMember]:
    """Four voting seats and an advisory one; the first is held by the member of the small world."""
    people = [
        world.rundertisch_person,
        *(make_person(f"sitz{n}@neuss.example", f"Person {n}", Role.ROUNDTABLE_MEMBER) for n in (2, 3, 4)),
    ]
    voting = [make_seat(round_table=table, user=person) for person in people]
    advising = make_seat(
        round_table=table, kind=MemberKind.ADVISORY, contact_name="Beratende Person", contact_email="rat@neuss.example"
    )
    return [*voting, advising]


@pytest.fixture
def meeting(table: RoundTable, seats: list[TableMember]) -> Meeting:
    """Invited, in two weeks, with three items."""
    made = make_meeting(round_table=table, state=MeetingState.INVITED)
    for number, title in enumerate(AGENDA, start=1):
        AgendaItem.objects.create(meeting=made, position=number, title=title)
    return made


@pytest.fixture
def running(meeting: Meeting) -> Meeting:
    """The same meeting, begun an hour ago."""
    meeting.starts_at = timezone.now() - dt.timedelta(hours=1)
    meeting.ends_at = timezone.now() + dt.timedelta(hours=1)
    meeting.save()
    return meeting


@pytest.fixture
def draft(world: World) -> ConceptEdition:
    """A draft of three goals."""
    edition = make_edition(title="Entwurf 2030", state="draft")
    for number in range(3):
        make_goal(edition=edition, text=f"Entworfenes Ziel {number}")
    return edition


@pytest.fixture
def opened(world: World, draft: ConceptEdition, seats: list[TableMember]) -> CommentRound:
    """The first two goals are put to the table of the member."""
    return asked(world, draft, round_tables=[seats[0].round_table])
