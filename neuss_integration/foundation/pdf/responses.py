"""A PDF made while somebody waits, as the answer to a request."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from neuss_integration.foundation.pdf.types import PdfError


def pdf_response(
    request: HttpRequest, make: Callable[[], bytes], name: str, *, back: Any, is_shown: bool = False
) -> HttpResponse:
    """The PDF that `make` gives, to download under `name` or shown in the browser, kept by no cache.

    When it cannot be made, the person is led to `back` and told why.
    """
    try:
        content = make()
    except PdfError as error:
        messages.error(request, str(error))
        return redirect(back)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=not is_shown, filename=name) or ""
    response["Cache-Control"] = "private, no-store"
    return response
