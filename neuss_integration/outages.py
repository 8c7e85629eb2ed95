"""What a page says when the database is busy, away or full, or who asks is: the truth, and what was typed stays."""

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.request import RawPostDataException
from django.template.loader import render_to_string

from neuss_integration.accounts.form_recovery import OWNER_FIELD, is_form_of_ours, is_small, without_secrets
from neuss_integration.context_processors import city
from neuss_integration.foundation.troubles import Trouble

TOO_BUSY: Final = (
    "Bitte warten Sie einen Moment",
    (
        "Von Ihnen oder aus Ihrem Netz kommen gerade sehr viele Anfragen zugleich. Es wurde nichts gespeichert. "
        "Bitte versuchen Sie es gleich noch einmal."
    ),
    2,
)


def trouble_page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The page with status 503; a form of ours stands on it and can be sent again, a page comes back by itself."""
    title, sentence, seconds = trouble.value
    return _passing(request, title, sentence, seconds, HTTPStatus.SERVICE_UNAVAILABLE)


def too_busy_page(request: HttpRequest) -> HttpResponse:
    """The same with status 429, for who asks for too much at once."""
    return _passing(request, *TOO_BUSY, HTTPStatus.TOO_MANY_REQUESTS)


def _passing(request: HttpRequest, title: str, sentence: str, seconds: int, status: int) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse({"message": f"{title}. {sentence}"}, status=status)
    else:
        context: dict[str, Any] = {
            "site": city(),
            "title": title,
            "sentence": sentence,
            "address": request.get_full_path(),
        }
        context["typed"] = typed = _typed(request)
        context["lost_files"] = bool(typed) and (request.content_type or "").startswith("multipart/")
        response = HttpResponse(render_to_string("503.html", context), status=status)
        if request.method in ("GET", "HEAD"):
            response["Refresh"] = str(seconds)
    response["Retry-After"] = str(seconds)
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, to be sent again; never a password."""
    try:
        sent: QueryDict = request.POST
    except (RawPostDataException, OSError):
        return []
    if not is_form_of_ours(sent) or not is_small(sent):
        return []
    fields = [(name, str(value)) for name, values in without_secrets(sent).lists() for value in values]
    return [*fields, *((name, sent.get(name, "")) for name in (OWNER_FIELD, "csrfmiddlewaretoken"))]
