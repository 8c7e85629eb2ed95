"""What programs read: open to pages of others, in the form they ask for, and no more often than is fair."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from allauth.core.internal.ratelimit import consume, get_ip
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from neuss_integration.portal.views.page import View, public_page

ACTION: Final = "open-data"
SECONDS: Final = 60
EXPOSED: Final = "ETag, Last-Modified, Retry-After"
TOO_OFTEN: Final = (
    "Aus Ihrem Netz kamen in einer Minute mehr als {most} Abrufe. Bitte warten Sie {seconds} Sekunden. "
    "Mit If-None-Match und dem ETag der letzten Antwort müssen Sie nur lesen, was neu ist.\n"
)
OTHER_FORM: Final = "Unter dieser Adresse gibt es nur {form}. Alle Formen stehen unter {address}\n"


def open_reading(media_type: str) -> Callable[[View], View]:
    """A view of open data in `media_type`: as public_page, for pages of others too (CORS), limited by network.

    The number of a network is shared by all processes and forgotten after a minute; of its address only a keyed hash is
    kept, never the address.
    """

    def decorated(view: View) -> View:
        answered = public_page(view)

        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not _may_read_on(request):
                response = _said(TOO_OFTEN.format(most=settings.OPEN_DATA_PER_MINUTE, seconds=SECONDS), 429)
                response["Retry-After"] = str(SECONDS)
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


def _may_read_on(request: HttpRequest) -> bool:
    """Counted as the forms of the portal are, under a keyed hash instead of the address."""
    network = salted_hmac("neuss_integration.portal.open_reading", get_ip(request), algorithm="sha256").hexdigest()
    limit = {ACTION: f"{settings.OPEN_DATA_PER_MINUTE}/{SECONDS}s/key"}
    return bool(consume(request, app="portal", action=ACTION, config=limit, key=network, limit_get=True))


def _said(text: str, status: int) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
