"""Changing several measures of the list together: choose, look, confirm."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from measures.catalogue.listing import Listing
from measures.forms.bulk import BulkForm
from measures.models import Measure
from measures.services.bulk import MOST, change_together, planned_together, ready_for_change
from measures.views.measure import LIST_CRUMB
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.pages import form_methods
from neuss_integration.foundation.words.nouns import count_of

VERSION = "version-"


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def measure_bulk(request: SignedInRequest) -> HttpResponse:
    """The measures of the view with boxes, and the form; sent, the preview old → new; confirmed, the list."""
    listing = Listing(request.GET, request.user)
    form = BulkForm(request.POST if request.method == "POST" else None)
    keys = [int(key) for key in request.POST.getlist("measure") if key.isdecimal()]
    if request.method == "POST" and not keys:
        form.add_error(None, f"Bitte wählen Sie mindestens eine und höchstens {MOST} Maßnahmen aus.")
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "save" and _saved(request, form):
            return redirect(f"{LIST_CRUMB[1]}?{listing.canonical_query}")
        return _preview(request, form, ready_for_change(keys, request.user), listing.canonical_query)
    context = {
        "page_title": "Gemeinsam ändern",
        "form": form,
        "listing": listing,
        "measures": list(listing.measures.values_list("pk", "number", "title", "lead_department__name")[:MOST]),
        "count": listing.measures.count(),
        "most": MOST,
        "chosen": set(keys) if request.method == "POST" else None,
        "breadcrumbs": [LIST_CRUMB, ("Gemeinsam ändern", "")],
    }
    return render(request, "measures/bulk_form.html", context)


def _saved(request: SignedInRequest, form: BulkForm) -> bool:
    """Whether the change was made; otherwise a message says why not."""
    versions = {
        int(name.removeprefix(VERSION)): int(str(value))
        for name, value in request.POST.items()
        if name.startswith(VERSION) and name.removeprefix(VERSION).isdecimal() and str(value).isdecimal()
    }
    try:
        number = change_together(form.change(), by=request.user, versions=versions)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return False
    messages.success(request, f"{count_of(number, 'Maßnahme')} {'ist' if number == 1 else 'sind'} geändert.")
    return True


def _preview(request: SignedInRequest, form: BulkForm, measures: list[Measure], query: str) -> HttpResponse:
    plans = planned_together(measures, form.change())
    context = {
        "page_title": "Vorschau der Änderung",
        "changing": [plan for plan in plans if plan.differences],
        "unchanged": [plan.measure for plan in plans if not plan.differences],
        "hidden": list(_carried(request.POST, measures)),
        "query": query,
        "breadcrumbs": [LIST_CRUMB, ("Gemeinsam ändern", f"?{query}"), ("Vorschau", "")],
    }
    return render(request, "measures/bulk_preview.html", context)


def _carried(data: QueryDict, measures: Iterable[Measure]) -> Iterator[tuple[str, str]]:
    """What was chosen, and the versions that the preview shows."""
    for name, values in data.lists():
        if name not in ("csrfmiddlewaretoken", "form_owner", "step") and not name.startswith(VERSION):
            yield from ((name, str(value)) for value in values)
    for measure in measures:
        yield f"{VERSION}{measure.pk}", str(measure.version)
