"""The files of the demo: facts with sources, and texts that claim nothing."""

import re
from collections import Counter

import pytest

from measures.enums import MeasureKind, MeasureState, ProgressState, TrafficLight
from neuss_integration.demo.measures import partial_date, rows
from neuss_integration.demo.rounds import answers

ROUNDS = ("first_round", "second_round", "open_round")
NUMBERS = ("participants", "staff_hours", "cost", "raised_funds")


def test_measures_are_45_each_with_its_own_id_and_sources():
    ids = Counter(row["id"] for row in rows())
    assert (len(ids), set(ids.values())) == (45, {1})
    assert all(row["sources"] for row in rows())


def test_measures_use_known_kinds_and_states():
    assert {row["kind"] for row in rows()} == set(MeasureKind.values)
    assert {row["state"] for row in rows()} <= set(MeasureState.values)


@pytest.mark.parametrize(
    ("text", "shown"), [("2009", "2009"), ("2011-01", "Januar 2011"), ("2006-10-16", "16.10.2006")]
)
def test_dates_are_as_precise_as_their_source(text, shown):
    assert str(partial_date(text)) == shown


@pytest.mark.parametrize("name", ROUNDS)
def test_answers_are_about_measures_of_the_demo_once_each(name):
    asked = Counter(row["measure"] for row in answers(name))
    assert set(asked) <= {row["id"] for row in rows()}
    assert set(asked.values()) == {1}


@pytest.mark.parametrize("name", ROUNDS)
def test_answers_mark_every_number_as_made_up(name):
    for row in answers(name):
        has_number = any(number in row for number in NUMBERS)
        assert has_number == ("Demonstrationszahl" in row.get("period_covered", "")), row["measure"]


@pytest.mark.parametrize("name", ROUNDS)
def test_answers_name_no_year_so_that_the_demo_does_not_age(name):
    assert not [row for row in answers(name) if re.search(r"\b(19|20)\d\d\b", " ".join(map(str, row.values())))]


def test_open_round_has_an_answer_in_every_state_and_traffic_light():
    states = {row["state"] for row in answers("open_round")}
    assert states == set(ProgressState.values) - {ProgressState.OPEN, ProgressState.NO_RESPONSE, ProgressState.EXCLUDED}
    lights = {row.get("traffic_light") for name in ROUNDS for row in answers(name)}
    assert set(TrafficLight.values) <= lights
