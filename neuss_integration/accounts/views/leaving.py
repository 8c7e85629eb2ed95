"""Somebody leaves, or gives up a role: what hangs on it is shown, and handed over in the same step."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.forms.users import LeavingForm, RoleEndForm, SuccessorForm
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.accounts.services.leaving import belongings_of, give_up_role, leave
from neuss_integration.accounts.views.accounts import user_crumbs
from neuss_integration.foundation.forms.pages import Context, form_methods, form_page

PAGE = "accounts/leaving.html"


@form_methods
@require_permission(Permission.MANAGE_USERS)
def user_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Deactivate an account and end its roles; a successor may be named at once."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    form = LeavingForm(form_data(request), leaving=user, by=request.user)

    def context() -> Context:
        return {
            "page_title": f"{user.name}: Konto deaktivieren?",
            "breadcrumbs": user_crumbs(user, "Deaktivieren"),
            "belongings": belongings_of(user),
            "consequences": [
                f"{user.name} ist sofort abgemeldet und kann sich nicht mehr anmelden. Alle Rollen enden.",
                "Was die Person geschrieben und entschieden hat, bleibt mit ihrem Namen im Verlauf stehen.",
                "Das Konto lässt sich wieder aktivieren; Rollen sind dann neu zu vergeben.",
            ],
        }

    done = f"Das Konto von {user.name} ist deaktiviert."
    return _page(request, form, lambda: leave(user, by=request.user, **form.cleaned_data), context, user, done)


@form_methods
@require_permission(Permission.MANAGE_USERS)
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a role; who takes over the office or the seats may be named at once."""
    memberships = Membership.objects.visible_to(request.user).select_related("user", "department")
    role = get_object_or_404(memberships, pk=pk)
    user = role.user
    form = RoleEndForm(form_data(request), leaving=user, by=request.user)

    def context() -> Context:
        return {
            "page_title": f"Rolle „{role}“ beenden?",
            "breadcrumbs": user_crumbs(user, "Rolle beenden"),
            "belongings": belongings_of(user, role),
            "consequences": [
                f"{user.name} verliert ab sofort alle Rechte dieser Rolle.",
                "Was in dieser Rolle entschieden wurde, bleibt im Verlauf stehen.",
                "Die Rolle lässt sich später neu vergeben.",
            ],
        }

    done = f"Die Rolle „{role}“ von {user.name} ist beendet."
    return _page(request, form, lambda: give_up_role(role, by=request.user, **form.cleaned_data), context, user, done)


def _page(
    request: SignedInRequest,
    form: SuccessorForm,
    act: Callable[[], Any],
    context: Callable[[], Context],
    user: User,
    done: str,
) -> HttpResponse:
    def said(_: Any) -> str:
        successor = form.cleaned_data["successor"]
        return f"{done} {successor.name} hat übernommen, was zu übergeben war." if successor else done

    back = reverse("accounts:user-detail", args=[user.pk])
    return form_page(request, form, act, PAGE, context, back=back, done=said, field="successor")
