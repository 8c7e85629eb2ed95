"""Pages of proposals: the ranked list and its files, one proposal, write, history."""

import uuid
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.foundation.pdf.responses import pdf_response
from neuss_integration.foundation.records.history import Trail
from neuss_integration.foundation.spreadsheets.writing import download, sheet_file
from roundtables.enums.needs import ProposalState
from roundtables.exports import proposal_sheet
from roundtables.filters import ProposalFilter
from roundtables.forms.proposals import ProposalForm
from roundtables.models import Need, Proposal
from roundtables.pdf.proposals import proposals_pdf
from roundtables.querysets.needs import READING
from roundtables.selectors.needs import get_need
from roundtables.selectors.proposals import get_proposal, may_record, proposals_for, with_everything
from roundtables.services.proposals import WRITTEN_UNTIL, create_proposal, update_proposal
from roundtables.views.needs import FORM_PAGE, TABLES_CRUMB
from roundtables.workflows.needs import PROPOSAL_WORKFLOW

PER_PAGE: Final = 50
PROPOSALS_CRUMB: Final = ("Handlungsvorschläge", reverse_lazy("roundtables:proposal-list"))


@require_safe
@require_permission(*READING)
def proposal_list(request: SignedInRequest) -> HttpResponse:
    """The ranked proposals somebody may see, filtered as the address says."""
    chosen = _chosen(request)
    context = {
        "page_title": "Handlungsvorschläge",
        "breadcrumbs": [TABLES_CRUMB, ("Handlungsvorschläge", "")],
        "ignored": chosen.leave_out_unknown(),
        "filter_form": chosen.form,
        "chips": list(chosen.chips(request)),
        "page_obj": Paginator(chosen.qs, PER_PAGE).get_page(request.GET.get("seite")),
        "manages": request.user.access.has(Permission.MANAGE_TABLES),
    }
    return render(request, "roundtables/proposal_list.html", context)


@require_safe
@require_permission(*READING)
@fair_share
def proposal_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """The list as it is filtered, as XLSX, CSV or PDF."""
    found = list(_chosen(request).qs)
    if suffix != "pdf":
        return download(sheet_file(proposal_sheet(found), suffix), f"handlungsvorschlaege.{suffix}")
    back = PROPOSALS_CRUMB[1]
    return pdf_response(request, lambda: proposals_pdf(found, at=timezone.now()), "handlungsvorschlaege.pdf", back=back)


@require_safe
@require_permission(*READING)
def proposal_detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Everything about one proposal, and what became of it."""
    proposal = get_proposal(with_everything(request.user), number)
    manages = request.user.access.has(Permission.MANAGE_TABLES)
    context = {
        "page_title": proposal.title,
        "proposal": proposal,
        "manages": manages,
        "may_rank": manages and proposal.state in WRITTEN_UNTIL,
        "may_forward": manages and proposal.state in (ProposalState.RANKED, ProposalState.DEFERRED),
        "may_record": manages and may_record(proposal),
        "may_make_measure": manages and proposal.is_accepted and proposal.measure_id is None,
        "timeline": PROPOSAL_WORKFLOW.timeline(proposal.events.all()),
        "breadcrumbs": crumbs_of(proposal),
    }
    return render(request, "roundtables/proposal_detail.html", context)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def proposal_create(request: SignedInRequest) -> HttpResponse:
    """Write a proposal, from the need that `bedarf` names; a double click makes one."""
    number = request.GET.get("bedarf", "")
    need = get_need(Need.objects.visible_to(request.user), number) if number else None
    form = ProposalForm(form_data(request), need=need, initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return create_proposal(by=request.user, values=form.values(), submission_key=key)

    crumbs = [TABLES_CRUMB, PROPOSALS_CRUMB, ("Schreiben", "")]
    context = {"page_title": "Handlungsvorschlag schreiben", "breadcrumbs": crumbs}
    return form_page(
        request,
        form,
        save,
        FORM_PAGE,
        context,
        done=lambda proposal: f"Der Vorschlag {proposal.number} ist als Entwurf angelegt.",
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def proposal_edit(request: SignedInRequest, number: str) -> HttpResponse:
    """Change a proposal; a second writer sees both versions and chooses."""
    proposal = get_proposal(Proposal.objects.editable_by(request.user), number)
    form = ProposalForm(form_data(request), proposal=proposal)

    def save() -> Any:
        return update_proposal(proposal, by=request.user, expected_version=version_of(form), values=form.values())

    context = form_context(proposal, "Handlungsvorschlag bearbeiten")
    return form_page(
        request, form, save, FORM_PAGE, context, back=proposal, stored=lambda current: ProposalForm(proposal=current)
    )


@require_safe
@require_permission(Permission.MANAGE_TABLES)
def proposal_history(request: SignedInRequest, number: str) -> HttpResponse:
    """Who changed which field when, and beside it who decided what."""
    proposal = get_proposal(Proposal.objects.editable_by(request.user), number)
    context = form_context(proposal, "Verlauf des Vorschlags") | {
        "page_obj": Trail(proposal).page(request.GET.get("seite")),
        "timeline": PROPOSAL_WORKFLOW.timeline(proposal.events.select_related("actor").order_by("-at", "-pk")),
    }
    return render(request, "layout/history.html", context)


def crumbs_of(proposal: Proposal, here: str = "") -> list[tuple[str, Any]]:
    """The way to the page of `proposal`, or to the page `here` below it."""
    way = [TABLES_CRUMB, PROPOSALS_CRUMB]
    if not here:
        return [*way, (proposal.number, "")]
    return [*way, (proposal.number, proposal.get_absolute_url()), (here, "")]


def form_context(proposal: Proposal, title: str) -> dict[str, Any]:
    """What every form page of a proposal shows."""
    return {"page_title": title, "subject": str(proposal), "breadcrumbs": crumbs_of(proposal, title)}


def _chosen(request: SignedInRequest) -> ProposalFilter:
    return ProposalFilter(request.GET, proposals_for(request.user), request.user)
