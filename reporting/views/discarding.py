"""Throwing a draft away, after a page that says what follows."""

from django.http import HttpResponse
from django.urls import reverse

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import confirmed, form_methods
from reporting.services.discarding import discard_report, why_not_discarded
from reporting.views.common import crumbs_of, report_for

LABEL = "Entwurf des Berichts verwerfen"


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def report_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft that nobody else has worked with is gone."""
    report = report_for(request, pk)
    context = {
        "page_title": f"{LABEL}?",
        "subject": report.title,
        "confirm_label": LABEL,
        "refusal": why_not_discarded(report),
        "breadcrumbs": crumbs_of(report, (LABEL, "")),
        "consequences": [
            "Der Bericht ist mit Texten, Auswahl und platzierten Bildern weg; das lässt sich nicht zurücknehmen.",
            f"Der Bericht „{report.replaces}“ bleibt, wie er ist, und lässt sich neu berichtigen."
            if report.replaces
            else "Danach lässt sich ein neuer Bericht anlegen.",
        ],
    }
    return confirmed(
        request,
        lambda: discard_report(report, by=request.user),
        context,
        back=report,
        done=f"Der Entwurf „{report.title}“ ist verworfen.",
        then=reverse("reporting:report-list"),
    )
