"""Pages of a Fortschreibung: going through the goals in several sittings, and two editions side by side."""

from typing import Any

import pytest
from django.test import Client

from success_factors.models import ConceptEdition, Goal, GoalRevision
from success_factors.services.revisions import begin_revision, decide_goal
from tests.factories import World, make_edition, make_goal, sign_in


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def old(world: World) -> ConceptEdition:
    """An adopted edition with three goals."""
    edition = make_edition(title="Konzept 2020")
    for word in ("Beratung", "Sprachkurse", "Sport"):
        make_goal(edition=edition, text=f"Mehr {word} in jedem Stadtteil")
    return edition


@pytest.fixture
def new(world: World, old: ConceptEdition) -> ConceptEdition:
    """The draft that revises it."""
    return begin_revision(old, by=world.koordination, title="Konzept 2026")


def decided(world: World, new: ConceptEdition, words: str, outcome: str, **more: Any) -> None:
    """A decision about the goal with these words."""
    goal = Goal.objects.get(text__contains=words, guiding_goal__edition=new.previous)
    place = new.guiding_goals.get(position=goal.guiding_goal.position)
    decide_goal(new, goal, by=world.koordination, expected_version=0, outcome=outcome, guiding_goal=place, **more)


def test_goals_are_gone_through_one_by_one(world: World, client: Client, old: ConceptEdition) -> None:
    sign_in(client, world.koordination)
    begun = client.post(f"/ziele/fassungen/{old.pk}/fortschreiben/", {"title": "Konzept 2026"}, follow=True)
    new = ConceptEdition.objects.get(title="Konzept 2026")
    base = f"/ziele/fassungen/{new.pk}/fortschreibung/"
    assert "0 von 3" in begun.content.decode()
    for number, goal in enumerate(Goal.objects.filter(guiding_goal__edition=old).order_by("pk"), start=1):
        place = new.guiding_goals.get(position=goal.guiding_goal.position)
        data = {"version": "0", "outcome": "kept", "guiding_goal": place.pk, "text": goal.text}
        answer = client.post(f"{base}{goal.pk}/", data, follow=True).content.decode()
        assert f"{number} von 3 Zielen {'ist' if number == 1 else 'sind'} entschieden." in answer
    assert "Über alle Ziele ist entschieden." in page(client, base)
    assert "Mehr Sport" in page(client, f"/ziele/fassungen/{new.pk}/")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"outcome": "dropped"}, "Bitte begründen Sie, warum das Ziel entfällt."),
        ({"outcome": "kept", "text": "Ganz anders"}, "Sie haben den Wortlaut geändert."),
        ({"outcome": "changed"}, "An diesem Ziel ist nichts geändert."),
        ({"outcome": ""}, "Bitte wählen Sie bei „Was geschieht mit diesem Ziel?“ etwas aus."),
        ({"guiding_goal": "999999"}, "gibt es nicht mehr"),
    ],
)
def test_bad_decision_is_refused_and_typed_text_stays(
    world: World, client: Client, new: ConceptEdition, change: dict[str, str], sentence: str
) -> None:
    goal = Goal.objects.get(text__contains="Beratung")
    place = new.guiding_goals.get(position=goal.guiding_goal.position)
    data = {"version": "0", "outcome": "kept", "guiding_goal": place.pk, "text": goal.text} | change
    url = f"/ziele/fassungen/{new.pk}/fortschreibung/{goal.pk}/"
    shown = sign_in(client, world.koordination).post(url, data).content.decode()
    assert sentence in shown
    assert data["text"] in shown
    assert GoalRevision.objects.count() == 0


def test_second_writer_of_a_decision_sees_both(world: World, client: Client, new: ConceptEdition) -> None:
    decided(world, new, "Sport", "kept")
    goal = Goal.objects.get(text__contains="Sport", guiding_goal__edition=new.previous)
    place = new.guiding_goals.get(position=goal.guiding_goal.position)
    data = {"version": "0", "outcome": "changed", "guiding_goal": place.pk, "text": "Mehr Sport am Abend"}
    sign_in(client, world.koordination)
    conflict = client.post(f"/ziele/fassungen/{new.pk}/fortschreibung/{goal.pk}/", data)
    assert conflict.status_code == 409
    assert "Mehr Sport am Abend" in conflict.content.decode()
    assert "Mehr Sport in jedem Stadtteil" in conflict.content.decode()


