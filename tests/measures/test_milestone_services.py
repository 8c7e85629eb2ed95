"""Milestones: entered, moved with a reason, reached, dropped."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from measures.models import Milestone
from measures.services.milestones import add_milestone, change_milestone, drop_milestone, restore_milestone
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from tests.factories import World, make_measure
from tests.measures.conftest import RefusedBy
from tests.measures.factories import make_milestone

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


def test_add_puts_it_after_the_others_once(world: World) -> None:
    key, values = uuid.uuid4(), {"title": "Räume gefunden", "due_date": TODAY() + DAY}
    first = add_milestone(world.praeventionsnetz, by=world.jugendamt_person, values=values, submission_key=key)
    again = add_milestone(world.praeventionsnetz, by=world.jugendamt_person, values=values, submission_key=key)
    second = add_milestone(world.praeventionsnetz, by=world.koordination, values=values | {"title": "Eröffnung"})
    assert (again, first.position, second.position) == (first, 1, 2)
    assert first.history.get().history_user == world.jugendamt_person


def test_add_is_for_the_lead_office_and_the_koordination(world: World) -> None:
    for person in (world.bibliothek_person, world.integrationsrat_person, world.verwaltung_person):
        with pytest.raises(PermissionDenied):
            add_milestone(world.praeventionsnetz, by=person, values={"title": "X", "due_date": TODAY()})
    assert Milestone.objects.count() == 0


def test_add_refuses_what_it_does_not_know_and_the_same_again(world: World) -> None:
    values = {"title": "Eröffnung", "due_date": TODAY()}
    with pytest.raises(ValidationError, match="Unbekannte Angaben: position"):
        add_milestone(world.praeventionsnetz, by=world.koordination, values=values | {"position": 9})
    add_milestone(world.praeventionsnetz, by=world.koordination, values=values)
    with pytest.raises(ValidationError, match="gibt es mit demselben Datum schon"):
        add_milestone(world.praeventionsnetz, by=world.koordination, values=values)


def test_move_needs_a_reason_and_is_counted(world: World) -> None:
    milestone = make_milestone(measure=world.praeventionsnetz, due_date=dt.date(2026, 3, 1))
    moved = {"due_date": dt.date(2026, 6, 1)}
    with pytest.raises(Incomplete) as caught:
        change_milestone(milestone, by=world.koordination, expected_version=1, values=moved, reason=" ")
    assert list(caught.value.problems) == ["reason"]
    assert Milestone.objects.get().due_date == dt.date(2026, 3, 1)
    after = change_milestone(milestone, by=world.koordination, expected_version=1, values=moved, reason="Umbau")
    move = after.moves.get()
    assert (str(move), move.reason, move.actor) == ("01.03.2026 → 01.06.2026", "Umbau", world.koordination)
    assert after.history.first().history_change_reason == "Umbau"


def test_other_changes_need_no_reason(world: World) -> None:
    milestone = make_milestone(measure=world.praeventionsnetz)
    after = change_milestone(milestone, by=world.koordination, expected_version=1, values={"title": "Start"})
    assert (after.title, after.version, after.moves.count()) == ("Start", 2, 0)
    with pytest.raises(Stale):
        change_milestone(milestone, by=world.vertretung, expected_version=1, values={"title": "Anfang"})


def test_reached_is_not_before_it_happened(world: World) -> None:
    milestone = make_milestone(measure=world.praeventionsnetz, due_date=TODAY() - 3 * DAY)
    with pytest.raises(ValidationError, match="Der Tag liegt in der Zukunft"):
        change_milestone(milestone, by=world.koordination, expected_version=1, values={"done_on": TODAY() + DAY})
    after = change_milestone(milestone, by=world.koordination, expected_version=1, values={"done_on": TODAY()})
    assert (after.delay, after.is_open, after.is_overdue) == (3 * DAY, False, False)


def test_drop_says_why_and_can_be_taken_back(world: World) -> None:
    milestone = make_milestone(measure=world.praeventionsnetz, due_date=TODAY() - DAY)
    assert milestone.is_overdue
    with pytest.raises(Incomplete):
        drop_milestone(milestone, by=world.koordination, reason="")
    dropped = drop_milestone(milestone, by=world.koordination, reason="Nicht mehr nötig")
    assert (dropped.is_overdue, dropped.dropped_on, list(Milestone.objects.overdue())) == (False, TODAY(), [])
    with pytest.raises(Refused, match="schon erreicht oder entfallen"):
        drop_milestone(milestone, by=world.koordination, reason="Noch einmal")
    assert restore_milestone(milestone, by=world.koordination).is_overdue
    assert restore_milestone(milestone, by=world.koordination).version == 3


def test_milestone_is_reached_or_dropped_not_both(world: World) -> None:
    dropped = drop_milestone(make_milestone(measure=world.praeventionsnetz), by=world.koordination, reason="Entfällt")
    with pytest.raises(ValidationError, match="erreicht oder entfällt, nicht beides"):
        change_milestone(dropped, by=world.koordination, expected_version=2, values={"done_on": TODAY()})


def test_milestones_are_seen_and_changed_with_their_measure(world: World) -> None:
    idea, running = (make_milestone(measure=each) for each in (world.lesegarten, world.praeventionsnetz))
    assert set(Milestone.objects.visible_to(world.integrationsrat_person)) == {running}
    assert set(Milestone.objects.visible_to(world.koordination)) == {idea, running}
    assert list(Milestone.objects.editable_by(world.jugendamt_person)) == [running]
    assert list(Milestone.objects.visible_to(world.nobody)) == []


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"title": ""}, "measures_milestone_title_given"),
        ({"dropped_on": dt.date(2026, 1, 1)}, "measures_milestone_dropped_reason"),
        ({"dropped_reason": "So"}, "measures_milestone_dropped_reason"),
        ({"dropped_on": dt.date(2026, 1, 1), "dropped_reason": "So", "done_on": dt.date(2026, 1, 1)},
         "measures_milestone_done_or_dropped"),
    ],
)  # fmt: skip
def test_database_keeps_the_rules(db: None, refused_by: RefusedBy, fields: dict, constraint: str) -> None:
    measure = make_measure()
    with refused_by(constraint):
        make_milestone(measure=measure, **fields)
