"""Questions of members of the Gremium: putting one, seeing the answer by its day, and reading it in public."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from measures.models import Resolution
from measures.services.council_questions import ask_question, release_answer, withdraw_answer, withdraw_question
from measures.services.orders import report_order
from measures.services.resolutions import update_resolution
from neuss_integration.accounts.enums import Role
from neuss_integration.accounts.models import Membership
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.mailing.models import Mail
from neuss_integration.start_todo import counts_for
from neuss_integration.steering.models import Follow
from tests.factories import World, make_committee, make_person, make_resolution, sign_in
from tests.measures.answers import text_of

pytestmark = pytest.mark.django_db

PORTAL = "/portal/anfragen-der-gremien/"


def asked(world: World, **more: Any) -> Resolution:
    given = {"committee": make_committee(), "title": "Wartezeiten", "text": "Wie lange wartet man?"} | more
    return ask_question(by=world.integrationsrat_person, **given)


def assigned(world: World, days: int = 9) -> Resolution:
    """A question that the Jugendamt has to answer."""
    question = asked(world)
    order = {"order_text": "Wie lange wartet man?", "responsible_department": world.jugendamt}
    order["due_date"] = question.resolved_date + dt.timedelta(days=days)
    return update_resolution(question, by=world.koordination, expected_version=question.version, values=order)


def answered(world: World) -> Resolution:
    question = assigned(world)
    report_order(question, by=world.jugendamt_person, step="answer", text="Vier Wochen.")
    return Resolution.objects.get(pk=question.pk)


def test_member_asks_once_and_nobody_else_may(world: World) -> None:
    key = "3f1c2a52-1111-4222-8333-444455559999"
    first, again = (asked(world, submission_key=key) for _ in range(2))
    assert (first.pk, first.kind, first.result, first.state) == (again.pk, "question", "asked", "")
    assert first.history.first().history_user == world.integrationsrat_person
    for other in (world.jugendamt_person, world.rundertisch_person, world.koordination):
        with pytest.raises(PermissionDenied):
            ask_question(by=other, committee=make_committee(), title="x", text="y")


def test_koordination_sees_on_the_start_page_what_is_assigned_to_nobody_and_what_is_late(world: World) -> None:
    asked(world)
    assert counts_for(world.koordination)["questions"] == 1
    late = assigned(world, days=0)
    Resolution.objects.filter(pk=late.pk).update(
        resolved_date=timezone.localdate() - dt.timedelta(days=9), due_date=timezone.localdate() - dt.timedelta(days=2)
    )
    assert counts_for(world.koordination)["orders"] == 1


def test_answer_is_released_in_words_of_its_own_and_taken_back(world: World) -> None:
    question = assigned(world)
    with pytest.raises(Refused, match="noch nicht beantwortet"):
        release_answer(question, by=world.koordination, question="Frage", answer="Antwort")
    question = answered(world)
    with pytest.raises(PermissionDenied):
        release_answer(question, by=world.jugendamt_person, question="Frage", answer="Antwort")
    with pytest.raises(Incomplete):
        release_answer(question, by=world.koordination, question="Frage", answer=" ")
    released = release_answer(question, by=world.koordination, question="Frage", answer="Antwort")
    assert (released.public_answer, list(Resolution.objects.released())) == ("Antwort", [released])
    with pytest.raises(Incomplete):
        withdraw_answer(released, by=world.koordination, reason="")
    gone = withdraw_answer(released, by=world.koordination, reason="Falsche Zahl")
    assert gone.history.first().history_change_reason == "Falsche Zahl"
    assert not Resolution.objects.released().exists()


@pytest.mark.parametrize(
    "wrong", [{"public_answer": "Text"}, {"answer_released_at": timezone.now(), "public_question": "Text"}]
)
def test_database_holds_question_and_answer_together(wrong: dict[str, Any]) -> None:
    question = make_resolution(kind="question", result="asked")
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=question.pk).update(**wrong)


def test_portal_shows_released_answers_and_no_draft(world: World, client: Client) -> None:
    asked(world, title="Noch offen")
    question = answered(world)
    assert "Noch ist keine Antwort veröffentlicht." in text_of(client.get(PORTAL))
    release_answer(question, by=world.koordination, question="Wie lange wartet man?", answer="Etwa vier Wochen.")
    shown = text_of(client.get(PORTAL))
    assert ("Etwa vier Wochen." in shown, "Noch offen" in shown, world.integrationsrat_person.name in shown) == (
        True, False, False,
    )  # fmt: skip
    assert "Questions and answers" in text_of(client.get("/portal/en/anfragen-der-gremien/"))


def test_member_asks_on_the_page_and_sees_who_answers(world: World, client: Client) -> None:
    committee = make_committee()
    sign_in(client, world.integrationsrat_person)
    sent = {"committee": committee.pk, "title": "Dolmetschen", "text": "In welchen Sprachen?"}
    shown = text_of(client.post("/beschluesse/anfragen/neu/", sent, follow=True))
    assert "Ihre Anfrage ist gestellt." in shown
    assert "noch niemandem zugeteilt" in text_of(client.get("/beschluesse/anfragen/"))
    answered(world)
    shown = text_of(client.get("/beschluesse/anfragen/?stand=beendet"))
    assert ("Vier Wochen." in shown, "Dolmetschen" in shown) == (True, False)


def test_private_details_are_asked_about_before_everybody_reads_them(world: World, client: Client) -> None:
    question = answered(world)
    sign_in(client, world.koordination)
    sent = {"question": "Frage", "answer": "Rufen Sie 02131 123456 an."}
    asked_back = text_of(client.post(f"/beschluesse/{question.pk}/antwort/", sent))
    assert "steht vermutlich etwas Privates" in asked_back
    client.post(f"/beschluesse/{question.pk}/antwort/", sent | {"keep_details": "on"})
    assert Resolution.objects.released().get() == question


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_need_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        release_answer(answered(world), by=world.koordination, question="Frage", answer="Antwort")
    with django_assert_num_queries(3):
        client.get(PORTAL)
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(10):
        client.get("/beschluesse/anfragen/")


@pytest.mark.parametrize(
    ("precision", "told"), [("day", "Gefragt am 01.03.2026,"), ("month", "März 2026,"), ("year", "2026,")]
)
def test_public_question_names_no_day_that_nobody_knows(
    world: World, client: Client, precision: str, told: str
) -> None:
    question = release_answer(answered(world), by=world.koordination, question="Frage", answer="Antwort")
    when = {"resolved_date": dt.date(2026, 1 if precision == "year" else 3, 1), "resolved_precision": precision}
    Resolution.objects.filter(pk=question.pk).update(**when)
    shown = text_of(client.get(PORTAL))
    assert f"<p> {told} <span" in shown
    assert ("Gefragt am" in shown) == (precision == "day")


def test_member_withdraws_an_own_question_by_page_and_its_history_stays(world: World, client: Client) -> None:
    question = asked(world)
    Follow.objects.create(user=world.koordination, resolution=question)
    page = sign_in(client, world.integrationsrat_person).get(question.get_absolute_url()).text
    address = f"/beschluesse/anfragen/{question.pk}/zurueckziehen/"
    assert f'href="{address}"' in page
    assert client.post(address, {"reason": ""}).status_code == 200
    assert "Die Anfrage ist zurückgezogen." in text_of(client.post(address, {"reason": "Versehen"}, follow=True))
    last = Resolution.history.filter(id=question.pk).latest("history_id")
    assert (Resolution.objects.filter(pk=question.pk).exists(), last.history_type, last.history_change_reason) == (
        False, "-", "Versehen",
    )  # fmt: skip


def test_question_is_withdrawn_by_who_asked_or_the_koordination_and_only_before_it_is_given(world: World) -> None:
    question = asked(world)
    another = make_person("rat2@neuss.example", role=Role.COUNCIL_READER)
    for other in (world.jugendamt_person, world.rundertisch_person, another):
        with pytest.raises(PermissionDenied):
            withdraw_question(question, by=other, reason="Versehen")
    linked = asked(world, title="Verknüpft")
    linked.measures.add(world.praeventionsnetz)
    with pytest.raises(Refused, match="schon zugeteilt"):
        withdraw_question(linked, by=world.integrationsrat_person, reason="Versehen")
    with pytest.raises(PermissionDenied):
        withdraw_question(assigned(world), by=world.integrationsrat_person, reason="Versehen")
    withdraw_question(question, by=world.koordination, reason="Doppelt gestellt")
    assert not Resolution.objects.filter(pk=question.pk).exists()


def test_who_asked_has_one_mail_when_the_question_is_settled_and_none_before(world: World) -> None:
    question = assigned(world)
    report_order(question, by=world.jugendamt_person, step="note", text="Wir fragen nach.")
    assert not Mail.objects.filter(kind="answer").exists()
    report_order(question, by=world.jugendamt_person, step="answer", text="Vier Wochen.")
    mail = Mail.objects.get(kind="answer")
    assert (mail.recipient, mail.subject) == (world.integrationsrat_person, "Ihre Anfrage: beantwortet: Wartezeiten")
    assert (question.get_absolute_url() in mail.text, "Vier Wochen" in mail.text) == (True, False)


@pytest.mark.parametrize("lost", [{"valid_until": dt.date(2020, 1, 1)}, {"role": Role.ROUNDTABLE_MEMBER}])
def test_who_lost_the_role_is_told_of_no_answer(world: World, lost: dict[str, Any]) -> None:
    question = assigned(world)
    Membership.objects.filter(user=world.integrationsrat_person).update(valid_from=dt.date(2019, 1, 1), **lost)
    report_order(question, by=world.jugendamt_person, step="answer", text="Vier Wochen.")
    report_order(make_order(world), by=world.jugendamt_person, step="finish", text="Liegt vor.")
    assert not Mail.objects.filter(kind="answer").exists()


def make_order(world: World) -> Resolution:
    """What is ordered by a resolution, which nobody asked."""
    return make_resolution(order_text="Berichten", state="open", responsible_department=world.jugendamt)
