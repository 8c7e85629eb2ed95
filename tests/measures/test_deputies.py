"""A deputy on the pages of the round: what they are told, what the events keep, whom the Koordination reads."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import ProgressReport
from measures.selectors.outstanding import outstanding_of
from neuss_integration.accounts.models import Deputy
from neuss_integration.accounts.services.deputies import end_deputy
from tests.factories import World, make_measure, make_progress, make_round, sign_in
from tests.measures.answers import task_of, with_last


@pytest.fixture
def deputy(world: World) -> Deputy:
    """The Stadtbibliothek stands in for the Jugendamt since yesterday, for a week."""
    start, end = (timezone.localdate() + dt.timedelta(days=days) for days in (-1, 7))
    people = {"person": world.jugendamt_person, "deputy": world.bibliothek_person}
    return Deputy.objects.create(valid_from=start, valid_until=end, **people)


def page(response: Any) -> str:
    """The page with single spaces."""
    return " ".join(response.content.decode().split())


def test_task_list_says_for_whom_and_which(client: Client, world: World, deputy: Deputy) -> None:
    asked = make_round()
    make_progress(round=asked, measure=world.praeventionsnetz)
    make_progress(round=asked, measure=make_measure(lead_department=world.stadtbibliothek))
    response = sign_in(client, world.bibliothek_person).get("/sachstand/")
    tasks = {each.department.name: str(each.in_place_of or "") for each in response.context["tasks"].due}
    assert tasks == {"Jugendamt": "Sachbearbeitung Jugendamt", "Stadtbibliothek": ""}
    assert page(response).count("in Vertretung für Sachbearbeitung Jugendamt") == 1
    assert "Sie vertreten Sachbearbeitung Jugendamt (Jugendamt) bis" in page(response)


def test_absent_person_is_told_who_gets_their_mail(client: Client, world: World, deputy: Deputy) -> None:
    shown = page(sign_in(client, world.jugendamt_person).get("/sachstand/"))
    assert "Ihre Nachrichten bekommt Sachbearbeitung Stadtbibliothek." in shown
    assert f'href="/vertretungen/{deputy.pk}/"' in shown


def test_answer_of_a_deputy_says_so(client: Client, world: World, deputy: Deputy) -> None:
    task = with_last(world)
    browser = sign_in(client, world.bibliothek_person)
    assert "Sie antworten in Vertretung für Sachbearbeitung Jugendamt" in page(browser.get(task.get_absolute_url()))
    browser.post(f"{task.get_absolute_url()}unveraendert/", {"version": "1"})
    event = task.events.get()
    assert (event.actor, event.comment) == (world.bibliothek_person, "In Vertretung für Sachbearbeitung Jugendamt")


def test_deputy_answers_no_more_when_the_person_is_back(client: Client, world: World, deputy: Deputy) -> None:
    task = with_last(world)
    end_deputy(deputy, by=world.jugendamt_person)
    browser = sign_in(client, world.bibliothek_person)
    answers = [
        browser.get(task.get_absolute_url()).status_code,
        browser.post(f"{task.get_absolute_url()}unveraendert/", {"version": "1"}).status_code,
    ]
    assert (answers, ProgressReport.objects.get(pk=task.pk).state) == ([404, 404], "todo")


def test_handing_over_names_who_is_absent_and_who_stands_in(client: Client, world: World, deputy: Deputy) -> None:
    task = task_of(world)
    form = sign_in(client, world.jugendamt_person).get(f"{task.get_absolute_url()}uebergeben/").context["form"]
    until = f"{deputy.valid_until:%d.%m.%Y}"
    assert [label for _, label in form.fields["person"].choices] == [
        "Die ganze Fachdienststelle",
        f"Sachbearbeitung Jugendamt (abwesend bis {until}, vertreten von Sachbearbeitung Stadtbibliothek)",
        f"Sachbearbeitung Stadtbibliothek (vertritt Sachbearbeitung Jugendamt bis {until})",
    ]


def test_who_owes_names_the_deputy(world: World, deputy: Deputy) -> None:
    task = task_of(world)
    people = outstanding_of(task.round).people
    assert [(each.name, each.contact.stands_in_for, each.outstanding) for each in people] == [
        ("Sachbearbeitung Stadtbibliothek", "Sachbearbeitung Jugendamt", 1)
    ]


def test_answer_that_was_given_back_is_owed_and_not_counted_as_sent(world: World) -> None:
    task, told = task_of(world), []
    kept = {"submitted_at": timezone.now(), "submitted_by": world.jugendamt_person}
    kept |= {"traffic_light": "green", "measure_state": "running"}
    decided = {"decided_at": timezone.now(), "decided_by": world.koordination, "return_comment": "Wie viele?"}
    for values in ({"state": "submitted"}, {"state": "returned", **decided}):
        ProgressReport.objects.filter(pk=task.pk).update(**kept, **values)
        (person,) = outstanding_of(task.round).people
        told.append((person.outstanding, person.answered))
    assert told == [(0, 1), (1, 0)]
