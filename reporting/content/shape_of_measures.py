"""The shape of a measure in a snapshot."""

from typing import NotRequired, TypedDict

from reporting.content.shape_of_values import Amount, Day, LabelledValue, State


class NamedMeasure(TypedDict):
    """A measure by number and title."""

    number: str
    title: str


class MeasureReference(NamedMeasure):
    """What names a measure everywhere; `field` is the name of its Handlungsfeld."""

    state: State
    field: str


class PastMeasure(MeasureReference):
    """A measure that ended outside the period; `period` such as „2019 bis 2024“."""

    period: str


class EndedMeasure(PastMeasure):
    """A measure that ended in the period, and why."""

    reason: str


class EndedInReport(TypedDict):
    """By how they ended."""

    completed: list[EndedMeasure]
    routine: list[EndedMeasure]
    dropped: list[EndedMeasure]


class ProgressInReport(TypedDict):
    """An accepted Sachstand of the period."""

    round: str
    accepted_on: Day
    accepted_label: str
    unchanged: bool
    light: State
    light_reason: str
    delay: NotRequired[State]
    what_happened: str
    what_did_not_work: str
    next_step: str
    observed_effect: str
    numbers: list[LabelledValue]


class KeyFigureInReport(TypedDict):
    """Values as people outside see them: small numbers of people are hidden."""

    name: str
    kind: str
    unit: str
    baseline: str
    baseline_label: str
    baseline_unknown: str
    target: str
    target_label: str
    value: str
    period: str
    degree: str


class EffectOnIndicator(TypedDict):
    """What a measure is to do to an indicator of the city; `kind` is the step of the chain of effects."""

    indicator: str
    kind: State
    note: str


class MoveOfMilestone(TypedDict):
    """From one day to another."""

    from_label: str
    to_label: str
    reason: str


class MilestoneInReport(TypedDict):
    """`state` as of the day of the data: open, done, late, missed or dropped."""

    title: str
    due_label: str
    state: State
    reason: str
    moves: list[MoveOfMilestone]


class MoneyOfYear(Amount):
    """An entry of the money of a measure."""

    year: str
    source: str
    note: str


class EvaluationInReport(TypedDict):
    """The Auswertung of a measure."""

    rating: State
    why: str
    lessons: str
    carrier_reflection: str
    evaluated_label: str


class JudgementInReport(TypedDict):
    """How somebody judges a goal or a measure; `who` is the Integrationsbüro or an office."""

    who: str
    rating: State
    reason: str
    judged_label: str


class EffectsOfMeasure(TypedDict):
    """Kennzahlen, milestones, money, evaluation and the text for everybody."""

    key_figures: NotRequired[list[KeyFigureInReport]]
    indicator_effects: NotRequired[list[EffectOnIndicator]]
    milestones: NotRequired[list[MilestoneInReport]]
    money_rows: NotRequired[list[MoneyOfYear]]
    evaluation: NotRequired[EvaluationInReport | None]
    public_text: NotRequired[str]
    judgement: NotRequired[JudgementInReport | None]


class SpanOfMeasure(TypedDict):
    """First and last day for the Zeitplan, "" where open; rough where only the month or the year is known."""

    start: str
    end: str
    is_rough: bool


class MeasureInReport(MeasureReference, EffectsOfMeasure):
    """A measure as a report tells it; what else measures/fields.py gives a `snapshot_key` is a text beside these.

    `description` is Markdown, `period` such as „seit 2009“ or empty; `progress_missing` says why there is no Sachstand.
    `earlier` are the other accepted ones of the period, latest first, as far as the one after them says something else.
    """

    kind: str
    light: State
    state_reason: str
    lead: str
    contributing: list[str]
    carriers: list[str]
    partners: list[str]
    target_groups: list[str]
    target_group_note: str
    districts: list[str]
    is_citywide: bool
    location: str
    period: str
    span: NotRequired[SpanOfMeasure]
    aim: str
    description: str
    funding_note: str
    money: NotRequired[Amount]
    results_note: str
    success_factors: list[int]
    sources: list[str]
    progress: ProgressInReport | None
    progress_missing: str
    earlier: NotRequired[list[ProgressInReport]]


class MeasureInBrief(MeasureReference):
    """As much of a measure as the questions before the release ask for; it stands in no snapshot."""

    state_reason: str
    has_place: bool
    progress: ProgressInReport | None


def short_entry(entry: MeasureReference) -> MeasureReference:
    """The reference alone of what tells more of a measure."""
    return {"number": entry["number"], "title": entry["title"], "state": entry["state"], "field": entry["field"]}
