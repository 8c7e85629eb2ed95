"""The page on which the Koordination picks „Was gelungen ist“ and „Was nicht gelungen ist“."""

from typing import Any, Final

from django.http import Http404, HttpResponse

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from reporting.enums import HighlightSide
from reporting.forms.highlights import HighlightForm
from reporting.models import HighlightChoice, Report
from reporting.selectors.highlights import Candidate, candidates, choice_of, lost
from reporting.services.highlights import choose_highlights
from reporting.views.common import crumbs_of, report_for

SIDES: Final = {"gelungen": HighlightSide.WORKED, "nicht-gelungen": HighlightSide.NOT_WORKED}


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def report_highlights(request: SignedInRequest, pk: int, side: str) -> HttpResponse:
    """Pick, order and word one side, starting from what is told today."""
    report = report_for(request, pk)
    if side not in SIDES:
        raise Http404
    is_closed = not report.is_open and request.method != "POST"  # what is frozen is not told from today's rows
    told = [] if is_closed else candidates(report, SIDES[side])
    choice = choice_of(report, SIDES[side])
    form = HighlightForm(form_data(request), candidates=told, choice=choice)

    def save() -> HighlightChoice:
        return choose_highlights(
            report, by=request.user, side=SIDES[side], picks=form.picks(), expected_version=version_of(form)
        )

    return form_page(
        request,
        form,
        save,
        "reporting/report_highlights.html",
        lambda: _context(report, SIDES[side], told, choice),
        back=report,
        done="Die Auswahl ist gespeichert.",
        stored=lambda now: HighlightForm(candidates=candidates(report, SIDES[side]), choice=now),
    )


def _context(
    report: Report, side: HighlightSide, told: list[Candidate], choice: HighlightChoice | None
) -> dict[str, Any]:
    return {
        "page_title": side.label,
        "report": report,
        "lost": lost(report, side, told),
        "is_chosen": bool(choice and choice.entries.filter(position__isnull=False).exists()),
        "breadcrumbs": crumbs_of(report, (side.label, "")),
    }
