"""Pages of indicators: list, one indicator with chart and method card, enter, change, download."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from neuss_integration.foundation.spreadsheets.writing import download
from success_factors.exports import indicator_file, values_csv
from success_factors.filters import IndicatorFilter
from success_factors.forms.indicators import IndicatorForm
from success_factors.models import Indicator
from success_factors.models.value_words import NO_GROUPS
from success_factors.selectors.area_values import comparison_lines
from success_factors.selectors.indicators import (
    indicator_chart,
    movement,
    set_charts,
    value_rows,
    with_values,
)
from success_factors.selectors.value_requests import requests_for
from success_factors.services.indicators import create_indicator, update_indicator

LIST_CRUMB = ("Indikatoren", reverse_lazy("success_factors:indicator-list"))


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page(by_person=True)
def indicator_list(request: SignedInRequest) -> HttpResponse:
    """What is watched with its last value and its direction, then what is not and why; as the address filters."""
    chosen = IndicatorFilter(request.GET, Indicator.objects.visible_to(request.user))
    rows = chosen.rows(inside=_inside(request))
    context = {
        "page_title": "Indikatoren",
        "ignored": chosen.leave_out_unknown(),
        "filter_form": chosen.form,
        "chips": list(chosen.chips(request)),
        "count": len(rows),
        "watched": [row for row in rows if row.is_watched],
        "others": [row for row in rows if not row.is_watched],
        "may_edit": request.user.access.has(Permission.MAINTAIN_CONCEPT),
    }
    return render(request, "success_factors/indicator_list.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@fair_share
def indicator_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """The list as a file with the same filters, those that are not watched last."""
    chosen = IndicatorFilter(request.GET, Indicator.objects.visible_to(request.user))
    in_order = sorted(chosen.rows(inside=_inside(request)), key=lambda row: not row.is_watched)
    return download(indicator_file(in_order, suffix), f"indikatoren.{suffix}")


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@cached_page()
def indicator_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One indicator: the line over time, every value with its source, and how to read it."""
    indicator = get_object_or_404(with_values(Indicator.objects.visible_to(request.user)), pk=pk)
    inside = _inside(request)
    context = {
        "page_title": indicator.name,
        "indicator": indicator,
        "picture": indicator_chart(indicator, inside=inside, beside=comparison_lines(indicator)),
        "set_pictures": set_charts(indicator, inside=inside),
        "movement": movement(indicator, inside=inside),
        "no_groups": NO_GROUPS,
        "requests": requests_for(request.user).filter(indicator=indicator).order_by("-due_on", "-pk")[:3],
        "values": value_rows(indicator, inside=inside),
        "may_edit": request.user.access.has(Permission.MAINTAIN_CONCEPT),
        "breadcrumbs": [LIST_CRUMB, (indicator.name, "")],
    }
    return render(request, "success_factors/indicator_detail.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
@fair_share
def indicator_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The values as CSV, shown as the page shows them."""
    indicator = get_object_or_404(with_values(Indicator.objects.visible_to(request.user)), pk=pk)
    content = values_csv(indicator, value_rows(indicator, inside=_inside(request)))
    return download(content, f"indikator-{indicator.pk}.csv")


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def indicator_create(request: SignedInRequest) -> HttpResponse:
    """Enter an indicator with its method card."""
    form = IndicatorForm(form_data(request))

    def save() -> Any:
        return create_indicator(by=request.user, values=form.values())

    context = {"page_title": "Indikator anlegen", "breadcrumbs": [LIST_CRUMB, ("Anlegen", "")]}
    done = "Der Indikator ist angelegt. Jetzt können Sie Werte erfassen."
    return form_page(request, form, save, "success_factors/indicator_form.html", context, done=done)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def indicator_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the method card, end an indicator or name its successor; a second writer sees both versions."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    form, back = IndicatorForm(form_data(request), instance=indicator), indicator.get_absolute_url()
    crumbs = [LIST_CRUMB, (indicator.name, back), ("Bearbeiten", "")]
    context = {"page_title": "Indikator bearbeiten", "subject": indicator.name, "breadcrumbs": crumbs}

    def save() -> Any:
        return update_indicator(indicator, by=request.user, expected_version=version_of(form), values=form.values())

    return form_page(
        request,
        form,
        save,
        "success_factors/indicator_form.html",
        context,
        back=back,
        stored=lambda current: IndicatorForm(instance=current),
    )


@require_safe
@require_permission(Permission.MAINTAIN_CONCEPT)
def indicator_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who changed which field of the method card."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    context = {
        "page_title": "Änderungsverlauf",
        "subject": indicator.name,
        "breadcrumbs": [LIST_CRUMB, (indicator.name, indicator.get_absolute_url()), ("Änderungsverlauf", "")],
        "page_obj": Trail(indicator).page(request.GET.get("seite")),
    }
    return render(request, "layout/history.html", context)


def _inside(request: SignedInRequest) -> bool:
    return request.user.access.has(Permission.VIEW_INTERNAL)
