"""Pages of the Runde Tische."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from roundtables.models import RoundTable


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def table_list(request: SignedInRequest) -> HttpResponse:
    """The Runde Tische of today: what each is for, and which office runs it."""
    tables = RoundTable.objects.visible_to(request.user).current().select_related("office").in_german_order()
    return render(request, "roundtables/table_list.html", {"page_title": "Runde Tische", "tables": tables})
