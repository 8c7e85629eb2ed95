"""Pages of the Erfolgsfaktoren: the overview of nine, and one factor."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from success_factors.forms.factors import SponsorForm
from success_factors.models import SuccessFactor
from success_factors.services.factors import update_factor

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
    factor = get_object_or_404(SuccessFactor.objects.select_related("division"), number=number)
    crumbs = [FACTORS_CRUMB, (f"Erfolgsfaktor {factor.number}", "")]
    context = {
        "page_title": factor.title,
        "factor": factor,
        "may_assess": request.user.access.has(Permission.MAINTAIN_CONCEPT),
        "breadcrumbs": crumbs,
    }
    return render(request, "success_factors/factor_detail.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def factor_sponsor(request: SignedInRequest, number: int) -> HttpResponse:
    """Say which Dezernat and who in politics stands for the factor."""
    factor = get_object_or_404(SuccessFactor, number=number)
    form, back = SponsorForm(form_data(request), instance=factor), _page_of(factor)

    def save() -> SuccessFactor:
        return update_factor(factor, by=request.user, expected_version=version_of(form), values=form.values())

    context = {
        "form": form,
        "page_title": "Verantwortung ändern",
        "subject": str(factor),
        "breadcrumbs": [FACTORS_CRUMB, (f"Erfolgsfaktor {factor.number}", back), ("Verantwortung", "")],
    }
    return form_page(
        request,
        form,
        save,
        "success_factors/goal_form.html",
        context,
        back=back,
        stored=lambda now: SponsorForm(instance=now),
    )


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def factor_history(request: SignedInRequest, number: int) -> HttpResponse:
    """Who changed when who stands for the factor."""
    factor = get_object_or_404(SuccessFactor, number=number)
    context = {
        "page_title": "Änderungsverlauf: Erfolgsfaktor",
        "subject": str(factor),
        "page_obj": Trail(factor).page(request.GET.get("seite")),
        "breadcrumbs": [FACTORS_CRUMB, (f"Erfolgsfaktor {factor.number}", _page_of(factor)), ("Verlauf", "")],
    }
    return render(request, "layout/history.html", context)


def _page_of(factor: SuccessFactor) -> str:
    return reverse("success_factors:factor-detail", args=[factor.number])
