"""Pages of the Runde Tische."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from roundtables.forms.round_tables import TableForm
from roundtables.selectors.tables import table_view, tables_listed
from roundtables.selectors.waiting_minutes import waiting_minutes
from roundtables.services.round_tables import create_table, update_table
from roundtables.views.pages import (
    FORM_PAGE,
    TABLES_CRUMB,
    page_context,
    table_crumbs,
    visible_table,
)


@require_safe
@require_permission(Permission.VIEW_TABLES, Permission.ATTEND_TABLES)
def table_list(request: SignedInRequest) -> HttpResponse:
    """The Runde Tische of today: what each is for, and which office runs it; above them minutes that wait."""
    context = {
        "page_title": "Verzeichnis der Runden Tische",
        "tables": tables_listed(request.user),
        "waiting": waiting_minutes(request.user, request.GET.get("protokolle", "")),
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

    done = "Der Runde Tisch ist angelegt. Tragen Sie jetzt die Mitglieder ein."
    context = page_context("Runden Tisch anlegen", [(TABLES_CRUMB[0], str(TABLES_CRUMB[1]))])
    return form_page(
        request, form, lambda: create_table(by=request.user, values=form.values()), FORM_PAGE, context, done=done
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def table_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change name, purpose and rules; a second writer sees both versions."""
    table = visible_table(request, pk)
    form = TableForm(form_data(request), table=table)

    def save() -> Any:
        return update_table(table, by=request.user, expected_version=version_of(form), values=form.values())

    context = page_context("Runden Tisch bearbeiten", table_crumbs(table), lead=table.name)
    return form_page(
        request, form, save, FORM_PAGE, context, back=table, stored=lambda current: TableForm(table=current)
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
