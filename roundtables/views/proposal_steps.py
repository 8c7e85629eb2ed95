"""Pages that take a proposal further: rank, forward, record the Beschluss, make the measure."""

import uuid
from typing import Any

from django.http import HttpResponse

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page
from roundtables.forms.proposals import CommitteeDecisionForm, ForwardForm, MeasureOfProposalForm, RankForm
from roundtables.models import Proposal
from roundtables.selectors.proposals import get_proposal, paper_text, suggested_rank
from roundtables.services.proposals import forward_proposal, rank_proposal
from roundtables.services.resolutions import create_measure_of, record_resolution
from roundtables.views.needs import FORM_PAGE
from roundtables.views.proposals import form_context


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def proposal_rank(request: SignedInRequest, number: str) -> HttpResponse:
    """Give the proposal its place in the list."""
    proposal = _proposal(request, number)
    form = RankForm(form_data(request), initial={"rank": proposal.rank or suggested_rank(proposal)})

    def save() -> Any:
        return rank_proposal(proposal, by=request.user, rank=form.cleaned_data["rank"])

    context = form_context(proposal, "Vorschlag einreihen")
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=proposal,
        done=lambda _: f"Der Vorschlag steht jetzt auf Rang {form.cleaned_data['rank']}.",
        field="rank",
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def proposal_forward(request: SignedInRequest, number: str) -> HttpResponse:
    """Send the proposal to a Gremium."""
    proposal = _proposal(request, number)
    form = ForwardForm(form_data(request), initial={"paper_text": paper_text(proposal)})

    def save() -> Any:
        return forward_proposal(proposal, by=request.user, **form.cleaned_data)

    context = form_context(proposal, "Vorschlag weiterleiten")
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        back=proposal,
        done=lambda made: f"Weitergeleitet: {made}. Der Text der Vorlage steht auf dieser Seite.",
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def proposal_resolve(request: SignedInRequest, number: str) -> HttpResponse:
    """Record what the Gremium decided; a double click records it once."""
    proposal = _proposal(request, number)
    form = CommitteeDecisionForm(form_data(request), proposal=proposal, initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        given = form.cleaned_data
        return record_resolution(
            proposal,
            by=request.user,
            values=form.values(),
            reason=given["reason"],
            resolved_amount=given["resolved_amount"],
            submission_key=given["submission_key"],
        )

    done = "Der Beschluss ist eingetragen."
    context = form_context(proposal, "Beschluss zum Vorschlag")
    return form_page(request, form, save, FORM_PAGE, context, back=proposal, done=done, field="result")


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def proposal_measure(request: SignedInRequest, number: str) -> HttpResponse:
    """Make the measure of an accepted proposal; a second click leads to it."""
    proposal = _proposal(request, number)
    form = MeasureOfProposalForm(form_data(request), proposal=proposal)

    def save() -> Any:
        return create_measure_of(proposal, by=request.user, **form.cleaned_data)

    context = form_context(proposal, "Maßnahme aus dem Vorschlag")
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        done=lambda measure: f"Die Maßnahme {measure.number} ist angelegt, mit allem aus dem Vorschlag.",
    )


def _proposal(request: SignedInRequest, number: str) -> Proposal:
    return get_proposal(Proposal.objects.editable_by(request.user).select_related("round_table"), number)
