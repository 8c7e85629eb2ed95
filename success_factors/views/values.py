"""Pages that enter values of an indicator: one, or a series with preview."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Incomplete
from neuss_integration.foundation.forms.pages import form_methods, form_page
from neuss_integration.foundation.words.nouns import count_of
from success_factors.forms.indicators import IndicatorValueForm, SeriesForm
from success_factors.imports.series import COLUMNS, read_series
from success_factors.models import Indicator, IndicatorValue
from success_factors.services.indicators import Duplicate, Unusual, import_values, record_value
from success_factors.views.indicators import LIST_CRUMB


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def value_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter one value; odd and double ones ask first."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    form = IndicatorValueForm(form_data(request), words=indicator.words, initial={"submission_key": uuid.uuid4()})

    def save() -> IndicatorValue:
        with _questions_in(form):
            return record_value(indicator, by=request.user, **form.record())

    context = {"page_title": "Wert erfassen", "indicator": indicator, "breadcrumbs": _crumbs(indicator, "Wert")}
    return form_page(
        request,
        form,
        save,
        "success_factors/value_form.html",
        context,
        back=indicator,
        done=lambda value: f"Der Wert für {value.period} ist gespeichert.",
    )


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
@fair_uploads
def value_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a series: first the preview with every problem, then what the person decides."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    form, preview = SeriesForm(form_data(request), request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        preview = read_series(indicator, form.cleaned_data["text"], source=form.cleaned_data["source"])
        is_settled = not preview.problems or request.POST.get("only_good")
        is_confirmed = not preview.questions or request.POST.get("confirmed")
        if request.POST.get("step") == "import" and preview.rows and is_settled and is_confirmed:
            count = import_values(indicator, by=request.user, rows=preview.rows)
            messages.success(request, f"{count_of(count, 'Wert')} übernommen.")
            return redirect(indicator)
    context = {
        "form": form,
        "page_title": "Reihe einlesen",
        "indicator": indicator,
        "preview": preview,
        "text": form.cleaned_data.get("text", "") if preview else "",
        "source": form.cleaned_data.get("source", "") if preview else "",
        "columns": COLUMNS,
        "breadcrumbs": _crumbs(indicator, "Reihe einlesen"),
    }
    return render(request, "success_factors/value_import.html", context)


@contextmanager
def _questions_in(form: IndicatorValueForm) -> Iterator[None]:
    """An odd or double value becomes a question in the form."""
    try:
        yield
    except Unusual as odd:
        form.ask("confirmed")
        sentence = f"{odd} Wenn ja, setzen Sie das Häkchen und speichern Sie noch einmal."
        raise Incomplete({"confirmed": sentence}) from odd
    except Duplicate as double:
        form.ask("decision", "conflict_reason")
        raise Incomplete({"decision": str(double)}) from double


def _crumbs(indicator: Indicator, here: str) -> list[tuple[str, Any]]:
    return [LIST_CRUMB, (indicator.name, indicator.get_absolute_url()), (here, "")]
