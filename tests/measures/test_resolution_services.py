"""Resolutions are recorded once, with votes that make sense, and back goals and measures."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from measures.models import Measure, Resolution
from measures.services.resolutions import create_resolution, link_resolution, update_resolution
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import Goal
from tests.factories import World, make_committee, make_edition, make_goal, make_resolution
from tests.measures.conftest import RefusedBy


def values(world: World, **changes: Any) -> dict[str, Any]:
    """A resolution about the Präventionsnetz."""
    return {
        "committee": world.integrationsausschuss,
        "resolved": dt.date(2024, 3, 1),
        "paper_number": "50/2024/12",
        "title": "Präventionsnetz verstetigen",
        "result": ResolutionResult.APPROVED,
        "measures": [world.praeventionsnetz],
    } | changes


def test_resolution_is_recorded_with_its_links_and_who_did_it(world: World) -> None:
    goal = make_goal()
    made = create_resolution(by=world.koordination, values=values(world, goals=[goal]))
    made.refresh_from_db()
    assert (str(made.resolved), made.version, list(made.measures.all())) == ("01.03.2024", 1, [world.praeventionsnetz])
    assert list(goal.resolutions.all()) == [made]
    assert {row.history_user for row in made.history.all()} == {world.koordination}
    assert list(Resolution.objects.matching("praeventionsnetz 50/2024")) == [made]


def test_double_click_records_one(world: World) -> None:
    key = uuid.uuid4()
    made = [create_resolution(by=world.koordination, values=values(world), submission_key=key) for _ in range(2)]
    assert made[0] == made[1]
    assert Resolution.objects.count() == 1


def test_day_known_only_as_a_year_stays_a_year(world: World) -> None:
    made = create_resolution(by=world.koordination, values=values(world, resolved=PartialDate.from_parts(2011)))
    assert (made.resolved_date, str(made.resolved)) == (dt.date(2011, 1, 1), "2011")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"resolved": timezone.localdate() + dt.timedelta(days=1)}, "liegt in der Zukunft"),
        ({"votes_for": 3, "votes_against": 3}, "mehr Ja- als Nein-Stimmen"),
        ({"votes_for": 9, "votes_against": 1, "is_unanimous": True}, "ohne Nein-Stimme"),
        ({"votes_for": 9, "votes_against": 0, "is_unanimous": False}, "ohne Nein-Stimme"),
        ({"title": ""}, "title"),
        ({"colour": "blau"}, "Unbekannte Angaben"),
    ],
)
def test_resolution_that_cannot_be_is_refused(world: World, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        create_resolution(by=world.koordination, values=values(world, **changes))


def test_tied_vote_is_a_rejection(world: World) -> None:
    votes = {"result": ResolutionResult.REJECTED, "votes_for": 3, "votes_against": 3, "abstentions": 1}
    made = create_resolution(by=world.koordination, values=values(world, **votes))
    assert (made.vote, made.is_backing) == ("3 Ja, 3 Nein, 1 Enthaltung", False)


def test_same_paper_of_the_same_meeting_is_refused(world: World) -> None:
    create_resolution(by=world.koordination, values=values(world))
    with pytest.raises(ValidationError, match="schon eingetragen"):
        create_resolution(by=world.koordination, values=values(world, title="Noch einmal"))
    create_resolution(by=world.koordination, values=values(world, paper_number=""))
    create_resolution(by=world.koordination, values=values(world, paper_number=""))
    assert Resolution.objects.count() == 3


def test_committee_that_did_not_exist_then_is_refused(world: World) -> None:
    old = make_committee("Integrationsrat", valid_from=dt.date(2004, 11, 21), valid_until=dt.date(2021, 12, 31))
    with pytest.raises(ValidationError, match=r"nur ab 21.11.2004 bis 31.12.2021"):
        create_resolution(by=world.koordination, values=values(world, committee=old))
    year = PartialDate.from_parts(2004)
    assert create_resolution(by=world.koordination, values=values(world, committee=old, resolved=year)).pk


def test_resolution_is_changed_by_one_writer(world: World) -> None:
    made = create_resolution(by=world.koordination, values=values(world))
    changed = values(world, title="Präventionsnetz ausbauen", measures=[])
    for version in (1, 2):
        made = update_resolution(made, by=world.koordination, expected_version=version, values=changed)
        assert made.version == 2
    assert (made.title, list(made.measures.all())) == ("Präventionsnetz ausbauen", [])
    with pytest.raises(Stale):
        update_resolution(made, by=world.vertretung, expected_version=1, values=values(world))


def test_link_adds_and_keeps_what_was_linked(world: World) -> None:
    made, goal = make_resolution(measures=[world.praeventionsnetz]), make_goal()
    for _ in range(2):
        made = link_resolution(made, by=world.koordination, goals=[goal], measures=[world.vorlesestunden])
    assert set(made.measures.all()) == {world.praeventionsnetz, world.vorlesestunden}
    assert (list(made.goals.all()), made.version) == ([goal], 2)


def test_measures_without_backing_are_found(world: World) -> None:
    make_resolution(measures=[world.praeventionsnetz])
    make_resolution(measures=[world.praeventionsnetz, world.vorlesestunden], result=ResolutionResult.REJECTED)
    make_resolution(measures=[world.lesegarten], result=ResolutionResult.NOTED)
    assert set(Measure.objects.without_resolution()) == {world.vorlesestunden, world.lesegarten}


def test_goals_without_backing_are_found(world: World) -> None:
    bare, own, through_edition = make_goal(), make_goal(), make_goal()
    adopted = make_goal(edition=make_edition(committee=world.integrationsausschuss))
    make_resolution(goals=[own], editions=[through_edition.guiding_goal.edition])
    make_resolution(goals=[bare], result=ResolutionResult.REJECTED)
    assert list(Goal.objects.without_resolution()) == [bare]
    assert set(Goal.objects.all()) == {bare, own, adopted, through_edition}


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("measures_resolution_result_valid", {"result": "burnt"}),
        ("measures_resolution_precision", {"resolved_precision": ""}),
        ("measures_resolution_title_given", {"title": ""}),
        ("measures_resolution_not_in_future", {"resolved_date": dt.date(2090, 1, 1)}),
        ("measures_resolution_votes_for_and_against", {"votes_for": 3}),
        ("measures_resolution_majority", {"votes_for": 3, "votes_against": 4}),
        ("measures_resolution_unanimous", {"votes_for": 5, "votes_against": 4, "is_unanimous": True}),
    ],
)
def test_database_keeps_the_rules(
    world: World,
    refused_by: RefusedBy,
    constraint: str,
    fields: dict[str, Any],
) -> None:
    with refused_by(constraint):
        make_resolution(**fields)


def test_database_keeps_a_resolution_once(world: World) -> None:
    make_resolution(paper_number="50/1")
    with pytest.raises(IntegrityError):
        make_resolution(paper_number="50/1")


def test_only_the_koordination_records_resolutions(world: World) -> None:
    made = make_resolution()
    for write in (
        lambda by: create_resolution(by=by, values=values(world)),
        lambda by: update_resolution(made, by=by, expected_version=1, values=values(world)),
        lambda by: link_resolution(made, by=by, measures=[world.praeventionsnetz]),
    ):
        with pytest.raises(PermissionDenied):
            write(world.jugendamt_person)
