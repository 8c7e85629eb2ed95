"""Fortschreibung: a draft carries goals over one by one, and adoption ends the old ones."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from measures.models import Measure
from neuss_integration.foundation.exceptions import Refused, Stale
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import EditionState, GoalState
from success_factors.models import ConceptEdition, Goal, GoalRevision, GuidingGoal
from success_factors.services.discarding import discard_edition
from success_factors.services.editions import adopt_edition, create_edition, update_edition
from success_factors.services.goals import change_goal_state, remove_goal
from success_factors.services.revisions import begin_revision, decide_goal, revise_former
from tests.factories import (
    World,
    make_committee,
    make_edition,
    make_field,
    make_goal,
    make_measure,
    make_resolution,
    sign_in,
)
from tests.success_factors.conftest import RefusedBy

YEAR, NEXT_YEAR = PartialDate.from_parts(2025), PartialDate.from_parts(2026)


@pytest.fixture
def old(world: World) -> ConceptEdition:
    """An adopted edition with three goals, each under a Leitziel of its own."""
    edition = make_edition(title="Konzept 2020")
    for number in range(3):
        goal = make_goal(edition=edition, text=f"Ziel {number}", target_year=2025)
        goal.success_factors.set([world.factors[3]])
    return edition


@pytest.fixture
def new(world: World, old: ConceptEdition) -> ConceptEdition:
    """The draft that revises it."""
    return begin_revision(old, by=world.koordination, title="Konzept 2026")


def goals(edition: ConceptEdition) -> list[Goal]:
    """The goals in their order."""
    return list(Goal.objects.filter(guiding_goal__edition=edition).order_by("guiding_goal__position", "position"))


def decide(world: World, new: ConceptEdition, goal: Goal, outcome: str, **more: Any) -> GoalRevision:
    """A decision under the Leitziel of the same place."""
    place = GuidingGoal.objects.get(edition=new, position=goal.guiding_goal.position)
    given = {"expected_version": 0, "guiding_goal": place} | more
    return decide_goal(new, goal, by=world.koordination, outcome=outcome, **given)


def test_draft_has_the_same_leitziele_with_the_fields_of_today(world: World) -> None:
    old, ended = make_edition(), make_field("Früheres Feld", successor=world.bildung, valid_until=dt.date(2021, 1, 1))
    GuidingGoal.objects.create(edition=old, position=4, title="Sprache", field_of_action=ended)
    new = begin_revision(old, by=world.koordination, title="Neu")
    assert (new.previous, new.is_draft) == (old, True)
    assert [(each.title, each.field_of_action) for each in new.guiding_goals.all()] == [("Sprache", world.bildung)]


def test_goal_is_kept_word_for_word(world: World, old: ConceptEdition, new: ConceptEdition) -> None:
    revision = decide(world, new, goals(old)[0], "kept", values={"text": "wird nicht beachtet"})
    carried = goals(new)[0]
    assert (revision.successor, carried.text, carried.target_year) == (carried, "Ziel 0", 2025)
    assert list(carried.success_factors.all()) == [world.factors[3]]
    assert goals(old)[0].state == GoalState.OPEN


def test_goal_is_changed_and_decided_anew_without_a_second_one(
    world: World, old: ConceptEdition, new: ConceptEdition
) -> None:
    goal = goals(old)[0]
    first = decide(world, new, goal, "changed", values={"text": "Ziel 0, aber schneller"})
    again = decide(world, new, goal, "changed", values={"target_year": 2028}, expected_version=first.version)
    assert [(each.text, each.target_year) for each in goals(new)] == [("Ziel 0", 2028)]
    assert again.successor == first.successor


def test_dropped_goal_needs_a_reason_and_leaves_the_draft(
    world: World, old: ConceptEdition, new: ConceptEdition
) -> None:
    goal = goals(old)[0]
    first = decide(world, new, goal, "kept")
    with pytest.raises(ValidationError, match="warum das Ziel entfällt"):
        decide(world, new, goal, "dropped", expected_version=1, reason=" ")
    dropped = decide(world, new, goal, "dropped", expected_version=1, reason="Ist jetzt Aufgabe des Landes.")
    assert (goals(new), dropped.successor, dropped.version) == ([], None, 2)
    assert Goal.history.filter(id=first.successor_id, history_type="-").get().history_user == world.koordination


@pytest.mark.parametrize(
    ("outcome", "more", "sentence"),
    [
        ("changed", {"values": {"text": "Ziel 0"}}, "nichts geändert"),
        ("burnt", {}, "Bitte wählen Sie"),
        ("kept", {"guiding_goal": None}, "unter dem das Ziel stehen soll"),
    ],
)
def test_decision_that_says_nothing_is_refused(
    world: World, old: ConceptEdition, new: ConceptEdition, outcome: str, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises((Refused, ValidationError), match=sentence):
        decide(world, new, goals(old)[0], outcome, **more)
    assert (GoalRevision.objects.count(), goals(new)) == (0, [])


def test_goals_and_leitziele_of_other_editions_are_refused(
    world: World, old: ConceptEdition, new: ConceptEdition
) -> None:
    stranger = make_goal()
    with pytest.raises(Refused, match="gehört nicht zu der Fassung"):
        decide_goal(new, stranger, by=world.koordination, expected_version=0, outcome="kept")
    with pytest.raises(Refused, match="Ihr Wortlaut bleibt"):
        decide(world, new, goals(old)[0], "kept", guiding_goal=stranger.guiding_goal)
    first = decide(world, new, goals(old)[0], "kept")
    with pytest.raises(Refused, match="gehört zu einer anderen Fassung"):
        decide(world, new, goals(old)[0], "kept", guiding_goal=stranger.guiding_goal, expected_version=first.version)


def test_second_writer_of_a_decision_is_told(world: World, old: ConceptEdition, new: ConceptEdition) -> None:
    decide(world, new, goals(old)[0], "kept")
    with pytest.raises(Stale):
        decide(world, new, goals(old)[0], "dropped", reason="Anders gesehen.")
    assert len(goals(new)) == 1


def test_adoption_waits_for_every_goal(world: World, old: ConceptEdition, new: ConceptEdition) -> None:
    for goal in goals(old)[:2]:
        decide(world, new, goal, "kept")
    with pytest.raises(Refused, match="Über ein Ziel der vorigen Fassung ist noch nicht entschieden"):
        adopt_edition(new, by=world.koordination, adopted=YEAR, values={})
    decide(world, new, goals(old)[2], "dropped", reason="Überholt.")
    assert adopt_edition(new, by=world.koordination, adopted=YEAR, values={}).state == EditionState.ADOPTED


def test_adoption_ends_the_old_goals_as_decided(world: World, old: ConceptEdition, new: ConceptEdition) -> None:
    kept, dropped, reached = goals(old)
    change_goal_state(reached, by=world.koordination, expected_version=1, state="reached")
    decide(world, new, kept, "kept")
    decide(world, new, dropped, "dropped", reason="Überholt.")
    decide(world, new, reached, "kept")
    adopt_edition(new, by=world.koordination, adopted=YEAR, values={})
    found = [(goal.state, goal.state_reason, goal.successor) for goal in goals(old)]
    assert found == [("revised", "", goals(new)[0]), ("given_up", "Überholt.", None), ("reached", "", None)]
    with pytest.raises(Refused, match="Ihr Wortlaut bleibt"):
        decide(world, new, kept, "kept", expected_version=1)


def test_edition_is_never_older_than_the_one_it_revises(world: World, old: ConceptEdition, new: ConceptEdition) -> None:
    for goal in goals(old):
        decide(world, new, goal, "kept")
    adopted, values = PartialDate.from_parts(old.adopted_date.year - 1), {"committee": make_committee()}
    with pytest.raises(ValidationError, match="kann nicht älter sein"):
        adopt_edition(new, by=world.koordination, adopted=adopted, values=values)
    assert goals(old)[0].state == GoalState.OPEN
    adopt_edition(new, by=world.koordination, adopted=YEAR, values=values)
    former = ConceptEdition.objects.get(pk=old.pk)
    with pytest.raises(ValidationError, match="kann nicht jünger sein"):
        update_edition(former, by=world.koordination, expected_version=former.version, values={}, adopted=NEXT_YEAR)


def test_carried_goal_is_not_removed_past_its_decision(world: World, old: ConceptEdition, new: ConceptEdition) -> None:
    carried = decide(world, new, goals(old)[0], "kept").successor
    assert carried is not None
    with pytest.raises(Refused, match="ändern Sie die Entscheidung"):
        remove_goal(carried, by=world.koordination)
    make_resolution(goals=[carried])
    with pytest.raises(Refused, match="gibt es einen Beschluss"):
        decide(world, new, goals(old)[0], "dropped", expected_version=1, reason="Überholt.")
    assert goals(new) == [carried]


def test_one_draft_revises_at_a_time_and_no_draft_is_revised(
    world: World, old: ConceptEdition, new: ConceptEdition
) -> None:
    with pytest.raises(ValidationError, match="schon einen Entwurf"):
        begin_revision(old, by=world.koordination, title="Noch einer")
    with pytest.raises(Refused, match="Nur eine beschlossene Fassung"):
        begin_revision(new, by=world.koordination, title="Noch einer")


def test_successors_never_lead_in_a_circle(world: World) -> None:
    first, second, third = (make_goal() for _ in range(3))
    for goal, successor in ((first, second), (second, third)):
        change_goal_state(goal, by=world.koordination, expected_version=1, state="revised", successor=successor)
    for successor, sentence in ((first, "führt im Kreis"), (None, "Bitte wählen Sie das Ziel"), (third, "anderen")):
        with pytest.raises(ValidationError, match=sentence):
            change_goal_state(third, by=world.koordination, expected_version=1, state="revised", successor=successor)
    change_goal_state(first, by=world.koordination, expected_version=2, state="reached", successor=second)
    assert Goal.objects.get(pk=first.pk).successor is None


def test_database_keeps_the_rules_of_successors(world: World, refused_by: RefusedBy) -> None:
    goal, edition = make_goal(), make_edition()
    for constraint, values in (
        ("success_factors_goal_not_own_successor", {"state": "revised", "successor": goal}),
        ("success_factors_goal_revised_by_what", {"state": "revised"}),
        ("success_factors_goal_revised_by_what", {"successor": make_goal()}),
    ):
        with refused_by(constraint):
            Goal.objects.filter(pk=goal.pk).update(**values)
    with refused_by("success_factors_revision_dropped_reason"):
        GoalRevision.objects.create(edition=edition, goal=goal)
    with refused_by("success_factors_revision_not_its_own"):
        GoalRevision.objects.create(edition=edition, goal=goal, successor=goal)
    with refused_by("success_factors_edition_not_its_own"):
        ConceptEdition.objects.filter(pk=edition.pk).update(previous=edition)


def test_only_the_koordination_revises(world: World, old: ConceptEdition, new: ConceptEdition) -> None:
    for write in (
        lambda by: begin_revision(old, by=by, title="X"),
        lambda by: decide_goal(new, goals(old)[0], by=by, expected_version=0, outcome="kept"),
    ):
        with pytest.raises(PermissionDenied):
            write(world.jugendamt_person)


def test_measures_and_resolutions_go_along_with_a_goal(world: World, client: Client, old: ConceptEdition) -> None:
    kept, dropped, _ = goals(old)
    ended = make_measure(title="Beendet", state="completed")
    ended.goals.add(kept)
    world.praeventionsnetz.goals.set([kept])
    world.lesegarten.goals.set([dropped])
    make_resolution(title="Beschluss zu Ziel 0", goals=[kept])
    successor = goals(adopted_after(world, old))[0]
    assert set(world.praeventionsnetz.goals.all()) == {kept, successor}
    assert (set(ended.goals.all()), set(world.lesegarten.goals.all())) == ({kept}, {dropped})
    sign_in(client, world.koordination)
    for goal in (kept, successor):
        shown = client.get(goal.get_absolute_url()).content.decode()
        told = ("Beschluss zu Ziel 0", "Beendet", world.praeventionsnetz.title)
        assert [words for words in told if words not in shown] == []


def test_draft_is_discarded_with_all_its_parts(world: World, old: ConceptEdition, new: ConceptEdition) -> None:
    decide(world, new, goals(old)[0], "kept")
    discard_edition(new, by=world.koordination)
    assert (ConceptEdition.objects.count(), len(goals(old)), GoalRevision.objects.count()) == (1, 3, 0)
    with pytest.raises(Refused, match="beschlossen"):
        discard_edition(old, by=world.koordination)


def test_edition_begun_on_its_own_decides_about_open_goals_first(world: World, old: ConceptEdition) -> None:
    own = create_edition(by=world.koordination, title="Eigene Fassung")
    make_goal(edition=own, text="Neues Ziel")
    with pytest.raises(Refused, match="nicht durch Fortschreiben entstanden"):
        adopt_edition(own, by=world.koordination, adopted=YEAR, values={})
    revise_former(own, by=world.koordination)
    for goal in goals(old):
        decide_goal(own, goal, by=world.koordination, expected_version=0, outcome="dropped", reason="Überholt.")
    assert adopt_edition(own, by=world.koordination, adopted=YEAR, values={}).previous == old


def test_pages_offer_only_what_is_possible(world: World, client: Client, old: ConceptEdition) -> None:
    sign_in(client, world.koordination)
    url, form = old.get_absolute_url(), f"{old.get_absolute_url()}fortschreiben/"
    assert form in client.get(url).content.decode()
    new = begin_revision(old, by=world.koordination, title="Konzept 2026")
    shown = client.get(url).content.decode()
    assert (form in shown, new.get_absolute_url() in shown) == (False, True)
    discard_edition(new, by=world.koordination)
    adopted_after(world, old)
    shown = client.get(url).content.decode()
    assert (form in shown, "abgelöst" in shown) == (False, True)


def test_adoption_warns_of_measures_without_goal(world: World, client: Client, new: ConceptEdition) -> None:
    make_measure(state="idea")
    going_on = Measure.objects.filter(state__in=["running", "planned"]).count()
    shown = " ".join(sign_in(client, world.koordination).get(f"{new.get_absolute_url()}beschluss/").text.split())
    assert (f"haben {going_on} Maßnahmen, die noch" in shown, Measure.objects.count() > going_on) == (True, True)
    assert "kein Ziel in der geltenden Fassung" in shown


def test_ended_committee_is_not_offered(world: World, client: Client, new: ConceptEdition) -> None:
    ended = make_committee(name="Früherer Ausschuss", valid_until=dt.date(2020, 1, 1))
    shown = sign_in(client, world.koordination).get(f"{new.get_absolute_url()}beschluss/").content.decode()
    assert str(ended) not in shown


def adopted_after(world: World, old: ConceptEdition) -> ConceptEdition:
    """The adopted Fassung that keeps the first goal of `old` and drops the others."""
    new = begin_revision(old, by=world.koordination, title="Konzept 2026")
    for place, goal in enumerate(goals(old)):
        decide(world, new, goal, "dropped" if place else "kept", reason="Überholt." if place else "")
    return adopt_edition(new, by=world.koordination, adopted=YEAR, values={})
