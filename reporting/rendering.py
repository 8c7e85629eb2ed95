"""From a snapshot to HTML: one template set for the preview page and the PDF."""

from typing import Any

from django.template.loader import render_to_string

TEMPLATES = {1: "pdf/report/report.html"}


def report_html(content: dict[str, Any]) -> str:
    """The whole printable document of a snapshot, of whatever schema version it is."""
    return render_to_string(TEMPLATES[content["schema_version"]], {"snapshot": content})
