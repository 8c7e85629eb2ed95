"""What programs read: open to pages of others, in the form they ask for, and no more often than is fair."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from neuss_integration.portal.views.page import View, public_page

WINDOW: Final = 60
EXPOSED: Final = "ETag, Last-Modified, Retry-After"
TOO_OFTEN: Final = (
    "Aus Ihrem Netz kamen in einer Minute mehr als {most} Abrufe. Bitte warten Sie {seconds} Sekunden. "
    "Mit If-None-Match und dem ETag der letzten Antwort müssen Sie nur lesen, was neu ist.\n"
)
OTHER_FORM: Final = "Unter dieser Adresse gibt es nur {form}. Alle Formen stehen unter {address}\n"


def open_reading(media_type: str) -> Callable[[View], View]:
    """A view of open data in `media_type`: as public_page, for pages of others too (CORS), limited by network.

    The number of a network is shared by all processes and forgotten after a minute; of its address only a keyed hash is
    kept, never the address. Two that count at the same moment may count as one.
    """

    def decorated(view: View) -> View:
        answered = public_page(view)

        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            seconds = _seconds_to_wait(request)
            if seconds:
                response = _said(TOO_OFTEN.format(most=settings.OPEN_DATA_PER_MINUTE, seconds=seconds), 429)
                response["Retry-After"] = str(seconds)
            elif not request.accepts(media_type):
                address = request.build_absolute_uri(reverse("portal:data"))
                response = _said(OTHER_FORM.format(form=media_type, address=address), HTTPStatus.NOT_ACCEPTABLE)
            else:
                response = answered(request, *args, **kwargs)
            return _for_others(response)

        limited.login_required = False  # type: ignore[attr-defined]
        limited.is_shared = True  # type: ignore[attr-defined]
        return limited

    return decorated


def _for_others(response: HttpResponse) -> HttpResponse:
    """Pages of others may read it too."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def json_answer(content: Any, media_type: str = "application/json") -> HttpResponse:
    """JSON for people and programs: letters as they are, in lines."""
    options = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(content, json_dumps_params=options, content_type=f"{media_type}; charset=utf-8")


def _seconds_to_wait(request: HttpRequest) -> int:
    """0 while the network may read on."""
    now = int(timezone.now().timestamp())
    network = salted_hmac("neuss_integration.portal.open_reading", get_ip(request), algorithm="sha256").hexdigest()
    key = f"open-data:{now // WINDOW}:{network[:32]}"
    cache.add(key, 0, WINDOW)
    try:
        count = cache.incr(key)
    except ValueError:  # the minute ended between the two
        count = 1
    return WINDOW - now % WINDOW if count > settings.OPEN_DATA_PER_MINUTE else 0


def _said(text: str, status: int) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
