"""The number of a request: in every log line, in the answer, and on the page of an error."""

import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

from django.http import HttpRequest, HttpResponse

HEADER: Final = "X-Request-ID"
KEPT: Final = "request_id"
"""Django tells of an answer such as 404 only when all middleware is through, with the request."""
_GIVEN: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
current: ContextVar[str] = ContextVar("request_id", default="")


class RequestIdMiddleware:
    """Takes the number that the proxy gave, or makes one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        token, request.META[KEPT] = current.set(number), number
        try:
            response = self.get_response(request)
            response[HEADER] = current.get()
            return response
        finally:
            current.reset(token)


class OneLine(logging.Formatter):
    """What somebody else wrote, such as the reason of a refused sign-in, begins no line of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 – logging's name
        """The line without what would break it; the trace of an exception follows below it as ever."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")


class WithRequestId(logging.Filter):
    """Every log line knows its request; none outside of one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always written."""
        request = getattr(record, "request", None)
        record.request_id = current.get() or getattr(request, "META", {}).get(KEPT) or "-"
        return True
