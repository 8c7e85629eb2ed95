"""The Runde Tische of a report: meetings of its period, released needs and what became of each, ranked proposals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from measures.enums import MeasureState
from measures.models import Measure
from reporting.content.money import euros
from reporting.content.shape_of_sections import MeetingInReport, NeedInReport, ProposalInReport, RoundTablesInReport
from reporting.content.shape_of_values import CountOf
from reporting.content.wording import short_date
from reporting.models import Report
from roundtables.enums.needs import OPEN_NEEDS, NeedState, ProposalState
from roundtables.models import Forwarding, Meeting, Need, Proposal
from roundtables.querysets.needs import ProposalQuerySet
from roundtables.selectors.proposals import money_text
from roundtables.selectors.ratings import ranks_of

NOT_PUBLIC = (ProposalState.DRAFT, ProposalState.RANKED)


def round_tables(report: Report) -> RoundTablesInReport:
    """All a report tells about the Runde Tische; the number of queries does not grow."""
    measures = Prefetch("measures", _public_measures().order_by("number"), to_attr="public_measures")
    needs = list(_needs(report).select_related("round_table").prefetch_related(measures))
    public = [need for need in needs if need.is_public]
    proposals = _proposals(report, public)
    return {
        "meetings": [_meeting(each) for each in _meetings(report)],
        "needs": _need_entries(public, proposals),
        "unreleased": len(needs) - len(public),
        "unreleased_by_state": _by_state(need for need in needs if not need.is_public),
        "proposals": [_proposal(each) for each in proposals if each.was_sent],
    }


def _by_state(needs: Iterable[Need]) -> list[CountOf]:
    found = Counter(need.state for need in needs)
    return [{"key": key, "label": label, "count": found[key]} for key, label in NeedState.choices if found[key]]


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """What is still open about the Runde Tische of a report, by numbers of needs."""

    has_meetings: bool
    unreleased: int
    unanswered: list[str]


def open_ends(report: Report) -> OpenEnds:
    """What to ask before `round_tables` is told; two queries."""
    proposals = _public_proposals().filter(needs=OuterRef("pk"))
    needs = _needs(report).annotate(
        is_followed=Exists(proposals) | Exists(_public_measures().filter(needs=OuterRef("pk")))
    )
    rows = list(needs.values_list("number", "is_public", "is_followed", "outcome", "state_reason"))
    return OpenEnds(
        has_meetings=_meetings(report).exists(),
        unreleased=sum(not is_public for _, is_public, *_ in rows),
        unanswered=[number for number, is_public, *answers in rows if is_public and not any(answers)],
    )


def _public_proposals() -> ProposalQuerySet:
    return Proposal.objects.exclude(state__in=NOT_PUBLIC)


def _public_measures() -> QuerySet[Measure]:
    return Measure.objects.exclude(state=MeasureState.IDEA)


def _meetings(report: Report) -> QuerySet[Meeting]:
    held = Meeting.objects.held().between(report.period_start, report.period_end)
    return held.select_related("round_table").order_by("starts_at", "pk")


def _meeting(meeting: Meeting) -> MeetingInReport:
    return {
        "table": meeting.round_table.name,
        "title": meeting.title,
        "date_label": short_date(timezone.localdate(meeting.starts_at)),
        "votes_present": meeting.votes_present,
        "votes_total": meeting.votes_total,
        "quorate": meeting.is_quorate,
    }


def _needs(report: Report) -> QuerySet[Need]:
    """Needs raised in the period, and older ones about which it is not yet decided."""
    raised = Q(raised_on__gte=report.period_start) | Q(state__in=OPEN_NEEDS)
    return Need.objects.standing().filter(raised, raised_on__lte=report.period_end).order_by("number")


def _need_entries(needs: Sequence[Need], proposals: list[Any]) -> list[NeedInReport]:
    """Each of the `needs` with what became of it, as plain values."""
    followed: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in sorted(proposals, key=lambda each: each.number):
        for need in proposal.shown_needs:
            followed[need.pk].append(proposal)
    ranks = ranks_of(need.pk for need in needs)
    return [_need(need, ranks.get(need.pk), followed[need.pk]) for need in needs]


def _need(need: Any, result: Any, proposals: list[Proposal]) -> NeedInReport:
    return {
        "number": need.number,
        "title": need.title,
        "table": need.round_table.name,
        "state": {"key": need.state, "label": need.get_state_display()},
        "reason": need.state_reason,
        "outcome": need.outcome,
        "rank": str(result.rank) if result and result.rank else "",
        "is_tied": bool(result and result.is_tied),
        "proposals": [
            {"number": each.number, "title": each.title, "state": each.get_state_display()} for each in proposals
        ],
        "measures": [
            {"number": each.number, "title": each.title, "state": each.get_state_display()}
            for each in need.public_measures
        ],
    }


def _proposals(report: Report, needs: Sequence[Need]) -> list[Any]:
    """Proposals that came of the `needs`, and those that went to a Gremium in the period (`was_sent`)."""
    period = (report.period_start, report.period_end)
    sent = Exists(Forwarding.objects.filter(proposal=OuterRef("pk"), forwarded_on__range=period))
    public = _public_proposals().in_rank_order().annotate(was_sent=sent)
    shown = Prefetch("needs", Need.objects.filter(is_public=True).order_by("number"), to_attr="shown_needs")
    related = public.select_related("round_table", "resolution__committee", "measure").prefetch_related(shown)
    return list(related.filter(Q(was_sent=True) | Q(needs__in=needs)).distinct())


def _proposal(proposal: Any) -> ProposalInReport:
    resolution, measure = proposal.resolution, proposal.measure
    return {
        "rank": proposal.rank,
        "number": proposal.number,
        "title": proposal.title,
        "table": proposal.round_table.name,
        "state": {"key": proposal.state, "label": proposal.get_state_display()},
        "reason": proposal.state_reason,
        "money": money_text(proposal),
        "asked": euros(proposal.amount),
        "resolved": euros(proposal.resolved_amount),
        "resolution": f"{resolution.committee}, {resolution.resolved}" if resolution else "",
        "measure": f"{measure.number} {measure.title}" if measure else "",
        "needs": [need.number for need in proposal.shown_needs],
    }
