"""Draft goals put to comment: who is asked and sees them, what is said until when, and what is answered."""

import datetime as dt
import time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.foundation.words.private_details import MOST, private_details
from neuss_integration.mailing.models import Mail
from roundtables.models import CommentRound, GoalComment, TableMember
from roundtables.selectors.comments import comments_in, counts_of
from roundtables.services.comment_rounds import withdraw_goal
from roundtables.services.goal_comments import answer_comment, comment_on, comment_without_account, record_comment
from tests.factories import World, sign_in
from tests.measures.answers import text_of
from tests.roundtables.comments import OUTCOMES, answered, day, said


def test_comment_is_answered_and_its_author_reads_it(
    world: World, opened: CommentRound, seats: list[TableMember], client: Client
) -> None:
    comment = said(world, opened, seats)
    assert said(world, opened, seats) == comment
    sign_in(client, world.rundertisch_person)
    assert "noch offen" in text_of(client.get(opened.get_absolute_url()))
    answered(world, comment)
    page = text_of(client.get(opened.get_absolute_url()))
    assert "Mehr Mut!" in page
    assert "Ein Teil davon steht jetzt im Ziel." in page
    assert Mail.objects.get(kind="goal_comment").recipient == world.rundertisch_person
    sign_in(client, seats[1].user)
    assert "Mehr Mut!" not in text_of(client.get(opened.get_absolute_url()))


def test_published_comment_is_read_by_all_who_are_asked(
    world: World, opened: CommentRound, seats: list[TableMember], client: Client
) -> None:
    comment = said(world, opened, seats, "Mehr Mut! Rufen Sie an: 02131 123456")
    with pytest.raises(ValidationError, match="Telefonnummer „02131 123456“"):
        answered(world, comment, public_text=comment.text)
    answered(world, comment, public_text="Mehr Mut!")
    sign_in(client, seats[1].user)
    page = text_of(client.get(opened.get_absolute_url()))
    assert ("Mehr Mut!" in page, "02131" in page) == (True, False)


def test_answer_needs_a_reason_and_is_given_once(world: World, opened: CommentRound, seats: list[TableMember]) -> None:
    comment = said(world, opened, seats)
    for given in ({"answer": " "}, {"outcome": "open"}):
        with pytest.raises(Incomplete):
            answered(world, comment, **given)
    with pytest.raises(Stale):
        answer_comment(comment, by=world.koordination, expected_version=9, outcome="taken", answer="Ja")
    with pytest.raises(Refused, match="schon „übernommen“"):
        answered(world, answered(world, comment, outcome="taken"))


def test_answer_after_its_day_is_kept_as_late(world: World, opened: CommentRound, seats: list[TableMember]) -> None:
    comment = said(world, opened, seats)
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        assert answered(world, comment).is_late_answer is True
    counts = counts_of(comments_in([opened], world.koordination))
    assert counts.sentence == ("1 Kommentar: 1 teilweise übernommen. 1 Antwort kam nach der zugesagten Frist.")


def test_comment_after_the_deadline_is_refused(
    world: World, opened: CommentRound, seats: list[TableMember], client: Client
) -> None:
    goal = opened.put_goals.order_by("position")[0]
    with time_machine.travel(timezone.now() + dt.timedelta(days=11)):
        with pytest.raises(Refused, match="Frist für Kommentare ist vorbei"):
            said(world, opened, seats)
        late = record_comment(goal, by=world.koordination, text="Kam mit der Post", received_on=day(-3))
        assert late.deadline == opened.until
        with pytest.raises(Refused):
            record_comment(goal, by=world.koordination, text="Zu spät", received_on=day(0))
        sign_in(client, world.rundertisch_person)
        data = {"text": "Noch etwas", "organisation": seats[0].organisation_id}
        page = text_of(client.post(reverse("roundtables:comment-create", args=[goal.pk]), data))
        assert "Frist für Kommentare ist vorbei" in page
        assert "Noch etwas" in page


@pytest.mark.parametrize(
    ("days", "said"), [(1, "in der Zukunft"), (-1, "begann erst am")], ids=["tomorrow", "before it began"]
)
def test_letter_came_while_comments_were_asked(world: World, opened: CommentRound, days: int, said: str) -> None:
    with pytest.raises((Refused, ValidationError), match=said):
        record_comment(opened.put_goals.all()[0], by=world.koordination, text="Brief", received_on=day(days))


def test_withdrawn_goal_takes_no_comment_but_its_comments_are_answered(
    world: World, opened: CommentRound, seats: list[TableMember], client: Client
) -> None:
    comment, goal = said(world, opened, seats), opened.put_goals.order_by("position")[0]
    with pytest.raises(ValidationError):
        withdraw_goal(goal, by=world.koordination, reason=" ")
    withdraw_goal(goal, by=world.koordination, reason="Das macht jetzt der Kreis.")
    with pytest.raises(Refused, match="Das macht jetzt der Kreis"):
        said(world, opened, seats, "Und noch etwas")
    with pytest.raises(Refused):
        withdraw_goal(goal, by=world.koordination, reason="Noch einmal")
    assert answered(world, comment).is_answered
    sign_in(client, world.rundertisch_person)
    assert "Das macht jetzt der Kreis." in text_of(client.get(opened.get_absolute_url()))


