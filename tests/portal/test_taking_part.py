"""People without an account comment on draft goals and propose topics: what is shown, kept, answered and forgotten."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.mailing.models import Mail
from neuss_integration.portal.models import Enquiry
from neuss_integration.portal.services.enquiries import (
    answer_enquiry,
    forget_enquiries,
    receive_enquiry,
    take_onto_agenda,
)
from neuss_integration.portal.services.taking_part import receive_goal_comment
from roundtables.models import GoalComment, PutGoal
from roundtables.services.agenda import accept_topic, decline_topic
from roundtables.services.comment_rounds import open_round, withdraw_goal
from roundtables.services.goal_comments import FORGOTTEN, answer_comment, dismiss_comment, restore_comment
from tests.factories import World, make_edition, make_goal, make_meeting, sign_in
from tests.measures.answers import text_of
from tests.portal.test_advice import typed

ALL = "/portal/beteiligung/"


def day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def put(world: World) -> PutGoal:
    """A goal that everybody may comment; another of the draft is not put."""
    edition = make_edition(title="Entwurf", state="draft")
    chosen, _ = (make_goal(edition=edition, text=text) for text in ("Gefragtes Ziel", "Verborgenes Ziel"))
    values = {"title": "Ihre Meinung", "until": day(9), "answer_by": day(30), "is_public": True}
    return open_round(edition, by=world.koordination, values=values, goals=[chosen]).put_goals.get()


def send(client: Client, put: PutGoal, **values: str) -> Any:
    return client.post(f"{ALL}{put.pk}/", typed(message="Mehr Mut!") | values)


def answered(world: World, **given: Any) -> GoalComment:
    comment = GoalComment.objects.get()
    fields = {"outcome": "taken", "answer": "Das steht jetzt im Ziel."} | given
    return answer_comment(comment, by=world.koordination, expected_version=comment.version, **fields)


def test_everybody_reads_what_is_put_and_nothing_else(put: PutGoal, client: Client) -> None:
    page = text_of(client.get(ALL))
    assert ("Gefragtes Ziel" in page, "Verborgenes Ziel" in page, "Entwurf" in page) == (True, False, True)
    with time_machine.travel(timezone.now() + dt.timedelta(days=10)):
        assert "Die Frist ist vorbei." in text_of(client.get(ALL))
        assert client.get(f"{ALL}{put.pk}/").status_code == 404


def test_comment_gets_a_number_under_which_its_answer_stands(world: World, put: PutGoal, client: Client) -> None:
    response = send(client, put, reply_to="frage@neuss.example")
    enquiry = Enquiry.objects.get()
    assert response.url == f"/portal/anfrage/{enquiry.number}/{enquiry.code}/"
    assert (GoalComment.objects.get().text, GoalComment.objects.get().channel) == ("Mehr Mut!", "portal")
    answered(world)
    assert "Das steht jetzt im Ziel." in text_of(client.get(response.url))
    assert [mail.address for mail in Mail.objects.filter(key__endswith=":answer")] == ["frage@neuss.example"]
    assert "Mehr Mut!" not in text_of(client.get(ALL))


def test_published_comment_stands_beside_its_goal(world: World, put: PutGoal, client: Client) -> None:
    send(client, put)
    answered(world, public_text="Mehr Mut!")
    page = text_of(client.get(ALL))
    assert ("Mehr Mut!" in page, "Das steht jetzt im Ziel." in page) == (True, True)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"website": "http://spam.example"}, "Das ging sehr schnell"),
        ({"shown_at": "geraten"}, "Das ging sehr schnell"),
        ({"message": ""}, "Ihr Kommentar"),
        ({"message": "Rufen Sie an: 02131 123456"}, "Telefonnummer „02131 123456“"),
    ],
    ids=["trap", "too fast", "empty", "private"],
)
def test_comment_is_not_kept(put: PutGoal, client: Client, values: dict[str, str], said: str) -> None:
    assert said in text_of(send(client, put, **values))
    assert not GoalComment.objects.exists()
    assert not Enquiry.objects.exists()


def test_private_detail_is_kept_by_who_says_so(put: PutGoal, client: Client) -> None:
    send(client, put, message="Rufen Sie an: 02131 123456", keep_details="on")
    assert GoalComment.objects.get().text == "Rufen Sie an: 02131 123456"


@pytest.mark.parametrize(
    ("language", "said"), [("", "Die Frist ist vorbei."), ("en/", "The time for comments is over.")]
)
def test_comment_that_comes_too_late_is_given_back(put: PutGoal, client: Client, language: str, said: str) -> None:
    """Who opened the page in time and sent it a day later is told why, and can copy what was written."""
    with time_machine.travel(timezone.now() + dt.timedelta(days=10)):
        url = f"{ALL}{put.pk}/".replace("/portal/", f"/portal/{language}")
        response = client.post(url, typed(message="Mehr <b>Mut</b>!"))
    assert response.status_code == 410
    assert said in text_of(response)
    assert "Mehr &lt;b&gt;Mut&lt;/b&gt;!" in response.content.decode()
    assert not GoalComment.objects.exists()


def test_withdrawn_goal_is_told_and_takes_nothing(world: World, put: PutGoal, client: Client) -> None:
    withdraw_goal(put, by=world.koordination, reason="Das macht der Kreis.")
    assert "Das macht der Kreis." in text_of(client.get(ALL))
    assert send(client, put).status_code == 404
    with pytest.raises(Refused):
        receive_goal_comment(put, text="Trotzdem")
    assert not Enquiry.objects.exists()


def test_enquiry_of_a_comment_is_answered_at_the_goal(world: World, put: PutGoal, client: Client) -> None:
    enquiry = receive_goal_comment(put, text="Mehr Mut!")
    for more in ({"answer": "Ja"}, {}):
        with pytest.raises(Refused, match="Beteiligungsrunde"):
            answer_enquiry(enquiry, by=world.koordination, expected_version=1, values=more, is_settled=not more)
    sign_in(client, world.koordination)
    assert "Beantwortet wird er dort" in text_of(client.get(enquiry.get_absolute_url()))


def test_author_reads_that_the_comment_is_no_contribution_and_why(world: World, put: PutGoal, client: Client) -> None:
    enquiry = receive_goal_comment(put, text="Billige Möbel!")
    comment = dismiss_comment(put.comments.get(), by=world.koordination, expected_version=1, reason="Das ist Werbung.")
    page = text_of(client.get(enquiry.public_url))
    assert ("er zählt nicht mit" in page, "Das ist Werbung." in page, "Danke." in page) == (True, True, False)
    for language, said in {"leicht": "Er zählt nicht mit", "en": "it is not counted"}.items():
        url = enquiry.public_url.replace("/portal/", f"/portal/{language}/")
        assert said in text_of(client.get(url))
    office = text_of(sign_in(client, world.koordination).get(reverse("publicity:enquiry-list")))
    assert (f"{enquiry.number}: Anmerkung" in office, "kein Beitrag" in office) == (True, True)
    restore_comment(comment, by=world.koordination)
    assert "Ihre Nachricht ist angekommen." in text_of(client.get(enquiry.public_url))
    assert [row.pk for row in Enquiry.objects.open()] == [enquiry.pk]
    assert not Enquiry.objects.done().exists()


def test_words_that_were_not_published_are_forgotten_with_the_address(world: World, put: PutGoal) -> None:
    enquiry = receive_goal_comment(put, text="Mehr Mut, sagt Erika", reply_to="frage@neuss.example")
    answered(world)
    enquiry.refresh_from_db()
    with time_machine.travel(enquiry.erase_on + dt.timedelta(days=1)):
        assert forget_enquiries() == 1
    comment = GoalComment.objects.get()
    assert (comment.text, comment.outcome) == (FORGOTTEN, "taken")
    assert "Erika" not in str(list(GoalComment.history.values()))


def test_topic_waits_for_a_meeting_and_its_author_reads_on(world: World, client: Client) -> None:
    enquiry = receive_enquiry(values={"kind": "topic", "message": "Mehr Schwimmkurse"})
    sign_in(client, world.koordination)
    data = {"version": 1, "meeting": make_meeting().pk, "title": "Schwimmkurse", "note": "Wunsch aus dem Portal"}
    client.post(reverse("publicity:enquiry-topic", args=[enquiry.number]), data)
    enquiry.refresh_from_db()
    assert enquiry.topic is not None
    assert (enquiry.topic.title, enquiry.topic.origin, enquiry.topic.state) == ("Schwimmkurse", "office", "proposed")
    assert "entscheidet sich noch" in text_of(client.get(enquiry.public_url))
    accept_topic(enquiry.topic, by=world.koordination)
    assert "steht auf der Tagesordnung" in text_of(client.get(enquiry.public_url))
    decline_topic(enquiry.topic, by=world.koordination, reason="Dazu gab es schon eine Sitzung.")
    assert "Dazu gab es schon eine Sitzung." in text_of(client.get(enquiry.public_url))


def test_topic_waits_once_and_for_a_meeting_to_come(world: World) -> None:
    enquiry = receive_enquiry(values={"kind": "topic", "message": "Mehr Schwimmkurse"})
    given = {"by": world.koordination, "title": "Schwimmkurse"}
    with pytest.raises(Refused, match="Sitzung ist vorbei"):
        take_onto_agenda(enquiry, expected_version=1, meeting=make_meeting(state="held"), **given)
    take_onto_agenda(enquiry, expected_version=1, meeting=make_meeting(), **given)
    with pytest.raises(Refused, match="schon für eine Sitzung"):
        take_onto_agenda(enquiry, expected_version=2, meeting=make_meeting(), **given)


def test_database_knows_a_comment_from_a_question(put: PutGoal) -> None:
    enquiry = receive_goal_comment(put, text="Mehr Mut!")
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(kind="question")


def published(goal: PutGoal, world: World) -> None:
    receive_goal_comment(goal, text="Mehr Mut!")
    comment = goal.comments.get()
    given = {"outcome": "taken", "answer": "Ja.", "public_text": "Mehr Mut!"}
    answer_comment(comment, by=world.koordination, expected_version=1, **given)


def test_page_asks_as_often_for_three_rounds_as_for_one(
    world: World, put: PutGoal, client: Client, django_assert_num_queries: Any
) -> None:
    published(put, world)
    with django_assert_num_queries(5):
        client.get(ALL)
    edition, goal = put.round.edition, put.goal
    values = {"title": "Noch eine", "until": day(9), "answer_by": day(30), "is_public": True}
    for _ in range(2):
        for each in open_round(edition, by=world.koordination, values=values, goals=[goal]).put_goals.all():
            published(each, world)
    with django_assert_num_queries(5):
        client.get(ALL)


def many_comments(put: PutGoal, world: World, number: int) -> None:
    """So many published comments on one goal, the last one about 0."""
    fields = {"channel": "portal", "received_on": day(0), "deadline": day(9), "outcome": "taken", "answer": "Ja."}
    fields |= {"answered_at": timezone.now(), "answered_by": world.koordination}
    GoalComment.objects.bulk_create(
        GoalComment(put_goal=put, text="x", public_text=f"Meinung {each}.", **fields)
        for each in reversed(range(number))
    )


@pytest.mark.parametrize("number", [26, 600])
def test_many_comments_stand_on_pages_of_their_own(
    world: World, put: PutGoal, client: Client, number: int, django_assert_num_queries: Any
) -> None:
    many_comments(put, world, number)
    with django_assert_num_queries(5):
        page = client.get(ALL).text
    assert (page.count("<blockquote"), f"Alle {number} Kommentare lesen" in text_of(client.get(ALL))) == (3, True)
    every = reverse("portal:goal-comments", args=[put.pk])
    assert f'href="{every}"' in page
    with django_assert_num_queries(4):
        first = client.get(every).text
    last = client.get(every, {"seite": -(-number // 25)}).text
    assert (first.count("<blockquote"), "Meinung 0." in first) == (25, True)
    assert (last.count("<blockquote"), f"Meinung {number - 1}." in last) == ((number - 1) % 25 + 1, True)


def test_comments_of_a_goal_are_read_as_long_as_its_round_is(world: World, put: PutGoal, client: Client) -> None:
    many_comments(put, world, 1)
    every = reverse("portal:goal-comments", args=[put.pk])
    with time_machine.travel(timezone.now() + dt.timedelta(days=10)):
        page = text_of(client.get(every))
    assert ("Meinung 0." in page, "Etwas dazu sagen" in page) == (True, False)
    put.round.is_public = False
    put.round.save()
    assert client.get(every).status_code == 404


def test_seventh_round_stands_on_the_third_page(world: World, put: PutGoal, client: Client) -> None:
    for number in range(6):
        values = {"title": f"Runde {number}", "until": day(9), "answer_by": day(30), "is_public": True}
        open_round(put.round.edition, by=world.koordination, values=values, goals=[put.goal])
    assert text_of(client.get(ALL, {"seite": 3})).count("Kommentare sind möglich bis") == 1
