"""The shape of the section about the Selbstcheck of the offices."""

from typing import TypedDict

from reporting.content.shape_of_values import Natural, NumberOf, State


class CheckedQuestion(TypedDict):
    """A question with how often each answer was given."""

    question: str
    ratings: list[NumberOf]


class WaitingTime(TypedDict):
    """A waiting time in working days; `standard` is None where the office has none."""

    department: str
    question: str
    standard: Natural | None
    actual: Natural
    rating: State


class GapInReport(TypedDict):
    """What is missing, and what became of it; a draft measure is not named."""

    department: str
    question: str
    answer: str
    note: str
    outcome: State
    measure: str
    reason: str


class ServicesInReport(TypedDict):
    """Dienstleistungen öffnen: the newest `year`, of which the answers of `told` offices of `of_offices` are released.

    `waiting_ratings` are those of the answers in days.
    """

    year: Natural
    told: Natural
    of_offices: Natural
    missing: list[str]
    ratings: list[NumberOf]
    waiting_ratings: list[NumberOf]
    questions: list[CheckedQuestion]
    waiting: list[WaitingTime]
    outcomes: list[NumberOf]
    gaps: list[GapInReport]
