"""Taking needs in from a list, such as one that was kept in a table before."""

from django.http import HttpResponse
from django.urls import reverse

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_uploads
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods
from neuss_integration.maintenance.views import ListTaking, list_page
from roundtables.imports import COLUMNS, plan_needs, read_needs, take_in_needs
from roundtables.views.needs import LIST_CRUMB, TABLES_CRUMB

READING = (
    "Gelesen werden die Spalten {}. Nötig sind der Titel und, wenn es mehrere gibt, der Runde Tisch. Namen müssen in "
    "den Stammdaten stehen; mehrere trennt ein Komma oder Semikolon."
)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
@fair_uploads
def need_import(request: SignedInRequest) -> HttpResponse:
    """Take in a list of needs."""
    taking_in = ListTaking(
        salt="bedarfe",
        read=read_needs,
        plan=lambda table: plan_needs(table, by=request.user),
        write=lambda plan: take_in_needs(plan, by=request.user),
        back=reverse("roundtables:need-list"),
        context={
            "page_title": "Bedarfe einlesen",
            "plural": "Bedarfe",
            "known_by": "an der Nummer oder am Titel",
            "reading": READING.format(", ".join(words[0] for words in COLUMNS.values())),
            "as_it_is": reverse("roundtables:need-export", args=["xlsx"]),
            "breadcrumbs": [TABLES_CRUMB, LIST_CRUMB, ("Einlesen", "")],
        },
    )
    return list_page(request, taking_in)
