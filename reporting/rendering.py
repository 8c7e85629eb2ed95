"""From a snapshot to HTML: one template set for the preview page and the PDF."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reporting.schema import upgraded

_HEADING = re.compile(r"<(/?)h([1-6])\b")


def report_html(content: dict[str, Any]) -> str:
    """The whole printable document of a snapshot, of whatever schema version it is."""
    return render_to_string("pdf/report/report.html", {"snapshot": upgraded(content)})


def report_body(content: dict[str, Any]) -> SafeString:
    """The chapters of a snapshot for a page that has a heading of its own: every heading one level lower."""
    body = render_to_string("pdf/report/body.html", {"snapshot": upgraded(content)})
    return mark_safe(_lowered(body, 1))  # noqa: S308 - rendered by our own templates, which escape all text of people


def section_body(content: dict[str, Any]) -> SafeString:
    """The same for a part of a page: the headings stand below one of the second level."""
    body = render_to_string("pdf/report/body.html", {"snapshot": upgraded(content)})
    return mark_safe(_lowered(body, 2))  # noqa: S308 - as above


def _lowered(html: str, steps: int) -> str:
    """`html` with every heading `steps` levels lower, and none more than one level below the heading before it."""
    level = steps

    def lower(found: re.Match[str]) -> str:
        nonlocal level
        if not found[1]:
            level = min(int(found[2]) + steps, level + 1, 6)
        return f"<{found[1]}h{level}"

    return _HEADING.sub(lower, html)
