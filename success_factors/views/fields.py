"""Pages of the Handlungsfelder."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from success_factors.models import FieldOfAction
from success_factors.selectors.concept import current_and_ended_fields

FIELDS_CRUMB = ("Handlungsfelder", reverse_lazy("success_factors:field-list"))


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def field_list(request: HttpRequest) -> HttpResponse:
    """The Handlungsfelder, priority ones first."""
    current, ended = current_and_ended_fields()
    context = {"page_title": "Handlungsfelder", "fields": current, "ended": ended}
    return render(request, "success_factors/field_list.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def field_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One Handlungsfeld and its measures."""
    field = get_object_or_404(FieldOfAction.objects.select_related("successor", "division"), pk=pk)
    context = {"page_title": field.name, "field": field, "breadcrumbs": [FIELDS_CRUMB, (field.name, "")]}
    return render(request, "success_factors/field_detail.html", context)