def test_comparison_marks_what_changed_went_and_came(world: World, client: Client, new: ConceptEdition) -> None:
    decided(world, new, "Beratung", "kept")
    decided(world, new, "Sprachkurse", "changed", values={"text": "Mehr Sprachkurse am Abend"})
    decided(world, new, "Sport", "dropped", reason="Macht der Stadtsportverband.")
    make_goal(edition=new, text="Mehr Wohnungen")
    shown = page(sign_in(client, world.koordination), "/ziele/fassungen/vergleich/")
    counts = [f"<strong>1</strong> {what}" for what in ("übernommen", "geändert", "entfallen", "neu")]
    for text in (
        *counts,
        "Macht der Stadtsportverband.",
        "Mehr Wohnungen",
        '<del><span class="kern-sr-only">entfällt: </span>in jedem Stadtteil</del>',
        '<ins><span class="kern-sr-only">neu: </span>am Abend</ins>',
    ):
        assert text in shown


def test_comparison_of_drafts_is_for_the_koordination(world: World, client: Client, new: ConceptEdition) -> None:
    decided(world, new, "Sport", "dropped", reason="Geheimer Grund")
    url = f"/ziele/fassungen/vergleich/?alt={new.previous_id}&neu={new.pk}"
    shown = page(sign_in(client, world.integrationsrat_person), url)
    assert ("Geheimer Grund" in shown, "Konzept 2026" in shown) == (False, False)
    assert "Geheimer Grund" in page(sign_in(client, world.koordination), url)


def test_comparison_follows_goals_over_an_edition_between(world: World, client: Client) -> None:
    editions = [make_edition(title=f"Fassung {number}", adopted_date=f"20{number}0-01-01") for number in range(3)]
    goals = [make_goal(edition=each, text=f"Wortlaut {each.title}") for each in editions]
    for number in range(2):
        GoalRevision.objects.create(edition=editions[number + 1], goal=goals[number], successor=goals[number + 1])
    url = f"/ziele/fassungen/vergleich/?alt={editions[2].pk}&neu={editions[0].pk}"
    shown = page(sign_in(client, world.integrationsrat_person), url)
    assert "<strong>1</strong> geändert" in shown
    assert '<ins><span class="kern-sr-only">neu: </span>2</ins>' in shown


@pytest.mark.parametrize(("query", "sentence"), [("", "braucht es zwei Fassungen"), ("?alt=1&neu=x", "zwei Fassungen")])
def test_comparison_without_two_editions_says_so(world: World, client: Client, query: str, sentence: str) -> None:
    make_edition()
    assert sentence in page(sign_in(client, world.koordination), f"/ziele/fassungen/vergleich/{query}")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("fortschreibung/", 9), ("vergleich/", 16), ("verlauf/", 12)])
def test_pages_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int, name: str, queries: int
) -> None:
    old = make_edition()
    for number in range(rows):
        make_goal(edition=old, text=f"Ziel Nummer {number}.").success_factors.set(world.factors[:rows])
    new = begin_revision(old, by=world.koordination, title="Neu")
    for number in range(rows):
        decided(world, new, f"Nummer {number}.", "kept")
    sign_in(client, world.koordination)
    with django_assert_num_queries(queries):
        page(client, f"/ziele/fassungen/{name}" if name == "vergleich/" else f"/ziele/fassungen/{new.pk}/{name}")


def test_goal_that_a_draft_carries_on_is_not_told_as_carried_on_yet(
    world: World, client: Client, new: ConceptEdition
) -> None:
    for words in ("Beratung", "Sprachkurse", "Sport"):
        decided(world, new, words, "kept")
    sign_in(client, world.koordination)
    goal = Goal.objects.get(text__contains="Beratung", guiding_goal__edition=new.previous)
    assert "Soll fortgeschrieben werden als:" in page(client, goal.get_absolute_url())
    ConceptEdition.objects.filter(pk=new.pk).update(state="adopted", adopted_date="2026-01-01", adopted_precision="day")
    assert "Soll fortgeschrieben" not in page(client, goal.get_absolute_url())
    assert "Fortgeschrieben als:" in page(client, goal.get_absolute_url())
