"""Pages of the figures of Stadtteile and of areas that are compared."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share, fair_uploads
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods
from neuss_integration.foundation.spreadsheets.writing import download
from neuss_integration.maintenance.imports import ListPlan
from neuss_integration.maintenance.views import ListTaking, list_page
from success_factors.exports import area_values_csv
from success_factors.forms.area_values import AreaTableForm
from success_factors.imports.area_values import COLUMNS, NEEDED, plan_areas, read_areas
from success_factors.models import AreaValue, Indicator
from success_factors.models.value_words import NO_GROUPS
from success_factors.selectors.area_values import (
    comparison_rows,
    district_figures,
    figure_map,
    mapped_indicators,
    written_values,
)
from success_factors.services.area_values import store_area_values
from success_factors.views.indicators import LIST_CRUMB

PER_PAGE = 50


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page()
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
        "no_groups": NO_GROUPS if indicator.words else "",
        "may_edit": request.user.access.has(Permission.MAINTAIN_CONCEPT) and not indicator.words,
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
    """Enter, correct or take back figures from a table, after a preview of each row."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    if indicator.words:
        messages.warning(request, NO_GROUPS)
        return redirect(indicator)
    return list_page(request, _taking_in(indicator, request.user))


def _taking_in(indicator: Indicator, by: User) -> ListTaking:
    return ListTaking(
        salt=f"gebiete {indicator.pk}",
        read=read_areas,
        plan=partial(plan_areas, indicator),
        write=partial(_stored, indicator, by),
        back=reverse("success_factors:area-values", args=[indicator.pk]),
        form=AreaTableForm,
        given=("kind", "source"),
        context={
            "page_title": "Werte von Gebieten erfassen",
            "plural": "Werte von Gebieten",
            "known_by": "an Gebiet und Jahr",
            "reading": f"Gelesen werden die Spalten {', '.join(COLUMNS)}. Nötig sind {', '.join(NEEDED)}.",
            "as_it_is": reverse("success_factors:area-download", args=[indicator.pk]),
            "ending": ".csv",
            "breadcrumbs": _crumbs(indicator),
        },
    )


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


def _stored(indicator: Indicator, by: User, plan: ListPlan, *, kind: str, source: str) -> list[str]:
    figures = [row.values["figure"] for row in plan.effective]
    store_area_values(indicator, by=by, source=source, figures=figures)
    return []


def _inside(request: SignedInRequest) -> bool:
    return request.user.access.has(Permission.VIEW_INTERNAL)


def _crumbs(indicator: Indicator) -> list[tuple[str, Any]]:
    areas = reverse("success_factors:area-values", args=[indicator.pk])
    return [LIST_CRUMB, (indicator.name, indicator.get_absolute_url()), ("Gebiete", areas), ("Erfassen", "")]
