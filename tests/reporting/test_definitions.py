"""Definitions of figures at their edges: what no other test would notice if it were counted another way."""

import datetime as dt
from collections import defaultdict

import pytest

from measures.enums import ProgressState, RoundState
from measures.models import Funding
from measures.selectors.returns import returned_in, silence
from reporting.content.counts import fields_with_measures
from reporting.content.entries import entry_of
from reporting.content.goals_in_force import goal_changes
from reporting.content.money import deviation_of, money_sums, money_words
from tests.factories import make_progress, make_round

GOAL = {
    "edition": "Konzept 2020", "number": "2.1", "text": "Ein Treff", "target_year": 2028,
    "state": {"key": "open", "label": "offen"},
}  # fmt: skip


def test_field_without_a_measure_is_not_counted() -> None:
    assert fields_with_measures({"fields": [{"total": 0}, {"total": 1}, {"total": 3}]}) == 2


def test_unknown_money_is_not_zero() -> None:
    rows = [Funding(planned=100, spent=None), Funding(planned=None, spent=50)]
    sums = money_sums(rows)
    assert sums == {"planned": "100,00 €", "granted": "–", "spent": "50,00 €"}
    assert money_words(sums) == "geplant 100,00 €, ausgegeben 50,00 €"
    assert deviation_of(rows) == {"deviation": "–", "compared": 0, "rows": 2}


@pytest.mark.django_db
def test_silence_is_what_had_no_answer_when_the_round_was_closed() -> None:
    closed = make_round(state=RoundState.CLOSED)
    report = make_progress(round=closed, state=ProgressState.NO_RESPONSE)
    found = returned_in(closed)
    assert (found.missing, found.pending) == ({"Jugendamt": 1}, {})
    assert silence(closed, report) == "Die Fachdienststelle hat im Berichtszeitraum nicht geantwortet."


@pytest.mark.django_db
def test_who_answered_and_was_asked_back_has_not_been_silent() -> None:
    closed = make_round(state=RoundState.CLOSED)
    asked_back = make_progress(round=closed, state=ProgressState.NO_RESPONSE, return_comment="Wie viele kamen?")
    later = make_round(state=RoundState.CLOSED, period_start=dt.date(2025, 7, 1), period_end=dt.date(2025, 12, 31))
    report = make_progress(round=later, measure=asked_back.measure, state=ProgressState.NO_RESPONSE)
    told = "Ein Sachstand ging mit einer Rückfrage zurück und kam bis zum Schluss der Berichtsrunde nicht wieder."
    assert silence(closed, asked_back) == told
    entry = entry_of(asked_back.measure, defaultdict(list), [report, asked_back], (later, report))
    assert entry["progress_missing"] == told


@pytest.mark.parametrize(
    ("now", "differences"),
    [
        ({}, []),
        ({"state": {"key": "reached", "label": "erreicht"}}, [("offen", "erreicht")]),
        ({"text": "Zwei Treffs"}, [("Ein Treff", "Zwei Treffs")]),
        ({"target_year": 2030}, [("bis 2028", "bis 2030")]),
        ({"target_year": None}, [("bis 2028", "ohne Zieljahr")]),
    ],
)
def test_change_of_a_goal_is_its_status_its_wording_or_its_year(now: dict, differences: list) -> None:
    found = goal_changes({"goals": [GOAL]}, {"goals": [GOAL | now]})
    assert [(each["before"], each["after"]) for each in found["goals"]] == differences
    assert found["goals_new"] == []


def test_goal_is_new_only_where_the_last_report_told_of_goals() -> None:
    other = GOAL | {"number": "2.2"}
    assert goal_changes({"goals": [GOAL]}, {"goals": [GOAL, other]}) == {"goals": [], "goals_new": [other]}
    assert goal_changes({}, {"goals": [GOAL]}) == {"goals": [], "goals_new": []}
