"""allauth's views with our layout. They are classes because allauth's are; everything else is functions."""

from typing import Any, ClassVar, Final

from allauth.account import views as allauth_views
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from neuss_integration.accounts.form_recovery import SESSION_KEY
from neuss_integration.accounts.mails import mails_go_out
from neuss_integration.accounts.middleware import used_provider
from neuss_integration.accounts.passwords import LinkTokens
from neuss_integration.accounts.sign_in.provider import sign_out_address
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.records.saving import locked

FIRST_ONE_BY_MAIL: Final = (
    "Ihr Konto hat noch kein Passwort. Bitte fordern Sie hier einen Link an, mit dem Sie eines festlegen."
)
TRIED_AT_ONCE: Final = (
    "Dieser Code wird schon geprüft. Kommen Sie nicht weiter, dann brechen Sie ab und fordern einen neuen an."
)


class OwnPage:
    """A title for the layout, whose `site` is the city: allauth would put the name of the host there."""

    page_title: ClassVar[str]
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What allauth's templates would get, with the title, whether mails come at all, and without its `site`."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context | {"page_title": self.page_title, "mails_go_out": mails_go_out()}


class SignInView(OwnPage, allauth_views.LoginView):
    """Sign in with e-mail and password."""

    page_title = "Anmelden"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`has_recoverable_data`: text waits for who typed it; `has_provider`: the city's; and the way to a code."""
        return super().get_context_data(**kwargs) | {
            "has_recoverable_data": SESSION_KEY in self.request.session,
            "has_provider": bool(settings.OIDC_SERVER_URL),
            "code_address": self.passthrough_next_url(reverse("account_request_login_code"))
            if settings.ACCOUNT_LOGIN_BY_CODE_ENABLED
            else "",
        }


class SignOutView(OwnPage, allauth_views.LogoutView):
    """Sign out; by GET only a question. The browser forgets the pages of the person, on a shared machine too."""

    page_title = "Abmelden"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Signed out, with an empty cache; who came from the city's sign-in service signs out there too."""
        came_from_provider = used_provider(self.request)
        response: HttpResponse = super().post(*args, **kwargs)
        if came_from_provider and (address := sign_out_address(self.request)):
            response = redirect(address)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class CodePage(OwnPage):
    """A page of the way with a mailed code; there is none where the city switched it off."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.ACCOUNT_LOGIN_BY_CODE_ENABLED:
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class RequestCodeView(CodePage, allauth_views.RequestLoginCodeView):
    """Ask for a code by mail; the answer is the same whether there is an account or not."""

    page_title = "Mit einem Code per E-Mail anmelden"
    template_name = "account/code_request.html"


class MailedCodeView(CodePage, allauth_views.ConfirmLoginCodeView):
    """Sign in with the code from the mail."""

    page_title = "Code eingeben"
    template_name = "account/code_enter.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Each of the few tries counts once: those sent at the same moment all read the same number of tries before."""
        state = self._process.state
        number = f"{state['at']}:{state['resend_count']}:{state['failed_attempts']}"
        mark = f"mailed-code:{request.session.session_key}:{number}"
        if not cache.add(mark, True, timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT):
            messages.info(request, TRIED_AT_ONCE)
            return redirect("account_confirm_login_code")
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """The log knows of the wrong code as of a wrong password."""
        record(AuditEvent.SIGN_IN_FAILED, by=None, about=self._process.user, network=get_ip(self.request))
        response: HttpResponse = super().form_invalid(form)
        return response


class InactiveView(OwnPage, allauth_views.AccountInactiveView):
    """Shown to whoever knows the password of a deactivated account."""

    page_title = "Ihr Konto ist deaktiviert"


class PasswordChangeView(OwnPage, allauth_views.PasswordChangeView):
    page_title = "Passwort ändern"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An account without a password, such as one the city's sign-in service knows, gets its first one by mail."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            messages.info(request, FIRST_ONE_BY_MAIL)
            return redirect("account_reset_password")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way here leads over the own account."""
        crumbs = [("Start", "/"), ("Mein Konto", reverse("account_profile")), (self.page_title, "")]
        return super().get_context_data(**kwargs) | {"breadcrumbs": crumbs}


class PasswordResetView(OwnPage, allauth_views.PasswordResetView):
    """Ask for a link to a new password."""

    page_title = "Passwort vergessen"


class PasswordResetSentView(OwnPage, allauth_views.PasswordResetDoneView):
    """The same answer for every address, whether there is an account or not."""

    @property
    def page_title(self) -> str:  # type: ignore[override]
        """No mailbox is named where no mail goes out."""
        return "Bitte sehen Sie in Ihr Postfach" if mails_go_out() else "Ihre Anfrage ist eingegangen"


class NewPasswordView(OwnPage, allauth_views.PasswordResetFromKeyView):
    """Set a password with the link from the mail."""

    page_title = "Neues Passwort"
    reset_user: Any

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The link counts once, also when two use it at the same moment: the second finds it used."""
        if not LinkTokens().check_token(locked(self.reset_user), self.key):
            self.reset_user = None
            return self.render_to_response(self.get_context_data(token_fail=True))
        response: HttpResponse = super().form_valid(form)
        return response


class NewPasswordSavedView(OwnPage, allauth_views.PasswordResetFromKeyDoneView):
    page_title = "Ihr Passwort ist gespeichert"
