"""What holds for every page behind sign-in, whichever view answers."""

from collections.abc import Callable
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from neuss_integration.accounts.form_recovery import store_typed_form
from neuss_integration.accounts.permissions import must_use_second_factor
from neuss_integration.accounts.services import sessions

WITHOUT_SECOND_FACTOR: Final = frozenset(
    {
        "account_profile", "account_change_password", "account_reauthenticate", "mfa_index", "mfa_activate_totp",
        "mfa_add_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    }
)  # fmt: skip
"""Pages on the way to a second factor."""
OVER: Final = "Ihre Sitzung ist abgelaufen. Bitte melden Sie sich wieder an."
NEEDED: Final = "Ihre Rolle braucht einen zweiten Faktor. Bitte richten Sie ihn hier ein; danach geht es weiter."


def has_second_factor(request: HttpRequest) -> bool:
    """Whether who is signed in has shown more than a password in this session, here or at the city's service."""
    shown = {each.get("method") for each in get_authentication_records(request, request.user)}
    return "mfa" in shown or (settings.OIDC_IS_SECOND_FACTOR and "socialaccount" in shown)


def used_provider(request: HttpRequest) -> bool:
    """Whether this session began at the city's sign-in service."""
    return any(each.get("method") == "socialaccount" for each in get_authentication_records(request, request.user))


class SessionLimitMiddleware:
    """A session ends by the limits of who is signed in; what was just sent comes back after the next sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Runs before text is kept and sign-in is asked for; pages shared by everybody ask for no session."""
        if getattr(view, "is_shared", False) or not request.user.is_authenticated:
            return
        if sessions.is_over(request):
            sessions.end_this_session(request)
            messages.info(request, OVER)
        else:
            sessions.note_use(request)


class SecondFactorMiddleware:
    """Roles that need a second factor do nothing without one: setting SECOND_FACTOR_ROLES."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Leads to the page on which a second factor is set up."""
        if not settings.SECOND_FACTOR_ROLES or not request.user.is_authenticated:
            return None
        is_open = not getattr(view, "login_required", True)
        name = request.resolver_match.url_name if request.resolver_match else None
        if is_open or name in WITHOUT_SECOND_FACTOR:
            return None
        if has_second_factor(request) or not must_use_second_factor(request.user):
            return None
        if request.method == "POST":
            store_typed_form(request)
        messages.info(request, NEEDED)
        return redirect("mfa_index")
