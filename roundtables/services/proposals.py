"""Writing proposals: enter, change, rank, forward to a Gremium."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.models import Committee
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.records.saving import (
    changed_fields,
    changed_relations,
    created,
    locked,
    locked_at_version,
    save_as,
    set_relations,
    stored,
    take_step,
)
from roundtables.enums.needs import NeedState, ProposalState
from roundtables.models import Forwarding, Need, Proposal
from roundtables.services.need_states import take_need_step
from roundtables.services.registers import ids_of, locked_counter, next_number, split
from roundtables.workflows.needs import NEED_WORKFLOW, PROPOSAL_WORKFLOW

FIELDS: Final = (
    "round_table", "title", "description", "quantity", "amount", "amount_note", "lead_department", "carrier",
    "field_of_action", "is_citywide", "reflection",
)  # fmt: skip
RELATIONS: Final = ("needs", "success_factors", "target_groups", "districts")
WRITTEN_UNTIL: Final = (ProposalState.DRAFT, ProposalState.RANKED, ProposalState.DEFERRED)


@transaction.atomic
def create_proposal(*, by: User, values: Mapping[str, Any], submission_key: uuid.UUID | None = None) -> Proposal:
    """A draft with the next number of the year exists (names of FIELDS and RELATIONS); an event says who wrote it.

    The same `submission_key` again gives the same proposal. Raises Refused without a need, ValidationError for a
    broken rule.
    """
    ensure(by, Permission.MANAGE_TABLES)
    day = timezone.localdate()
    counter = locked_counter("V", day)
    if submission_key and (existing := Proposal.objects.filter(submission_key=submission_key).first()):
        return existing
    fields, relations = split(values, FIELDS, RELATIONS)
    proposal = Proposal(**fields, submission_key=submission_key)
    _check(proposal, relations.get("needs", ()))
    proposal.number = next_number(counter)
    stored(proposal, by=by)
    set_relations(proposal, ids_of(relations))
    proposal.save(update_fields=["updated_at"])
    proposal.events.create(actor=by, transition="create", to_state=proposal.state)
    return proposal


@transaction.atomic
def update_proposal(proposal: Proposal, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Proposal:
    """`proposal` has the `values`; once it is with a Gremium only the look back of the carrier can be written.

    Raises Stale when somebody saved since, Refused for what a Gremium has before it, ValidationError for a broken rule.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked_at_version(proposal, expected_version)
    fields, relations = split(values, FIELDS, RELATIONS)
    changed, new_relations = changed_fields(current, fields), changed_relations(current, relations)
    if not changed and not new_relations:
        return current
    if current.state not in WRITTEN_UNTIL and (new_relations or set(changed) - {"reflection"}):
        raise Refused("Der Vorschlag liegt einem Gremium vor. Ändern lässt sich nur noch der Rückblick des Trägers.")
    for name in changed:
        setattr(current, name, fields[name])
    _check(current, relations.get("needs", current.needs.all()))
    set_relations(current, new_relations)
    save_as(current, changed, by=by)
    return current


@transaction.atomic
def rank_proposal(proposal: Proposal, *, by: User, rank: int) -> Proposal:
    """`proposal` has the place `rank` in the list of its Runder Tisch; a draft is a recommendation from now on.

    Two proposals may share a place. Raises Refused once a Gremium has it.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(proposal)
    if current.state == ProposalState.RANKED:
        if current.rank != rank:
            current.rank = rank
            current.full_clean(exclude=["number"])
            save_as(current, ["rank"], by=by)
        return current
    step = PROPOSAL_WORKFLOW.check("rank", current.state)
    current.rank, current.state_reason = rank, ""
    take_step(current, step, by=by, also=["rank", "state_reason"])
    return current


@transaction.atomic
def forward_proposal(
    proposal: Proposal,
    *,
    by: User,
    committee: Committee,
    forwarded_on: dt.date,
    paper_text: str,
    paper_number: str = "",
) -> Forwarding:
    """`proposal` went to `committee` with the text of its paper; its open needs are forwarded and released with it.

    What a Gremium is asked for in public is no secret any more. Raises Refused unless the proposal is ranked,
    ValidationError for a day in the future or a Gremium that did not exist then.
    """
    ensure(by, Permission.MANAGE_TABLES)
    current = locked(proposal)
    same = current.forwardings.filter(committee=committee, forwarded_on=forwarded_on).first()
    if same is not None:
        return same
    step = PROPOSAL_WORKFLOW.check("forward", current.state)
    if current.field_of_action is None:
        raise Refused("Bitte ordnen Sie den Vorschlag erst einem Handlungsfeld zu und leiten Sie ihn dann weiter.")
    _ensure_possible(committee, forwarded_on)
    made = Forwarding(
        proposal=current,
        committee=committee,
        forwarded_on=forwarded_on,
        paper_number=paper_number.strip(),
        paper_text=paper_text,
        forwarded_by=by,
    )
    created(made, by=by)
    current.state_reason = ""
    take_step(current, step, by=by, reason=str(made), also=["state_reason"])
    for need in open_needs(current):
        _release(need, by)
        if need.state in NEED_WORKFLOW.transitions["forward"].sources:
            take_need_step(need, NEED_WORKFLOW.check("forward", need.state), by=by, reason=f"{current.number}: {made}")
    return made


def open_needs(proposal: Proposal) -> list[Need]:
    """The needs of `proposal` that are not given up, each as the one that stands for it, locked and once."""
    found: dict[int, Need] = {}
    for need in proposal.needs.order_by("pk"):
        while need.merged_into is not None:
            need = need.merged_into
        if need.state != NeedState.NOT_PURSUED:
            found.setdefault(need.pk, locked(need))
    return list(found.values())


def _release(need: Need, by: User) -> None:
    if not need.is_public:
        need.is_public = True
        save_as(need, ["is_public"], by=by)


def _ensure_possible(committee: Committee, day: dt.date) -> None:
    if day > timezone.localdate():
        raise ValidationError({"forwarded_on": "Der Tag liegt in der Zukunft. Bitte geben Sie heute oder früher an."})
    if not committee.is_valid_on(day):
        raise ValidationError(
            {"committee": f"Das Gremium „{committee}“ gab es am {day:%d.%m.%Y} nicht. Bitte wählen Sie ein anderes."}
        )


def _check(proposal: Proposal, needs: Any) -> None:
    """Raises Refused without a need, ValidationError for needs of another table and broken rules of the model."""
    chosen = list(needs)
    if not chosen:
        raise Refused("Bitte wählen Sie mindestens einen Bedarf, auf den der Vorschlag antwortet.")
    if any(need.round_table_id != proposal.round_table_id for need in chosen):
        raise ValidationError({"needs": "Bitte wählen Sie nur Bedarfe desselben Runden Tisches."})
    proposal.full_clean(exclude=["number"])
