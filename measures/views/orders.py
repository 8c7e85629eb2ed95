"""Pages of the Beschlusskontrolle: the state of an order, the Beratungsfolge."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.exports import order_workbook
from measures.forms.orders import ConsultationForm, OrderReportForm
from measures.forms.parts import ReasonForm
from measures.models import Consultation, Resolution
from measures.pdf.orders import orders_pdf
from measures.selectors.order_control import order_control
from measures.services.consultations import add_consultation, change_consultation, remove_consultation
from measures.services.orders import report_order
from measures.views.parts import PART_FORM
from measures.views.resolutions import resolution_context, visible_resolution
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.foundation.pdf.responses import pdf_response
from neuss_integration.foundation.spreadsheets.writing import download


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@fair_share
def order_export(request: SignedInRequest, suffix: str) -> HttpResponse:
    """The Beschlusskontrolle for the council as PDF or XLSX: what is open, and settled since the last half-year."""
    now = timezone.localtime()
    control, name = order_control(request.user, now.date()), f"beschlusskontrolle-{now:%Y-%m-%d}.{suffix}"
    if suffix == "xlsx":
        return download(order_workbook(control), name)
    return pdf_response(request, lambda: orders_pdf(control, at=now), name, back=reverse("measures:resolution-list"))


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES, Permission.EDIT_OWN_MEASURES)
def order_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell how far an order is; for the office it was given to and for the Koordination."""
    resolution = get_object_or_404(Resolution.objects.reportable_by(request.user).select_related("committee"), pk=pk)
    may_drop = request.user.access.has(Permission.MAINTAIN_MEASURES)
    form = OrderReportForm(form_data(request), resolution=resolution, may_drop=may_drop)

    def save() -> Any:
        given = form.cleaned_data
        return report_order(
            resolution, by=request.user, step=given["step"], text=given["text"], noted_on=given["noted_on"]
        )

    context = _form_context(resolution, "Stand des Auftrags", explanation=resolution.order_text)
    return form_page(request, form, save, PART_FORM, context, back=resolution, done="Der Stand ist eingetragen.")


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def consultation_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """One more Gremium in the Beratungsfolge. A double click makes one."""
    resolution = visible_resolution(request, pk)
    form = ConsultationForm(form_data(request), initial={"submission_key": uuid.uuid4()})

    def save() -> Any:
        key = form.cleaned_data["submission_key"]
        return add_consultation(resolution, by=request.user, values=form.values(), submission_key=key)

    context = _form_context(resolution, "Beratung eintragen")
    return form_page(request, form, save, PART_FORM, context, back=resolution, done="Die Beratung ist eingetragen.")


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def consultation_edit(request: SignedInRequest, pk: int, consultation: int) -> HttpResponse:
    """Change a Beratung, such as to enter its result; a second writer sees both versions."""
    row = _consultation(request, pk, consultation)
    form = ConsultationForm(form_data(request), row=row)

    def save() -> Any:
        return change_consultation(row, by=request.user, expected_version=version_of(form), values=form.values())

    remove_url = reverse("measures:consultation-remove", args=[pk, consultation])
    context = _form_context(row.resolution, "Beratung bearbeiten", remove_url=remove_url)
    stored = lambda current: ConsultationForm(row=current)  # noqa: E731
    return form_page(request, form, save, PART_FORM, context, back=row.resolution, stored=stored)


@form_methods
@require_permission(Permission.MAINTAIN_MEASURES)
def consultation_remove(request: SignedInRequest, pk: int, consultation: int) -> HttpResponse:
    """Take a Beratung out that was wrong, and say why."""
    row = _consultation(request, pk, consultation)
    form = ReasonForm(form_data(request))

    def save() -> Any:
        remove_consultation(row, by=request.user, reason=form.cleaned_data["reason"])

    context = _form_context(row.resolution, "Beratung entfernen", explanation=f"{row.committee}: {row}")
    return form_page(request, form, save, PART_FORM, context, back=row.resolution, done="Die Beratung ist entfernt.")


def _consultation(request: SignedInRequest, pk: int, consultation: int) -> Consultation:
    rows = Consultation.objects.visible_to(request.user).select_related("committee", "resolution__committee")
    return get_object_or_404(rows, pk=consultation, resolution=pk)


def _form_context(resolution: Resolution, title: str, **more: Any) -> dict[str, Any]:
    return resolution_context(resolution, title) | {"back": resolution.get_absolute_url()} | more
