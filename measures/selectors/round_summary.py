"""What a round brought: returns per office, traffic lights, new states, what stayed without an answer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from measures.enums import ANSWERED_STATES, TROUBLE_LIGHTS, DelayReason, ProgressState, TrafficLight
from measures.models import ChangeProposal, ProgressReport, ReportingRound, RoundExclusion
from measures.selectors.exclusions import exclusions_of
from measures.selectors.rounds import ResponseStatus, response_statuses_of, sum_of


@dataclass(frozen=True, slots=True)
class Summary:
    """A round in numbers and lists."""

    round: ReportingRound
    offices: list[ResponseStatus]
    sum: ResponseStatus
    lights: list[tuple[TrafficLight, int]]
    unchanged: int
    """Of those that answered, also what is not accepted yet."""
    troubled: list[ProgressReport]
    delays: list[tuple[str, int]]
    silent: list[ProgressReport]
    proposals: Counter[str]
    excluded: list[RoundExclusion]

    @property
    def accepted(self) -> int:
        """How many answers are accepted; their lights are counted."""
        return sum(count for _, count in self.lights)


def delays_of(troubled: Iterable[ProgressReport]) -> list[tuple[str, int]]:
    """How many yellow and red reports name each reason, most frequent first; at last those that name none."""
    found = Counter(report.delay_reason for report in troubled)
    named = [(reason.label, found[reason.value]) for reason in DelayReason if found[reason.value]]
    unstated = [("ohne Angabe", found[""])] if found[""] else []
    return [*sorted(named, key=lambda each: -each[1]), *unstated]


def summary_of(reporting_round: ReportingRound) -> Summary:
    """Everything the summary of a round shows; six queries."""
    offices = response_statuses_of(reporting_round)
    reports = reporting_round.reports.select_related("measure", "department").order_by("measure__sort_key", "pk")
    answered = reporting_round.reports.filter(state__in=ANSWERED_STATES)
    rows = list(answered.values_list("state", "traffic_light", "is_unchanged"))
    lights = Counter(light for state, light, _ in rows if state == ProgressState.ACCEPTED)
    told = reports.filter(state=ProgressState.ACCEPTED, traffic_light__in=TROUBLE_LIGHTS)
    troubled = list(told.order_by("traffic_light", "measure__sort_key", "pk"))
    states = ChangeProposal.objects.filter(report__round=reporting_round).values_list("state", flat=True)
    return Summary(
        round=reporting_round,
        offices=offices,
        sum=sum_of(offices),
        lights=[(light, lights[light]) for light in TrafficLight],
        unchanged=sum(is_unchanged for _, _, is_unchanged in rows),
        troubled=troubled,
        delays=delays_of(troubled),
        silent=list(reports.filter(state=ProgressState.NO_RESPONSE)),
        excluded=exclusions_of(reporting_round),
        proposals=Counter(states),
    )
