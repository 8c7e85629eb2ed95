"""Pages of the Runde Tische."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.editing import form_methods, saved
from neuss_integration.foundation.records.history import Trail
from roundtables.forms.round_tables import TableForm
from roundtables.models import RoundTable
from roundtables.selectors.tables import table_view, tables_listed
from roundtables.services.round_tables import create_table, update_table
from roundtables.views.pages import TABLES_CRUMB, form_page, stored, table_crumbs, visible_table


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def table_list(request: SignedInRequest) -> HttpResponse:
    """The Runde Tische of today: what each is for, and which office runs it."""
    context = {
        "page_title": "Runde Tische",
        "tables": tables_listed(request.user),
        "may_manage": request.user.access.has(Permission.MANAGE_TABLES),
    }
    return render(request, "roundtables/table_list.html", context)


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def table_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One Runder Tisch: rules, members, meetings, tasks; for readers what is public."""
    table = visible_table(request, pk)
    context = {
        "page_title": table.name,
        "table": table,
        "view": table_view(table, request.user),
        "may_manage": request.user.access.has(Permission.MANAGE_TABLES),
        "breadcrumbs": [*table_crumbs(table)[:-1], (table.name, "")],
    }
    return render(request, "roundtables/table_detail.html", context)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def table_create(request: SignedInRequest) -> HttpResponse:
    """Set up a Runder Tisch."""
    form = TableForm(form_data(request))
    made: list[RoundTable] = []
    if stored(request, form, lambda: made.append(create_table(by=request.user, values=form.values()))):
        messages.success(request, "Der Runde Tisch ist angelegt. Tragen Sie jetzt die Mitglieder ein.")
        return redirect(made[0])
    return form_page(request, form, "Runden Tisch anlegen", [(TABLES_CRUMB[0], str(TABLES_CRUMB[1]))])


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def table_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change name, purpose and rules; a second writer sees both versions."""
    table = visible_table(request, pk)
    form = TableForm(form_data(request), table=table)

    def save(version: int) -> None:
        update_table(table, by=request.user, expected_version=version, values=form.values())

    return saved(request, form, save, back=table, stored=lambda current: TableForm(table=current)) or form_page(
        request, form, "Runden Tisch bearbeiten", table_crumbs(table), lead=table.name
    )


@require_safe
@require_permission(Permission.MANAGE_TABLES)
def table_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which rule changed when, and by whom."""
    table = visible_table(request, pk)
    title = "Änderungsverlauf des Runden Tisches"
    context = {
        "page_title": title,
        "subject": table.name,
        "page_obj": Trail(table).page(request.GET.get("seite")),
        "breadcrumbs": [*table_crumbs(table), ("Änderungsverlauf", "")],
    }
    return render(request, "layout/history.html", context)
