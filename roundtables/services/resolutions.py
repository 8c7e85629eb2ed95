"""What a Gremium makes of a proposal, and the measure that comes of it."""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from measures.enums import FundingSource, MeasureKind, MeasureState
from measures.models import Measure
from measures.services.funding import add_funding
from measures.services.measure import create_measure
from measures.services.resolutions import create_resolution, link_resolution
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import Department
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import locked, save_as, take_step
from roundtables.enums.needs import NeedState, ProposalState
from roundtables.models import Proposal
from roundtables.selectors.proposals import money_text
from roundtables.services.need_states import take_need_step
from roundtables.services.proposals import open_needs
from roundtables.workflows.needs import NEED_WORKFLOW, PROPOSAL_WORKFLOW

STEPS: Final = {
    ResolutionResult.APPROVED: "accept",
    ResolutionResult.AMENDED: "change",
    ResolutionResult.REJECTED: "reject",
    ResolutionResult.DEFERRED: "defer",
}
KEYS: Final = uuid.UUID("6f1d3c52-9d0e-4f0b-9b9e-5c3f4f6a7e21")


@transaction.atomic
def record_resolution(
    proposal: Proposal,
    *,
    by: User,
    values: Mapping[str, Any],
    reason: str = "",
    resolved_amount: Decimal | None = None,
    submission_key: uuid.UUID | None = None,
) -> Proposal:
    """A Gremium decided about `proposal`: the Beschluss stands in the register, the state follows its result.

    `values` are those of `create_resolution`; `reason` says what was changed or why it was rejected or deferred.
    Sent twice with the same `submission_key`, it is recorded once. Raises Refused when the proposal is with no
    Gremium or a reason is missing, ValidationError as `create_resolution` does.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(proposal)
    if submission_key and current.resolution and current.resolution.submission_key == submission_key:
        return current
    result = ResolutionResult(values["result"])
    if result not in STEPS:
        raise Refused(f"„{result.label}“ ist keine Entscheidung. Der Vorschlag bleibt weitergeleitet.")
    step = PROPOSAL_WORKFLOW.check(STEPS[result], current.state, reason)
    current.resolution = create_resolution(by=by, values=values, submission_key=submission_key)
    backed = result in (ResolutionResult.APPROVED, ResolutionResult.AMENDED)
    current.resolved_amount = resolved_amount if backed else None
    current.state_reason = reason.strip()
    take_step(current, step, by=by, reason=reason, also=["resolution", "resolved_amount", "state_reason"])
    return current


@transaction.atomic
def create_measure_of(
    proposal: Proposal,
    *,
    by: User,
    lead_department: Department,
    kind: str = MeasureKind.PROJECT,
    year: int | None = None,
) -> Measure:
    """The accepted `proposal` is a planned measure with everything taken over; called twice it is one measure.

    In this order: the measure with its places, people and factors, the money of the Beschluss for `year` (this
    year), the Beschluss linked to it, the proposal naming it, and its needs "in Maßnahme überführt".
    Raises Refused unless a Gremium accepted the proposal, or when it has no Handlungsfeld.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(proposal)
    if current.measure is not None:
        return current.measure
    if not current.is_accepted:
        raise Refused("Eine Maßnahme entsteht erst, wenn ein Gremium den Vorschlag angenommen hat.")
    if current.field_of_action is None:
        raise Refused("Der Vorschlag hat kein Handlungsfeld. Bitte wenden Sie sich an die Fachadministration.")
    key = uuid.uuid5(KEYS, current.number)
    measure = create_measure(by=by, values=_measure_values(current, lead_department, kind), submission_key=key)
    _take_money_along(current, measure, by, year or timezone.localdate().year)
    if current.resolution is not None:
        link_resolution(current.resolution, by=by, measures=[measure])
    current.measure = measure
    save_as(current, ["measure"], by=by)
    for need in open_needs(current):
        if need.state != NeedState.IN_MEASURE:
            step = NEED_WORKFLOW.check("take_over", need.state)
            take_need_step(need, step, by=by, reason=f"{current.number}, {measure.number}", measures=[measure])
    return measure


def _measure_values(proposal: Proposal, lead_department: Department, kind: str) -> dict[str, Any]:
    needs = "\n".join(f"- {need.number}: {need.title}" for need in proposal.needs.order_by("number"))
    return {
        "title": proposal.title,
        "kind": kind,
        "state": MeasureState.PLANNED,
        "field_of_action": proposal.field_of_action,
        "lead_department": lead_department,
        "initial_situation": f"Gemeldete Bedarfe:\n\n{needs}",
        "description": "\n\n".join(filter(None, (proposal.description, proposal.quantity, _as_resolved(proposal)))),
        "is_citywide": proposal.is_citywide,
        "success_factors": proposal.success_factors.all(),
        "target_groups": proposal.target_groups.all(),
        "districts": proposal.districts.all(),
        "carriers": [proposal.carrier] if proposal.carrier else [],
        "funding_note": _money_note(proposal),
    }


def _as_resolved(proposal: Proposal) -> str:
    """What the Gremium changed: the words of the proposal above it are what was asked for."""
    if proposal.state != ProposalState.CHANGED or not proposal.state_reason.strip():
        return ""
    return f"Geändert beschlossen: {proposal.state_reason}"


def _money_note(proposal: Proposal) -> str:
    """What is said of the money; where less or more was resolved, it is said of what was asked for."""
    if proposal.resolved_amount in (None, proposal.amount):
        return proposal.amount_note
    words = money_text(proposal)
    return f"{words[:1].upper()}{words[1:]}."


def _take_money_along(proposal: Proposal, measure: Measure, by: User, year: int) -> None:
    amount = proposal.amount if proposal.resolved_amount is None else proposal.resolved_amount
    if amount is None:
        return
    note = f"Beschluss zu {proposal.number}"
    values = {"source": FundingSource.CITY, "year": year, "note": note, "planned": amount, "granted": amount}
    add_funding(measure, by=by, values=values, submission_key=uuid.uuid5(KEYS, f"{proposal.number}-money"))
