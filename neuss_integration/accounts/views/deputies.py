"""Who stands in for whom: entered by the absent person, by colleagues, or by the Koordination for anybody."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts import selectors
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.forms.deputies import DeputyForm, DeputyPeriodForm
from neuss_integration.accounts.models import Deputy, User
from neuss_integration.accounts.permissions import SEE_DEPUTIES, require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.accounts.services import deputies
from neuss_integration.foundation.forms.pages import form_methods, form_page

ROWS = 50
for_offices = require_permission(*SEE_DEPUTIES)


def deputy_crumbs(label: str = "") -> list[tuple[str, str]]:
    """The way to a page of deputies."""
    crumbs = [("Start", "/"), ("Vertretungen", reverse("deputies:list"))]
    return [*crumbs, (label, "")] if label else crumbs


@require_safe
@for_offices
def deputy_list(request: SignedInRequest) -> HttpResponse:
    """Who stands in for whom: the own office for an office, all for the Koordination."""
    page = Paginator(selectors.deputies(request.user), ROWS).get_page(request.GET.get("seite"))
    context = {
        "page_title": "Vertretungen",
        "breadcrumbs": deputy_crumbs(),
        "page_obj": page,
        "rows": selectors.deputy_rows(page.object_list, request.user),
        "may_enter": User.objects.absence_entered_by(request.user).exists(),
    }
    return render(request, "accounts/deputy_list.html", context)


@form_methods
@for_offices
def deputy_create(request: SignedInRequest) -> HttpResponse:
    """Enter who stands in; one's own absence is chosen at first."""
    people = User.objects.absence_entered_by(request.user)
    if not people.exists():
        raise PermissionDenied
    initial = {"person": request.user.pk, "valid_from": timezone.localdate()}
    offices = selectors.offices_of(User.objects.of_offices().values("pk"))
    form = DeputyForm(form_data(request), people=people, offices=offices, initial=initial)

    def save() -> Deputy:
        return deputies.appoint_deputy(by=request.user, **form.cleaned_data)

    context = {"page_title": "Vertretung eintragen", "breadcrumbs": deputy_crumbs("Eintragen")}
    back = reverse("deputies:list")
    return form_page(
        request, form, save, "layout/form.html", context, back=back, warn=selectors.left_alone_by, done=_sentence
    )


@form_methods
@for_offices
def deputy_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another last day, the end, and who entered what."""
    found = get_object_or_404(Deputy.objects.editable_by(request.user).select_related("person", "deputy"), pk=pk)
    form = DeputyPeriodForm(form_data(request), initial={"valid_until": found.valid_until})

    def save() -> Any:
        return deputies.extend_deputy(found, by=request.user, **form.cleaned_data)

    context = {
        "page_title": f"{found.deputy} vertritt {found.person}",
        "breadcrumbs": deputy_crumbs(str(found)),
        "deputy": found,
        "period": selectors.period(found.valid_from, found.valid_until),
        "is_over": found.valid_until < timezone.localdate(),
        "history": selectors.history_of_deputy(found),
    }
    back = reverse("deputies:list")
    return form_page(
        request, form, save, "accounts/deputy_detail.html", context, back=back, done=_sentence, field="valid_until"
    )


@require_POST
@for_offices
def deputy_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """The person is back."""
    found = get_object_or_404(Deputy.objects.editable_by(request.user).select_related("person", "deputy"), pk=pk)
    deputies.end_deputy(found, by=request.user)
    messages.success(request, f"{found.deputy} vertritt {found.person} nicht mehr.")
    return redirect("deputies:list")


def _sentence(deputy: Deputy) -> str:
    return f"{deputy.deputy} vertritt {deputy.person} bis {deputy.valid_until:%d.%m.%Y}."
