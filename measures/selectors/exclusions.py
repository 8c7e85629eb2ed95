"""What a round leaves out, and what it could."""

from measures.enums import OUTSTANDING_STATES, RoundState
from measures.models import Measure, ReportingRound, RoundExclusion
from measures.selectors.contacts import selection_of


def exclusions_of(reporting_round: ReportingRound) -> list[RoundExclusion]:
    """What the round does not ask about, in German order; one query."""
    found = reporting_round.exclusions.select_related("measure__lead_department", "excluded_by")
    return list(found.order_by("measure__sort_key", "pk"))


def excludable_measures(reporting_round: ReportingRound) -> list[Measure]:
    """Of a draft all that it would ask about, of an open round what is still owed; two queries, for a draft three."""
    if reporting_round.state == RoundState.DRAFT:
        found = selection_of(reporting_round)
    else:
        owed = reporting_round.reports.filter(state__in=OUTSTANDING_STATES).order_by()
        found = Measure.objects.filter(pk__in=owed.values("measure"))
    return list(found.select_related("lead_department").order_by("sort_key", "pk"))
