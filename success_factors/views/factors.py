"""Pages of the Erfolgsfaktoren: the overview of nine, and one factor."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from success_factors.models import SuccessFactor

FACTORS_CRUMB = ("Erfolgsfaktoren", reverse_lazy("success_factors:factor-list"))


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def factor_list(request: SignedInRequest) -> HttpResponse:
    """The state of integration policy at a glance: nine factors with level, direction and measures."""
    context = {"page_title": "Erfolgsfaktoren", "factors": list(SuccessFactor.objects.order_by("number"))}
    return render(request, "success_factors/factor_list.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def factor_detail(request: SignedInRequest, number: int) -> HttpResponse:
    """One factor: criteria word for word, and its measures."""
    factor = get_object_or_404(SuccessFactor, number=number)
    crumbs = [FACTORS_CRUMB, (f"Erfolgsfaktor {factor.number}", "")]
    context = {
        "page_title": factor.title,
        "factor": factor,
        "may_assess": request.user.access.has(Permission.MAINTAIN_CONCEPT),
        "breadcrumbs": crumbs,
    }
    return render(request, "success_factors/factor_detail.html", context)
