"""What goes wrong while an office answers: the task moves away, the clock changes, the day ends."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import ProgressReport
from measures.services.measure import update_measure
from neuss_integration.accounts.form_recovery import owner_token
from neuss_integration.accounts.models import Deputy, User
from neuss_integration.accounts.services.deputies import end_deputy
from tests.factories import World, make_progress, make_round, sign_in
from tests.measures.answers import task_of

TYPED = {"version": "1", "action": "draft", "what_happened": "Vier Treffen fanden statt.", "participants": "30"}


def typed(person: User, **fields: str) -> dict[str, str]:
    """What a form that was shown to `person` sends."""
    return TYPED | {"form_owner": owner_token(person)} | fields


def hand_over(world: World) -> None:
    """The Präventionsnetz is led by the Stadtbibliothek from now on."""
    values = {"lead_department": world.stadtbibliothek}
    update_measure(world.praeventionsnetz, by=world.koordination, expected_version=1, values=values)


def test_text_typed_while_the_office_was_handed_over_is_shown_again(client: Client, world: World) -> None:
    task = task_of(world)
    browser = sign_in(client, world.jugendamt_person)
    hand_over(world)
    response = browser.post(task.get_absolute_url(), typed(world.jugendamt_person))
    page = response.content.decode()
    assert response.context["typed"] == [
        ("Was ist geschehen?", "Vier Treffen fanden statt."),
        ("Teilnehmende", "30"),
    ]
    assert (response.status_code, world.praeventionsnetz.title in page) == (409, False)
    assert ProgressReport.objects.get(pk=task.pk).what_happened == ""


def test_new_office_goes_on_with_the_draft_of_the_old_one(client: Client, world: World) -> None:
    task = task_of(world)
    sign_in(client, world.jugendamt_person).post(task.get_absolute_url(), typed(world.jugendamt_person))
    hand_over(world)
    form = sign_in(Client(), world.bibliothek_person).get(task.get_absolute_url()).context["form"]
    assert form["what_happened"].value() == "Vier Treffen fanden statt."


def test_text_typed_when_the_time_as_deputy_ends_is_shown_again(client: Client, world: World) -> None:
    today = timezone.localdate()
    people = {"person": world.jugendamt_person, "deputy": world.bibliothek_person}
    deputy = Deputy.objects.create(valid_from=today, valid_until=today, **people)
    task = task_of(world)
    end_deputy(deputy, by=world.jugendamt_person)
    browser = sign_in(client, world.bibliothek_person)
    answer = browser.post(task.get_absolute_url(), typed(world.bibliothek_person, action="autosave"))
    assert (answer.status_code, answer.json()["message"][:18]) == (409, "Nicht gespeichert:")


def test_stranger_without_a_form_finds_nothing(client: Client, world: World) -> None:
    task = task_of(world)
    browser = sign_in(client, world.bibliothek_person)
    posts = [TYPED, typed(world.jugendamt_person), {"form_owner": owner_token(world.bibliothek_person)}]
    assert [browser.post(task.get_absolute_url(), data).status_code for data in posts] == [404, 404, 404]


@pytest.mark.parametrize(
    ("moment", "group"),
    [
        ("2027-03-27T22:30:00+00:00", "due"),
        ("2027-03-27T23:30:00+00:00", "overdue"),
        ("2027-10-30T21:30:00+00:00", "due"),
        ("2027-10-30T22:30:00+00:00", "overdue"),
    ],
)
def test_day_ends_at_midnight_in_neuss_in_summer_and_winter(
    client: Client, world: World, time_machine: Any, moment: str, group: str
) -> None:
    now = dt.datetime.fromisoformat(moment)
    time_machine.move_to(now, tick=False)
    due_on = dt.date(now.year, now.month, now.day)
    make_progress(measure=world.praeventionsnetz, round=make_round(due_on=due_on))
    tasks = sign_in(client, world.jugendamt_person).get("/sachstand/").context["tasks"]
    assert {name: len(getattr(tasks, name)) for name in ("due", "overdue")} == {"due": 0, "overdue": 0} | {group: 1}
