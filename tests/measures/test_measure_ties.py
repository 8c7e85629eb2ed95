"""What a measure is tied to: offices that exist, goals in force, predecessors without a circle, relatives."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.models import Measure
from measures.rules import edition_in_force, goals_in_force
from measures.services.measure import create_measure, update_measure
from neuss_integration.foundation.records.history import Trail
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.factories import World, make_department, make_edition, make_goal, make_measure
from tests.measures.conftest import RefusedBy


def update(measure: Measure, by: Any, **values: Any) -> Measure:
    """Saved on top of what is stored."""
    version = Measure.objects.get(pk=measure.pk).version
    return update_measure(measure, by=by, expected_version=version, values=values)


def problem(measure: Measure, by: Any, **values: Any) -> dict[str, list[str]]:
    """What is wrong with the values."""
    with pytest.raises(ValidationError) as caught:
        update(measure, by, **values)
    return caught.value.message_dict


def test_goals_can_be_chosen_from_the_edition_adopted_last(world: World) -> None:
    old, draft = make_goal(), make_goal(edition=make_edition(state="draft"))
    new = make_goal(edition=make_edition(title="Konzept 2025", adopted_date=dt.date(2025, 1, 1)))
    assert (edition_in_force(), list(goals_in_force())) == (new.guiding_goal.edition, [new])
    after = update(world.praeventionsnetz, world.koordination, goals=[new])
    assert list(after.goals.all()) == [new]
    for other in (old, draft):
        assert problem(world.praeventionsnetz, world.koordination, goals=[new, other]) == {
            "goals": [
                (
                    f"„Mehr Beratung“ steht in der Fassung „{other.guiding_goal.edition}“, die nicht gilt. "
                    "Bitte wählen Sie Ziele aus „Konzept 2025“."
                )
            ],
        }


def test_goals_chosen_before_stay_when_the_edition_ends(world: World) -> None:
    old = make_goal()
    update(world.praeventionsnetz, world.koordination, goals=[old])
    new = make_goal(edition=make_edition(adopted_date=dt.date(2025, 1, 1)))
    assert update(world.praeventionsnetz, world.koordination, goals=[old, new]).goals.count() == 2


def test_goals_of_no_edition_in_force_are_refused_when_entering(world: World) -> None:
    drafted = make_goal(edition=make_edition(state="draft"))
    values = {
        "title": "Neu",
        "kind": "project",
        "field_of_action": world.bildung,
        "lead_department": world.jugendamt,
        "goals": [drafted],
    }
    with pytest.raises(ValidationError, match="Es gilt noch keine Fassung"):
        create_measure(by=world.koordination, values=values)


def test_lead_that_is_gone_is_refused_and_names_its_successor(world: World) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    gone = make_department("Amt für Zuwanderung", valid_until=yesterday, successor=world.integrationsamt)
    assert problem(world.praeventionsnetz, world.koordination, lead_department=gone) == {
        "lead_department": [
            (
                f"„Amt für Zuwanderung“ gibt es seit dem {yesterday:%d.%m.%Y} nicht mehr. "
                "Seitdem gilt „Integrationsamt“. Bitte wählen Sie neu."
            )
        ]
    }


def test_lead_that_is_still_to_come_is_refused(world: World) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    office = make_department("Amt für Vielfalt", valid_from=tomorrow)
    values = {"title": "Neu", "kind": "project", "field_of_action": world.bildung, "lead_department": office}
    with pytest.raises(ValidationError, match="gibt es erst ab dem"):
        create_measure(by=world.koordination, values=values)


def test_lead_of_an_ended_measure_existed_at_its_time(world: World) -> None:
    gone = make_department("Amt für Zuwanderung", valid_from=dt.date(2010, 1, 1), valid_until=dt.date(2016, 6, 30))
    values = {
        "title": "Alt",
        "kind": "project",
        "field_of_action": world.bildung,
        "lead_department": gone,
        "state": "completed",
        "start": PartialDate.from_parts(2016),
        "end": PartialDate.from_parts(2017),
    }
    assert create_measure(by=world.koordination, values=values).lead_department == gone
    with pytest.raises(ValidationError, match=r"gibt es seit dem 30\.06\.2016 nicht mehr"):
        create_measure(by=world.koordination, values=values | {"start": PartialDate.from_parts(2016, 7)})


def test_predecessors_never_lead_in_a_circle(world: World) -> None:
    first, second, third = world.praeventionsnetz, world.vorlesestunden, world.lesegarten
    update(second, world.koordination, predecessor=first)
    update(third, world.koordination, predecessor=second)
    assert list(problem(first, world.koordination, predecessor=third)) == ["predecessor"]
    assert "ihr eigener Vorgänger" in problem(first, world.koordination, predecessor=first)["__all__"][0]


def test_measure_is_not_its_own_predecessor(world: World, refused_by: RefusedBy) -> None:
    with refused_by("measures_measure_not_own_predecessor"):
        Measure.objects.filter(pk=world.lesegarten.pk).update(predecessor=world.lesegarten)


def test_related_measures_know_each_other_and_both_note_it(world: World) -> None:
    first, second, third = world.praeventionsnetz, world.vorlesestunden, make_measure(title="Dritte")
    update(first, world.koordination, related=[second, third])
    update(first, world.vertretung, related=[third])
    assert [list(each.related.all()) for each in (first, second, third)] == [[third], [], [first]]
    entries = Trail(second).page().object_list
    assert [(each.who, each.changes[0].added, each.changes[0].removed) for each in entries[:2]] == [
        ("Vertretung Koordination", [], [str(first)]),
        ("Koordination Integrationsbüro", [str(first)], []),
    ]
    assert Measure.objects.get(pk=third.pk).version == 2


def test_measure_is_not_related_to_itself(world: World) -> None:
    found = problem(world.lesegarten, world.koordination, related=[world.lesegarten])
    assert found == {"related": ["Eine Maßnahme ist nicht mit sich selbst verwandt. Bitte streichen Sie sie."]}


def test_contact_is_kept_by_the_lead_office(world: World) -> None:
    after = update(world.praeventionsnetz, world.jugendamt_person, contact_name="Team Prävention", deputy_phone="02131")
    assert (after.contact_name, after.deputy_phone) == ("Team Prävention", "02131")
