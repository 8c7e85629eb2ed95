"""Belege of a Standortbestimmung: linked, shown and never changed."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client

from measures.models import AssessmentEvidence
from measures.services.evidence import add_evidence
from neuss_integration.foundation.exceptions import Refused
from success_factors.enums import EditionState
from tests.factories import (
    World,
    make_assessment,
    make_criterion,
    make_edition,
    make_goal,
    make_indicator,
    make_resolution,
    sign_in,
)
from tests.measures.conftest import RefusedBy


def test_all_kinds_of_things_speak_for_a_judgement_once(world: World) -> None:
    assessment = make_assessment()
    things: dict[str, Any] = {
        "measures": [world.praeventionsnetz],
        "goals": [make_goal()],
        "indicators": [make_indicator()],
        "resolutions": [make_resolution()],
    }
    assert add_evidence(assessment, by=world.koordination, **things) == 4
    assert add_evidence(assessment, by=world.koordination, **things) == 0
    links = AssessmentEvidence.objects.all()
    assert [link.kind for link in links] == ["Maßnahme", "Ziel", "Indikator", "Beschluss"]
    assert {link.added_by for link in links} == {world.koordination}


def test_corrected_judgement_gets_no_more_evidence(world: World) -> None:
    wrong = make_assessment()
    make_assessment(criterion=wrong.criterion, corrects=wrong, correction_reason="Falscher Tag")
    with pytest.raises(Refused, match="ist berichtigt"):
        add_evidence(wrong, by=world.koordination, measures=[world.praeventionsnetz])


def test_database_never_changes_a_link_and_wants_exactly_one_thing(world: World, refused_by: RefusedBy) -> None:
    assessment, goal = make_assessment(), make_goal()
    add_evidence(assessment, by=world.koordination, goals=[goal])
    with pytest.raises(DatabaseError, match=r"(evidence|assessments) stay"), transaction.atomic():
        AssessmentEvidence.objects.update(added_by=world.vertretung)
    for things in ({}, {"goal": goal, "measure": world.praeventionsnetz}):
        with refused_by("measures_evidence_exactly_one"):
            AssessmentEvidence.objects.create(assessment=assessment, added_by=world.koordination, **things)


def test_only_the_koordination_links(world: World) -> None:
    with pytest.raises(PermissionDenied):
        add_evidence(make_assessment(), by=world.jugendamt_person, measures=[world.praeventionsnetz])


def test_evidence_is_chosen_and_shown_with_the_judgement(world: World, client: Client) -> None:
    assessment = make_assessment(criterion=make_criterion(world.factors[3]))
    url = f"/standortbestimmungen/{assessment.pk}/belege/"
    sign_in(client, world.koordination)
    assert "mindestens einen Beleg" in client.post(url).content.decode()
    assert "Diese Maßnahmen gibt es nicht: M-1999-777." in client.post(url, {"measures": "M-1999-777"}).content.decode()
    goal = make_goal(text="Ein Treff je Stadtteil")
    assert client.post(url, {"measures": "M-2017-001", "goals": [goal.pk]}).status_code == 302
    for page in ("/erfolgsfaktoren/4/standortbestimmung/", "/erfolgsfaktoren/4/", url):
        shown = client.get(page).content.decode()
        assert ">M-2017-001 Präventionsnetz Kein Kind zurücklassen</a>" in shown
        assert ">Ein Treff je Stadtteil</a>" in shown


def test_evidence_tells_nobody_of_ideas_and_drafts(world: World, client: Client) -> None:
    assessment = make_assessment(criterion=make_criterion(world.factors[3]))
    drafted = make_goal(text="Entworfenes Ziel", edition=make_edition(state=EditionState.DRAFT))
    add_evidence(assessment, by=world.koordination, measures=[world.lesegarten], goals=[drafted])
    for person, found in ((world.integrationsrat_person, False), (world.koordination, True)):
        shown = sign_in(client, person).get("/erfolgsfaktoren/4/standortbestimmung/").content.decode()
        assert ("Lesegarten" in shown, "Entworfenes Ziel" in shown) == (found, found)


@pytest.mark.parametrize("rows", [1, 3])
def test_history_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for position in range(rows):
        assessment = make_assessment(criterion=make_criterion(world.factors[3], position))
        goals = [make_goal() for _ in range(rows)]
        add_evidence(assessment, by=world.koordination, goals=goals, measures=[world.praeventionsnetz])
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(7):
        client.get("/erfolgsfaktoren/4/standortbestimmung/")
