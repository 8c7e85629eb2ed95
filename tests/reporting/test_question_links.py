"""A question with a number leads to a list that shows exactly the rows it counted."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import Measure
from neuss_integration.start_todo import counts_for, to_do
from reporting.content.snapshot import build_snapshot
from reporting.models import Report
from reporting.selectors.compose import composed
from success_factors.models import ConceptEdition
from tests.factories import World, make_edition, make_goal, make_measure, make_need, make_progress, make_round, sign_in

YEAR = {"period_start": dt.date(2025, 1, 1), "period_end": dt.date(2025, 12, 31)}

EARLY = {"period_start": dt.date(2020, 1, 1), "period_end": dt.date(2020, 12, 31)}


@pytest.fixture
def reader(client: Client, world: World) -> Client:
    return sign_in(client, world.koordination)


def listed(reader: Client, url: str) -> int:
    """How many rows the list at this address counts."""
    told = re.search(r'role="status">\s*<strong>(\d+)|role="status">\s*(\d+)', reader.get(url).text)
    assert told, url
    return int(told[1] or told[2])


def counted(report: Report, query: str) -> tuple[int, str]:
    """The number of the one question that leads to a list filtered by `query`, and where it leads."""
    (question,) = [each for section in composed(report) for each in section.questions if query in each.url]
    number = re.search(r"\d+", question.text)
    return int(number[0]) if number else 1, question.url


def test_measures_without_a_place_are_those_of_the_period(world: World, draft: Report, reader: Client) -> None:
    make_measure(state="completed", start_date=dt.date(2001, 1, 1), end_date=dt.date(2010, 6, 1))
    make_measure(state="idea")
    make_measure(state="planned", start_date=dt.date(2040, 1, 1), start_precision="day")
    entered_late = make_measure(state="planned").pk
    Measure.objects.filter(pk=entered_late).update(created_at=timezone.now() + dt.timedelta(days=800))
    for _ in range(2):
        make_measure(state="running")
    number, url = counted(draft, "fehlt=ort")
    assert number == listed(reader, url) < Measure.objects.filter(districts=None).count()


def test_answers_to_check_are_those_of_the_round(world: World, draft: Report, reader: Client) -> None:
    for title, known in (
        ("Runde 2025", YEAR),
        ("Runde 2020", {"period_start": dt.date(2020, 1, 1), "period_end": dt.date(2020, 12, 31)}),
    ):
        asked = make_round(title=title, **known)
        make_progress(round=asked, measure=world.praeventionsnetz, state="submitted")
    number, url = counted(draft, "runde=")
    assert (number, listed(reader, url), listed(reader, "/sachstand/pruefung/")) == (1, 1, 2)


def test_measures_without_an_answer_are_those_of_the_handlungsfeld_and_the_period(
    world: World, draft: Report, reader: Client
) -> None:
    asked, early = make_round(title="Runde 2025", **YEAR), make_round(title="Runde 2020", **EARLY)
    for reporting_round, state in ((asked, "accepted"), (early, "accepted"), (asked, "submitted")):
        make_progress(round=reporting_round, measure=make_measure(field_of_action=world.bildung), state=state)
    make_measure(field_of_action=world.bildung, state="idea")
    number, url = counted(draft, f"handlungsfeld={world.bildung.pk}")
    silent = [each for field in build_snapshot(draft)["fields"] for each in field["measures"] if not each["progress"]]
    of_field = [each for each in silent if each["field"] == world.bildung.name]
    assert number == len(of_field) == listed(reader, url) > 1
    assert listed(reader, f"/massnahmen/?handlungsfeld={world.bildung.pk}") > number


def test_overdue_goals_are_those_of_the_edition_in_force(world: World, draft: Report, reader: Client) -> None:
    old, new = make_edition(adopted_date=dt.date(2015, 1, 1)), make_edition(adopted_date=dt.date(2020, 1, 1))
    for edition in (old, new):
        for year in (2021, 2022, 2090):
            make_goal(edition=edition, target_year=year)
    number, url = counted(draft, "zieljahr=")
    assert (number, listed(reader, url), ConceptEdition.objects.count()) == (2, 2, 2)


def test_goals_past_their_year_are_those_of_the_start_page(world: World, reader: Client) -> None:
    year = timezone.localdate().year
    for target, state in ((year - 1, "open"), (year - 1, "reached"), (year, "open"), (None, "open")):
        make_goal(target_year=target, state=state)
    (waiting,) = [each for each in to_do(counts_for(world.koordination), report_url="") if "Zieljahr" in str(each)]
    assert waiting.count == listed(reader, waiting.url) == 1


def test_needs_that_wait_long_are_those_of_the_start_page(world: World, reader: Client) -> None:
    today = timezone.localdate()
    for days in (0, 30, 31, 90):
        make_need(state="reported", raised_on=today - dt.timedelta(days=days))
    (waiting,) = [each for each in to_do(counts_for(world.koordination), report_url="") if "30 Tagen" in str(each)]
    assert waiting.count == listed(reader, waiting.url) == 2
