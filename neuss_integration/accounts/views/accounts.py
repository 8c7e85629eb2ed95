"""The own account, and accounts and roles for the Fachadministration."""

from allauth.mfa.utils import is_mfa_enabled
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts import selectors
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.forms.users import NewUserForm, RoleForm, UserFilterForm, UserForm
from neuss_integration.accounts.mails import how_mails_go
from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.permissions import SEE_DEPUTIES, access_of, require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.accounts.services import admission, second_factor, users
from neuss_integration.foundation.forms.pages import button, form_methods, form_page
from neuss_integration.foundation.ui.lists import filters_without

ROWS = 50
START = ("Start", "/")


def user_crumbs(user: User | None = None, label: str = "") -> list[tuple[str, str]]:
    """The way to a page of account management."""
    crumbs = [START, ("Konten", reverse("accounts:user-list"))]
    if user is not None:
        crumbs.append((user.name, reverse("accounts:user-detail", args=[user.pk])))
    return [*crumbs, (label, "")] if label else crumbs


@require_safe
def profile(request: SignedInRequest) -> HttpResponse:
    """The own account: name, roles with their validity, the way to a new password."""
    context = {
        "page_title": "Mein Konto",
        "breadcrumbs": [START, ("Mein Konto", "")],
        "facts": [("Name", request.user.name), ("E-Mail-Adresse", request.user.email)],
        "roles": selectors.roles_of(request.user),
        "stand_ins": selectors.stand_ins_of(request.user),
        "has_second_factor": is_mfa_enabled(request.user),
        "may_see_deputies": access_of(request.user).has(*SEE_DEPUTIES),
    }
    return render(request, "accounts/profile.html", context)


@require_safe
@require_permission(Permission.MANAGE_USERS)
def user_list(request: SignedInRequest) -> HttpResponse:
    """All accounts; search, role and activity stand in the address."""
    form = UserFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = Paginator(selectors.accounts(request.user, **chosen), ROWS).get_page(request.GET.get("seite"))
    chips = [
        (f"{form[name].label}: {form.shown(name)}", filters_without(request, name)) for name in chosen if chosen[name]
    ]
    context = {"page_title": "Konten", "breadcrumbs": user_crumbs(), "filter_form": form, "chips": chips}
    return render(request, "accounts/user_list.html", context | {"page_obj": page})


@form_methods
@require_permission(Permission.MANAGE_USERS)
def user_create(request: SignedInRequest) -> HttpResponse:
    """A new person with role and seat, who is invited by mail once all of it stands."""
    form = NewUserForm(form_data(request), initial={"valid_from": timezone.localdate()})

    def save() -> User:
        return admission.admit(by=request.user, **form.cleaned_data)

    context = {"page_title": "Konto anlegen", "breadcrumbs": user_crumbs(label="Konto anlegen")}
    return form_page(
        request,
        form,
        save,
        "accounts/user_form.html",
        context,
        back=lambda user: reverse("accounts:user-detail", args=[user.pk]),
        done=lambda user: f"Das Konto für {user.name} ist angelegt. Die Einladung {how_mails_go()}.",
    )


@require_safe
@require_permission(Permission.MANAGE_USERS)
def user_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One account: data, roles, and who changed what."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    context = {
        "page_title": user.name,
        "breadcrumbs": [*user_crumbs(), (user.name, "")],
        "account": user,
        "has_second_factor": is_mfa_enabled(user),
        "facts": selectors.facts_of(user),
        "roles": selectors.roles_of(user),
        "history": selectors.history_of(user),
    }
    return render(request, "accounts/user_detail.html", context)


@form_methods
@require_permission(Permission.MANAGE_USERS)
def user_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change name and address, deactivate and activate."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    name = user.name
    was_active = user.is_active
    form = UserForm(form_data(request), instance=user)

    def save() -> User | HttpResponse:
        values = form.cleaned_data
        is_leaving = was_active and not values["is_active"] and user.pk != request.user.pk
        saved = users.change_user(user, by=request.user, **values | {"is_active": values["is_active"] or is_leaving})
        return redirect("accounts:user-leave", pk) if is_leaving else saved

    back = reverse("accounts:user-detail", args=[pk])
    crumbs = [*user_crumbs(), (name, back), ("Bearbeiten", "")]
    context = {"page_title": f"{name}: Angaben bearbeiten", "breadcrumbs": crumbs}
    done = "Die Angaben sind gespeichert."
    return form_page(request, form, save, "accounts/user_form.html", context, back=back, done=done, field="is_active")


@require_POST
@require_permission(Permission.MANAGE_USERS)
def user_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the invitation (again)."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    return button(
        request,
        lambda: users.invite(user, by=request.user),
        back=reverse("accounts:user-detail", args=[pk]),
        done=f"Die Einladung an {user.email} {how_mails_go()}.",
    )


@form_methods
@require_permission(Permission.MANAGE_USERS)
def user_second_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove the second factor of somebody who lost it, after a question."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        return button(
            request,
            lambda: second_factor.remove_second_factor(user, by=request.user),
            back=reverse("accounts:user-detail", args=[pk]),
            done=f"Das Konto von {user.name} hat keinen zweiten Faktor mehr.",
        )
    title = "Zweiten Faktor entfernen"
    context = {"page_title": f"{title}?", "breadcrumbs": user_crumbs(user, title), "account": user}
    return render(request, "accounts/second_factor_remove.html", context)


@form_methods
@require_permission(Permission.MANAGE_USERS)
def role_grant(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a person a role from–until."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    form = RoleForm(form_data(request), user=user, initial={"valid_from": timezone.localdate()})

    def save() -> Membership:
        return admission.grant_with_place(user, by=request.user, **form.cleaned_data)

    context = {"page_title": f"{user.name}: Rolle vergeben", "breadcrumbs": user_crumbs(user, "Rolle vergeben")}
    back = reverse("accounts:user-detail", args=[pk])
    return form_page(
        request,
        form,
        save,
        "accounts/user_form.html",
        context,
        back=back,
        done=lambda membership: f"{user.name} hat jetzt die Rolle „{membership}“.",
    )
