"""What became of needs, followed through proposal, resolution, measure and progress, and back."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from measures.models import Measure
from roundtables.models import Need, Proposal, RatingResult

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class NeedOutcome:
    """The links of the chain behind one need."""

    result: RatingResult | None
    proposals: list[Proposal]
    measures: list[Measure]


def outcome_of(need: Need, user: Any) -> NeedOutcome:
    """What became of `need` and of those merged into it, as far as `user` may see it. Four queries."""
    absorbed = [need.pk, *Need.objects.filter(merged_into=need).values_list("pk", flat=True)]
    result = RatingResult.objects.filter(need__in=absorbed).select_related("run").order_by("-run__closed_at").first()
    proposals = Proposal.objects.visible_to(user).filter(needs__in=absorbed).distinct()
    measures = Measure.objects.visible_to(user).filter(needs__in=absorbed).distinct()
    return NeedOutcome(
        result,
        list(proposals.select_related("resolution__committee", "measure").in_rank_order()),
        list(measures.select_related("latest_progress__round", "lead_department").order_by("number")),
    )


def visible_needs(user: Any, **having: Any) -> list[Need]:
    """The needs `user` may see that fit `having`, newest first; one query."""
    found = Need.objects.visible_to(user).standing().filter(**having).select_related("round_table")
    return list(found.order_by("-raised_on", "-pk")[:MOST_SHOWN])


def feedback(round_table: Any) -> list[Need]:
    """The released needs of a table with what became of them; the public minutes may tell it. Three queries."""
    measures = Measure.objects.select_related("latest_progress").order_by("number")
    proposals = Proposal.objects.select_related("resolution__committee").order_by("number")
    found = Need.objects.standing().filter(round_table=round_table, is_public=True).order_by("number")
    return list(
        found.prefetch_related(
            Prefetch("proposals", proposals, to_attr="told_proposals"),
            Prefetch("measures", measures, to_attr="told_measures"),
        )
    )


def told(need: Any) -> str:
    """One sentence about what became of `need`, as `feedback` reads it: for agenda, minutes and report."""
    parts = [f"{need.number} „{need.title}“: {need.get_state_display()}"]
    if need.state_reason:
        parts.append(need.state_reason)
    for proposal in need.told_proposals:
        decided = f", {proposal.resolution.committee} {proposal.resolution.resolved}" if proposal.resolution else ""
        parts.append(f"Vorschlag {proposal.number} {proposal.get_state_display()}{decided}")
    for measure in need.told_measures:
        parts.append(f"Maßnahme {measure.number} {measure.title} ({measure.get_state_display()})")
    if need.outcome:
        parts.append(need.outcome.strip())
    return ". ".join(part.strip().rstrip(".") for part in parts) + "."


def feedback_text(round_table: Any) -> str:
    """What became of every released need of a table, one line each; for the agenda item of the next meeting."""
    return "\n".join(f"- {told(need)}" for need in feedback(round_table))
