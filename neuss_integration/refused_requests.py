"""Requests that are refused: too large, too many fields, an unknown host, without the right, of what is not there."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string

from neuss_integration.accounts.form_recovery import (
    back_to_form,
    is_form_of_ours,
    is_own_form,
    is_small,
    may_come_back,
    page_of_form,
    read_form,
    recovered_data,
    without_secrets,
)
from neuss_integration.context_processors import city

MAX_BODY: Final = 12_000_000
MAX_FIELDS: Final = 20_000
SHORT_TEXT: Final = 40
"""Longer values are texts somebody wrote; shorter ones are numbers, dates and choices."""
NOT_UNDERSTOOD: Final = "Der Server konnte mit der Anfrage nichts anfangen."
REFUSALS: Final[dict[type[Exception], str]] = {
    RequestDataTooBig: "Die Eingaben sind zusammen zu groß. Ein einzelner Text ist dabei wohl sehr lang oder enthält "
    "ein eingefügtes Bild. Bitte kürzen Sie ihn und speichern Sie noch einmal; Bilder gehören in die Anlagen.",
    TooManyFieldsSent: "Es waren zu viele Felder auf einmal. Bitte wählen Sie weniger aus oder ändern Sie in zwei "
    "Schritten.",
    TooManyFilesSent: "Es waren zu viele Dateien auf einmal. Bitte laden Sie weniger zugleich hoch.",
    DisallowedHost: "Unter dieser Adresse ist die Anwendung nicht zu erreichen. Sie steht unter {url}.",
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What follows a request that Django refuses before our code sees it; error 400 with what helps.

    Text that was typed into a form that was shown to this person stands in the form again. Where it cannot, because
    nobody is known yet or it is too much to keep, the page itself shows it, to be copied.
    """
    sentence = next((text for kind, text in REFUSALS.items() if isinstance(exception, kind)), NOT_UNDERSTOOD)
    sentence = sentence.format(url=settings.SITE_URL)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": f"Nicht gespeichert. {sentence}"}, status=400)
    typed = _typed(request, exception)
    if not isinstance(exception, DisallowedHost) and may_come_back(request, typed) and is_small(typed):
        page = page_of_form(request)
        messages.error(request, f"Es wurde nichts gespeichert. {sentence}")
        return back_to_form(request, page, typed)
    shown = _texts(typed) if is_form_of_ours(typed) else []
    html = render_to_string("400.html", {"site": city(), "sentence": sentence, "texts": shown})
    return HttpResponseBadRequest(html)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Error 403; a role may have ended while somebody wrote, and what was written stands on the page."""
    return render(request, "403.html", {"texts": _own_texts(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Error 404, the same for what is not there and what is not for this person, with what was written."""
    return render(request, "404.html", {"texts": _own_texts(request)}, status=404)


def unknown_content() -> HttpResponse:
    """What follows a POST of something that is no form, such as JSON; error 415, and nothing is read of it."""
    return HttpResponse(render_to_string("415.html", {"site": city()}), status=415)


def _own_texts(request: HttpRequest) -> list[str]:
    """The texts of a form that was shown to who is signed in: sent now, or before the session ran out."""
    if request.method == "POST":
        return _texts(request.POST) if is_own_form(request) else []
    is_shared = getattr(request.resolver_match and request.resolver_match.func, "is_shared", False)
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES and not is_shared
    return _texts(recovered_data(request) or QueryDict()) if has_session else []


def _texts(typed: QueryDict) -> list[str]:
    values = (str(value) for value in without_secrets(typed).values())
    return [text for text in values if "\n" in text or len(text) > SHORT_TEXT]


def _typed(request: HttpRequest, exception: Exception) -> QueryDict:
    """What a refused form held, read anew with wider limits; empty for files, which the browser keeps."""
    typed = QueryDict()
    if request.method != "POST" or request.content_type != "application/x-www-form-urlencoded":
        return typed
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return typed
    try:
        body = request.read(MAX_BODY) if isinstance(exception, RequestDataTooBig) else request.body
        return read_form(body.decode(), most=MAX_FIELDS)
    except (UnicodeDecodeError, ValueError, UnreadablePostError, RawPostDataException):
        return typed
