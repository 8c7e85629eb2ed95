"""Who works where, as page and file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.spreadsheets.writing import download, workbook
from neuss_integration.foundation.ui.ties import ties_picture
from roundtables.exports import network_sheets
from roundtables.selectors.network import network


@require_safe
@require_permission(Permission.VIEW_MEASURES)
def network_page(request: SignedInRequest) -> HttpResponse:
    """Organisations by Stadtteil, and who sits at no Runder Tisch."""
    found = network(request.user)
    title = "Organisationen und die Fachdienststellen, mit denen sie an Maßnahmen arbeiten"
    context = {
        "page_title": "Netzwerk: Wer arbeitet wo",
        "breadcrumbs": [("Runde Tische", reverse_lazy("roundtables:table-list")), ("Netzwerk", "")],
        "network": found,
        "picture": ties_picture(found.ties, title, columns=("Organisationen", "Fachdienststellen")),
        "rows": [(actor, found.cells(actor)) for actor in found.active],
    }
    return render(request, "roundtables/network.html", context)


@require_safe
@require_permission(Permission.VIEW_MEASURES)
@fair_share
def network_export(request: SignedInRequest) -> HttpResponse:
    """The directory and the matrix as XLSX."""
    return download(workbook(network_sheets(network(request.user)), title="Netzwerk"), "netzwerk.xlsx")
