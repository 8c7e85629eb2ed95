"""The one shape of a snapshot: what the sections write, mypy checks, and all forms of a report read.

Labels and values of plain JSON without any key into the database. `NotRequired` says that the oldest snapshots lack the
key or that the section which gives it can be switched off: read it with `.get()` or `{% if %}`. Keys that stand in
published snapshots never change their name or meaning without a new version (reporting.content.schema).
tests/reporting/snapshot_schema.py makes the JSON schema of it, which the tests hold each snapshot against.
"""

from typing import Annotated, Literal, NotRequired, TypedDict

from reporting.content.shape_of_changes import ChangesInReport
from reporting.content.shape_of_checks import ServicesInReport
from reporting.content.shape_of_concept import (
    AchievementInReport,
    CommentRoundInReport,
    FactorInReport,
    GoalInReport,
    IndicatorInReport,
    JudgementOfGoal,
)
from reporting.content.shape_of_measures import EndedInReport, MeasureInReport, PastMeasure
from reporting.content.shape_of_sections import (
    DistrictInReport,
    DivisionInReport,
    EmployerInReport,
    FundingInReport,
    MeasuresOfOffice,
    MeasuresOfOrganisation,
    MethodInReport,
    OutreachInReport,
    RenamedInReport,
    RoundTablesInReport,
    SourceInReport,
    SponsoredInReport,
    TermInReport,
)
from reporting.content.shape_of_values import CountOf, Day, Natural, Percent, Sha256, State


class PeriodOfReport(TypedDict):
    """The label is such as „2024 bis 2025“."""

    start: Day
    end: Day
    label: str


class StationOfReport(TypedDict):
    """A Gremium that deals with the report, for what, and when: "12.03.2027", empty while that is open.

    `result` and `vote` are there where it had met by the day of the data.
    """

    committee: str
    task: str
    when: str
    result: NotRequired[str]
    vote: NotRequired[str]


class HeadOfReport(TypedDict):
    """What stands on the cover; `as_of` is the day of the data, `length` that of the main volume, `way` as planned.

    `corrects` names the published report in whose place this one stands, if there is one.
    """

    title: str
    kind: str
    committee: str
    paper_number: str
    way: NotRequired[list[StationOfReport]]
    corrects: NotRequired[str]
    length: NotRequired[str]
    period: PeriodOfReport
    as_of: Day
    as_of_label: str


class PreviousReport(TypedDict):
    """The published report before this one, with which it is compared; `outlook` is what it said about today."""

    title: str
    published_on: Day
    published_label: str
    outlook: NotRequired[str]


class PictureInReport(TypedDict):
    """The file is found by its checksum."""

    sha256: Sha256
    width: Natural
    height: Natural
    caption: str
    alternative: str


class SectionInReport(TypedDict):
    """A section in its place: `text` is Markdown, `field` and `number` (from 1) are those of its Handlungsfeld."""

    key: str
    kind: str
    title: str
    anchor: str
    text: str
    field: str
    number: Natural | None
    pictures: NotRequired[list[PictureInReport]]


class FieldInReport(TypedDict):
    """The chapter of a Handlungsfeld."""

    name: str
    is_priority: bool
    total: Natural
    by_state: list[CountOf]
    by_light: list[CountOf]
    goals: NotRequired[list[GoalInReport]]
    measures: list[MeasureInReport]


class HighlightInReport(TypedDict):
    """A measure told as gelungen or nicht gelungen, with what speaks for it (see reporting.content.highlights)."""

    number: str
    title: str
    field: str
    text: str
    reasons: NotRequired[list[str]]
    weight: NotRequired[Natural]


class SummaryInReport(TypedDict):
    """`gaps`: Handlungsfelder without running measure; `_of`: out of how many; `_chosen`: whether they were picked."""

    total: Natural
    by_state: list[CountOf]
    by_light: list[CountOf]
    gaps: list[str]
    worked: NotRequired[list[HighlightInReport]]
    worked_of: NotRequired[Natural]
    worked_chosen: NotRequired[bool]
    not_worked: NotRequired[list[HighlightInReport]]
    not_worked_of: NotRequired[Natural]
    not_worked_chosen: NotRequired[bool]


