"""Who asks, as far as shares are concerned, and the answer to who asks for too much."""

from http import HTTPStatus
from typing import Any, Final

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECONDS_TO_WAIT: Final = 5


def who_asks(request: HttpRequest) -> str:
    """The person, or of people who are not signed in their network."""
    user: Any = getattr(request, "user", None)
    return f"person {user.pk}" if user is not None and user.is_authenticated else network_of(request)


def network_of(request: HttpRequest) -> str:
    """Where the request comes from, as the proxies in front say."""
    return f"network {get_ip(request)}"


def too_many(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page that says so, and when to come back."""
    response = render(request, "429.html", {"sentence": sentence}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(SECONDS_TO_WAIT)
    return response