def test_only_who_is_asked_comments_and_for_their_own_organisation(
    world: World, opened: CommentRound, seats: list[TableMember]
) -> None:
    goal = opened.put_goals.all()[0]
    with pytest.raises(Refused, match="nicht gefragt"):
        comment_on(goal, by=world.jugendamt_person, text="Ich auch", organisation=seats[0].organisation)
    with pytest.raises(ValidationError):
        comment_on(goal, by=world.rundertisch_person, text="Für andere", organisation=seats[1].organisation)
    with pytest.raises(Refused, match="nicht gefragt"):
        comment_without_account(goal, text="Aus dem Portal")
    with pytest.raises(PermissionDenied):
        comment_on(goal, by=world.verwaltung_person, text="Verwaltung", organisation=seats[0].organisation)


def test_something_private_is_noticed_before_it_is_sent(
    world: World, opened: CommentRound, seats: list[TableMember], client: Client
) -> None:
    sign_in(client, world.rundertisch_person)
    url = reverse("roundtables:comment-create", args=[opened.put_goals.all()[0].pk])
    data = {"text": "Schreiben Sie an erika@example.org", "organisation": seats[0].organisation_id}
    assert "E-Mail-Adresse „erika@example.org“" in text_of(client.post(url, data))
    assert not GoalComment.objects.exists()
    client.post(url, data | {"keep_details": "on"})
    assert GoalComment.objects.get().text == "Schreiben Sie an erika@example.org"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.b@c.example", [("E-Mail-Adresse", "a.b@c.example")]),
        ("Ich wohne Gartenstraße 12a, bitte", [("Anschrift", "Gartenstraße 12a")]),
        ("Tel. +49 2131 90-1234", [("Telefonnummer", "+49 2131 90-1234")]),
        ("DE44 5001 0517 5407 3249 31", [("Kontonummer", "DE44 5001 0517 5407 3249 31")]),
        ("Bis 2030 sollen es 1.500 sein, 12.03.2027, 0,5 Stellen, 0800 nicht.", []),
        ("Der Platz 3 der Liste und § 27 GO NRW. Auf Platz 3, vom 01.01.2027 bis 31.12.2028.", []),
        ("Kölner Straße 12 und Further Str. 7a", [("Anschrift", "Kölner Straße 12"), ("Anschrift", "Further Str. 7a")]),
        ("Oberstr.12", [("Anschrift", "Oberstr.12")]),
        ("Am Markt 5, 41460 Neuss", [("Anschrift", "Am Markt 5, 41460 Neuss")]),
        ("Tel.0171.1234567", [("Telefonnummer", "0171.1234567")]),
        ("\uff10\uff11\uff17\uff11 1234567", [("Telefonnummer", "0171 1234567")]),
        ("a@b\u200b.example", [("E-Mail-Adresse", "a@b.example")]),
        ("de44 5001 0517 5407 3249 31", [("Kontonummer", "de44 5001 0517 5407 3249 31")]),
    ],
)
def test_details_of_private_life_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert private_details(text) == found


@pytest.mark.parametrize("part", ["A.", "A", "0 ", "a@", "AB12 ", "Aa ", "Straße "])
def test_text_that_is_made_to_cost_time_costs_none(part: str) -> None:
    """Twice the text costs twice as much, not four times; before, four such posts stopped the site."""
    cost = []
    for length in (4 * MOST, 16 * MOST):
        before = time.process_time()
        private_details(part * (length // len(part)))
        cost.append(time.process_time() - before)
    assert cost[1] < 9 * cost[0] + 0.05


def test_numbers_are_those_of_the_rows(world: World, opened: CommentRound, seats: list[TableMember]) -> None:
    for number, outcome in enumerate(("taken", "taken", "declined", "")):
        comment = said(world, opened, seats, f"Kommentar {number}")
        if outcome:
            answered(world, comment, outcome=outcome)
    with connection.cursor() as cursor:
        cursor.execute(OUTCOMES, [opened.pk])
        rows = dict(cursor.fetchall())
    counts = counts_of(comments_in([opened], world.koordination))
    assert rows == {"taken": counts.taken, "declined": counts.declined, "open": counts.open}
    assert counts.sentence == "4 Kommentare: 2 übernommen, 1 nicht übernommen, 1 noch offen."


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "taken"},
        {"outcome": "vielleicht"},
        {"text": ""},
        {"public_text": "Ohne Antwort"},
        {"received_on": dt.date(2100, 1, 1)},
        {"author": None},
        {"channel": "rauch"},
    ],
    ids=str,
)
def test_database_keeps_the_rules_of_a_comment(
    world: World, opened: CommentRound, seats: list[TableMember], change: dict[str, Any]
) -> None:
    comment = said(world, opened, seats)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalComment.objects.filter(pk=comment.pk).update(**change)
