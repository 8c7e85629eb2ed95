"""Reading proposals: the ranked list, one proposal, and the words of its paper."""

from typing import Any, Final

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from neuss_integration.foundation.ui.texts import german_number
from roundtables.enums.needs import ProposalState
from roundtables.models import Forwarding, Need, Proposal, ProposalEvent, RatingResult

NOT_SENT: Final = (ProposalState.DRAFT, ProposalState.RANKED)
ASKED: Final = (
    "Die Verwaltung wird beauftragt, den Handlungsvorschlag als Maßnahme des Integrationskonzepts umzusetzen."
)


def proposals_for(user: Any) -> QuerySet[Proposal]:
    """The proposals `user` may see, best rank first, with what a row of the list shows."""
    found = Proposal.objects.visible_to(user).select_related(
        "round_table", "field_of_action", "carrier", "lead_department", "measure", "resolution__committee"
    )
    needs = Need.objects.visible_to(user).order_by("number")
    return found.prefetch_related(Prefetch("needs", needs, to_attr="shown_needs")).in_rank_order()


def with_everything(user: Any) -> QuerySet[Proposal]:
    """Ready for the page of one proposal."""
    forwardings = Forwarding.objects.select_related("committee")
    events = ProposalEvent.objects.select_related("actor").order_by("-at", "-pk")
    return (
        proposals_for(user)
        .select_related("measure__latest_progress__round")
        .prefetch_related(
            "success_factors",
            "target_groups",
            "districts",
            Prefetch("forwardings", forwardings),
            Prefetch("events", events),
        )
    )


def get_proposal(proposals: QuerySet[Proposal], number: str) -> Proposal:
    """The proposal of this number among `proposals`. Raises Http404."""
    if "\x00" in number or (found := proposals.filter(number=number).first()) is None:
        raise Http404("There is no such proposal for this person.")
    return found


def suggested_rank(proposal: Proposal) -> int:
    """The best rank of its needs in their last rating, else the place after the last one of its table."""
    results = RatingResult.objects.filter(need__in=proposal.needs.values("pk"), rank__isnull=False)
    best = results.order_by("-run__closed_at", "rank").values_list("rank", flat=True).first()
    if best is not None:
        return best
    ranks = Proposal.objects.filter(round_table=proposal.round_table_id, rank__isnull=False)
    last = ranks.order_by("-rank").values_list("rank", flat=True).first()
    return (last or 0) + 1


def money(proposal: Proposal) -> str:
    """The money a year in words; empty when nothing is known."""
    if proposal.amount is None:
        return proposal.amount_note
    words = f"{german_number(proposal.amount, decimals=2)} Euro im Jahr"
    return f"{words} ({proposal.amount_note})" if proposal.amount_note else words


def money_text(proposal: Proposal) -> str:
    """What was asked for and what was resolved; once where both are the same, empty when nothing is known.

    What lies before a Gremium or was not resolved is told as asked for, so that nobody takes it for granted.
    """
    asked = money(proposal)
    if proposal.resolved_amount is None:
        return f"beantragt {asked}" if proposal.amount is not None and proposal.state not in NOT_SENT else asked
    resolved = f"{german_number(proposal.resolved_amount, decimals=2)} Euro im Jahr"
    if proposal.amount == proposal.resolved_amount:
        return f"{asked}, so beschlossen"
    return f"beantragt {asked or 'ohne Betrag'}, beschlossen {resolved}"


def paper_text(proposal: Proposal) -> str:
    """The words of the paper for a Gremium, to be copied: what is asked for, why, and what it costs."""
    needs = proposal.needs.order_by("number").values_list("number", "title")
    who = ", ".join(str(each) for each in (proposal.lead_department, proposal.carrier) if each)
    rank = f", Rang {proposal.rank}" if proposal.rank else ""
    parts = [
        f"Betreff: {proposal.title}",
        f"Empfehlung des Gremiums „{proposal.round_table}“ (Vorschlag {proposal.number}{rank})",
        f"Beschlussvorschlag:\n{ASKED}",
        f"Sachverhalt:\n{proposal.description}",
        "Gemeldete Bedarfe:\n" + "\n".join(f"- {number}: {title}" for number, title in needs),
        f"Eckdaten:\n{proposal.quantity}" if proposal.quantity else "",
        f"Wer es tun soll:\n{who}" if who else "",
        f"Finanzielle Auswirkungen:\n{money(proposal) or 'Noch nicht beziffert.'}",
    ]
    return "\n\n".join(part for part in parts if part)


def may_record(proposal: Proposal) -> bool:
    """Whether a Gremium has the proposal before it, or put it off."""
    return proposal.state in ("forwarded", "deferred")
