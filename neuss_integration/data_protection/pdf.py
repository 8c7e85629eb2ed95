"""The answer to a person as a PDF."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from neuss_integration.foundation.pdf import render_pdf


def disclosure_pdf(content: dict[str, Any]) -> bytes:
    """What `disclosure` found, to be handed over. Raises PdfError with a sentence."""
    context = {"content": content, "city": settings.CITY_FULL_NAME, "office": settings.OFFICE_NAME}
    return render_pdf(render_to_string("pdf/disclosure.html", context), created=timezone.now())
