"""The Runde Tische of a report: meetings of its period, released needs and what became of each, ranked proposals.

Shape of `round_tables` in a snapshot:

    meetings    [{table, title, date_label, votes_present, votes_total, quorate (True, False or None)}]
    needs       [{number, title, table, state {key, label}, reason, outcome, rank ("" when not rated), is_tied,
                  proposals [{number, title, state}], measures [{number, title, state}]}]
    unreleased  how many needs of the period are not told, because they were not released
    proposals   [{rank, number, title, table, state {key, label}, reason, money, resolution ("" or who and when),
                  measure ("" or number and title), needs [numbers]}]
"""

from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from measures.enums import MeasureState
from measures.models import Measure
from reporting.models import Report
from reporting.wording import short_date
from roundtables.enums.needs import OPEN_NEEDS, ProposalState
from roundtables.models import Meeting, Need, Proposal
from roundtables.selectors.proposals import money
from roundtables.selectors.ratings import ranks_of

Json = dict[str, Any]
NOT_TOLD = (ProposalState.DRAFT, ProposalState.RANKED)


def round_tables(report: Report) -> Json:
    """All a report tells about the Runde Tische; the number of queries does not grow."""
    asked = _needs(report)
    return {
        "meetings": [_meeting(each) for each in _meetings(report)],
        "needs": needs_told(asked.filter(is_public=True)),
        "unreleased": asked.filter(is_public=False).count(),
        "proposals": [_proposal(each) for each in _proposals(report)],
    }


def _meetings(report: Report) -> Any:
    held = Meeting.objects.held().between(report.period_start, report.period_end)
    return held.select_related("round_table").order_by("starts_at", "pk")


def _meeting(meeting: Meeting) -> Json:
    return {
        "table": meeting.round_table.name,
        "title": meeting.title,
        "date_label": short_date(timezone.localdate(meeting.starts_at)),
        "votes_present": meeting.votes_present,
        "votes_total": meeting.votes_total,
        "quorate": meeting.is_quorate,
    }


def _needs(report: Report) -> Any:
    """Needs raised in the period, and older ones about which it is not yet decided."""
    raised = Q(raised_on__gte=report.period_start) | Q(state__in=OPEN_NEEDS)
    return Need.objects.standing().filter(raised, raised_on__lte=report.period_end).order_by("number")


def needs_told(needs: Any) -> list[Json]:
    """Each of the `needs` with what became of it, as plain values."""
    proposals = Proposal.objects.exclude(state__in=NOT_TOLD).order_by("number")
    measures = Measure.objects.exclude(state=MeasureState.IDEA).order_by("number")
    found = list(
        needs.select_related("round_table").prefetch_related(
            Prefetch("proposals", proposals, to_attr="told_proposals"),
            Prefetch("measures", measures, to_attr="told_measures"),
        )
    )
    ranks = ranks_of(need.pk for need in found)
    return [_need(need, ranks.get(need.pk)) for need in found]


def _need(need: Any, result: Any) -> Json:
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
            {"number": each.number, "title": each.title, "state": each.get_state_display()}
            for each in need.told_proposals
        ],
        "measures": [
            {"number": each.number, "title": each.title, "state": each.get_state_display()}
            for each in need.told_measures
        ],
    }


def _proposals(report: Report) -> Any:
    """Proposals that went to a Gremium in the period."""
    sent = Proposal.objects.filter(forwardings__forwarded_on__range=(report.period_start, report.period_end))
    told = sent.exclude(state__in=NOT_TOLD).distinct().select_related("round_table", "resolution__committee", "measure")
    needs = Need.objects.filter(is_public=True).order_by("number")
    return told.prefetch_related(Prefetch("needs", needs, to_attr="shown_needs")).in_rank_order()


def _proposal(proposal: Any) -> Json:
    resolution, measure = proposal.resolution, proposal.measure
    return {
        "rank": proposal.rank,
        "number": proposal.number,
        "title": proposal.title,
        "table": proposal.round_table.name,
        "state": {"key": proposal.state, "label": proposal.get_state_display()},
        "reason": proposal.state_reason,
        "money": money(proposal),
        "resolution": f"{resolution.committee}, {resolution.resolved}" if resolution else "",
        "measure": f"{measure.number} {measure.title}" if measure else "",
        "needs": [need.number for need in proposal.shown_needs],
    }
