"""Pages of the figures of Stadtteile and of areas that are compared."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share, fair_uploads
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page
from neuss_integration.foundation.spreadsheets.writing import download
from neuss_integration.foundation.words.nouns import count_of
from success_factors.exports import area_values_csv
from success_factors.forms.area_values import AreaTableForm
from success_factors.models import AreaValue, Indicator
from success_factors.selectors.area_values import (
    comparison_rows,
    district_figures,
    figure_map,
    mapped_indicators,
    written_values,
)
from success_factors.services.area_values import StoredFigures, store_area_values
from success_factors.views.indicators import LIST_CRUMB

PER_PAGE = 50


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def area_values(request: SignedInRequest, pk: int) -> HttpResponse:
    """One indicator by Stadtteil as map and table, and beside other areas."""
    visible, inside = Indicator.objects.visible_to(request.user), _inside(request)
    indicator = get_object_or_404(visible, pk=pk)
    year = request.GET.get("jahr", "")
    figures = district_figures(indicator, inside=inside, year=int(year) if year.isdecimal() else None)
    per_thousand = request.GET.get("je") == "1000"
    context = {
        "page_title": "Nach Gebieten",
        "indicator": indicator,
        "figures": figures,
        "per_thousand": per_thousand and figures is not None and figures.has_rates,
        "picture": figure_map(figures, per_thousand=per_thousand) if figures else "",
        "comparisons": comparison_rows(indicator, inside=inside),
        "others": [each for each in mapped_indicators(visible) if each.pk != pk],
        "may_edit": request.user.access.has(Permission.MAINTAIN_CONCEPT),
        "breadcrumbs": [*_crumbs(indicator)[:-2], ("Gebiete", "")],
    }
    return render(request, "success_factors/area_values.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@fair_share
def area_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """All years of all areas as CSV, shown as the page shows them."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    rows = written_values(indicator, inside=_inside(request))
    return download(area_values_csv(indicator, rows), f"indikator-{indicator.pk}-gebiete.csv")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
@fair_uploads
def area_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter or correct figures from a table; all of it or nothing."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    form = AreaTableForm(form_data(request), request.FILES or None, indicator=indicator)

    def save() -> StoredFigures:
        source = form.cleaned_data["source"]
        return store_area_values(indicator, by=request.user, source=source, figures=form.table.rows)

    def done(stored: StoredFigures) -> str:
        told = [f"{count_of(stored.new, 'Wert')} neu", f"{stored.changed} geändert", f"{stored.removed} entfernt"]
        left = form.table.without_number
        return f"{', '.join(told)}." + (f" Ohne Zahl und nicht übernommen: {left}." if left else "")

    def unread(stored: StoredFigures) -> str:
        return " ".join(form.notices)

    page = "success_factors/value_form.html"
    context = {"page_title": "Werte von Gebieten erfassen", "indicator": indicator, "breadcrumbs": _crumbs(indicator)}
    back = reverse("success_factors:area-values", args=[pk])
    return form_page(request, form, save, page, context, back=back, done=done, warn=unread)


@require_safe
@require_permission(Permission.MAINTAIN_CONCEPT)
def area_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who entered, changed or took away which figure, newest first."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    rows = AreaValue.history.filter(indicator_id=pk).select_related("history_user", "district", "indicator")
    context = {
        "page_title": "Verlauf der Werte von Gebieten",
        "indicator": indicator,
        "page_obj": Paginator(rows.order_by("-history_date", "-history_id"), PER_PAGE).get_page(
            request.GET.get("seite")
        ),
        "breadcrumbs": [*_crumbs(indicator)[:-1], ("Verlauf", "")],
    }
    return render(request, "success_factors/area_history.html", context)


def _inside(request: SignedInRequest) -> bool:
    return request.user.access.has(Permission.VIEW_INTERNAL)


def _crumbs(indicator: Indicator) -> list[tuple[str, Any]]:
    areas = reverse("success_factors:area-values", args=[indicator.pk])
    return [LIST_CRUMB, (indicator.name, indicator.get_absolute_url()), ("Gebiete", areas), ("Erfassen", "")]
