"""allauth's views of the second factor, with our layout: set it up, use it, confirm it, remove it."""

import time
from typing import Any, Final

from allauth.account import views as account_views
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.base import views as base_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as passkey_views
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from neuss_integration.accounts.adapter import FIRST_FACTOR_AT
from neuss_integration.accounts.forms import second_factor as forms
from neuss_integration.accounts.forms.sign_in import ConfirmPasswordForm
from neuss_integration.accounts.permissions import must_use_second_factor
from neuss_integration.accounts.selectors import unreadable_factors
from neuss_integration.accounts.services.wrong_passwords import SECOND_STEP
from neuss_integration.accounts.sign_in.account import OwnPage
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record

TITLE: Final = "Zweiter Faktor"


class ManagePage(OwnPage):
    """A page below the own account."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way here leads over the own account."""
        crumbs = [("Start", "/"), ("Mein Konto", reverse("account_profile"))]
        if self.page_title != TITLE:
            crumbs.append((TITLE, reverse("mfa_index")))
        return super().get_context_data(**kwargs) | {"breadcrumbs": [*crumbs, (self.page_title, "")]}


class SecondFactorView(ManagePage, base_views.IndexView):
    """Which second factors the account has, and how to get one."""

    page_title = TITLE
    template_name = "account/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`is_compulsory`: without one the person gets nowhere; `unreadable`: kinds of which no code counts."""
        context = super().get_context_data(**kwargs)
        unreadable = {factor.type for factor in unreadable_factors(user=self.request.user)}
        return context | {"is_compulsory": must_use_second_factor(self.request.user), "unreadable": unreadable}


class SetUpPage(ManagePage):
    """Sets up a factor of the `kind`."""

    kind: Authenticator.Type

    def form_valid(self, form: Any) -> HttpResponse:
        """This session is one with a second factor from now on; after the first one the recovery codes follow."""
        is_first = not is_mfa_enabled(self.request.user)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if is_first:
            self.request.session[FIRST_FACTOR_AT] = time.time()
        record_authentication(self.request, self.request.user, "mfa", type=self.kind)
        return response


class AppView(SetUpPage, totp_views.ActivateTOTPView):
    kind = Authenticator.Type.TOTP
    page_title = "Authenticator-App einrichten"
    template_name = "account/second_factor_app.html"
    form_class = forms.AppForm


class RemoveAppView(ManagePage, totp_views.DeactivateTOTPView):
    page_title = "Authenticator-App entfernen?"
    template_name = "account/second_factor_remove.html"
    form_class = forms.RemoveAppForm


class RecoveryCodesView(ManagePage, recovery_views.ViewRecoveryCodesView):
    page_title = "Wiederherstellungscodes"
    template_name = "account/recovery_codes.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Codes that nobody can read any more are not shown; the page before says so."""
        user: Any = request.user
        if unreadable_factors(user=user.pk, type=Authenticator.Type.RECOVERY_CODES):
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class NewRecoveryCodesView(ManagePage, recovery_views.GenerateRecoveryCodesView):
    page_title = "Neue Wiederherstellungscodes?"
    template_name = "account/recovery_codes_new.html"
    form_class = forms.NewRecoveryCodesForm


class AddPasskeyView(SetUpPage, passkey_views.AddWebAuthnView):
    kind = Authenticator.Type.WEBAUTHN
    page_title = "Passkey einrichten"
    template_name = "account/passkey_add.html"
    form_class = forms.PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth forgets a form with errors here."""
        return super().get_context_data(**kwargs) | {"form": kwargs.get("form") or self.get_form()}


class RemovePasskeyView(ManagePage, passkey_views.RemoveWebAuthnView):
    page_title = "Passkey entfernen?"
    template_name = "account/second_factor_remove.html"
    form_class = forms.RemovePasskeyForm
    success_url = reverse_lazy("mfa_index")


class EnterSecondFactorView(OwnPage, base_views.AuthenticateView):
    """After the password, before anybody is signed in."""

    page_title = "Zweiter Faktor"
    template_name = "account/second_factor_enter.html"
    form_class = forms.EnterCodeForm
    webauthn_form_class = forms.EnterPasskeyForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """The log knows of the wrong factor as of a wrong password."""
        who, network = self.stage.login.user, get_ip(self.request)
        record(AuditEvent.SIGN_IN_FAILED, by=None, about=who, detail=SECOND_STEP, network=network)
        response: HttpResponse = super().form_invalid(form)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`has_passkey`, `has_codes`: what the person can use; `is_unreadable`: no code of theirs counts any more."""
        types = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        return super().get_context_data(**kwargs) | {
            "has_passkey": Authenticator.Type.WEBAUTHN in types,
            "is_unreadable": bool(unreadable_factors(user=self.stage.login.user)),
            "has_codes": not types.isdisjoint({Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}),
        }


class PasskeySignInView(passkey_views.LoginWebAuthnView):
    """Sign in with a passkey alone: the page of sign-in has the button."""

    form_class = forms.PasskeySignInForm


class ConfirmPage(OwnPage):
    """Asks who is signed in to show once more that it is they."""

    page_title = "Bitte bestätigen Sie, dass Sie es sind"


class ConfirmPasswordView(ConfirmPage, account_views.ReauthenticateView):
    template_name = "account/reauthenticate.html"
    form_class = ConfirmPasswordForm


class ConfirmCodeView(ConfirmPage, base_views.ReauthenticateView):
    template_name = "account/reauthenticate.html"
    form_class = forms.ConfirmCodeForm


class ConfirmPasskeyView(ConfirmPage, passkey_views.ReauthenticateWebAuthnView):
    template_name = "account/reauthenticate_passkey.html"
    form_class = forms.ConfirmPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth gives no form to the template here."""
        return super().get_context_data(**kwargs) | {"form": self.get_form()}
