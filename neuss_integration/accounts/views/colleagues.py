"""Accounts that offices ask for: asking, releasing, declining."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.forms.colleagues import ColleagueForm, DeclineColleagueForm
from neuss_integration.accounts.models import ColleagueRequest, User
from neuss_integration.accounts.permissions import access_of, require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.accounts.services import colleagues
from neuss_integration.foundation.forms.pages import button, form_methods, form_page

TITLE = "Vorgeschlagene Konten"
NEW = "Konto vorschlagen"


def tell_accounts(rows: list[Any]) -> None:
    """Each open wish has in `account` the name of the account with its address: the office may have typed another."""
    waiting = [each for each in rows if each.decided_at is None]
    names = dict(User.objects.filter(email__in=[each.email for each in waiting]).values_list("email", "name"))
    for each in waiting:
        each.account = names.get(each.email, "")


@require_safe
@require_permission(Permission.REPORT_PROGRESS, Permission.MANAGE_USERS)
def request_list(request: SignedInRequest) -> HttpResponse:
    """What is open first, then what was decided."""
    found = ColleagueRequest.objects.visible_to(request.user)
    named = found.select_related("department", "made_by", "decided_by").order_by("decided_at", "created_at", "pk")
    rows = list(named)
    access = access_of(request.user)
    if access.has(Permission.MANAGE_USERS):
        tell_accounts(rows)
    context = {
        "page_title": TITLE,
        "open": [each for each in rows if each.decided_at is None],
        "decided": [each for each in reversed(rows) if each.decided_at is not None],
        "may_decide": access.has(Permission.MANAGE_USERS),
        "may_ask": access.has(Permission.REPORT_PROGRESS),
        "breadcrumbs": [("Start", "/"), (TITLE, "")],
    }
    return render(request, "accounts/request_list.html", context)


@form_methods
@require_permission(Permission.REPORT_PROGRESS)
def request_create(request: SignedInRequest) -> HttpResponse:
    """A person of an office asks for an account for somebody of it."""
    form = ColleagueForm(form_data(request), offices=access_of(request.user).department_ids)

    def save() -> Any:
        return colleagues.ask_for_colleague(by=request.user, **form.cleaned_data)

    crumbs = [("Start", "/"), (TITLE, reverse("accounts:request-list")), (NEW, "")]
    context = {"page_title": NEW, "breadcrumbs": crumbs}
    done = "Vorgeschlagen. Die Fachadministration weiß davon; Sie bekommen eine Nachricht, sobald sie entscheidet."
    back = reverse("accounts:request-list")
    return form_page(request, form, save, "accounts/user_form.html", context, back=back, done=done, field="email")


@require_POST
@require_permission(Permission.MANAGE_USERS)
def request_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """One click: account, role and invitation."""
    asked = get_object_or_404(ColleagueRequest.objects.visible_to(request.user), pk=pk)
    return button(
        request,
        lambda: colleagues.release_colleague(asked, by=request.user),
        back=reverse("accounts:request-list"),
        done=f"Freigegeben: {asked}.",
    )


@form_methods
@require_permission(Permission.MANAGE_USERS)
def request_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """No account, with a sentence."""
    asked = get_object_or_404(ColleagueRequest.objects.visible_to(request.user), pk=pk)
    form = DeclineColleagueForm(form_data(request))

    def save() -> Any:
        return colleagues.decline_colleague(asked, by=request.user, **form.cleaned_data)

    back = reverse("accounts:request-list")
    crumbs = [("Start", "/"), (TITLE, back), ("Ablehnen", "")]
    context = {"page_title": f"Konto für {asked.name} ablehnen", "breadcrumbs": crumbs}
    return form_page(request, form, save, "accounts/user_form.html", context, back=back, done="Abgelehnt.")
