"""Beteiligungsrunden: who is asked about which goals of a draft, and what becomes of them with the draft."""

from typing import Any, Final

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.partial_dates import PartialDate
from neuss_integration.mailing.models import Mail
from neuss_integration.search import search
from neuss_integration.steering.selectors.due import due_entries
from roundtables.models import CommentRound, GoalComment, PutGoal, TableMember
from roundtables.services.comment_rounds import open_round, update_round
from success_factors.models import ConceptEdition, Goal
from success_factors.services.discarding import discard_edition
from success_factors.services.editions import adopt_edition
from success_factors.services.goals import remove_goal, update_goal
from tests.factories import World, make_edition, sign_in
from tests.roundtables.comments import answered, asked, day, said


def test_only_who_is_asked_sees_the_goals_that_are_put(world: World, opened: CommentRound) -> None:
    people = (world.koordination, world.rundertisch_person, world.jugendamt_person, world.integrationsrat_person)
    seen = [PutGoal.objects.visible_to(person).count() for person in people]
    assert (seen, Goal.objects.visible_to(world.rundertisch_person).count()) == ([2, 2, 0, 0], 0)
    found = search(world.rundertisch_person, "Entworfenes")
    assert [(kind.label, [item.title for item in kind.items]) for kind in found] == [
        ("Beteiligung", ["Entworfenes Ziel 0", "Entworfenes Ziel 1"])
    ]
    assert search(world.jugendamt_person, "Entworfenes") == []


