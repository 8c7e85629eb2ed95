"""Sign-in at the city's own service (OpenID Connect), and sign-out there."""

import logging
from typing import Any, Final
from urllib.parse import urlencode, urljoin

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter, callback, login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.services.directory import follow_directory

PROVIDER: Final = "stadt"
FAILED: Final = "Die Anmeldung beim Anmeldedienst der Stadt hat nicht geklappt. Bitte versuchen Sie es noch einmal."
NOT_LET_IN: Final = (
    "Sie sind angemeldet, haben aber hier noch keine Rolle. Bitte wenden Sie sich an die Fachadministration."
)
logger = logging.getLogger(__name__)


@login_not_required
@require_POST
def to_provider(request: HttpRequest) -> HttpResponse:
    """Leads to the city's sign-in service."""
    try:
        response: HttpResponse = login(request, PROVIDER)
    except requests.RequestException as error:
        response = _refused(request, error)
    return response


@login_not_required
@require_safe
def from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from there."""
    try:
        response: HttpResponse = callback(request, provider_id)
    except requests.RequestException as error:
        response = _refused(request, error)
    return response


def sign_out_address(request: HttpRequest) -> str:
    """Where the person signs out of the city's service too; empty where it has no such page or does not answer."""
    try:
        config = OpenIDConnectOAuth2Adapter(request, PROVIDER).openid_config
    except requests.RequestException as error:
        logger.warning("The sign-in service does not answer: %s", error)
        return ""
    back = urljoin(settings.SITE_URL, reverse("account_login"))
    query = {"client_id": settings.OIDC_CLIENT_ID, "post_logout_redirect_uri": back}
    return f"{config['end_session_endpoint']}?{urlencode(query)}" if "end_session_endpoint" in config else ""


def _refused(request: HttpRequest, error: Any, sentence: str = FAILED) -> HttpResponse:
    logger.warning("Sign-in at the city's service failed: %s", error)
    messages.error(request, sentence)
    return redirect("account_login")


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """Accounts and roles follow what the city's service says, at each sign-in."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The person has an account with the roles of their groups, or is told that there is none."""
        claims = sociallogin.account.extra_data.get("userinfo") or sociallogin.account.extra_data.get("id_token") or {}
        email = claims.get("email") or ""
        user = sociallogin.user if sociallogin.is_existing else None
        if user is None and (not email or claims.get("email_verified") is False):
            raise ImmediateHttpResponse(_refused(request, "no confirmed address", NOT_LET_IN))
        groups = claims.get(settings.OIDC_GROUPS_CLAIM) or []
        name = claims.get("name") or ""
        person = follow_directory(user, email=email, name=name, groups=[groups] if isinstance(groups, str) else groups)
        if person is None:
            raise ImmediateHttpResponse(_refused(request, "no group with a role", NOT_LET_IN))
        person.skip_history_when_saving = True  # type: ignore[attr-defined]
        sociallogin.user = person
        if user is None:
            sociallogin.save(request, connect=True)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Back to the page of sign-in, with a sentence."""
        raise ImmediateHttpResponse(_refused(request, exception or error))

    def get_requests_session(self) -> requests.Session:
        """A service that does not answer stops nobody else."""
        return _Patient()


class _Patient(requests.Session):
    """Gives up after some seconds."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", 10)
        return super().request(*args, **kwargs)
