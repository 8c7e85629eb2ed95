"""Reading reporting rounds: who was asked, who still owes what, and what happened when."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from measures.enums import ANSWERED_STATES, ASKED_STATES, OUTSTANDING_STATES, ProgressState
from measures.models import ProgressReport, ReportingRound
from measures.workflows import ASSIGNMENT_TITLES
from neuss_integration.foundation.records.abstract_models import WorkflowEvent
from neuss_integration.foundation.records.workflow import Workflow
from neuss_integration.foundation.words.counting import percentage

CHART_VARIANTS: Final = {
    ProgressState.ACCEPTED: "success",
    ProgressState.SUBMITTED: "warning",
    ProgressState.RETURNED: "danger",
    ProgressState.IN_PROGRESS: "info",
    ProgressState.OPEN: "muted",
    ProgressState.NO_RESPONSE: "neutral",
}


@dataclass(frozen=True, slots=True)
class ResponseStatus:
    """How far the answers of one office, or of a whole round, are."""

    label: str
    department_id: int | None = None
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many reports were asked for."""
        return self.counts.total()

    @property
    def answered(self) -> int:
        """How many are with the Koordination or accepted."""
        return sum(self.counts[state] for state in ANSWERED_STATES)

    @property
    def outstanding(self) -> int:
        """How many the offices still have to send."""
        return sum(self.counts[state] for state in OUTSTANDING_STATES)

    @property
    def waiting(self) -> int:
        """How many wait for a decision of the Koordination."""
        return self.counts[ProgressState.SUBMITTED]

    @property
    def rate(self) -> int:
        """The return rate in per cent; 100 means all."""
        return percentage(self.answered, self.total) or 0

    @property
    def rate_text(self) -> str:
        """The return rate as a hint under a number."""
        return f"Rücklauf {self.rate} %"

    @property
    def cells(self) -> list[tuple[ProgressState, int]]:
        """Every state with its count, in the order of the workflow."""
        return [(state, self.counts[state]) for state in ASKED_STATES]

    @property
    def segments(self) -> list[tuple[str, int, str]]:
        """The states for the stacked bar, what is done first."""
        return [(state.label, self.counts[state], variant) for state, variant in CHART_VARIANTS.items()]


def rounds_for(user: Any) -> QuerySet[ReportingRound]:
    """The rounds `user` may see, latest first, each with `asked` and `answered`; one query."""
    asked = Count("reports", filter=Q(reports__state__in=ASKED_STATES))
    answered = Count("reports", filter=Q(reports__state__in=ANSWERED_STATES))
    visible = ReportingRound.objects.visible_to(user).annotate(asked=asked, answered=answered)
    return visible.order_by("-due_on", "-pk")


def response_statuses_of(reporting_round: ReportingRound) -> list[ResponseStatus]:
    """One standing per Fachdienststelle that was asked, in German order; one query."""
    rows = (
        reporting_round.reports.asked()
        .order_by("department__sort_key", "department_id")
        .values_list("department_id", "department__name", "state")
        .annotate(number=Count("pk"))
    )
    found: dict[int, ResponseStatus] = {}
    for department_id, name, state, number in rows:
        found.setdefault(department_id, ResponseStatus(name, department_id)).counts[state] = number
    return list(found.values())


def sum_of(standings: Iterable[ResponseStatus]) -> ResponseStatus:
    """All offices together."""
    return ResponseStatus("Alle Fachdienststellen", counts=sum((each.counts for each in standings), Counter()))


def reports_of(reporting_round: ReportingRound) -> QuerySet[ProgressReport]:
    """The reports of the round with measure and office; one query."""
    found = reporting_round.reports.asked().select_related("measure", "department")
    return found.order_by("measure__sort_key", "pk")


def trail_of(events: QuerySet[Any], workflow: Workflow) -> list[Mapping[str, Any]]:
    """The events as entries of the timeline component, newest first; one query."""
    return [_entry(event, workflow) for event in events.select_related("actor").order_by("-at", "-pk")]


def _entry(event: WorkflowEvent, workflow: Workflow) -> Mapping[str, Any]:
    labels = dict(workflow.states.choices)
    step = workflow.transitions.get(event.transition)
    return {
        "when": event.at,
        "who": event.actor,
        "title": step.label if step else ASSIGNMENT_TITLES.get(event.transition, event.transition),
        "before": labels.get(event.from_state, ""),
        "after": labels.get(event.to_state, event.to_state),
        "state": event.to_state,
        "comment": event.comment,
    }
