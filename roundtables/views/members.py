"""Pages of the seats at a Runder Tisch, for the Koordination."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.forms.pages import form_methods, form_page, version_of
from roundtables.forms.round_tables import MemberForm, SeatEndForm
from roundtables.models import TableMember
from roundtables.services.round_tables import add_member, end_member, update_member
from roundtables.views.pages import FORM_PAGE, page_context, table_crumbs, visible_table


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def member_create(request: SignedInRequest, pk: int) -> HttpResponse:
    table = visible_table(request, pk)
    form = MemberForm(form_data(request))

    done = "Der Sitz ist eingetragen."
    context = page_context("Mitglied eintragen", table_crumbs(table), lead=table.name)
    return form_page(
        request,
        form,
        lambda: add_member(table, by=request.user, values=form.values()),
        FORM_PAGE,
        context,
        back=table,
        done=done,
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def member_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a seat; a second writer sees both versions."""
    member = _seat(request, pk)
    form = MemberForm(form_data(request), member=member)

    def save() -> Any:
        return update_member(member, by=request.user, expected_version=version_of(form), values=form.values())

    table = member.round_table
    context = page_context("Sitz bearbeiten", table_crumbs(table), lead=str(member))
    return form_page(
        request, form, save, FORM_PAGE, context, back=table, stored=lambda current: MemberForm(member=current)
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def member_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say until when somebody sat at the table."""
    member = _seat(request, pk)
    form = SeatEndForm(form_data(request), member=member)

    def save() -> TableMember:
        given = form.cleaned_data
        return end_member(member, by=request.user, expected_version=given["version"], last_day=given["last_day"])

    table = member.round_table
    context = page_context("Sitz beenden", table_crumbs(table), lead=str(member))
    try:
        return form_page(request, form, save, FORM_PAGE, context, back=table, done="Der Sitz ist beendet.")
    except Stale:
        messages.warning(request, "Inzwischen wurde dieser Sitz anderswo geändert. Bitte sehen Sie nach.")
        return redirect(table)


def _seat(request: SignedInRequest, pk: int) -> TableMember:
    seats = TableMember.objects.visible_to(request.user)
    return get_object_or_404(seats.select_related("round_table", "organisation", "user", "deputy_user"), pk=pk)
