"""How allauth behaves here: closed, German, own host only, and with the history of the house."""

import datetime as dt
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme

from neuss_integration.accounts.mails import outbox
from neuss_integration.accounts.services.users import change_password, request_password_link

KNOWN_DEVICE: Final = "__Host-known-device" if settings.SESSION_COOKIE_SECURE else "known-device"
KNOWN_FOR: Final = dt.timedelta(days=365)


def known_device(request: HttpRequest, email: str) -> str:
    """The mark of the browser in which the owner of `email` signed in before; empty for any other."""
    mark = request.get_signed_cookie(KNOWN_DEVICE, default="", salt=KNOWN_DEVICE, max_age=KNOWN_FOR)
    owner, _, number = (mark or "").partition("|")
    return number if owner == email else ""


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the Fachadministration; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beide Angaben.",
        "too_many_login_attempts": "Es gab zu viele Versuche nacheinander. Bitte warten Sie fünf Minuten und melden "
        "Sie sich dann noch einmal an. Wenn Sie das Passwort nicht mehr wissen, setzen Sie es bitte neu.",
        "enter_current_password": "Das bisherige Passwort stimmt nicht. Bitte geben Sie es noch einmal ein.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """After sign-in a person stays on the host they came to, and on https where they came by it."""
        host = self.request.get_host()
        return url_has_allowed_host_and_scheme(url, allowed_hosts={host}, require_https=self.request.is_secure())

    def login(self, request: HttpRequest, user: Any) -> None:
        """Signs in; the time of it is noted without a row in the history of the account."""
        user.skip_history_when_saving = True
        try:
            super().login(request, user)
        finally:
            del user.skip_history_when_saving

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count by address and network, so that a stranger elsewhere locks nobody out.

        A browser in which the person signed in before counts by itself: it passes although its network is locked.
        """
        email = credentials.get("email", "").lower()
        return f"{email}|{known_device(request, email) or get_ip(request)}"

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The browser is known from now on; see `_get_login_attempts_cache_key`."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        response.set_signed_cookie(
            KNOWN_DEVICE,
            f"{user.email.lower()}|{get_random_string(22)}",
            salt=KNOWN_DEVICE,
            max_age=KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def set_password(self, user: Any, password: str) -> None:
        """The new password counts at once, also after too many wrong ones."""
        change_password(user, password=password)
        self._delete_login_attempts_cached_email(self.request, email=user.email)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """It waits in the outbox: an answer that waits for the mail server would tell who has an account."""
        request_password_link(user)

    def render_mail(self, *args: Any, **kwargs: Any) -> Any:
        """Whatever else allauth writes goes through the outbox too."""
        message = super().render_mail(*args, **kwargs)
        message.connection = outbox()
        return message

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the own account."""
        return reverse("account_profile")
