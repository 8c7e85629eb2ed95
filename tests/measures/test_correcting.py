"""A slip of the pen in an accepted answer: put right with a reason, the trail says what stood there."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from measures.services import progress
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from tests.factories import World, sign_in
from tests.measures.answers import steps, task_of


def test_correct_changes_the_answer_and_says_which_fields_and_why(world: World) -> None:
    report = task_of(world, state="accepted", participants=210, what_happened="Vier Trefen.")
    values = {"participants": 21, "what_happened": "Vier Treffen."}
    done = progress.correct(report, by=world.koordination, expected_version=1, values=values, reason=" Vertippt ")
    assert (done.participants, done.what_happened, done.state, done.version) == (21, "Vier Treffen.", "accepted", 2)
    assert steps(done) == [("correct", "accepted", "Was ist geschehen?, Teilnehmende: Vertippt")]
    assert list(done.history.order_by("history_id").values_list("participants", flat=True))[-2:] == [210, 21]


@pytest.mark.parametrize(
    ("state", "values", "reason", "error"),
    [
        ("accepted", {"participants": 3}, " ", "warum der Sachstand berichtigt"),
        ("accepted", {}, "Vertippt", "nichts geändert"),
        ("accepted", {"traffic_light": "red"}, "Vertippt", "nichts geändert"),
        ("submitted", {"participants": 3}, "Vertippt", "was angenommen ist"),
    ],
)
def test_correct_is_refused(world: World, state: str, values: dict[str, object], reason: str, error: str) -> None:
    report = task_of(world, state=state)
    with pytest.raises(Refused, match=error):
        progress.correct(report, by=world.koordination, expected_version=1, values=values, reason=reason)
    assert steps(report) == []


def test_correct_leaves_nothing_empty_that_is_needed(world: World) -> None:
    report = task_of(world, state="accepted")
    with pytest.raises(Incomplete):
        progress.correct(
            report, by=world.koordination, expected_version=1, values={"what_happened": " "}, reason="Vertippt"
        )


def test_correct_is_for_the_koordination_and_for_what_was_read(world: World) -> None:
    report = task_of(world, state="accepted")
    given = {"values": {"participants": 3}, "reason": "Vertippt"}
    with pytest.raises(PermissionDenied):
        progress.correct(report, by=world.jugendamt_person, expected_version=1, **given)
    with pytest.raises(Stale):
        progress.correct(report, by=world.koordination, expected_version=0, **given)


def test_page_corrects_and_leads_back(world: World, client: Client) -> None:
    report = task_of(world, state="accepted", participants=210)
    sign_in(client, world.koordination)
    assert f"/sachstand/{report.pk}/berichtigen/" in client.get(report.get_absolute_url()).content.decode()
    typed = {"version": "1", "what_happened": report.what_happened, "participants": "2.100", "reason": "Null fehlte"}
    shown = client.post(f"/sachstand/{report.pk}/berichtigen/", typed, follow=True).content.decode()
    report.refresh_from_db()
    assert (report.participants, "Berichtigt" in shown, "Null fehlte" in shown) == (2100, True, True)


def test_page_refuses_a_negative_number_in_words(world: World, client: Client) -> None:
    report = task_of(world, state="accepted")
    typed = {"version": "1", "what_happened": "Vier", "cost": "-5", "reason": "Vertippt"}
    shown = sign_in(client, world.koordination).post(f"/sachstand/{report.pk}/berichtigen/", typed).content.decode()
    assert "kann nicht negativ sein" in shown
