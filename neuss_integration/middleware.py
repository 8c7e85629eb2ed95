"""What every response carries: headers, and lines that end where they may."""

import gzip
import re
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from neuss_integration.city.selectors import know_names
from neuss_integration.foundation.records.data_version import one_version
from neuss_integration.foundation.words.hyphenation import with_whole_parts
from neuss_integration.health import healthz, readyz
from neuss_integration.refused_requests import unknown_content


def _origin(address: str) -> list[str]:
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


WHOLE_SENT: Final = re.compile(
    rb"-(?:(?<=[^\w;\"'=:{}-]-)|(?<=[^\w\"'=-][A-Z]-)|(?<=[^\w\"'=-][A-Z][A-Za-z]-))[a-zA-Z\xc3]"
)
"""What a page needs to have before it is worth reading its text."""


def content_security_policy(provider: str) -> str:
    """What pages may load and where their forms may lead; `provider` is the address of the city's sign-in, if any."""
    return "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data:",  # KERN draws its icons with data: addresses in the stylesheet
            "object-src 'none'",
            "base-uri 'none'",
            # Browsers ask this also for where a sent form is led on to: signing in and out at the city's service.
            " ".join(("form-action 'self'", *_origin(provider))),
            "frame-ancestors 'none'",
        )
    )


CONTENT_SECURITY_POLICY: Final = content_security_policy(settings.OIDC_SERVER_URL)
PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "browsing-topics",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
}
"""Django's own for pages; here also for the health page, redirects of slashes and all else that never gets so far."""


METHODS: Final = ("GET", "HEAD", "POST")
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data", "")
"""What browsers send of a form; a POST without a body may say nothing."""


class MethodsMiddleware:
    """No page answers to TRACE, PUT, OPTIONS or a word that somebody made up, nor to what no form of a page sends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if request.method == "POST" and request.content_type not in FORMS:
            return unknown_content()
        return self.get_response(request)


class HealthMiddleware:
    """Answers load balancers before anything asks for a host name, encryption, a session or the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.views = {"/healthz": healthz, "/readyz": readyz}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.views.get(request.path_info, self.get_response)(request)


class SecurityHeadersMiddleware:
    """Adds the headers above unless the view set its own; pages are never kept by shared caches.

    Whoever has a session may be signed in, also on a page for everybody or of an error: nobody keeps that page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.headers.get("Content-Type", "").startswith(("text/html", "application/json")):
            is_somebody = settings.SESSION_COOKIE_NAME in request.COOKIES
            response.headers.setdefault("Cache-Control", "private, no-store" if is_somebody else "private, no-cache")
        return response


class CityNamesMiddleware:
    """Every page speaks of the city as somebody last entered its names, in whichever process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        know_names()
        return self.get_response(request)


class OneVersionMiddleware:
    """A page that only reads asks once which version of the data there is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_version() if request.method in ("GET", "HEAD") else nullcontext():
            return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Asks for sign-in before every view, and not even for the session where a page is the same for everybody."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if getattr(view_func, "is_shared", False):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


MOST_PACKED: Final = 256
TEXT: Final = re.compile(r"text/|[^;]*(json|xml)")
"""Types that grow smaller; pictures and PDF are packed already."""
TAKES_GZIP: Final = re.compile(r"gzip(\s*;\s*q=(?!0(\.0*)?$).*)?")
"""gzip, unless it is refused with q=0."""


class PackedPagesMiddleware:
    """Sends pages that are the same for everybody packed, each packed once: nothing in them is worth guessing at.

    Pages of a person have form tokens, whose length would tell of them (BREACH): they go as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.known: dict[str, bytes] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the view answer, and pack what is for all."""
        response = self.get_response(request)
        if not getattr(response, "is_for_all", False) or not TEXT.match(response.get("Content-Type", "")):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if isinstance(response, HttpResponse) and response.content and _takes_gzip(request):
            response.content = self.packed(response["ETag"], response.content)
            response["Content-Encoding"] = "gzip"
            response["ETag"] = f"W/{response['ETag']}"
        return response

    def packed(self, etag: str, content: bytes) -> bytes:
        """The `content` that `etag` stands for, from what was packed lately."""
        found = self.known.get(etag)
        if found is None:
            if len(self.known) >= MOST_PACKED:
                self.known.clear()
            found = self.known[etag] = gzip.compress(content, 6, mtime=0)
        return found


def _takes_gzip(request: HttpRequest) -> bool:
    return any(TAKES_GZIP.fullmatch(each.strip()) for each in request.headers.get("Accept-Encoding", "").split(","))


class WholePartsMiddleware:
    """Keeps „Lotsinnen und -lotsen“ and „E-Mail“ together on every page, as it is in print."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the view answer, and join parts to their hyphen in a page."""
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not response.get("Content-Type", "").startswith("text/html"):
            return response
        if WHOLE_SENT.search(response.content):
            response.content = with_whole_parts(response.content.decode(response.charset)).encode(response.charset)
        return response
