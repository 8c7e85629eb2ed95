"""Pages about the city as measures show it: organisations, Stadtteile, responsibilities."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from measures.catalogue.listing import Listing
from measures.exports import organisation_file
from measures.forms.directory import DirectoryFilter
from measures.models import Measure
from measures.selectors.city_map import city_map
from measures.selectors.organisation_chart import organisation_chart
from measures.selectors.organisations import (
    Engagement,
    OrganisationRow,
    Places,
    active_counts,
    directory,
    engagements,
    fields_without,
    organisations_in,
    with_consent,
)
from measures.selectors.responsibilities import responsibilities
from neuss_integration.accounts.cached_pages import cached_page
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.city.models import District, Organisation
from neuss_integration.foundation.spreadsheets.writing import download
from neuss_integration.foundation.ui.lists import filters_without

PER_PAGE: Final = 50
ORGANISATIONS_CRUMB: Final = ("Organisationen", reverse_lazy("measures:organisation-list"))
DISTRICTS_CRUMB: Final = ("Stadtteile", reverse_lazy("measures:district-list"))


@require_safe
@require_permission(Permission.VIEW_MEASURES)
def organisation_list(request: SignedInRequest) -> HttpResponse:
    """Who works with the city on what and where, as measures show it."""
    form, found = _directory(request)
    context = {
        "page_title": "Verzeichnis der Organisationen",
        "filter_form": form,
        "chips": [
            (form.shown(name), filters_without(request, name)) for name, value in form.cleaned_data.items() if value
        ],
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("seite")),
        "may_maintain": request.user.access.has(Permission.MAINTAIN_MASTER_DATA),
    }
    return render(request, "measures/organisation_list.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@fair_share
def organisation_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """The directory as it is filtered, as XLSX or CSV; how to reach an organisation only for the office."""
    _, found = _directory(request)
    content = organisation_file(found, suffix, sees_contact=request.user.access.has(Permission.VIEW_INTERNAL))
    return download(content, f"organisationen.{suffix}")


def _directory(request: SignedInRequest) -> tuple[DirectoryFilter, list[OrganisationRow]]:
    places, inside = Places.load(), request.user.access.has(Permission.VIEW_INTERNAL)
    form = DirectoryFilter(request.GET, places=places, sees_internal=inside)
    rows = with_consent(Organisation.objects.current().in_german_order())
    return form, directory(rows, engagements(request.user), places, **form.narrowing())


@require_safe
@require_permission(Permission.VIEW_MEASURES)
def organisation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One organisation: what it is, where it works, its measures; how to reach it only for the office."""
    organisation = get_object_or_404(Organisation.objects.select_related("successor"), pk=pk)
    places, engagement = Places.load(), engagements(request.user, [pk]).get(pk, Engagement())
    context = {
        "page_title": organisation.name,
        "organisation": organisation,
        "engagement": engagement,
        "fields": places.fields_of(engagement),
        "districts": places.districts_of(engagement),
        "sees_contact": request.user.access.has(Permission.VIEW_INTERNAL),
        "may_maintain": request.user.access.has(Permission.MAINTAIN_MASTER_DATA),
        "breadcrumbs": [ORGANISATIONS_CRUMB, (organisation.name, "")],
    }
    return render(request, "measures/organisation_detail.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def district_list(request: SignedInRequest) -> HttpResponse:
    """The Stadtteile with the number of active measures; those for the whole city stand apart."""
    active = Measure.objects.visible_to(request.user).active()
    counts = active_counts(active)
    context = {
        "page_title": "Stadtteile",
        "rows": [(each, counts.get(each.number, 0)) for each in District.objects.current().in_official_order()],
        "citywide": active.filter(is_citywide=True).count(),
        "may_maintain": request.user.access.has(Permission.MAINTAIN_MASTER_DATA),
    }
    return render(request, "measures/district_list.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page(by_person=True)
def district_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One Stadtteil: its measures, who works there, and which Handlungsfelder are missing."""
    district = get_object_or_404(District.objects.select_related("successor"), pk=pk)
    context = {
        "page_title": f"Stadtteil {district}",
        "district": district,
        "organisations": organisations_in(district, request.user),
        "missing": fields_without(district, request.user),
        "may_maintain": request.user.access.has(Permission.MAINTAIN_MASTER_DATA),
        "breadcrumbs": [DISTRICTS_CRUMB, (str(district), "")],
    }
    return render(request, "measures/district_detail.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def responsibility_matrix(request: SignedInRequest) -> HttpResponse:
    """Fachdienststelle by Handlungsfeld, and how all of them work together."""
    context = {"page_title": "Zuständigkeiten", "matrix": responsibilities(request.user)}
    return render(request, "measures/responsibilities.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def organisation_chart_page(request: SignedInRequest) -> HttpResponse:
    """Dezernate with their Fachdienststellen, and the central office that works across them."""
    context = {
        "page_title": "Organigramm",
        "chart": organisation_chart(request.user),
        "may_maintain": request.user.access.has(Permission.MAINTAIN_MASTER_DATA),
    }
    return render(request, "measures/organisation_chart.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@cached_page()
def measure_map(request: SignedInRequest) -> HttpResponse:
    """The measures of the list, counted on the tile map of the Stadtteile."""
    listing = Listing(request.GET, request.user)
    context = {
        "page_title": "Karte der Maßnahmen",
        "ignored": listing.filter.leave_out_unknown(),
        "listing": listing,
        "chips": list(listing.filter.chips(request)),
        "city_map": city_map(listing.filter.qs, request.GET, "Maßnahmen je Stadtteil"),
        "may_maintain": request.user.access.has(Permission.MAINTAIN_MASTER_DATA),
        "breadcrumbs": [("Maßnahmen", reverse_lazy("measures:measure-list")), ("Karte", "")],
    }
    return render(request, "measures/measure_map.html", context)
