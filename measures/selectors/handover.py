"""What an office still has to do, and so would hand over."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from measures.enums import ENDED_STATES, ProgressState, RoundState
from measures.models import Handover, Measure, Milestone, ProgressReport
from neuss_integration.accounts.models import Membership
from neuss_integration.city.models import Department

SETTLED = (ProgressState.ACCEPTED, ProgressState.NO_RESPONSE, ProgressState.EXCLUDED)


@dataclass(frozen=True, slots=True)
class Movable:
    """Open measures (led and supported), open tasks and milestones, and the people who act for the office."""

    led: list[Measure]
    supported: list[Measure]
    reports: list[ProgressReport]
    milestones: list[Milestone]
    people: list[Membership]

    @property
    def measures(self) -> list[Measure]:
        """Each measure once, those the office leads first."""
        led = {measure.pk for measure in self.led}
        return [*self.led, *(measure for measure in self.supported if measure.pk not in led)]

    def counts(self) -> list[tuple[str, int]]:
        """What there is, in words with numbers."""
        found = (
            ("federführend verantwortete Maßnahmen", self.led),
            ("unterstützte Maßnahmen", self.supported),
            ("Aufgaben in offenen Berichtsrunden", self.reports),
            ("offene Meilensteine", self.milestones),
            ("Rollen von Personen", self.people),
        )
        return [(label, len(rows)) for label, rows in found if rows]

    @property
    def is_done(self) -> bool:
        """Whether no work is open; people may still act for the office."""
        return not (self.led or self.supported or self.reports or self.milestones)


def movable(office: Department) -> Movable:
    """What moves when `office` ends; what is finished stays with it. Five queries."""
    open_measures = Measure.objects.exclude(state__in=ENDED_STATES).order_by("number")
    reports = ProgressReport.objects.filter(department=office, round__state=RoundState.OPEN).exclude(state__in=SETTLED)
    milestones = Milestone.objects.filter(department=office, done_on__isnull=True, dropped_on__isnull=True)
    not_over = Q(valid_until__isnull=True) | Q(valid_until__gte=timezone.localdate())
    people = Membership.objects.filter(not_over, department=office).select_related("user")
    return Movable(
        led=list(open_measures.filter(lead_department=office)),
        supported=list(open_measures.filter(contributing_departments=office)),
        reports=list(reports.select_related("measure", "round").order_by("round__due_on", "measure__number")),
        milestones=list(milestones.select_related("measure").order_by("due_date", "pk")),
        people=list(people.order_by("user__name", "pk")),
    )


def remaining_at(office: Department) -> dict[str, int]:
    """How many finished measures and reports keep the name of `office`; two queries."""
    finished = Measure.objects.filter(lead_department=office, state__in=ENDED_STATES).count()
    reports = ProgressReport.objects.filter(department=office)
    past = reports.filter(Q(state__in=SETTLED) | ~Q(round__state=RoundState.OPEN)).count()
    return {"measures": finished, "reports": past}


def handovers_of(office: Department) -> QuerySet[Any]:
    """The handovers of `office`, latest first, ready to be told; two queries."""
    return Handover.objects.filter(department=office).select_related("actor").prefetch_related("successors")
