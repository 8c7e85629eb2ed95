"""The history of a measure with all that belongs to it; how it stood on a day; what differs between two days."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.forms.history import DayComparisonForm, StandingForm
from measures.selectors.history import chronicle_of, end_of
from measures.views.parts import EDITING, crumbs, editable, page_of
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.records.history import PER_PAGE


@require_safe
@require_permission(*EDITING)
@cached_page()
def measure_history(request: SignedInRequest, number: str) -> HttpResponse:
    """Who changed what of a measure, its money, milestones, Kennzahlen and so on: old, new, when, why."""
    measure, query = editable(request, number), request.GET
    standing = StandingForm(query if "stand" in query else None)
    comparison = DayComparisonForm(query if {"von", "bis"} & query.keys() else None)
    chronicle = chronicle_of(measure, request.user)
    context = {
        "page_title": "Änderungsverlauf",
        "subject": str(measure),
        "measure": measure,
        "here": page_of(measure, "measure-history"),
        "breadcrumbs": crumbs(measure, "Änderungsverlauf"),
        "standing_form": standing,
        "comparison_form": comparison,
        "timeline": MEASURE_WORKFLOW.timeline(measure.events.select_related("actor").order_by("-at", "-pk")),
    }
    if standing.is_valid() and (day := standing.cleaned_data["stand"]):
        context |= {"day": day, "standings": chronicle.standing(end_of(day))}
    elif comparison.is_valid() and (first := comparison.cleaned_data["von"]):
        second = comparison.cleaned_data["bis"]
        found = chronicle.differences(end_of(first), end_of(second))
        context |= {"first": first, "second": second, "differences": found}
    else:
        context["page_obj"] = Paginator(chronicle.entries(), PER_PAGE).get_page(query.get("seite"))
    return render(request, "measures/measure_history.html", context)
