"""The chapters of a report, made of entries alone: what belongs to which and what is counted."""

import datetime as dt
from typing import Any

import pytest

from measures.enums import ProgressState, RoundState
from measures.models import ReportingRound
from reporting.content.chapters import (
    ended,
    factor_chapter,
    field_chapter,
    fields_shown,
    returns_facts,
    round_facts,
    summary,
)
from success_factors.models import FieldOfAction, SuccessFactor
from tests.factories import make_progress, make_round

Json = dict[str, Any]
DAY = dt.date(2026, 6, 30)
SPORT, CULTURE, WORK = (FieldOfAction(name=name) for name in ("Sport", "Kultur", "Arbeit"))
OLD, OLD_AND_EMPTY = (FieldOfAction(name=name, valid_until=dt.date(2025, 12, 31)) for name in ("Alt", "Leer"))


def entry(number: str, field: str, state: str = "running", factors: tuple[int, ...] = ()) -> Json:
    told = {"light": {"key": "green", "label": "grün"}, "success_factors": factors, "state_reason": "Grund"}
    named = {"number": number, "title": number, "field": field, "state": {"key": state, "label": state}}
    return named | told | {"period": "seit 2009"}


ENTRIES = [
    entry("M-1", "Sport", factors=(4,)),
    entry("M-2", "Sport", "paused", (4, 5)),
    entry("M-3", "Alt", "planned", (4,)),
    entry("M-4", "Arbeit", "dropped"),
]


def numbers(entries: list[Json]) -> list[str]:
    return [each["number"] for each in entries]


def test_fields_shown_are_those_in_force_and_those_with_measures() -> None:
    assert fields_shown([SPORT, CULTURE, OLD, OLD_AND_EMPTY], ENTRIES, DAY) == [SPORT, CULTURE, OLD]


def test_chapter_of_a_field_holds_its_own_measures_and_goals() -> None:
    goals = [{"field": "Sport", "text": "Ein Treff"}, {"field": "Kultur", "text": "Ein Chor"}]
    found = field_chapter(SPORT, ENTRIES, goals)
    assert (numbers(found["measures"]), found["goals"], found["total"]) == (["M-1", "M-2"], goals[:1], 2)
    assert [(each["key"], each["count"]) for each in found["by_state"]] == [("running", 1), ("paused", 1)]
    assert [(each["key"], each["count"]) for each in found["by_light"]] == [("green", 2)]


def test_chapter_of_a_factor_counts_its_measures_and_the_running_ones() -> None:
    found = factor_chapter(SuccessFactor(number=4, title="Vernetzen"), ENTRIES)
    assert (numbers(found["measures"]), found["total"], found["running"]) == (["M-1", "M-2", "M-3"], 3, 1)


def test_gap_is_a_field_in_force_without_a_running_measure() -> None:
    found = summary([SPORT, CULTURE, WORK, OLD, OLD_AND_EMPTY], ENTRIES, DAY)
    assert (found["gaps"], found["total"]) == (["Kultur", "Arbeit"], 4)


def test_ended_measures_stand_by_how_they_ended() -> None:
    found = ended(ENTRIES)
    assert {state: numbers(each) for state, each in found.items()} == {
        "completed": [],
        "routine": [],
        "dropped": ["M-4"],
    }
    assert (found["dropped"][0]["reason"], found["dropped"][0]["period"]) == ("Grund", "seit 2009")


def asked(state: RoundState, *states: ProgressState) -> ReportingRound:
    """A round with one report in each of `states`."""
    found = make_round(state=state)
    for each in states:
        make_progress(round=found, state=each)
    return ReportingRound.objects.prefetch_related("reports__department").get(pk=found.pk)


@pytest.mark.django_db
def test_facts_of_a_closed_round_name_who_did_not_answer() -> None:
    found = round_facts(asked(RoundState.CLOSED, ProgressState.ACCEPTED, *2 * [ProgressState.NO_RESPONSE]))
    assert {name: found[name] for name in ("is_open", "asked", "answered", "no_response", "percent", "pending")} == {
        "is_open": False, "asked": 3, "answered": 1, "no_response": 2, "percent": 33, "pending": [],
    }  # fmt: skip
    assert found["missing"] == [{"department": "Jugendamt", "count": 2}]


@pytest.mark.django_db
def test_facts_of_an_open_round_name_who_still_can() -> None:
    found = round_facts(asked(RoundState.OPEN, ProgressState.OPEN))
    assert (found["is_open"], found["missing"], found["no_response"]) == (True, [], 0)
    assert found["pending"] == [{"department": "Jugendamt", "count": 1}]
    assert round_facts(asked(RoundState.OPEN))["percent"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("last", "is_provisional"), [(RoundState.OPEN, True), (RoundState.CLOSED, False)])
def test_returns_of_the_period_are_provisional_while_a_round_is_open(last: RoundState, is_provisional: bool) -> None:
    rounds = [asked(RoundState.CLOSED, ProgressState.ACCEPTED), asked(last, ProgressState.SUBMITTED)]
    sums = {"asked": 2, "answered": 2}
    offices = [sums | {"department": "Jugendamt"}]
    assert returns_facts(rounds) == sums | {"percent": 100, "is_provisional": is_provisional, "offices": offices}
