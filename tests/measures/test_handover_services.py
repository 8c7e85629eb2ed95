"""An office is renamed, merged, split or dissolved; what is open moves, what is closed keeps the old name."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from measures.enums import HandoverKind, MeasureState, ProgressState, RoundState
from measures.models import Handover, Measure, Milestone, ProgressReport
from measures.services.handover import HandoverPlan, hand_over
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership, User
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.history import Trail
from tests.factories import World, make_measure, make_person, make_progress, make_round

YESTERDAY = timezone.localdate() - dt.timedelta(days=1)
KEY = uuid.UUID(int=7)


def plan(kind: str = "renamed", *successors: Any, **more: Any) -> HandoverPlan:
    """By default: renamed to Amt für Jugend as of today."""
    return HandoverPlan(
        kind=kind, last_day=more.pop("last_day", YESTERDAY), successors=successors or ["Amt für Jugend"], **more
    )


def give(world: World, *args: Any, **more: Any) -> Handover:
    """The Koordination hands the Jugendamt over."""
    key = more.pop("submission_key", None)
    return hand_over(world.jugendamt, by=world.koordination, plan=plan(*args, **more), submission_key=key)


def lead_of(measure: Measure) -> str:
    return Measure.objects.get(pk=measure.pk).lead_department.name


def test_renamed_office_passes_everything_open_to_its_new_name(world: World) -> None:
    Department.objects.filter(pk=world.jugendamt.pk).update(email="jugend@neuss.example", contact="Leitung")
    task = make_progress(measure=world.praeventionsnetz)
    done = give(world, reason="Neuordnung")
    old, new = Department.objects.get(name="Jugendamt"), Department.objects.get(name="Amt für Jugend")
    assert (old.valid_until, old.successor, new.valid_from) == (YESTERDAY, new, YESTERDAY + dt.timedelta(days=1))
    assert (new.email, new.contact) == ("jugend@neuss.example", "Leitung")
    assert (lead_of(world.praeventionsnetz), ProgressReport.objects.get(pk=task.pk).department) == (new.name, new)
    assert (done.measures, done.tasks, done.people, list(done.successors.all())) == (1, 1, 1, [new])
    assert old.note == f"Zum {YESTERDAY:%d.%m.%Y} umbenannt: Amt für Jugend."


def test_closed_things_keep_the_old_name(world: World) -> None:
    ended = [
        make_measure(lead_department=world.jugendamt, state=state, state_reason="Ende")
        for state in (MeasureState.COMPLETED, MeasureState.ROUTINE, MeasureState.DROPPED)
    ]
    accepted = make_progress(measure=world.praeventionsnetz, state=ProgressState.ACCEPTED)
    closed = make_round(state=RoundState.CLOSED)
    silent = make_progress(measure=world.praeventionsnetz, round=closed, state=ProgressState.NO_RESPONSE)
    give(world)
    assert [lead_of(measure) for measure in ended] == ["Jugendamt"] * 3
    kept = ProgressReport.objects.filter(pk__in=[accepted.pk, silent.pk])
    assert {report.department for report in kept} == {world.jugendamt}


def test_person_acts_for_the_new_office_from_the_next_day(world: World) -> None:
    give(world)
    roles = Membership.objects.filter(user=world.jugendamt_person).order_by("pk")
    assert [(str(each.department), each.valid_from, each.valid_until) for each in roles] == [
        ("Jugendamt", None, YESTERDAY),
        ("Amt für Jugend", YESTERDAY + dt.timedelta(days=1), None),
    ]
    person = User.objects.get(pk=world.jugendamt_person.pk)
    assert Measure.objects.editable_by(person).count() == 1


def test_end_of_a_role_is_kept_when_it_moves(world: World) -> None:
    end = timezone.localdate() + dt.timedelta(days=30)
    Membership.objects.filter(user=world.jugendamt_person).update(valid_until=end)
    give(world)
    assert Membership.objects.get(department__name="Amt für Jugend").valid_until == end


def test_role_the_person_has_already_is_not_doubled(world: World) -> None:
    role = {"user": world.jugendamt_person, "role": Role.DEPARTMENT_EDITOR}
    Membership.objects.create(**role, department=world.stadtbibliothek)
    give(world, "merged", world.stadtbibliothek)
    assert Membership.objects.current().filter(**role).count() == 1


def test_merged_office_joins_one_that_is_there(world: World) -> None:
    world.vorlesestunden.contributing_departments.add(world.jugendamt)
    world.lesegarten.contributing_departments.add(world.jugendamt, world.integrationsamt)
    give(world, "merged", world.integrationsamt)
    supported = [set(each.contributing_departments.all()) for each in (world.vorlesestunden, world.lesegarten)]
    assert supported == [{world.integrationsamt}, {world.integrationsamt}]
    assert lead_of(world.praeventionsnetz) == "Integrationsamt"


def test_lead_does_not_support_its_own_measure_after_a_merger(world: World) -> None:
    world.vorlesestunden.contributing_departments.add(world.jugendamt)
    give(world, "merged", world.stadtbibliothek)
    assert list(world.vorlesestunden.contributing_departments.all()) == []


def test_split_office_gives_each_measure_and_person_where_it_is_said(world: World) -> None:
    second = make_measure(lead_department=world.jugendamt)
    tasks = [make_progress(measure=each) for each in (world.praeventionsnetz, second)]
    role = Membership.objects.get(user=world.jugendamt_person)
    give(world, "split", "Amt A", "Amt B", measures={world.praeventionsnetz.pk: 0, second.pk: 1}, people={role.pk: 1})
    assert (lead_of(world.praeventionsnetz), lead_of(second)) == ("Amt A", "Amt B")
    assert [ProgressReport.objects.get(pk=each.pk).department.name for each in tasks] == ["Amt A", "Amt B"]
    assert Membership.objects.current().get(user=world.jugendamt_person).department.name == "Amt B"
    assert Department.objects.get(name="Jugendamt").successor is None


def test_split_without_a_place_for_everything_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="Noch nicht zugeordnet: M-2017-001, Sachbearbeitung Jugendamt"):
        give(world, "split", "Amt A", "Amt B")
    assert not Department.objects.filter(name="Amt A").exists()


def test_dissolved_office_without_work_needs_nobody(world: World) -> None:
    Measure.objects.update(state=MeasureState.COMPLETED)
    done = hand_over(world.jugendamt, by=world.koordination, plan=HandoverPlan(HandoverKind.DISSOLVED, YESTERDAY, []))
    assert (done.measures, done.people, list(done.successors.all())) == (0, 0, [])
    assert not Membership.objects.current().filter(user=world.jugendamt_person).exists()


def test_dissolved_office_with_work_needs_somebody(world: World) -> None:
    with pytest.raises(ValidationError, match="Es ist noch etwas offen"):
        hand_over(world.jugendamt, by=world.koordination, plan=HandoverPlan(HandoverKind.DISSOLVED, YESTERDAY, []))


def test_open_milestones_move_with_their_measure(world: World) -> None:
    dates = {"measure": world.praeventionsnetz, "department": world.jugendamt, "due_date": dt.date(2026, 5, 1)}
    Milestone.objects.create(title="Offen", **dates)
    Milestone.objects.create(title="Erreicht", done_on=dt.date(2026, 4, 1), **dates)
    assert give(world).tasks == 1
    assert dict(Milestone.objects.values_list("title", "department__name")) == {
        "Offen": "Amt für Jugend",
        "Erreicht": "Jugendamt",
    }


def test_handover_stands_in_history_and_events(world: World) -> None:
    give(world)
    newest = Trail(world.praeventionsnetz).page().object_list[0]
    assert [(each.label, each.old, each.new) for each in newest.changes] == [
        ("Federführung", "Jugendamt", "Amt für Jugend")
    ]
    told = MEASURE_WORKFLOW.timeline(world.praeventionsnetz.events.all())[-1]
    assert (told["title"], told["comment"], newest.who) == (
        "Übergeben",
        "„Jugendamt“ an „Amt für Jugend“",
        "Koordination Integrationsbüro",
    )


def test_double_click_hands_over_once(world: World) -> None:
    both = [give(world, submission_key=KEY) for _ in range(2)]
    assert both[0] == both[1]
    assert (Department.objects.filter(name="Amt für Jugend").count(), Handover.objects.count()) == (1, 1)
    assert world.praeventionsnetz.events.filter(transition="handover").count() == 1


@pytest.mark.parametrize(
    ("kind", "successors", "more", "sentence"),
    [
        ("renamed", ["A", "B"], {}, "genau eine Nachfolge"),
        ("merged", ["A", "B"], {}, "genau eine Nachfolge"),
        ("split", ["A"], {}, "mindestens zwei Stellen"),
        ("renamed", ["A"], {"last_day": timezone.localdate()}, "Der letzte Tag muss vorbei sein"),
        ("renamed", ["Stadtbibliothek"], {}, "„Stadtbibliothek“: Diesen Namen gibt es hier schon."),
        ("split", ["A", "a"], {}, "zweimal genannt"),
    ],
)
def test_plan_that_does_not_fit_is_refused_and_nothing_happens(
    world: World, kind: str, successors: list[str], more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        give(world, kind, *successors, **more)
    assert (Department.objects.count(), Handover.objects.count(), lead_of(world.praeventionsnetz)) == (
        3,
        0,
        "Jugendamt",
    )


def test_office_hands_over_neither_to_itself_nor_to_an_ended_one(world: World) -> None:
    with pytest.raises(ValidationError, match="nicht an sich selbst"):
        give(world, "merged", world.jugendamt)
    ended = Department.objects.create(name="Altes Amt", valid_until=dt.date(2020, 1, 1))
    with pytest.raises(ValidationError, match="„Altes Amt“ gibt es heute nicht"):
        give(world, "merged", ended)


def test_last_day_lies_after_the_beginning(world: World) -> None:
    Department.objects.filter(pk=world.jugendamt.pk).update(valid_from=YESTERDAY)
    with pytest.raises(ValidationError, match="gibt es erst seit dem"):
        give(world, last_day=YESTERDAY - dt.timedelta(days=1))


@pytest.mark.parametrize("who", ["verwaltung_person", "jugendamt_person", "rundertisch_person", "nobody"])
def test_only_the_coordination_hands_over(world: World, who: str) -> None:
    make_person("x@neuss.example")
    with pytest.raises(PermissionDenied):
        hand_over(world.jugendamt, by=getattr(world, who), plan=plan())
