"""What became of needs, followed through proposal, resolution, measure and progress, and back."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from measures.enums import MeasureState
from measures.models import Measure
from roundtables.enums.needs import OPEN_NEEDS, ProposalState
from roundtables.models import Meeting, Need, NeedEvent, Proposal, RatingResult, RatingRun

MAX_SHOWN = 50


@dataclass(frozen=True, slots=True)
class NeedOutcome:
    """The links of the chain behind one need."""

    result: RatingResult | None
    proposals: list[Proposal]
    measures: list[Measure]

    @property
    def is_resolved(self) -> bool:
        """Whether a committee decided on one of the proposals."""
        return any(each.resolution_id for each in self.proposals)


def outcome_of(need: Need, user: Any) -> NeedOutcome:
    """What became of `need` and of those merged into it, as far as `user` may see it. Four queries."""
    absorbed = [need.pk, *Need.objects.filter(merged_into=need).values_list("pk", flat=True)]
    readable = Exists(RatingRun.objects.visible_to(user).filter(pk=OuterRef("run")))
    results = RatingResult.objects.filter(need__in=absorbed).select_related("run").annotate(is_readable=readable)
    proposals = Proposal.objects.visible_to(user).filter(needs__in=absorbed).distinct()
    measures = Measure.objects.visible_to(user).filter(needs__in=absorbed).distinct()
    return NeedOutcome(
        results.order_by("-run__closed_at").first(),
        list(proposals.select_related("resolution__committee", "measure").in_rank_order()),
        list(measures.select_related("latest_progress__round", "lead_department").order_by("number")),
    )


def visible_needs(user: Any, **having: Any) -> list[Need]:
    """The needs `user` may see that fit `having`, newest first; one query."""
    found = Need.objects.visible_to(user).standing().filter(**having).select_related("round_table")
    return list(found.order_by("-raised_on", "-pk")[:MAX_SHOWN])


def feedback(meeting: Meeting) -> list[Need]:
    """What `meeting` is to be told: needs raised before it that are open or took a step since the last needs meeting.

    Drafts of proposals and ideas of measures are nobody's business yet. Five queries.
    """
    measures = Measure.objects.exclude(state=MeasureState.IDEA).select_related("latest_progress").order_by("number")
    proposals = Proposal.objects.exclude(state=ProposalState.DRAFT).select_related("resolution__committee")
    found = Need.objects.standing().filter(
        round_table=meeting.round_table_id, raised_on__lt=timezone.localdate(meeting.starts_at)
    )
    if (since := _last_needs_meeting(meeting)) is not None:
        moved = NeedEvent.objects.filter(at__gte=since).values("need")
        found = found.filter(Q(state__in=OPEN_NEEDS) | Q(pk__in=moved))
    return list(
        found.order_by("number").prefetch_related(
            Prefetch("proposals", proposals.order_by("number"), to_attr="public_proposals"),
            Prefetch("measures", measures, to_attr="public_measures"),
        )
    )


def _last_needs_meeting(meeting: Meeting) -> dt.datetime | None:
    before = Meeting.objects.held().filter(
        round_table=meeting.round_table_id, is_needs_meeting=True, starts_at__lt=meeting.starts_at
    )
    return before.order_by("-starts_at").values_list("starts_at", flat=True).first()


def outcome_sentence(need: Any) -> str:
    """One sentence about what became of `need`, as `feedback` reads it."""
    parts = [f"{need.number} „{need.title}“: {need.get_state_display()}"]
    if need.state_reason:
        parts.append(need.state_reason)
    for proposal in need.public_proposals:
        decided = f", {proposal.resolution.committee} {proposal.resolution.resolved}" if proposal.resolution else ""
        parts.append(f"Vorschlag {proposal.number} {proposal.get_state_display()}{decided}")
    parts += [_measure_sentence(measure) for measure in need.public_measures]
    if need.outcome:
        parts.append(need.outcome.strip())
    return ". ".join(part.strip().rstrip(".") for part in parts) + "."


def _measure_sentence(measure: Any) -> str:
    last = measure.latest_progress
    light = f", Ampel {last.get_traffic_light_display()}" if last else ""
    return f"Maßnahme {measure.number} {measure.title} ({measure.get_state_display()}{light})"


def feedback_text(meeting: Meeting) -> str:
    """What became of the needs, one line each; for the agenda item of `meeting`.

    More than a day after the meeting it says of which day it is: the meeting itself could not know it.
    """
    lines = "\n".join(f"- {outcome_sentence(need)}" for need in feedback(meeting))
    is_later = timezone.now() - meeting.starts_at > dt.timedelta(days=1)
    return f"Stand vom {timezone.localdate():%d.%m.%Y}, nach der Sitzung:\n\n{lines}" if lines and is_later else lines
