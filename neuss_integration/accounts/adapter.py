"""How allauth behaves here: closed, German, own host only, and with the history of the house."""

import datetime as dt
import time
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme

from neuss_integration.accounts.mails import notice, outbox, sign_in_code
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import must_use_second_factor
from neuss_integration.accounts.services.sessions import begin_session, end_other_sessions
from neuss_integration.accounts.services.users import change_password, request_password_link
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.records.encryption import UnknownKey, decrypt, encrypt
from neuss_integration.foundation.words.city_names import city_names

KNOWN_DEVICE: Final = "__Host-known-device" if settings.SESSION_COOKIE_SECURE else "known-device"
KNOWN_FOR: Final = dt.timedelta(days=365)
FRESH_SECONDS: Final = 5 * 60
"""How long after the password the first second factor is set up without it, and after that its codes are shown."""
FIRST_FACTOR_AT: Final = "first_factor_at"
"""In the session: when its first factor was set up."""
NOTICES: Final = {
    "mfa/email/totp_activated": "Für Ihr Konto ist eine Authenticator-App eingerichtet worden.",
    "mfa/email/totp_deactivated": "Die Authenticator-App Ihres Kontos ist entfernt worden.",
    "mfa/email/webauthn_added": "Für Ihr Konto ist ein Passkey eingerichtet worden.",
    "mfa/email/webauthn_removed": "Ein Passkey Ihres Kontos ist entfernt worden.",
    "mfa/email/recovery_codes_generated": "Für Ihr Konto sind neue Wiederherstellungscodes erzeugt worden.",
    "account/email/password_changed": "Das Passwort Ihres Kontos ist geändert worden.",
    "account/email/password_set": "Für Ihr Konto ist ein Passwort festgelegt worden.",
    "account/email/password_reset": "Das Passwort Ihres Kontos ist neu gesetzt worden.",
}
"""What allauth tells the owner of an account, in our words."""
WAYS: Final = {
    "reauthenticate": "Mit dem Passwort bestätigen",
    "mfa_reauthenticate": "Mit einem Code bestätigen",
    "mfa_reauthenticate:webauthn": "Mit einem Passkey bestätigen",
}


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
        begin_session(request, user)
        record(AuditEvent.SIGNED_IN, by=user, about=user, network=get_ip(request))

    def is_reauthentication_required(self, **kwargs: Any) -> bool:
        """Whoever typed the password a moment ago sets up the first second factor without typing it again.

        With a factor there is something to take away, and a signed-in browser alone is not enough. Only the recovery
        codes of a first factor, which the person just confirmed, are shown at once.
        """
        user = self.request.user
        if self._shows_codes_of_the_first_factor():
            return False
        typed = [each["at"] for each in get_authentication_records(self.request, user) if each["method"] == "password"]
        if typed and time.time() - typed[-1] < FRESH_SECONDS and not is_mfa_enabled(user):
            return False
        return bool(super().is_reauthentication_required(**kwargs))

    def _shows_codes_of_the_first_factor(self) -> bool:
        match = self.request.resolver_match
        is_page = match is not None and match.view_name == "mfa_view_recovery_codes"
        return is_page and time.time() - self.request.session.get(FIRST_FACTOR_AT, 0) < FRESH_SECONDS

    def logout(self, request: HttpRequest) -> None:
        """Signs out; the log knows who and when."""
        user = request.user
        super().logout(request)
        record(AuditEvent.SIGNED_OUT, by=user, about=user, network=get_ip(request))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The log knows whose account was tried and from which network, never what was typed; `tick` tells the owner.

        Whatever is done here is done for every address: a query more would tell by the time who has an account.
        """
        super().authentication_failed(request, **credentials)
        owner = User.objects.filter(email=str(credentials.get("email", "")).strip().lower()[:254]).first()
        record(AuditEvent.SIGN_IN_FAILED, by=None, about=owner, network=get_ip(request))

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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A code for signing in goes out in our words; the address is that of an account."""
        if template_prefix == "account/email/login_code":
            sign_in_code(User.objects.get(email__iexact=email), context["code"]).send()
        else:
            super().send_mail(template_prefix, email, context)

    def render_mail(self, *args: Any, **kwargs: Any) -> Any:
        """Whatever else allauth writes goes through the outbox too."""
        message = super().render_mail(*args, **kwargs)
        message.connection = outbox()
        return message

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show again who one is, in our words."""
        return [each | {"description": WAYS[each["id"]]} for each in super().get_reauthentication_methods(user)]

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Who owns the account learns what was changed about its safety; a changed factor ends their other sessions."""
        notice(user, NOTICES[template_prefix]).send()
        if template_prefix.startswith("mfa/"):
            record(AuditEvent.SECOND_FACTOR_CHANGED, by=user, about=user, detail=NOTICES[template_prefix])
            end_other_sessions(self.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the own account."""
        return reverse("account_profile")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keys are stored unreadable, and who must have a second factor keeps one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Dieser Code stimmt nicht, ist abgelaufen oder wurde schon benutzt. "
        "Bitte geben Sie den nächsten ein.",
        "cannot_delete_authenticator": "Ihre Rolle braucht einen zweiten Faktor, und dies ist Ihr einziger. "
        "Richten Sie bitte zuerst einen anderen ein.",
        "cannot_generate_recovery_codes": "Codes gibt es zu einer App oder einem Passkey. "
        "Bitte richten Sie zuerst eines davon ein.",
    }

    def encrypt(self, text: str) -> str:
        """With the secret key of the application."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The counterpart of `encrypt`; where the key is gone, a secret that nobody knows.

        An empty one would be a secret too: whoever knows how codes are made would know them all.
        """
        try:
            return decrypt(encrypted_text)
        except UnknownKey:
            return generate_totp_secret()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of who must have one."""
        if not must_use_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 – allauth's name
        """For a passkey that nobody named."""
        number = Authenticator.objects.filter(user=user.pk, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Shown by the device when it asks for the passkey."""
        return super().get_public_key_credential_rp_entity() | {"name": self.get_totp_issuer()}

    def get_totp_issuer(self) -> str:
        """Shown by the app beside its code."""
        return f"Integrationskonzept {city_names().name}"
