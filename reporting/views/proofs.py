"""The page of the proof: the draft as PDF, and what stands badly in it."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button
from neuss_integration.foundation.pdf.responses import pdf_response
from reporting.formats.parts import parts_of
from reporting.models import Report
from reporting.publication.proof import draft_of, proof_of
from reporting.services.proofs import request_proof
from reporting.views.common import crumbs_of, report_for
from reporting.views.files import part_response


@require_http_methods(["GET", "HEAD", "POST"])
@require_permission(Permission.VIEW_REPORTS)
def report_proof(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last proof of a draft for everybody who may read it; the Koordination asks for a new one."""
    report = _open_report(request, pk)
    if request.method == "POST":
        then = reverse("reporting:report-proof", args=[report.pk])
        return button(request, lambda: request_proof(report, by=request.user), back=report, then=then)
    proof = proof_of(report)
    if request.headers.get("Accept") == "application/json":  # progress.js asks whether there is something new
        return JsonResponse({"state": "running" if proof and proof.is_under_way else "done"})
    context = {
        "report": report,
        "proof": proof,
        "parts": parts_of(proof.content if proof else None),
        "may_compose": request.user.access.has(Permission.COMPOSE_REPORTS),
        "breadcrumbs": crumbs_of(report, ("Probedruck", "")),
    }
    return render(request, "reporting/report_proof.html", context)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
@fair_share
def report_proof_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file of the last proof."""
    report = _open_report(request, pk)
    proof = proof_of(report)
    if proof is None or not proof.pdf:
        raise Http404
    return pdf_response(request, lambda: proof.pdf, f"entwurf-{report.file_stem}.pdf", back=report)


@require_safe
@require_permission(Permission.VIEW_REPORTS)
@fair_share
def report_proof_part(request: SignedInRequest, pk: int) -> HttpResponse:
    """A Themenbericht as an extract of the last proof, for everybody who may read the draft."""
    report = _open_report(request, pk)
    proof = proof_of(report)
    if proof is None or proof.content is None:
        raise Http404
    return part_response(request, report, proof.content, draft_of(proof.content))


def _open_report(request: SignedInRequest, pk: int) -> Report:
    report = report_for(request, pk)
    if not report.is_open:
        raise Http404
    return report
