"""The shape of what changed since the last report; reporting.content.changes says what counts as a change."""

from typing import TypedDict

from reporting.content.shape_of_concept import GoalInReport
from reporting.content.shape_of_measures import MeasureReference
from reporting.content.shape_of_values import State


class ChangedMeasure(MeasureReference):
    """A measure with words before and after."""

    before: str
    after: str


class ChangedLight(MeasureReference):
    """A measure with its traffic lights."""

    before: State
    after: State


class ChangedLevel(TypedDict):
    """A factor or a criterion; `number` is that of the factor."""

    number: str
    title: str
    before: str
    after: str


class ChangedIndicator(TypedDict):
    """Words of an indicator."""

    name: str
    before: str
    after: str


class ChangedGoal(GoalInReport):
    """One for each of status, wording and year."""

    before: str
    after: str


class ChangesInReport(TypedDict, total=False):
    """By kind, each in the order of numbers or names; older snapshots lack kinds that were added later."""

    new: list[MeasureReference]
    gone: list[MeasureReference]
    ended: list[ChangedMeasure]
    state: list[ChangedMeasure]
    light: list[ChangedLight]
    light_new: list[ChangedLight]
    light_gone: list[ChangedLight]
    lead: list[ChangedMeasure]
    field: list[ChangedMeasure]
    aim: list[ChangedMeasure]
    money: list[ChangedMeasure]
    factors: list[ChangedLevel]
    criteria: list[ChangedLevel]
    directions: list[ChangedIndicator]
    indicators: list[ChangedIndicator]
    goals: list[ChangedGoal]
    goals_new: list[GoalInReport]
