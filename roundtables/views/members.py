"""Pages of the seats at a Runder Tisch, for the Koordination."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.exceptions import Stale
from neuss_integration.foundation.forms.editing import form_methods, saved
from roundtables.forms.round_tables import MemberForm, SeatEndForm
from roundtables.models import TableMember
from roundtables.services.round_tables import add_member, end_member, update_member
from roundtables.views.pages import form_page, stored, table_crumbs, visible_table


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def member_create(request: SignedInRequest, pk: int) -> HttpResponse:
    table = visible_table(request, pk)
    form = MemberForm(form_data(request))
    if stored(request, form, lambda: add_member(table, by=request.user, values=form.values())):
        messages.success(request, "Der Sitz ist eingetragen.")
        return redirect(table)
    return form_page(request, form, "Mitglied eintragen", table_crumbs(table), lead=table.name)


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def member_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a seat; a second writer sees both versions."""
    member = _seat(request, pk)
    form = MemberForm(form_data(request), member=member)

    def save(version: int) -> None:
        update_member(member, by=request.user, expected_version=version, values=form.values())

    table = member.round_table
    return saved(request, form, save, back=table, stored=lambda current: MemberForm(member=current)) or form_page(
        request, form, "Sitz bearbeiten", table_crumbs(table), lead=str(member)
    )


@form_methods
@require_permission(Permission.MANAGE_TABLES)
def member_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say until when somebody sat at the table."""
    member = _seat(request, pk)
    form = SeatEndForm(form_data(request), member=member)

    def save() -> None:
        given = form.cleaned_data
        end_member(member, by=request.user, expected_version=given["version"], last_day=given["last_day"])

    try:
        if stored(request, form, save):
            messages.success(request, "Der Sitz ist beendet.")
            return redirect(member.round_table)
    except Stale:
        messages.warning(request, "Inzwischen hat jemand anderes diesen Sitz geändert. Bitte sehen Sie nach.")
        return redirect(member.round_table)
    return form_page(request, form, "Sitz beenden", table_crumbs(member.round_table), lead=str(member))


def _seat(request: SignedInRequest, pk: int) -> TableMember:
    seats = TableMember.objects.visible_to(request.user)
    return get_object_or_404(seats.select_related("round_table", "organisation", "user", "deputy_user"), pk=pk)
