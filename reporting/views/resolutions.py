"""Pages that link resolutions of committees with reports, and take a link back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from measures.models import Resolution
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page
from reporting.forms.resolutions import ReportResolutionForm, ResolutionReportForm
from reporting.models import Report
from reporting.services.resolutions import link_resolution, unlink_resolution
from reporting.views.common import crumbs_of, report_for

LINKED = "Der Beschluss ist mit dem Bericht verknüpft."


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def report_resolution_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which resolution is about a report, also long after it was published."""
    report = report_for(request, pk)
    form = ReportResolutionForm(form_data(request), report=report)

    def save() -> Any:
        return link_resolution(report, by=request.user, resolution=form.cleaned_data["resolution"])

    context = {
        "page_title": "Beschluss mit dem Bericht verknüpfen",
        "subject": report.title,
        "report": report,
        "breadcrumbs": crumbs_of(report, ("Beschluss", "")),
    }
    back = f"{report.get_absolute_url()}#beschluesse"
    return form_page(request, form, save, "reporting/resolution_link.html", context, back=back, done=LINKED)


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def resolution_report_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same from the page of the resolution."""
    resolution = get_object_or_404(Resolution.objects.visible_to(request.user), pk=pk)
    form = ResolutionReportForm(form_data(request), resolution=resolution)

    def save() -> Any:
        return link_resolution(form.cleaned_data["report"], by=request.user, resolution=resolution)

    crumbs = [("Beschlüsse", reverse("measures:resolution-list")), (resolution.title, resolution.get_absolute_url())]
    context = {
        "page_title": "Bericht verknüpfen",
        "subject": str(resolution),
        "breadcrumbs": [*crumbs, ("Bericht", "")],
    }
    return form_page(request, form, save, "reporting/resolution_link.html", context, back=resolution, done=LINKED)


@require_POST
@require_permission(Permission.COMPOSE_REPORTS)
def report_resolution_unlink(request: SignedInRequest, pk: int, link_pk: int) -> HttpResponse:
    """Take back a link that was wrong; the history of the report keeps it."""
    report: Report = report_for(request, pk)
    unlink_resolution(get_object_or_404(report.resolution_links, pk=link_pk), by=request.user)
    messages.success(request, "Der Beschluss ist nicht mehr mit dem Bericht verknüpft. Der Verlauf behält beides.")
    return redirect(f"{report.get_absolute_url()}#beschluesse")
