"""Requests that gunicorn refuses before Django sees them get a page of ours, with the headers of every page.

Addresses and headers beyond its limits (414, 431), lines that are no HTTP (400, 501), an error outside Django (500).
gunicorn has no setting for these pages and writes what was sent onto its own.
"""

import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from neuss_integration.context_processors import city
from neuss_integration.middleware import HEADERS
from neuss_integration.refused_requests import NOT_UNDERSTOOD

SENTENCES: Final[dict[int, str]] = {
    HTTPStatus.REQUEST_URI_TOO_LONG: "Die Adresse ist zu lang. Bitte nehmen Sie bei einer Liste Filter heraus oder "
    "beginnen Sie auf der Startseite.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "Der Browser schickte zu viel mit, meist Cookies anderer Seiten der "
    "Stadt. Bitte löschen Sie die Cookies und öffnen Sie die Seite neu.",
}


def answer_in_our_words() -> None:
    """From now on gunicorn, if it is what runs here, answers with these pages."""
    if gunicorn := sys.modules.get("gunicorn.util"):
        gunicorn.write_error = partial(_write_error, gunicorn.write_nonblock)  # type: ignore[attr-defined]


def _write_error(write: Callable[..., None], connection: Any, status: int, reason: str, message: str) -> None:
    """Says nothing of what was sent, as `message` does."""
    head = f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\n".encode("latin-1")
    write(connection, head + _page(status).serialize())


def _page(status: int) -> HttpResponse:
    is_ours = status == HTTPStatus.INTERNAL_SERVER_ERROR
    context = {"site": city(), "status": status, "sentence": SENTENCES.get(status, NOT_UNDERSTOOD)}
    page = HttpResponse(render_to_string("500.html" if is_ours else "400.html", context), headers=HEADERS)
    page["Cache-Control"] = "private, no-store"
    if settings.SECURE_HSTS_SECONDS:
        page["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    page["Content-Length"] = str(len(page.content))
    return page
