"""A round with many comments comes in pages: each thing stands on one, its address leads there, counts are of all."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from roundtables.models import CommentRound, GoalComment, TableMember
from roundtables.selectors import comments
from roundtables.services.comment_rounds import open_round
from roundtables.services.goal_comments import comment_on
from success_factors.models import Goal
from tests.factories import World, make_edition, make_goal, sign_in
from tests.measures.answers import text_of


@pytest.fixture
def long(world: World, seats: list[TableMember], monkeypatch: pytest.MonkeyPatch) -> CommentRound:
    """Three goals with four comments each: 15 lines on pages of 6."""
    monkeypatch.setattr(comments, "PER_PAGE", 6)
    edition, today = make_edition(title="Entwurf 2030", state="draft"), timezone.localdate()
    for number in range(3):
        make_goal(edition=edition, text=f"Entworfenes Ziel {number}")
    days = {"until": today + dt.timedelta(days=9), "answer_by": today + dt.timedelta(days=30)}
    values = {"title": "Meinung", "round_tables": [seats[0].round_table], **days}
    goals = Goal.objects.filter(guiding_goal__edition=edition)
    opened = open_round(edition, by=world.koordination, values=values, goals=goals)
    for goal in opened.put_goals.order_by("position"):
        for number in range(4):
            told = {"text": f"Stimme {goal.position}.{number}", "organisation": seats[0].organisation}
            comment_on(goal, by=world.rundertisch_person, **told)
    return opened


def words_of(page: Any) -> list[str]:
    """The goals and comments of a page in their order."""
    return re.findall(r"Stimme \d\.\d(?=</blockquote>)|Ziel \d(?=:[^<]*</h2>)", page.text)


def test_each_goal_and_comment_stands_on_one_page(client: Client, world: World, long: CommentRound) -> None:
    sign_in(client, world.koordination)
    pages = [words_of(client.get(long.get_absolute_url(), {"seite": number})) for number in (1, 2, 3)]
    first = long.put_goals.order_by("position")[0].position
    names = [f"Stimme {first + goal}.{number}" for goal in range(3) for number in range(4)]
    assert [word for page in pages for word in page if word.startswith("Stimme")] == names
    assert [len([word for word in page if word.startswith("Stimme")]) for page in pages] == [4, 5, 3]


def asked_for(thing: Any) -> dict[str, str]:
    """The query of the address of `thing`."""
    return dict([thing.get_absolute_url().partition("?")[2].partition("#")[0].split("=")])


def test_counts_are_of_all_and_a_goal_that_goes_on_says_so(client: Client, world: World, long: CommentRound) -> None:
    page = text_of(sign_in(client, world.koordination).get(long.get_absolute_url(), {"seite": 3}))
    assert "12 Kommentare: 12 noch offen." in page
    assert page.count("(Fortsetzung)") == 1


def test_address_of_a_comment_or_goal_leads_to_its_page(client: Client, world: World, long: CommentRound) -> None:
    sign_in(client, world.koordination)
    things = [*long.put_goals.all(), *GoalComment.objects.select_related("put_goal")]
    for thing in things:
        path, _, anchor = thing.get_absolute_url().partition("#")
        assert f'id="{anchor}"' in client.get(path).text
    found = [comments.comments_on_page(long, world.koordination, asked_for(each)).page.number for each in things]
    assert set(found) == {1, 2, 3}


@pytest.mark.parametrize("query", ["kommentar=abc", "ziel=99999999999999999999", "kommentar=", "seite=x", "seite=-1"])
def test_address_that_names_nothing_shows_a_page(client: Client, world: World, long: CommentRound, query: str) -> None:
    page = sign_in(client, world.koordination).get(f"{long.get_absolute_url()}?{query}")
    assert page.status_code == 200
    assert "12 Kommentare" in page.text


def test_answer_leads_back_to_the_page_of_the_comment(client: Client, world: World, long: CommentRound) -> None:
    last = GoalComment.objects.order_by("pk").last()
    assert last is not None
    sent = {"outcome": "taken", "answer": "Gern.", "version": last.version}
    path = f"{long.get_absolute_url()}?kommentar={last.pk}#kommentar-{last.pk}"
    answered = sign_in(client, world.koordination).post(f"/beteiligung/kommentare/{last.pk}/antwort/", sent)
    assert answered.headers["Location"] == path


def test_page_shows_others_nothing_of_what_is_not_published(client: Client, world: World, long: CommentRound) -> None:
    page = sign_in(client, world.jugendamt_person).get(long.get_absolute_url())
    assert page.status_code == 404
    CommentRound.objects.update(is_public=True)
    last = GoalComment.objects.order_by("pk").last()
    assert last is not None
    page = client.get(last.get_absolute_url())
    assert ("Stimme" in page.text, page.text.count('<h2 id="ziel-')) == (False, 3)
