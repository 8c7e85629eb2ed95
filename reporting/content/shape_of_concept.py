"""The shape of the concept in a snapshot: goals, Erfolgsfaktoren with their assessment, indicators."""

from typing import Any, NotRequired, TypedDict

from reporting.content.shape_of_measures import JudgementInReport, MeasureReference
from reporting.content.shape_of_values import CountOf, Natural, State


class GoalInReport(TypedDict):
    """`number` as „2.1“: the Leitziel and the goal under it; `field` is the name of a Handlungsfeld or empty."""

    edition: str
    number: str
    guiding_goal: str
    field: str
    text: str
    target_year: int | None
    state: State
    state_reason: str
    factors: list[int]


class ChangedWords(TypedDict):
    """A goal as it was put to comment, and as it was adopted."""

    before: str
    after: str


class CommentRoundInReport(TypedDict):
    """Goals put to comment until a day; `changed` is empty until the edition is adopted."""

    title: str
    until_label: str
    goals: Natural
    comments: Natural
    by_outcome: list[CountOf]
    late: Natural
    changed: list[ChangedWords]


class CriterionInReport(TypedDict):
    """The newest assessment of a criterion; `level` from 1 to 5, None where nobody judged it."""

    text: str
    level: int | None
    label: str
    direction: State
    rationale: str
    assessed_label: str


class AssessmentInReport(TypedDict):
    """Where the city stands with a factor; `assessed_label` is the day of the criterion that decides."""

    level: int | None
    label: str
    direction: State
    criteria: list[CriterionInReport]
    assessed_label: NotRequired[str]


class SeriesInReport(TypedDict):
    """Points are [ISO day, value or None, label, shown, whether a new series starts there]."""

    name: str
    points: list[list[Any]]


class ChartInReport(TypedDict):
    """A line over time; `target` is [value, its label].

    Where values are words, `levels` are [place, word] from the lowest to the highest, and a value holds until the next.
    """

    title: str
    unit: str
    target: list[str] | None
    levels: NotRequired[list[list[Any]]]
    series: list[SeriesInReport]


class InterimInReport(TypedDict):
    """An interim target, and what became of it."""

    value: str
    until_label: str
    result: str


class AchievementInReport(TypedDict):
    """How far a goal is by one number, as people outside see it; `measure` is a number, empty for an indicator.

    `percent` is None where no share can be said; `derivation` are lines to work it out again.
    """

    goal: str
    text: str
    name: str
    measure: str
    unit: str
    counting: str
    baseline: str
    baseline_label: str
    interims: list[InterimInReport]
    target: str
    target_label: str
    value: str
    period: str
    percent: int | None
    degree: str
    derivation: list[str]
    chart: ChartInReport | None


class JudgementOfGoal(JudgementInReport):
    """The same of a goal."""

    goal: str
    text: str


class GroupInReport(TypedDict):
    """The last value of a sub-group that is counted apart."""

    name: str
    value: str
    period: str


class IndicatorInReport(TypedDict):
    """The last value as people outside see it; `before` is the value before with its time, or empty."""

    name: str
    definition: str
    unit: str
    value: str
    period: str
    source: str
    movement: State | None
    before: NotRequired[str]
    groups: NotRequired[list[GroupInReport]]
    chart: ChartInReport | None


class CountsOfFactor(TypedDict):
    """An Erfolgsfaktor with the measures that serve it."""

    number: int
    title: str
    total: Natural
    running: Natural
    by_state: list[CountOf]
    measures: list[MeasureReference]


class FactorInReport(CountsOfFactor):
    """The same with its criteria, where the city stands, and its indicators."""

    criteria: list[str]
    assessment: AssessmentInReport | None
    indicators: list[IndicatorInReport]
