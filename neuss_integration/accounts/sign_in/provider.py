"""Sign-in at the city's own service (OpenID Connect), and sign-out there."""

import logging
from typing import Any, Final
from urllib.parse import urlencode, urljoin

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import get_ip
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal.jwtkit import verify_jti
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.models import User
from neuss_integration.accounts.services.directory import follow_directory
from neuss_integration.audit.enums import AuditEvent
from neuss_integration.audit.services import record
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.hygiene import clean

PROVIDER: Final = "stadt"
ALGORITHMS: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
"""Signatures that only the service can make; with a secret that both know, others could."""
FAILED: Final = "Die Anmeldung beim Anmeldedienst der Stadt hat nicht geklappt. Bitte versuchen Sie es noch einmal."
NOT_LET_IN: Final = (
    "Sie sind angemeldet, haben aber hier noch keine Rolle. Bitte wenden Sie sich an die Fachadministration."
)
UNCONFIRMED: Final = ("false", "0", "no", "")
"""How services say that nobody confirmed an address; for one that says nothing OIDC_VERIFIED_EMAIL answers."""
OTHER: Final = "Anderes Dienstkonto mit derselben Adresse"
logger = logging.getLogger(__name__)


class CityService(OpenIDConnectOAuth2Adapter):
    """The city's service, believed only as far as it shows that it is the one that was set."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What it says of itself. Raises OAuth2Error when it speaks for another service."""
        config: dict[str, Any] = super().openid_config
        expected = settings.OIDC_SERVER_URL.partition("/.well-known/")[0].rstrip("/")
        if str(config.get("issuer", "")).rstrip("/") != expected:
            raise OAuth2Error(f"The service at {expected} says that it is {config.get('issuer')}.")
        return config

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Its signature counts, not only the encrypted line on which it came."""
        rules: Any = {"audience": app.client_id, "issuer": self.openid_config["issuer"], "leeway": 30}
        try:
            claims: dict[str, Any] = jwt.decode(id_token, self._key_of(id_token).key, [*ALGORITHMS], **rules)
        except jwt.PyJWTError as error:
            raise OAuth2Error("The answer carries no signature of the service.") from error
        verify_jti(claims)
        return claims

    def _key_of(self, id_token: str) -> jwt.PyJWK:
        """The key that the answer names; a service with a single one need not name it."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
        answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        name = jwt.get_unverified_header(id_token).get("kid")
        found = [key for key in keys if name in (None, key.key_id)]
        if len(found) != 1:
            raise jwt.InvalidKeyError(f"{len(found)} keys are named {name}.")
        return found[0]


@login_not_required
@require_POST
def to_provider(request: HttpRequest) -> HttpResponse:
    """Leads to the city's sign-in service; 404 where none is set."""
    return _led(request, OAuth2LoginView, PROVIDER)


@login_not_required
@require_safe
def from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from there."""
    return _led(request, OAuth2CallbackView, provider_id)


def _led(request: HttpRequest, view: type[OAuth2View], provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(CityService(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (requests.RequestException, OAuth2Error) as error:
        response = _refused(request, error)
    return response


def sign_out_address(request: HttpRequest) -> str:
    """Where the person signs out of the city's service too; empty where it has no such page or does not answer."""
    try:
        config = CityService(request, PROVIDER).openid_config
    except (requests.RequestException, OAuth2Error) as error:
        logger.warning("The sign-in service does not answer: %s", error)
        return ""
    back = urljoin(settings.SITE_URL, reverse("account_login"))
    query = {"client_id": settings.OIDC_CLIENT_ID, "post_logout_redirect_uri": back}
    return f"{config['end_session_endpoint']}?{urlencode(query)}" if "end_session_endpoint" in config else ""


def _is_confirmed(claims: dict[str, Any]) -> bool:
    said = claims.get("email_verified")
    return settings.OIDC_VERIFIED_EMAIL if said is None else _text(said).lower() not in UNCONFIRMED


def _take(request: HttpRequest, sociallogin: SocialLogin, person: User, *, is_new: bool) -> None:
    """`person` signs in; from now on by this identity, unless the account is closed."""
    person.skip_history_when_saving = True  # type: ignore[attr-defined]
    sociallogin.user = person
    if is_new and person.is_active:
        sociallogin.save(request, connect=True)


def _text(claim: Any) -> str:
    return "" if claim is None or isinstance(claim, list | dict) else str(claim)


def _refused(request: HttpRequest, error: Any, sentence: str = FAILED) -> HttpResponse:
    logger.warning("Sign-in at the city's service failed: %s", error)
    messages.error(request, sentence)
    return redirect("account_login")


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """Accounts and roles follow what the city's service says, at each sign-in."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The person has an account with the roles of their groups, or is told that there is none."""
        claims = sociallogin.account.extra_data.get("userinfo") or sociallogin.account.extra_data.get("id_token") or {}
        email, name = (_text(claims.get(key)) for key in ("email", "name"))
        user = sociallogin.user if sociallogin.is_existing else None
        if user is None and not (email and _is_confirmed(claims)):
            raise ImmediateHttpResponse(_refused(request, "no confirmed address (see OIDC_VERIFIED_EMAIL)", NOT_LET_IN))
        groups = claims.get(settings.OIDC_GROUPS_CLAIM) or []
        groups = [each for each in ([groups] if isinstance(groups, str) else groups) if isinstance(each, str)]
        try:
            with transaction.atomic():
                person = follow_directory(user, email=email, name=clean(name), groups=groups)
                if person is not None:
                    _take(request, sociallogin, person, is_new=user is None)
        except ValidationError as error:
            raise ImmediateHttpResponse(_refused(request, error, NOT_LET_IN)) from error
        except IntegrityError as error:  # signed in twice at the same moment, for the first time
            raise ImmediateHttpResponse(_refused(request, error)) from error
        except Refused as error:
            owner = User.objects.filter(email=email.strip().lower()).first()
            record(AuditEvent.SIGN_IN_FAILED, by=None, about=owner, detail=OTHER, network=get_ip(request))
            raise ImmediateHttpResponse(_refused(request, "another identity is linked", str(error))) from error
        if person is None:
            raise ImmediateHttpResponse(_refused(request, "no group with a role", NOT_LET_IN))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Back to the page of sign-in, with a sentence."""
        raise ImmediateHttpResponse(_refused(request, exception or error))

    def get_requests_session(self) -> requests.Session:
        """A service that does not answer stops nobody else."""
        return _Patient()


class _Patient(requests.Session):
    """Gives up after some seconds, and goes nowhere but to the address that was set."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", 10)
        kwargs["allow_redirects"] = False
        return super().request(*args, **kwargs)
