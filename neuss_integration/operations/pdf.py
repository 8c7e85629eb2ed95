"""PDFs that somebody waits for: the worker sets them, the page asks politely, and what was set today comes at once.

Where no worker lives the request sets the PDF itself: nobody waits for nothing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django_tasks import task

from neuss_integration.foundation.pdf import PdfError, render_pdf
from neuss_integration.foundation.pdf.parts import render_parts
from neuss_integration.foundation.pdf.process import stamp
from neuss_integration.foundation.pdf.responses import pdf_response
from neuss_integration.foundation.ui.html import format_html
from neuss_integration.operations.enums import BackgroundService
from neuss_integration.operations.requests import too_many, who_asks
from neuss_integration.operations.selectors import life_of

KEPT_SECONDS: Final = 24 * 60 * 60
GIVEN_UP_SECONDS: Final = 5 * 60
WAITING_PAGE: Final = "layout/pdf_waiting.html"
OWN_ORDERS: Final = (
    "Für Sie werden gerade schon {count} Dateien gesetzt. Bitte warten Sie, bis eine davon da ist, "
    "und laden Sie diese Seite dann neu."
)
AFTER_OTHER_WORK: Final = -10
"""Publications, proofs and imports come before what somebody asked for in passing."""
READY: Final = '<p>Fertig: <a class="kern-link" href="{}" download>{}</a></p>'
UNEXPECTED: Final = (
    "Beim Setzen ist ein unerwarteter Fehler aufgetreten. Die Fachadministration findet ihn im Protokoll."
)


@dataclass(frozen=True, slots=True)
class Order:
    """A PDF that was asked for; `error` says why there is none."""

    html: str
    created: datetime
    in_parts: bool = False
    error: str = ""

    @property
    def key(self) -> str:
        """The same for the same PDF, so that nobody gets what he could not ask for."""
        return f"order-{hashlib.sha256(f'{stamp(self.created)}{self.html}'.encode()).hexdigest()}"

    @property
    def kept_under(self) -> str:
        return f"{self.key}-pdf"


def waited_pdf(
    request: HttpRequest, order: Order, make: Callable[[], bytes], name: str, *, back: Any, is_shown: bool = False
) -> HttpResponse:
    """The PDF that was ordered, under `name`, once it is set; until then a page that waits and asks again by itself.

    `make` sets the same PDF in the request, for the time in which no worker lives.
    """
    kept: bytes | None = caches["pdf"].get(order.kept_under)
    is_polling = request.headers.get("Accept") == "application/json"
    if kept is None and life_of(BackgroundService.WORKER).is_alive and not _failed(order):
        if not _is_ordered(request, order):
            return too_many(request, OWN_ORDERS.format(count=settings.EXPENSIVE_PER_PERSON))
        if is_polling:
            return JsonResponse({"state": "running"})
        return render(
            request, WAITING_PAGE, {"page_title": name, "back": resolve_url(back)}, status=HTTPStatus.ACCEPTED
        )
    if is_polling:
        return JsonResponse({"state": "done", "html": format_html(READY, request.get_full_path(), name)})
    return pdf_response(request, lambda: kept or _made(order, make), name, back=back, is_shown=is_shown)


@task(priority=AFTER_OTHER_WORK)
def set_order(key: str) -> None:
    """Set what was ordered under `key`; the order tells when it cannot be set."""
    order: Order | None = caches["pdf"].get(key)
    if order is None:
        return
    try:
        if order.in_parts:
            pdf = render_parts(order.html, cache=caches["pdf"], created=order.created)
        else:
            pdf = render_pdf(order.html, created=order.created)
    except PdfError as error:
        caches["pdf"].set(key, replace(order, error=str(error)), GIVEN_UP_SECONDS)
    except Exception:
        caches["pdf"].set(key, replace(order, error=UNEXPECTED), GIVEN_UP_SECONDS)
        raise
    else:
        caches["pdf"].set(order.kept_under, pdf, KEPT_SECONDS)
        caches["pdf"].delete(key)


def _failed(order: Order) -> bool:
    """Whether it was ordered and could not be set."""
    before: Order | None = caches["pdf"].get(order.key)
    return bool(before and before.error)


def _is_ordered(request: HttpRequest, order: Order) -> bool:
    """Whether the worker sets it: it is ordered now unless somebody has, or too much already waits for who asks."""
    if caches["pdf"].has_key(order.key):
        return True
    own = f"orders-{hashlib.sha256(who_asks(request).encode()).hexdigest()}"
    waiting = [key for key in caches["pdf"].get(own) or () if _is_waiting(key)]
    if len(waiting) >= settings.EXPENSIVE_PER_PERSON:
        return False
    if caches["pdf"].add(order.key, order, GIVEN_UP_SECONDS):
        caches["pdf"].set(own, [*waiting, order.key], GIVEN_UP_SECONDS)
        set_order.enqueue(order.key)
    return True


def _is_waiting(key: str) -> bool:
    order: Order | None = caches["pdf"].get(key)
    return order is not None and not order.error


def _made(order: Order, make: Callable[[], bytes]) -> bytes:
    """Set in the request; a failure of the worker is told once, then somebody may try again."""
    before: Order | None = caches["pdf"].get(order.key)
    caches["pdf"].delete(order.key)
    if before and before.error:
        raise PdfError(before.error)
    return make()
