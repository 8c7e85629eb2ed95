"""Pages of the Beratungsfolge of a report."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from measures.forms.orders import ConsultationForm
from measures.forms.parts import ReasonForm
from measures.views.parts import PART_FORM
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from reporting.models import Report, ReportConsultation
from reporting.services.consultations import (
    add_report_consultation,
    change_report_consultation,
    remove_report_consultation,
)
from reporting.views.common import crumbs_of, report_for


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def report_consultation_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """One more Gremium that deals with the report. A double click makes one."""
    report = report_for(request, pk)
    form = ConsultationForm(form_data(request), initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return add_report_consultation(report, by=request.user, values=form.values(), submission_key=key)

    context = _context(report, "Beratung des Berichts eintragen")
    return form_page(request, form, save, PART_FORM, context, back=_way(report), done="Die Beratung ist eingetragen.")


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def report_consultation_edit(request: SignedInRequest, pk: int, consultation: int) -> HttpResponse:
    """Change a Beratung, such as to enter its result; a second writer sees both versions."""
    row = _row(request, pk, consultation)
    form = ConsultationForm(form_data(request), row=row)

    def save() -> Any:
        version = version_of(form)
        return change_report_consultation(row, by=request.user, expected_version=version, values=form.values())

    remove_url = reverse("reporting:report-consultation-remove", args=[pk, consultation])
    context = _context(row.report, "Beratung des Berichts bearbeiten", remove_url=remove_url)
    stored = lambda current: ConsultationForm(row=current)  # noqa: E731
    return form_page(request, form, save, PART_FORM, context, back=_way(row.report), stored=stored)


@form_methods
@require_permission(Permission.COMPOSE_REPORTS)
def report_consultation_remove(request: SignedInRequest, pk: int, consultation: int) -> HttpResponse:
    """Take a Beratung out that was wrong, and say why."""
    row = _row(request, pk, consultation)
    form = ReasonForm(form_data(request))

    def save() -> Any:
        remove_report_consultation(row, by=request.user, reason=form.cleaned_data["reason"])

    context = _context(row.report, "Beratung des Berichts entfernen", explanation=f"{row.committee}: {row}")
    return form_page(request, form, save, PART_FORM, context, back=_way(row.report), done="Die Beratung ist entfernt.")


def _row(request: SignedInRequest, pk: int, consultation: int) -> ReportConsultation:
    rows = ReportConsultation.objects.visible_to(request.user).select_related("committee", "report")
    return get_object_or_404(rows, pk=consultation, report=pk)


def _way(report: Report) -> str:
    return f"{report.get_absolute_url()}#beratungsfolge"


def _context(report: Report, title: str, **more: Any) -> dict[str, Any]:
    crumbs = crumbs_of(report, (title, ""))
    return {"page_title": title, "subject": report.title, "breadcrumbs": crumbs, "back": _way(report)} | more
