"""The Zielkatalog: one draft, words that stay once adopted, what became of each goal, who took part."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import EditionState, GoalState, Side
from success_factors.models import ConceptEdition, Goal, GuidingGoal, Participation
from success_factors.selectors.goals import Balance
from success_factors.services.editions import (
    add_guiding_goal,
    add_participation,
    adopt_edition,
    create_edition,
    record_adopted_edition,
)
from success_factors.services.goals import change_goal_state, create_goal, update_goal
from tests.factories import World, make_edition, make_goal, make_organisation
from tests.success_factors.conftest import RefusedBy

YEAR = PartialDate.from_parts(2020)


@pytest.fixture
def draft(world: World) -> ConceptEdition:
    edition = make_edition(state=EditionState.DRAFT)
    make_goal(edition=edition)
    return edition


def test_edition_begins_as_a_draft_and_there_is_one_at_a_time(world: World) -> None:
    edition = create_edition(by=world.koordination, title="Integrationskonzept 2027")
    assert edition.is_draft
    assert edition.history.get().history_user == world.koordination
    with pytest.raises(ValidationError, match="schon einen Entwurf"):
        create_edition(by=world.koordination, title="Noch eines")


def test_goals_stand_in_their_order_under_their_leitziel(world: World) -> None:
    edition = make_edition(state=EditionState.DRAFT)
    guiding = add_guiding_goal(edition, by=world.koordination, title="Teilhabe", field_of_action=world.bildung)
    values = {"text": "Ein Kurs je Stadtteil", "target_year": 2030, "success_factors": world.factors[:2]}
    goals = [create_goal(guiding, by=world.koordination, values=values) for _ in range(2)]
    assert [goal.position for goal in goals] == [1, 2]
    assert set(goals[0].success_factors.all()) == set(world.factors[:2])
    assert add_guiding_goal(edition, by=world.koordination, title="Sprache").position == 2


def test_adoption_keeps_who_when_and_the_vote(world: World, draft: ConceptEdition) -> None:
    values = {
        "committee": world.integrationsausschuss,
        "paper_number": "50/1/2020",
        "votes_for": 12,
        "votes_against": 0,
    }
    adopted = adopt_edition(draft, by=world.koordination, adopted=YEAR, values=values)
    adopted.refresh_from_db()
    assert (adopted.state, adopted.adopted, adopted.votes_for) == (EditionState.ADOPTED, YEAR, 12)


def test_adopted_edition_keeps_its_words(world: World, draft: ConceptEdition) -> None:
    goal = Goal.objects.get()
    adopt_edition(draft, by=world.koordination, adopted=YEAR, values={})
    for write in (
        lambda: add_guiding_goal(draft, by=world.koordination, title="Neu"),
        lambda: create_goal(goal.guiding_goal, by=world.koordination, values={"text": "Neu"}),
        lambda: update_goal(goal, by=world.koordination, expected_version=1, values={"text": "Anders"}),
        lambda: adopt_edition(draft, by=world.koordination, adopted=YEAR, values={}),
    ):
        with pytest.raises(Refused, match="Ihr Wortlaut bleibt"):
            write()


def test_edition_without_goals_or_in_the_future_is_not_adopted(world: World, draft: ConceptEdition) -> None:
    future = PartialDate.from_parts(2090)
    with pytest.raises(ValidationError, match="liegt in der Zukunft"):
        adopt_edition(draft, by=world.koordination, adopted=future, values={})
    Goal.objects.all().delete()
    with pytest.raises(Refused, match="noch kein Ziel"):
        adopt_edition(draft, by=world.koordination, adopted=YEAR, values={})


def test_edition_of_the_past_is_recorded_without_its_goals(world: World) -> None:
    edition = record_adopted_edition(
        by=world.koordination, title="Integrationskonzept 2009", adopted=PartialDate.from_parts(2009), values={}
    )
    assert (edition.state, str(edition.adopted)) == (EditionState.ADOPTED, "2009")


def test_goal_of_a_draft_is_changed_by_one_writer(world: World, draft: ConceptEdition) -> None:
    goal = Goal.objects.get()
    values = {"text": "Mehr Beratung am Abend", "success_factors": [world.factors[0]]}
    assert update_goal(goal, by=world.koordination, expected_version=1, values=values).version == 2
    assert update_goal(goal, by=world.koordination, expected_version=2, values=values).version == 2
    with pytest.raises(Stale):
        update_goal(goal, by=world.vertretung, expected_version=1, values={"text": "Anders"})


def test_what_became_of_a_goal_is_recorded_after_adoption(world: World) -> None:
    goal = make_goal()
    change_goal_state(goal, by=world.koordination, expected_version=1, state=GoalState.REACHED, reason=" Seit 2024. ")
    goal.refresh_from_db()
    assert (goal.state, goal.state_reason, goal.version) == (GoalState.REACHED, "Seit 2024.", 2)


def test_goal_is_not_given_up_without_a_reason(world: World, refused_by: RefusedBy) -> None:
    goal = make_goal()
    with pytest.raises(ValidationError, match="Begründung"):
        change_goal_state(goal, by=world.koordination, expected_version=1, state=GoalState.GIVEN_UP)
    with refused_by("success_factors_goal_given_up_reason"):
        make_goal(state=GoalState.GIVEN_UP)


def test_one_sided_participation_shows(world: World) -> None:
    edition = make_edition()
    for name, side in (("Diakonie", Side.SOCIETY), ("Sportbund", Side.SOCIETY)):
        values = {"organisation": make_organisation(name), "side": side}
        add_participation(edition, by=world.koordination, values=values)
    balance = Balance.of(edition.participations.all())
    assert (balance.migrants, balance.society, balance.missing) == (0, 2, Side.MIGRANTS.label)
    add_participation(edition, by=world.koordination, values={"name": "Runder Tisch", "side": Side.BOTH})
    assert Balance.of(edition.participations.all()).missing == ""


@pytest.mark.parametrize("values", [{}, {"name": "Gruppe", "organisation": True}, {"name": "Gruppe", "side": "none"}])
def test_participation_with_bad_values_is_refused(world: World, values: dict[str, Any]) -> None:
    if "organisation" in values:
        values = values | {"organisation": make_organisation("Diakonie")}
    with pytest.raises(ValidationError):
        add_participation(make_edition(), by=world.koordination, values={"side": Side.BOTH} | values)


def test_organisation_takes_part_once(world: World) -> None:
    edition, values = make_edition(), {"organisation": make_organisation("Diakonie"), "side": Side.SOCIETY}
    add_participation(edition, by=world.koordination, values=values)
    with pytest.raises(ValidationError, match="schon eingetragen"):
        add_participation(edition, by=world.koordination, values=values)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("success_factors_edition_adopted_when", {"state": EditionState.DRAFT, "adopted_date": dt.date(2020, 1, 1),
                                                  "adopted_precision": "year"}),
        ("success_factors_edition_adopted_when", {"adopted_date": None, "adopted_precision": ""}),
        ("success_factors_edition_adopted_precision", {"adopted_precision": ""}),
        ("success_factors_edition_state_valid", {"state": "burnt"}),
    ],
)  # fmt: skip
def test_database_keeps_the_rules_of_editions(
    db: None, refused_by: RefusedBy, constraint: str, fields: dict[str, Any]
) -> None:
    with refused_by(constraint):
        make_edition(**fields)


def test_database_keeps_the_rules_of_goals(world: World, refused_by: RefusedBy) -> None:
    edition = make_edition()
    with refused_by("success_factors_goal_text_given"):
        make_goal(text="")
    with refused_by("success_factors_goal_state_valid"):
        make_goal(state="burnt")
    with refused_by("success_factors_participation_who"):
        Participation.objects.create(edition=edition, side=Side.BOTH)
    with refused_by("success_factors_participation_side_valid"):
        Participation.objects.create(edition=edition, name="Gruppe", side="none")


def test_only_the_koordination_writes_the_catalogue(world: World, draft: ConceptEdition) -> None:
    goal, guiding = Goal.objects.get(), GuidingGoal.objects.get()
    for write in (
        lambda by: create_edition(by=by, title="X"),
        lambda by: record_adopted_edition(by=by, title="X", adopted=YEAR, values={}),
        lambda by: adopt_edition(draft, by=by, adopted=YEAR, values={}),
        lambda by: add_guiding_goal(draft, by=by, title="X"),
        lambda by: create_goal(guiding, by=by, values={"text": "X"}),
        lambda by: update_goal(goal, by=by, expected_version=1, values={"text": "X"}),
        lambda by: change_goal_state(goal, by=by, expected_version=1, state=GoalState.REACHED),
        lambda by: add_participation(draft, by=by, values={"name": "X", "side": Side.BOTH}),
    ):
        with pytest.raises(PermissionDenied):
            write(world.jugendamt_person)
