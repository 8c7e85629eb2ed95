"""Pages of money: of one measure, and the sums of all."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from measures.forms.parts import FundingForm, ReasonForm
from measures.models import Funding, Measure
from measures.selectors.money import money_table, money_totals
from measures.services.funding import add_funding, change_funding, remove_funding
from measures.views.parts import EDITING, LIST_CRUMB, PART_FORM, crumbs, editable, page_of, part_context
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def funding_totals(request: SignedInRequest) -> HttpResponse:
    """The money of all measures the person may see, by Handlungsfeld, source and year."""
    given = request.GET.get("jahr", "")
    year = int(given) if given.isascii() and given.isdecimal() and len(given) == 4 else None
    context = {
        "page_title": "Finanzierung der Maßnahmen",
        "breadcrumbs": [LIST_CRUMB, ("Finanzierung", "")],
        "totals": money_totals(request.user, year=year),
        "year": year,
    }
    return render(request, "measures/funding_totals.html", context)


@form_methods
@require_permission(*EDITING)
def funding_list(request: SignedInRequest, number: str) -> HttpResponse:
    """The money of a measure, and a form for one more source and year."""
    measure = editable(request, number)
    form = FundingForm(form_data(request), initial={"submission_key": uuid.uuid4()})
    context = {
        "page_title": "Finanzierung",
        "breadcrumbs": crumbs(measure, "Finanzierung"),
        "money": money_table(measure.fundings.all()),
    }

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return add_funding(measure, by=request.user, values=form.values(), submission_key=key)

    back = page_of(measure, "funding-list")
    return form_page(
        request, form, save, "measures/funding_list.html", part_context(measure, back) | context, back=back
    )


@form_methods
@require_permission(*EDITING)
def funding_edit(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Change the amounts of a source and year."""
    measure, funding = _funding(request, number, pk)
    form = FundingForm(form_data(request), row=funding)

    def save() -> Any:
        version = form.cleaned_data["version"] or 0
        return change_funding(funding, by=request.user, expected_version=version, values=form.values())

    back = page_of(measure, "funding-list")
    context = {
        "page_title": "Finanzierung bearbeiten",
        "breadcrumbs": crumbs(measure, ("Finanzierung", back), "Bearbeiten"),
        "remove_url": page_of(measure, "funding-remove", pk),
    }
    context |= part_context(measure, back)
    return form_page(request, form, save, PART_FORM, context, back=back, stored=lambda row: FundingForm(row=row))


@form_methods
@require_permission(*EDITING)
def funding_remove(request: SignedInRequest, number: str, pk: int) -> HttpResponse:
    """Take a wrong entry out, and say why."""
    measure, funding = _funding(request, number, pk)
    form = ReasonForm(form_data(request))

    def save() -> Any:
        return remove_funding(funding, by=request.user, reason=form.cleaned_data["reason"])

    back = page_of(measure, "funding-list")
    context = {
        "page_title": f"„{funding}“ entfernen",
        "breadcrumbs": crumbs(measure, ("Finanzierung", back), "Entfernen"),
        "explanation": "Nur für falsche Einträge. Im Änderungsverlauf bleibt der Eintrag mit Ihrer Begründung stehen.",
    }
    done = "Der Eintrag ist entfernt."
    return form_page(request, form, save, PART_FORM, part_context(measure, back) | context, back=back, done=done)


def _funding(request: SignedInRequest, number: str, pk: int) -> tuple[Measure, Funding]:
    measure = editable(request, number)
    return measure, get_object_or_404(Funding.objects.filter(measure=measure), pk=pk)