def test_seats_with_an_account_get_one_mail(world: World, opened: CommentRound, seats: list[TableMember]) -> None:
    assert Mail.objects.filter(kind="comment_round").count() == 4
    organisations = [seats[0].organisation]
    values = {"until": day(12), "organisations": organisations}
    update_round(opened, by=world.koordination, expected_version=opened.version, values=values)
    assert Mail.objects.filter(kind="comment_round").count() == 4
    assert "Entworfenes" not in Mail.objects.filter(kind="comment_round")[0].text


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({}, "round_tables"),
        ({"is_public": True, "until": day(-1)}, "__all__"),
        ({"is_public": True, "answer_by": day(10)}, "__all__"),
        ({"is_public": True, "title": ""}, "title"),
    ],
)
def test_round_is_refused(world: World, draft: ConceptEdition, values: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        asked(world, draft, **values)
    assert list(refused.value.message_dict) == [where]
    assert not CommentRound.objects.exists()


def test_goals_of_another_or_an_adopted_edition_are_not_put(world: World, draft: ConceptEdition) -> None:
    with pytest.raises(ValidationError):
        asked(world, draft, goals=0, is_public=True)
    with pytest.raises(Refused, match="beschlossen"):
        asked(world, make_edition(), is_public=True)
    with pytest.raises(PermissionDenied):
        open_round(draft, by=world.jugendamt_person, values={}, goals=[])


def test_goal_that_people_were_asked_about_stays(world: World, opened: CommentRound) -> None:
    goal = opened.put_goals.all()[0].goal
    assert goal is not None
    with pytest.raises(Refused, match="wurden Menschen gefragt"):
        remove_goal(goal, by=world.koordination)
    update_goal(goal, by=world.koordination, expected_version=goal.version, values={"text": "Anders gesagt"})
    put = PutGoal.objects.get(goal=goal)
    assert (put.text, put.is_changed) == ("Entworfenes Ziel 0", True)


def test_draft_is_discarded_only_after_the_answers_and_they_stay(
    world: World, draft: ConceptEdition, opened: CommentRound, seats: list[TableMember]
) -> None:
    comment = said(world, opened, seats)
    with pytest.raises(Refused, match="Ein Kommentar hat noch keine Antwort"):
        discard_edition(draft, by=world.koordination)
    answered(world, comment)
    discard_edition(draft, by=world.koordination)
    opened.refresh_from_db()
    assert (opened.edition, opened.state_label, opened.is_open) == (None, "Entwurf verworfen", False)
    assert [put.withdraw_reason for put in opened.put_goals.all()] == ["Der Entwurf wurde verworfen."] * 2
    assert GoalComment.objects.get().answer == "Ein Teil davon steht jetzt im Ziel."


DISCARD: Final = "Entwurf verwerfen</span></button>"


def test_page_of_discarding_says_what_bars_it_instead_of_offering_it(
    world: World, client: Client, draft: ConceptEdition, opened: CommentRound, seats: list[TableMember]
) -> None:
    said(world, opened, seats)
    page = sign_in(client, world.koordination).get(f"{draft.get_absolute_url()}verwerfen/").text
    assert ("Ein Kommentar hat noch keine Antwort." in page, DISCARD in page) == (True, False)
    comment = GoalComment.objects.get()
    assert f'<a href="{comment.get_absolute_url()}">{comment}, eingegangen am' in page


def test_page_of_discarding_says_what_goes_and_what_stays(world: World, client: Client, draft: ConceptEdition) -> None:
    address = f"{draft.get_absolute_url()}verwerfen/"
    goals = count_of(Goal.objects.filter(guiding_goal__edition=draft).count(), "Ziel", dative=True)
    page = sign_in(client, world.koordination).get(address).text
    assert [words for words in (f"mit {goals}, allen", "bleibt dort stehen", DISCARD) if words not in page] == []
    assert "ist verworfen." in client.post(address, follow=True).text
    assert not ConceptEdition.objects.filter(pk=draft.pk).exists()


def test_adopted_edition_takes_no_comment(
    world: World, draft: ConceptEdition, opened: CommentRound, seats: list[TableMember]
) -> None:
    adopt_edition(draft, by=world.koordination, adopted=PartialDate(day(0), "day"), values={})
    with pytest.raises(Refused):
        said(world, opened, seats)


def test_days_stand_in_the_calendar_of_who_is_asked(world: World, opened: CommentRound) -> None:
    def own(person: Any) -> list[tuple[str, bool]]:
        entries = due_entries(person, today=day(0), until=day(40))
        return [(each.what, each.is_own) for each in entries if each.title == "Ihre Meinung"]

    assert own(world.rundertisch_person) == [("Kommentare bis", True)]
    assert own(world.jugendamt_person) == []


def test_pages_ask_as_often_for_three_rows_as_for_one(
    world: World, draft: ConceptEdition, seats: list[TableMember], client: Client, django_assert_num_queries: Any
) -> None:
    sign_in(client, world.koordination)
    for rows in (1, 3):
        for _ in range(rows):
            more = asked(world, draft, goals=rows, round_tables=[seats[0].round_table])
            for number in range(rows):
                said(world, more, seats, f"Kommentar {number}")
        with django_assert_num_queries(7):
            client.get(reverse("roundtables:comment-round-list"))
        with django_assert_num_queries(10):
            client.get(more.get_absolute_url())


def test_export_says_what_the_page_shows(
    world: World, opened: CommentRound, seats: list[TableMember], client: Client
) -> None:
    answered(world, said(world, opened, seats, "Mehr Mut, =1+1"), outcome="declined", answer="Das geht nicht.")
    sign_in(client, world.koordination)
    content = client.get(reverse("roundtables:comment-round-export", args=[opened.pk, "csv"])).content.decode()
    assert all(words in content for words in ("Mehr Mut, =1+1", "nicht übernommen", "Das geht nicht."))
    sign_in(client, seats[1].user)
    content = client.get(reverse("roundtables:comment-round-export", args=[opened.pk, "csv"])).content.decode()
    assert "Mehr Mut" not in content


def test_file_tells_those_who_were_asked_no_words_of_the_draft_that_came_later(
    world: World, opened: CommentRound, seats: list[TableMember], client: Client
) -> None:
    comment = said(world, opened, seats, "Mehr Mut")
    answered(world, comment, public_text="Mehr Mut")
    Goal.objects.filter(pk=comment.put_goal.goal_id).update(text="Später geschrieben")
    url = reverse("roundtables:comment-round-export", args=[opened.pk, "csv"])
    found = [sign_in(client, who).get(url).content.decode() for who in (seats[0].user, world.koordination)]
    assert [("Mehr Mut" in text, "Später geschrieben" in text) for text in found] == [(True, False), (True, True)]
