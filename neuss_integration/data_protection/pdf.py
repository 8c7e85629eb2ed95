"""The answer to a person as a PDF."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.words.city_names import imprint


def disclosure_pdf(content: dict[str, Any]) -> bytes:
    """What `disclosure` found, to be handed over. Raises PdfError with a sentence."""
    return render_pdf(disclosure_html(content), created=timezone.now())


def disclosure_html(content: dict[str, Any]) -> str:
    """The same as a page to be set; a template reads no key with a space in it."""
    purposes = [each | {"readers": each["Wer es liest"]} for each in content["Zwecke"]]
    context = {"content": content, "purposes": purposes, "rights": content["Herkunft und Rechte"]}
    context["changes"] = content["Von Ihnen eingetragen oder geändert"]
    return render_to_string("pdf/disclosure.html", context | imprint())
