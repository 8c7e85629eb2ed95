"""The office's page with the plan of a year."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.portal.selectors.year_plan import plan_of
from neuss_integration.portal.views.office import INDEX_CRUMB, editors

YEARS: Final = range(2000, 2101)


@require_safe
@editors
def year_plan(request: SignedInRequest) -> HttpResponse:
    """All Aktionen of the year `jahr`, of this year when it is none."""
    wanted = request.GET.get("jahr", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted) in YEARS else timezone.localdate().year
    context = {
        "page_title": f"Öffentlichkeitsarbeit {year}",
        "plan": plan_of(year),
        "years": [each for each in (year - 1, year + 1) if each in YEARS],
        "breadcrumbs": [INDEX_CRUMB, (f"Öffentlichkeitsarbeit {year}", "")],
    }
    return render(request, "portal/office/year_plan.html", context)
