"""Pages of the Zielkatalog."""

from typing import Any

import pytest
from django.test import Client

from success_factors.enums import EditionState, GoalState
from success_factors.models import ConceptEdition, Goal
from tests.factories import World, make_edition, make_goal, sign_in


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [("/ziele/", 11), ("/ziele/fassungen/", 4), ("/ziele/fassungen/{edition}/", 10), ("/ziele/{goal}/", 13)],
)
def test_pages_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, url: str, queries: int
) -> None:
    edition = make_edition()
    for _ in range(rows):
        goal = make_goal(edition=edition)
        goal.success_factors.set(world.factors[:rows])
        make_edition()
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(queries):
        page(client, url.format(edition=edition.pk, goal=goal.pk))


def test_draft_is_shown_to_the_koordination_only(world: World, client: Client) -> None:
    edition = make_edition(title="Konzept im Entwurf", state=EditionState.DRAFT)
    make_goal(edition=edition, text="Ziel im Entwurf")
    make_goal(text="Geltendes Ziel")
    shown = [
        page(sign_in(client, who), "/ziele/") + page(client, "/ziele/fassungen/")
        for who in (world.koordination, world.jugendamt_person)
    ]
    assert ["im Entwurf" in text for text in shown] == [True, False]
    assert ["Geltendes Ziel" in text for text in shown] == [True, True]


def test_goals_are_filtered_by_what_became_of_them(world: World, client: Client) -> None:
    make_goal(text="Offenes Ziel")
    make_goal(text="Erreichtes Ziel", state=GoalState.REACHED)
    shown = page(sign_in(client, world.koordination), "/ziele/?status=reached")
    assert ("Erreichtes Ziel" in shown, "Offenes Ziel" in shown) == (True, False)
    assert "Kein Ziel passt zu diesen Filtern" in page(client, "/ziele/?status=given_up")
    assert "Offenes Ziel" in page(client, "/ziele/?status=erfunden")


def test_edition_is_written_and_adopted(world: World, client: Client) -> None:
    sign_in(client, world.koordination)
    client.post("/ziele/fassungen/neu/", {"title": "Integrationskonzept 2026"})
    edition = ConceptEdition.objects.get()
    base = f"/ziele/fassungen/{edition.pk}"
    client.post(f"{base}/leitziel/", {"title": "Teilhabe stärken", "field_of_action": world.bildung.pk})
    guiding = edition.guiding_goals.get()
    data = {"text": "Ein Treff je Stadtteil", "target_year": "2030", "success_factors": [world.factors[4].pk]}
    client.post(f"/ziele/leitziele/{guiding.pk}/ziel/", data)
    client.post(f"{base}/beteiligung/", {"name": "Runder Tisch", "side": "society"})
    sent = {"adopted": "20.05.2026", "committee": world.integrationsausschuss.pk, "votes_for": 11, "votes_against": 0}
    assert client.post(f"{base}/beschluss/", sent).status_code == 302
    shown = page(client, f"{base}/")
    for text in ("Ein Treff je Stadtteil", "bis 2030", "20.05.2026", "11 Ja", "Einseitig", "Runder Tisch"):
        assert text in shown
    assert "Leitziel anlegen" not in shown


def test_writing_into_an_adopted_edition_is_refused_with_a_sentence(world: World, client: Client) -> None:
    goal = make_goal()
    sign_in(client, world.koordination)
    for url, data in (
        (f"/ziele/{goal.pk}/bearbeiten/", {"text": "Anders", "version": "1"}),
        (f"/ziele/leitziele/{goal.guiding_goal_id}/ziel/", {"text": "Neu"}),
        (f"/ziele/fassungen/{goal.guiding_goal.edition_id}/leitziel/", {"title": "Neu"}),
    ):
        assert "Ihr Wortlaut bleibt" in client.post(url, data).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"adopted": "2090"}, "liegt in der Zukunft"),
        ({"adopted": ""}, "Bitte füllen Sie „Beschlossen am“ aus."),
        ({"committee": "999999"}, "Ihre Auswahl bei „Gremium“ gibt es nicht mehr."),
        ({"votes_for": "-1"}, "zu klein"),
    ],
)
def test_bad_adoption_is_refused_with_a_sentence(
    world: World, client: Client, change: dict[str, str], sentence: str
) -> None:
    goal = make_goal(edition=make_edition(state=EditionState.DRAFT))
    data = {"adopted": "2026", "committee": world.integrationsausschuss.pk} | change
    url = f"/ziele/fassungen/{goal.guiding_goal.edition_id}/beschluss/"
    assert sentence in sign_in(client, world.koordination).post(url, data).content.decode()
    assert ConceptEdition.objects.get().is_draft


def test_goal_is_given_up_with_a_reason_only(world: World, client: Client) -> None:
    goal = make_goal()
    url, data = f"/ziele/{goal.pk}/status/", {"state": "given_up", "version": "1"}
    refused = sign_in(client, world.koordination).post(url, data).content.decode()
    assert "Bitte begründen Sie, warum das Ziel aufgegeben wird." in refused
    client.post(url, data | {"state_reason": "Kein Bedarf mehr."})
    shown = page(client, f"/ziele/{goal.pk}/")
    assert "aufgegeben" in shown
    assert "Kein Bedarf mehr." in shown


def test_second_writer_of_a_goal_sees_both_versions(world: World, client: Client) -> None:
    goal = make_goal(edition=make_edition(state=EditionState.DRAFT))
    url = f"/ziele/{goal.pk}/bearbeiten/"
    sign_in(client, world.koordination)
    assert client.post(url, {"text": "Erste Fassung", "version": "1"}).status_code == 302
    conflict = client.post(url, {"text": "Zweite Fassung", "version": "1"})
    assert conflict.status_code == 409
    state = client.post(f"/ziele/{goal.pk}/status/", {"state": "reached", "version": "1"})
    assert state.status_code == 409
    assert Goal.objects.get().text == "Erste Fassung"


def test_markup_in_a_goal_is_shown_as_text(world: World, client: Client) -> None:
    goal = make_goal(text="<script>alert(1)</script>")
    sign_in(client, world.koordination)
    for url in ("/ziele/", f"/ziele/{goal.pk}/", f"/ziele/fassungen/{goal.guiding_goal.edition_id}/"):
        assert "<script>alert" not in page(client, url)


def test_factor_page_shows_its_goals_but_no_drafted_one(world: World, client: Client) -> None:
    goals = [make_goal(text="Geltendes Ziel"), make_goal(text="Entworfenes Ziel", edition=make_edition(state="draft"))]
    for goal in goals:
        goal.success_factors.set([world.factors[3]])
    shown = page(sign_in(client, world.integrationsrat_person), "/erfolgsfaktoren/4/")
    assert ("Geltendes Ziel" in shown, "Entworfenes Ziel" in shown) == (True, False)


def test_year_of_a_goal_is_shown_without_a_dot_where_it_is_changed(world: World, client: Client) -> None:
    goal = make_goal(edition=make_edition(state="draft"), target_year=2028)
    page = sign_in(client, world.koordination).get(f"{goal.get_absolute_url()}bearbeiten/").text
    assert 'value="2028" name="target_year"' in page
