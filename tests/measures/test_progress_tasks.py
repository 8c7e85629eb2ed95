"""The list of tasks of an office, and answering unchanged from it."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from measures.enums import RoundState
from measures.services import progress
from tests.factories import World, make_measure, make_progress, make_round, sign_in
from tests.measures.answers import task_of, text_of, with_last

UNCHANGED = r"/\d+/unveraendert/"


@pytest.mark.parametrize("rows", [1, 3])
def test_task_list_has_the_same_queries_for_any_number(
    jugendamt: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for _ in range(rows):
        last = make_progress(measure=make_measure(lead_department=world.jugendamt), state="accepted")
        make_progress(measure=last.measure, round=make_round(), previous=last)
    with django_assert_num_queries(7):
        page = text_of(jugendamt.get("/sachstand/"))
    assert len(re.findall(UNCHANGED, page)) == rows


def test_task_list_orders_returned_overdue_due_and_done(jugendamt: Client, world: World) -> None:
    late = make_round(due_on=timezone.localdate() - dt.timedelta(days=1))
    for state, asked in (("todo", make_round()), ("todo", late), ("returned", make_round()), ("submitted", late)):
        make_progress(measure=make_measure(lead_department=world.jugendamt), state=state, round=asked)
    context = jugendamt.get("/sachstand/").context
    assert [heading for heading, _, _ in context["groups"]] == ["Zurückgegeben", "Überfällig", "Fällig"]
    assert (context["tasks"].finished_count, context["tasks"].total, context["tasks"].next_due) == (1, 4, late.due_on)


@pytest.mark.parametrize(("state", "told"), [("todo", (2, 0)), ("accepted", (1, 1))])
def test_task_list_says_of_a_measure_that_another_round_asks_about_it(
    jugendamt: Client, world: World, state: str, told: tuple[int, int]
) -> None:
    measure = make_measure(lead_department=world.jugendamt)
    make_progress(measure=measure, round=make_round(due_on=dt.date(2040, 12, 14)))
    other = make_progress(measure=measure, state=state, round=make_round(due_on=dt.date(2040, 12, 25)))
    make_progress(measure=make_measure(lead_department=world.jugendamt), round=other.round)
    page = " ".join(text_of(jugendamt.get("/sachstand/")).split())
    way = f'Nach derselben Maßnahme fragt auch <a href="{other.get_absolute_url()}">„{other.round.title}“</a>, bis'
    assert "25.12.2040" in page[page.index(way) :][: len(way) + 60]
    assert (page.count("Nach derselben Maßnahme"), page.count("(dort schon beantwortet)")) == told


def test_task_list_shows_progress_and_instructions(jugendamt: Client, world: World) -> None:
    asked = make_round(instructions="Bitte **kurz**.")
    task_of(world, round=asked)
    make_progress(measure=make_measure(lead_department=world.jugendamt), round=asked, state="submitted")
    page = text_of(jugendamt.get("/sachstand/"))
    assert "1 von 2" in page
    assert "Bitte <strong>kurz</strong>." in page


def test_task_list_holds_no_task_of_another_office_or_closed_round(jugendamt: Client, world: World) -> None:
    make_progress(measure=world.vorlesestunden, what_happened="Geheim")
    task_of(world, round=make_round(state=RoundState.CLOSED), state="no_response")
    page = text_of(jugendamt.get("/sachstand/"))
    assert "Zurzeit fragt Sie niemand nach einem Sachstand." in page
    assert "Mehrsprachige Vorlesestunden" not in page


def test_task_list_offers_unchanged_only_where_nothing_gets_lost(jugendamt: Client, world: World) -> None:
    task = with_last(world)
    make_progress(measure=make_measure(lead_department=world.jugendamt))
    assert len(re.findall(UNCHANGED, text_of(jugendamt.get("/sachstand/")))) == 1
    progress.save_draft(task, by=world.jugendamt_person, expected_version=1, values={"next_step": "Neu."})
    assert re.findall(UNCHANGED, text_of(jugendamt.get("/sachstand/"))) == []


def test_unchanged_takes_one_click_from_the_task_list(jugendamt: Client, world: World) -> None:
    task = with_last(world)
    start = text_of(jugendamt.get("/", follow=True))
    assert f'action="/sachstand/{task.pk}/unveraendert/"' in start + text_of(jugendamt.get("/sachstand/"))
    page = text_of(jugendamt.post(f"/sachstand/{task.pk}/unveraendert/", {"version": "1"}, follow=True))
    task.refresh_from_db()
    assert (task.state, task.is_unchanged) == ("submitted", True)
    assert "ist als unverändert eingereicht." in page


@pytest.mark.parametrize(("version", "sentence"), [("7", "anderswo gearbeitet"), ("x", "Inzwischen")])
def test_unchanged_of_a_changed_report_is_refused(jugendamt: Client, world: World, version: str, sentence: str) -> None:
    task = with_last(world)
    assert sentence in text_of(jugendamt.post(f"/sachstand/{task.pk}/unveraendert/", {"version": version}, follow=True))
    task.refresh_from_db()
    assert task.state == "todo"


def test_unchanged_without_a_last_report_is_refused(jugendamt: Client, world: World) -> None:
    task = task_of(world)
    page = text_of(jugendamt.post(f"/sachstand/{task.pk}/unveraendert/", {"version": "1"}, follow=True))
    assert "noch keinen angenommenen Bericht" in page


def test_task_list_is_for_offices_only(client: Client, world: World) -> None:
    task_of(world, what_happened="Geheim")
    response = sign_in(client, world.koordination).get("/sachstand/")
    assert (response.status_code, "Präventionsnetz" in text_of(response)) == (403, False)
