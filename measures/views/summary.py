"""What a round brought, and copies of answers: as page and as PDF."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from measures.enums import RoundState
from measures.models import ReportingRound
from measures.pdf.rounds import progress_pdf as progress_file
from measures.pdf.rounds import summary_pdf
from measures.selectors.progress import report_for
from measures.selectors.round_summary import summary_of
from measures.views.progress import is_inside
from measures.views.round_tasks import crumbs_of, round_for
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.pdf.responses import pdf_response


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
def round_summary(request: SignedInRequest, pk: int) -> HttpResponse:
    """The summary of a round that was opened."""
    reporting_round = _round_for(request, pk)
    context = {
        "page_title": "Ergebnis der Runde",
        "round": reporting_round,
        "summary": summary_of(reporting_round),
        "breadcrumbs": crumbs_of(reporting_round, "Ergebnis"),
    }
    return render(request, "measures/round_summary.html", context)


@require_safe
@require_permission(Permission.MANAGE_ROUNDS)
@fair_share
def round_summary_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    reporting_round = _round_for(request, pk)
    name = f"ergebnis-{slugify(reporting_round.title)}.pdf"
    return pdf_response(request, lambda: summary_pdf(reporting_round), name, back=reporting_round, is_shown=True)


@require_safe
@require_permission(Permission.REPORT_PROGRESS, Permission.REVIEW_PROGRESS)
@fair_share
def progress_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """A copy of an answer, for its office and the Koordination."""
    report = get_object_or_404(report_for(request.user), pk=pk)
    if not is_inside(request, report):
        raise Http404
    name = f"sachstand-{report.measure.number.lower()}.pdf"
    return pdf_response(request, lambda: progress_file(report, request.user), name, back=report, is_shown=True)


def _round_for(request: SignedInRequest, pk: int) -> ReportingRound:
    reporting_round = round_for(request, pk)
    if reporting_round.state == RoundState.DRAFT:
        raise Http404
    return reporting_round