class CountOfOffice(TypedDict):
    """How many answers of an office."""

    department: str
    count: Natural


class RoundInReport(TypedDict):
    """A Berichtsrunde; `missing` did not answer, `pending` still can while the round is open."""

    title: str
    period_label: str
    due_on: Day
    due_label: str
    is_open: NotRequired[bool]
    asked: Natural
    answered: Natural
    no_response: Natural
    percent: Percent
    missing: list[CountOfOffice]
    pending: NotRequired[list[CountOfOffice]]


class ReturnsOfOffice(TypedDict):
    """How many measures an office was asked about, and of how many it told."""

    department: str
    asked: Natural
    answered: Natural


class ReturnsOfReport(TypedDict):
    """All rounds of the period, each measure once."""

    asked: Natural
    answered: Natural
    percent: Percent | None
    is_provisional: bool
    offices: NotRequired[list[ReturnsOfOffice]]


class ResolutionInReport(TypedDict):
    """A resolution of the period."""

    title: str
    committee: str
    date: str
    paper_number: str
    result: str
    vote: NotRequired[str]


class OrderInReport(TypedDict):
    """What a Gremium ordered (Beschlusskontrolle); `due` is a day or empty, `way` the other Gremien."""

    title: str
    kind: str
    committee: str
    date: str
    proposed_by: NotRequired[str]
    way: NotRequired[list[StationOfReport]]
    order: str
    office: str
    due: str
    due_label: str
    state: State
    is_overdue: bool
    settled_label: str
    outcome: str


class SuccessionInReport(TypedDict):
    """Which offices came of an office."""

    name: str
    successors: list[str]


class SectionsOfReport(TypedDict, total=False):
    """What a section gives that can be switched off, or that the oldest snapshots lack; only those have `citywide`."""

    returns: ReturnsOfReport
    citywide: Natural
    resolutions: list[ResolutionInReport]
    orders: list[OrderInReport]
    delays: list[CountOf]
    population: list[IndicatorInReport]
    goals: list[GoalInReport]
    taking_part: list[CommentRoundInReport]
    achievements: list[AchievementInReport]
    goal_judgements: list[JudgementOfGoal]
    round_tables: RoundTablesInReport
    districts: list[DistrictInReport]
    funding: FundingInReport
    outreach: OutreachInReport
    employer: EmployerInReport
    services: ServicesInReport
    ended: EndedInReport
    ended_after: list[PastMeasure]
    ended_before: list[PastMeasure]
    responsibilities: list[MeasuresOfOffice]
    divisions: list[DivisionInReport]
    sponsored: list[SponsoredInReport]
    organisations: list[MeasuresOfOrganisation]
    methods: list[MethodInReport]
    renamed: list[RenamedInReport]
    glossary: list[TermInReport]
    sources: list[SourceInReport]


class ChainInReport(TypedDict):
    """How many publications there were at the release, and the checksum over them (see reporting.publication.chain)."""

    publications: Natural
    head: Annotated[str, ("pattern", "^([0-9a-f]{64})?$")]


class PartOfReport(SectionsOfReport, total=False):
    """What one section gives, also of those that every report has."""

    summary: SummaryInReport
    rounds: list[RoundInReport]
    factors: list[FactorInReport]


class Content(SectionsOfReport):
    """A snapshot. `texts` by key of their section; `recount`: the second computation of each figure at the release."""

    schema_version: Literal[3]
    city: str
    office: str
    office_article: NotRequired[str]
    created_at: str
    report: HeadOfReport
    sections: list[SectionInReport]
    texts: dict[str, str]
    previous: PreviousReport | None
    changes: ChangesInReport | None
    fields: list[FieldInReport]
    summary: SummaryInReport
    rounds: list[RoundInReport]
    factors: list[FactorInReport]
    successions: NotRequired[list[SuccessionInReport]]
    recount: NotRequired[dict[str, str]]
    chain: NotRequired[ChainInReport]
