"""From a snapshot to HTML: one template set for the preview page and the PDF."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

DOCUMENTS = {1: "pdf/report/report.html"}
BODIES = {1: "pdf/report/body.html"}
_HEADING = re.compile(r"<(/?)h([1-6])\b")


def report_html(content: dict[str, Any]) -> str:
    """The whole printable document of a snapshot, of whatever schema version it is."""
    return render_to_string(DOCUMENTS[content["schema_version"]], {"snapshot": content})


def report_body(content: dict[str, Any]) -> SafeString:
    """The chapters of a snapshot for a page that has a heading of its own: every heading one level lower."""
    body = render_to_string(BODIES[content["schema_version"]], {"snapshot": content})
    return mark_safe(_lowered(body))  # noqa: S308 - rendered by our own templates, which escape all text of people


def _lowered(html: str) -> str:
    """`html` with every heading one level lower, and none more than one level below the heading before it."""
    level = 1

    def lower(found: re.Match[str]) -> str:
        nonlocal level
        if not found[1]:
            level = min(int(found[2]) + 1, level + 1, 6)
        return f"<{found[1]}h{level}"

    return _HEADING.sub(lower, html)
