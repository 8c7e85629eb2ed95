"""Where measures are running and where nothing is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from success_factors.views.factors import FACTORS_CRUMB


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page()
def matrix_fields(request: SignedInRequest) -> HttpResponse:
    """Handlungsfeld by Erfolgsfaktor."""
    context = {
        "page_title": "Wo etwas läuft und wo nicht",
        "lead": "Die Handlungsfelder quer zu den neun Erfolgsfaktoren, Schwerpunkte zuerst.",
        "by_district": False,
        "breadcrumbs": [FACTORS_CRUMB, ("Matrix", "")],
    }
    return render(request, "success_factors/matrix.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page()
def matrix_districts(request: SignedInRequest) -> HttpResponse:
    """Stadtteil by Handlungsfeld."""
    context = {
        "page_title": "Was in welchem Stadtteil läuft",
        "lead": "Maßnahmen für die ganze Stadt stehen in der ersten Zeile und zählen in keinem Stadtteil mit.",
        "by_district": True,
        "breadcrumbs": [FACTORS_CRUMB, ("Matrix der Stadtteile", "")],
    }
    return render(request, "success_factors/matrix.html", context)
