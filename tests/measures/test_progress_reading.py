"""Who reads which part of an answer."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from measures.enums import RoundState
from measures.models import ProgressReport
from measures.services import progress
from tests.factories import World, make_progress, make_round, sign_in
from tests.measures.answers import TYPED, task_of, text_of


@pytest.mark.parametrize("person", ["jugendamt_person", "integrationsrat_person", "rundertisch_person"])
def test_a_foreign_task_is_not_there(client: Client, world: World, person: str) -> None:
    last = make_progress(measure=world.vorlesestunden, state="accepted", round=make_round(state=RoundState.CLOSED))
    task = make_progress(measure=world.vorlesestunden, previous=last, what_happened="Streng geheim.")
    sign_in(client, getattr(world, person))
    answers = [client.get(task.get_absolute_url()), client.post(task.get_absolute_url(), TYPED)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert client.get(f"{task.get_absolute_url()}verlauf/").status_code in (403, 404)
    assert client.post(f"{task.get_absolute_url()}unveraendert/", {"version": "1"}).status_code in (403, 404)
    task.refresh_from_db()
    assert (task.state, "Streng geheim." in text_of(answers[0])) == ("todo", False)


def accepted_with_secrets(world: World) -> ProgressReport:
    """An accepted report that was returned once, with a message to the Koordination and a small count."""
    secrets = {"internal_note": "Bitte vertraulich.", "participants": 2, "submitted_by": world.jugendamt_person}
    report = task_of(world, state="accepted", **secrets)
    report.events.create(actor=world.koordination, transition="return", to_state="returned", comment="Stimmt das?")
    return report


@pytest.mark.parametrize("person", ["jugendamt_person", "koordination"])
def test_accepted_report_shows_office_and_coordination_everything(client: Client, world: World, person: str) -> None:
    report = accepted_with_secrets(world)
    page = text_of(sign_in(client, getattr(world, person)).get(report.get_absolute_url()))
    for text in ("Bitte vertraulich.", "Stimmt das?", "Das Angebot fand wie geplant statt.", "Teilnehmende</dt>"):
        assert text in page


@pytest.mark.parametrize("person", ["bibliothek_person", "integrationsrat_person", "rundertisch_person"])
def test_accepted_report_shows_others_only_what_is_public(client: Client, world: World, person: str) -> None:
    report = accepted_with_secrets(world)
    response = sign_in(client, getattr(world, person)).get(report.get_absolute_url())
    page = text_of(response)
    assert "Das Angebot fand wie geplant statt." in page
    assert dict(response.context["answers"]["facts"])["Teilnehmende"] == "·"
    for secret in ("Bitte vertraulich.", "Stimmt das?", "Sachbearbeitung Jugendamt", "Koordination Integrationsbüro"):
        assert secret not in page
    assert client.get(f"{report.get_absolute_url()}verlauf/").status_code in (403, 404)


@pytest.mark.parametrize("rows", [1, 3])
def test_history_has_the_same_queries_for_any_number(
    jugendamt: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    task = task_of(world)
    for version in range(1, rows + 1):
        progress.save_draft(
            task, by=world.jugendamt_person, expected_version=version, values={"next_step": f"Schritt {version}"}
        )
    with django_assert_num_queries(10):
        page = text_of(jugendamt.get(f"{task.get_absolute_url()}verlauf/"))
    assert f"Schritt {rows}" in page
