"""In whose name somebody comments, who reads an answer, and what is no contribution at all."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.exceptions import Incomplete, Refused
from roundtables.models import CommentRound, GoalComment, PutGoal, TableMember
from roundtables.selectors.comments import comments_in, counts_of, rounds_for, speaking_for
from roundtables.services.comment_rounds import ALREADY_READ, open_round, update_round
from roundtables.services.goal_comments import (
    OTHER_READERS,
    answer_comment,
    comment_on,
    dismiss_comment,
    restore_comment,
)
from roundtables.services.needs import raise_need, update_need
from success_factors.models import Goal
from tests.factories import World, make_edition, make_goal, make_need, make_organisation, make_seat, make_table, sign_in
from tests.measures.answers import text_of

PORTAL = "/portal/beteiligung/"
PUBLISHED = {"outcome": "taken", "answer": "Nur für den Tisch.", "is_published": "on", "public_text": "Mehr Mut!"}


def asked(world: World, **values: Any) -> CommentRound:
    edition, today = make_edition(title="Entwurf 2030", state="draft"), timezone.localdate()
    make_goal(edition=edition, text="Entworfenes Ziel")
    given = {"title": "Meinung", "until": today + dt.timedelta(days=9), "answer_by": today + dt.timedelta(days=30)}
    return open_round(
        edition, by=world.koordination, values=given | values, goals=Goal.objects.filter(guiding_goal__edition=edition)
    )


def said(world: World, opened: CommentRound, seat: TableMember, text: str = "Mehr Mut!") -> GoalComment:
    return comment_on(opened.put_goals.get(), by=world.rundertisch_person, text=text, organisation=seat.organisation)


def published(world: World, comment: GoalComment) -> GoalComment:
    given = {"outcome": "taken", "answer": "Gern.", "public_text": "Mehr Mut!"}
    return answer_comment(comment, by=world.koordination, expected_version=comment.version, **given)


@pytest.fixture
def elsewhere(world: World) -> TableMember:
    """A seat of the same person at another table, for another organisation."""
    return make_seat(round_table=make_table(name="Anderer Tisch"), user=world.rundertisch_person)


def test_person_speaks_only_for_those_through_whom_they_are_asked(
    world: World, seats: list[TableMember], elsewhere: TableMember
) -> None:
    opened = asked(world, round_tables=[seats[0].round_table])
    assert [each.pk for each in speaking_for(world.rundertisch_person, opened)] == [seats[0].organisation_id]
    with pytest.raises(ValidationError, match="für die Sie hier gefragt sind"):
        said(world, opened, elsewhere)
    assert said(world, opened, seats[0]).organisation == seats[0].organisation
    update_round(opened, by=world.koordination, expected_version=1, values={"organisations": [elsewhere.organisation]})
    assert said(world, opened, elsewhere).organisation == elsewhere.organisation


def test_form_offers_and_takes_no_other_organisation(
    client: Client, world: World, seats: list[TableMember], elsewhere: TableMember
) -> None:
    url = reverse(
        "roundtables:comment-create", args=[asked(world, round_tables=[seats[0].round_table]).put_goals.get().pk]
    )
    page = sign_in(client, world.rundertisch_person).get(url)
    assert list(page.context["form"].fields["organisation"].queryset) == [seats[0].organisation]
    client.post(url, {"text": "Für andere", "organisation": elsewhere.organisation_id})
    assert not GoalComment.objects.exists()


def test_need_is_told_in_the_name_of_a_seat_at_its_table(
    world: World, seats: list[TableMember], elsewhere: TableMember
) -> None:
    by, own = world.rundertisch_person, seats[0]
    given = {"title": "Kurse", "description": "Mehr davon.", "origin": "between", "round_table": own.round_table}
    with pytest.raises(ValidationError, match="haben Sie keinen Sitz an"):
        raise_need(by=by, values=given | {"raised_by_organisation": elsewhere.organisation})
    need = make_need(round_table=own.round_table, raised_by=by, raised_by_organisation=own.organisation)
    with pytest.raises(ValidationError, match="haben Sie keinen Sitz an"):
        update_need(need, by=by, expected_version=need.version, values={"round_table": elsewhere.round_table})


@pytest.mark.parametrize("more", ["is_public", "round_tables", "organisations"])
def test_published_answer_gets_no_more_readers(
    world: World, seats: list[TableMember], elsewhere: TableMember, more: str
) -> None:
    opened = asked(world, round_tables=[seats[0].round_table])
    added: Any = {"is_public": True, "organisations": [elsewhere.organisation]}
    added["round_tables"] = [seats[0].round_table, elsewhere.round_table]
    comment = said(world, opened, seats[0])
    update_round(opened, by=world.koordination, expected_version=1, values={"title": "Neu"})
    published(world, comment)
    with pytest.raises(ValidationError) as refused:
        update_round(opened, by=world.koordination, expected_version=2, values={more: added[more]})
    assert refused.value.message_dict == {more: [ALREADY_READ]}
    update_round(opened, by=world.koordination, expected_version=2, values={"title": "Noch neuer", "is_public": False})


def test_round_without_published_answers_may_turn_public(world: World, seats: list[TableMember]) -> None:
    opened = asked(world, round_tables=[seats[0].round_table])
    comment = said(world, opened, seats[0])
    answer_comment(comment, by=world.koordination, expected_version=1, outcome="taken", answer="Gern.")
    assert update_round(opened, by=world.koordination, expected_version=1, values={"is_public": True}).is_public


def test_answer_of_a_page_from_before_reaches_no_more_readers_unseen(
    client: Client, world: World, seats: list[TableMember]
) -> None:
    opened = asked(world, round_tables=[seats[0].round_table])
    url = reverse("roundtables:comment-answer", args=[said(world, opened, seats[0]).pk])
    form = sign_in(client, world.koordination).get(url).context["form"]
    assert form.fields["is_published"].help_text == f"Gefragt sind: {seats[0].round_table}."
    update_round(opened, by=world.koordination, expected_version=1, values={"is_public": True})
    sent = PUBLISHED | {"version": 1, "readers": form["readers"].value()}
    page = client.post(url, sent)
    now = f"{seats[0].round_table}, alle im Portal"
    assert page.context["form"].errors["is_published"] == [OTHER_READERS.format(asked=now)]
    assert ("Nur für den Tisch." in page.text, GoalComment.objects.published().exists()) == (True, False)
    client.post(url, sent | {"readers": page.context["form"]["readers"].value()})
    assert GoalComment.objects.published().get().answer == "Nur für den Tisch."


def test_readers_added_while_an_answer_is_sent_stop_it_too(world: World, seats: list[TableMember]) -> None:
    opened = asked(world, round_tables=[seats[0].round_table])
    comment, before = said(world, opened, seats[0]), opened.readers
    given = {"by": world.koordination, "expected_version": 1, "outcome": "taken", "answer": "Gern.", "readers": before}
    update_round(opened, by=world.koordination, expected_version=1, values={"is_public": True})
    with pytest.raises(ValidationError, match="alle im Portal"):
        answer_comment(comment, public_text="Mehr Mut!", **given)
    assert answer_comment(comment, **given).is_answered


def more_readers(opened: CommentRound, comment: GoalComment, elsewhere: TableMember) -> dict[str, Callable[[], Any]]:
    """Each way past the services on which somebody else would read the comment."""
    other = make_comment_round(opened)
    tables, organisations = CommentRound.round_tables.through, CommentRound.organisations.through
    its = {"commentround_id": opened.pk}
    table, organisation = elsewhere.round_table_id, elsewhere.organisation_id
    goal, own = other.put_goals.get().pk, GoalComment.objects.filter(pk=comment.pk)
    return {
        "portal": lambda: CommentRound.objects.filter(pk=opened.pk).update(is_public=True),
        "table": lambda: tables.objects.create(**its, roundtable_id=table),
        "organisation": lambda: organisations.objects.create(**its, organisation_id=organisation),
        "other table": lambda: tables.objects.filter(**its).update(roundtable_id=table),
        "other organisation": lambda: organisations.objects.filter(**its).update(organisation_id=organisation),
        "table of others": lambda: tables.objects.filter(commentround=other).update(**its),
        "organisation of others": lambda: organisations.objects.filter(commentround=other).update(**its),
        "moved goal": lambda: PutGoal.objects.filter(pk=comment.put_goal_id).update(round=other, position=9),
        "moved comment": lambda: own.update(put_goal_id=goal),
    }


def make_comment_round(like: CommentRound) -> CommentRound:
    """Another one of the same draft, which asks another table and organisation for another goal."""
    days = {"until": like.until, "answer_by": like.answer_by}
    made = CommentRound.objects.create(edition=like.edition, title="Andere", **days)
    made.round_tables.add(make_table(name="Dritter Tisch"))
    made.organisations.add(make_organisation("Dritte Organisation"))
    goal = make_goal(text="Anderes Ziel", edition=like.edition)
    PutGoal.objects.create(round=made, goal=goal, guiding_goal="Leitziel", text=goal.text, position=1)
    return made


WAYS = ("portal", "table", "organisation", "other table", "other organisation", "table of others",
        "organisation of others", "moved goal", "moved comment")  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_database_gives_a_published_answer_no_more_readers(
    world: World, seats: list[TableMember], elsewhere: TableMember, way: str
) -> None:
    opened = asked(world, round_tables=[seats[0].round_table], organisations=[seats[0].organisation])
    comment = published(world, said(world, opened, seats[0]))
    ways = more_readers(opened, comment, elsewhere)
    assert tuple(ways) == WAYS
    with pytest.raises(IntegrityError), transaction.atomic():
        ways[way]()


@pytest.mark.parametrize("way", WAYS)
def test_database_asks_more_people_while_nothing_is_published(
    world: World, seats: list[TableMember], elsewhere: TableMember, way: str
) -> None:
    opened = asked(world, round_tables=[seats[0].round_table], organisations=[seats[0].organisation])
    assert more_readers(opened, said(world, opened, seats[0]), elsewhere)[way]()


def test_database_takes_those_who_are_asked_already_once_more(world: World, seats: list[TableMember]) -> None:
    opened = asked(world, round_tables=[seats[0].round_table], organisations=[seats[0].organisation])
    published(world, said(world, opened, seats[0]))
    CommentRound.round_tables.through.objects.update(commentround=opened)
    own = CommentRound.organisations.through(commentround=opened, organisation=seats[0].organisation)
    CommentRound.organisations.through.objects.bulk_create([own], ignore_conflicts=True)
    assert (opened.round_tables.count(), opened.organisations.count()) == (1, 1)


def test_what_is_no_contribution_is_read_by_nobody_but_its_author(
    client: Client, world: World, seats: list[TableMember]
) -> None:
    opened = asked(world, is_public=True, round_tables=[seats[0].round_table])
    comment = published(world, said(world, opened, seats[0]))
    assert "Mehr Mut!" in text_of(client.get(PORTAL))
    gone = dismiss_comment(comment, by=world.koordination, expected_version=comment.version, reason="Werbung")
    assert "Mehr Mut!" not in text_of(client.get(PORTAL))
    assert "Mehr Mut!" not in text_of(sign_in(client, world.jugendamt_person).get(opened.get_absolute_url()))
    page = text_of(sign_in(client, world.rundertisch_person).get(opened.get_absolute_url()))
    assert ("Mehr Mut!" in page, "Werbung" in page) == (True, True)
    restore_comment(gone, by=world.koordination)
    assert "Mehr Mut!" in text_of(client.get(PORTAL))


def test_what_is_no_contribution_counts_nowhere_until_it_is_taken_back(world: World, seats: list[TableMember]) -> None:
    opened, by = asked(world, round_tables=[seats[0].round_table]), world.koordination
    comment = said(world, opened, seats[0])
    gone = dismiss_comment(comment, by=by, expected_version=1, reason="Werbung")
    assert (counts_of(comments_in([opened], by)).total, rounds_for(by).get().comment_count) == (0, 0)
    restore_comment(gone, by=by)
    assert (counts_of(comments_in([opened], by)).total, rounds_for(by).get().comment_count) == (1, 1)
    reasons = comment.history.order_by("history_id").values_list("dismiss_reason", flat=True)
    assert list(reasons) == ["", "Werbung", ""]


def test_dismissed_comment_waits_for_no_answer(world: World, seats: list[TableMember]) -> None:
    opened, by = asked(world, round_tables=[seats[0].round_table]), world.koordination
    comment = said(world, opened, seats[0])
    assert CommentRound.objects.waiting().exists()
    gone = dismiss_comment(comment, by=by, expected_version=1, reason="Betrifft kein Ziel")
    assert not CommentRound.objects.waiting().exists()
    with pytest.raises(Refused, match="kein Beitrag"):
        published(world, gone)
    with pytest.raises(Refused, match="kein Beitrag"):
        dismiss_comment(gone, by=by, expected_version=gone.version, reason="Noch einmal")
    restored = restore_comment(gone, by=by)
    with pytest.raises(Refused, match="zählt als Beitrag"):
        restore_comment(restored, by=by)
    assert CommentRound.objects.waiting().exists()


def test_dismissal_needs_a_reason_and_the_koordination(world: World, seats: list[TableMember]) -> None:
    comment = said(world, asked(world, round_tables=[seats[0].round_table]), seats[0])
    with pytest.raises(Incomplete):
        dismiss_comment(comment, by=world.koordination, expected_version=1, reason=" ")
    with pytest.raises(PermissionDenied):
        dismiss_comment(comment, by=world.rundertisch_person, expected_version=1, reason="Werbung")
    with pytest.raises(PermissionDenied):
        restore_comment(comment, by=world.rundertisch_person)


def test_koordination_dismisses_and_restores_by_page(client: Client, world: World, seats: list[TableMember]) -> None:
    comment = said(world, asked(world, round_tables=[seats[0].round_table]), seats[0])
    sign_in(client, world.koordination)
    client.post(reverse("roundtables:comment-dismiss", args=[comment.pk]), {"reason": "Werbung", "version": 1})
    comment.refresh_from_db()
    assert comment.dismiss_reason == "Werbung"
    page = client.post(reverse("roundtables:comment-restore", args=[comment.pk]), follow=True)
    assert "Der Kommentar zählt wieder als Beitrag." in text_of(page)
