"""The shape of the sections about Runde Tische, Stadtteile, money and Öffentlichkeitsarbeit, and of the annex."""

from typing import NotRequired, TypedDict

from reporting.content.shape_of_measures import MeasureReference, NamedMeasure
from reporting.content.shape_of_values import Amount, CountOf, CountOfLabel, Natural, State


class MeetingInReport(TypedDict):
    """A meeting that was held; `quorate` is None where nobody counted."""

    table: str
    title: str
    date_label: str
    votes_present: Natural | None
    votes_total: Natural | None
    quorate: bool | None


class NameAndState(TypedDict):
    """A proposal or measure that followed a need; the state is its label."""

    number: str
    title: str
    state: str


class NeedInReport(TypedDict):
    """A released need; `rank` is empty when it was not rated."""

    number: str
    title: str
    table: str
    state: State
    reason: str
    outcome: str
    rank: str
    is_tied: bool
    proposals: list[NameAndState]
    measures: list[NameAndState]


class ProposalInReport(TypedDict):
    """`resolution` says who and when, `measure` number and title; both empty where there is none.

    `asked` and `resolved` are the sums of `money`, in Euro a year.
    """

    rank: int | None
    number: str
    title: str
    table: str
    state: State
    reason: str
    money: str
    asked: NotRequired[str]
    resolved: NotRequired[str]
    resolution: str
    measure: str
    needs: list[str]


class RoundTablesInReport(TypedDict):
    """`unreleased` needs are only counted."""

    meetings: list[MeetingInReport]
    needs: list[NeedInReport]
    unreleased: Natural
    unreleased_by_state: NotRequired[list[CountOf]]
    proposals: list[ProposalInReport]


class DistrictInReport(TypedDict):
    """A Stadtteil with its place on the tile map."""

    number: int
    name: str
    column: int | None
    row: int | None
    total: Natural
    running: Natural
    measures: list[MeasureReference]


class Deviation(TypedDict):
    """Spent minus planned over the `compared` of `rows` entries that tell both."""

    deviation: NotRequired[str]
    compared: NotRequired[Natural]
    rows: NotRequired[Natural]


class SumsOfMoney(Amount, Deviation):
    """Sums of Euro of a year or a source."""

    label: str


class SumsOutside(SumsOfMoney):
    """Those of measures that the report does not tell of."""

    measures: Natural


class EndingMoney(MeasureReference):
    """A running measure that goes on when its granted money ends."""

    until: str
    until_label: str


class FundingInReport(TypedDict):
    """Every entry of the years of the report."""

    by_year: list[SumsOfMoney]
    by_source: list[SumsOfMoney]
    by_field: NotRequired[list[SumsOfMoney]]
    total: SumsOfMoney
    measures: Natural
    without: NotRequired[Natural]
    outside: NotRequired[SumsOutside]
    ending: NotRequired[list[EndingMoney]]


class EnquiriesInReport(TypedDict):
    """How many people asked, and about what."""

    total: Natural
    by_subject: list[CountOfLabel]
    by_kind: list[CountOfLabel]
    by_channel: list[CountOfLabel]


class CampaignInReport(TypedDict):
    """An Aktion; `reach` in people and `cost` in Euro are None where unknown."""

    title: str
    kind: str
    period: str
    target_groups: list[str]
    channels: str
    reach: Natural | None
    cost: float | None


class OutreachInReport(TypedDict):
    """Öffentlichkeitsarbeit und Beratung."""

    enquiries: EnquiriesInReport
    campaigns: list[CampaignInReport]


class EmployerNumber(TypedDict):
    """A number of the whole administration as it is shown; `before` is empty where it is not known."""

    key: str
    label: str
    value: str
    before: str


class EmployerOffice(TypedDict):
    """The numbers of an office as they are shown."""

    department: str
    staff: str
    answered: str
    with_migration: str
    participants: str


class EmployerInReport(TypedDict):
    """Kommune als Arbeitgeber: the newest released `year`, of which `told` offices of `of_offices` sent numbers.

    `before_told` offices did of the year before; sums are compared only where these were the same.
    """

    year: Natural
    before_year: Natural | None
    before_told: Natural
    same_offices: bool
    told: Natural
    of_offices: Natural
    missing: list[str]
    note: str
    numbers: list[EmployerNumber]
    offices: list[EmployerOffice]


class MeasuresOfOffice(TypedDict):
    """A Fachdienststelle with the measures it answers for."""

    department: str
    division: NotRequired[str]
    measures: list[MeasureReference]


class DivisionInReport(TypedDict):
    """A Dezernat with the function that leads it, and its Fachdienststellen that answer for `measures` together."""

    name: str
    head: str
    offices: list[str]
    measures: Natural


class SponsoredInReport(TypedDict):
    """Who stands for an Erfolgsfaktor or Handlungsfeld; empty where nobody does yet."""

    name: str
    division: str
    sponsor: str


class MeasuresOfOrganisation(TypedDict):
    """An organisation with the measures it carries or supports."""

    name: str
    measures: list[MeasureReference]


class MethodInReport(TypedDict):
    """How an indicator is counted; only the oldest snapshots have a `method_note`."""

    name: str
    definition: str
    unit: str
    data_source: str
    scope: str
    direction: str
    comparison: str
    method_note: NotRequired[str]


class RenamedInReport(TypedDict):
    """An office or Gremium that ended, `until` such as „31.12.2025“."""

    kind: str
    name: str
    until: str
    successor: str


class TermInReport(TypedDict):
    """A word of the glossary."""

    term: str
    meaning: str


class SourceInReport(TypedDict):
    """A source with the measures that name it."""

    text: str
    measures: list[NamedMeasure]
