"""How many pages a report will have, before it is set: from the length of its text."""

from collections.abc import Mapping
from typing import Any, Final

from neuss_integration.foundation.pdf.checks import html_text
from reporting.enums import ReportLength
from reporting.formats.html import report_html

Json = Mapping[str, Any]
VOLUME: Final = '<section class="chapter volume"'
LETTERS_A_PAGE: Final = (1280, 1550)
"""Measured with the demo: pages of the main volume and of the annex hold so much text, tables and charts included."""


def page_estimates(content: Json) -> list[tuple[str, int, int]]:
    """Label, pages of the main volume and pages of the annex for each length, of a snapshot of today's schema."""
    return [(length.label, *_estimate(content, length)) for length in ReportLength]


def _estimate(content: Json, length: ReportLength) -> tuple[int, int]:
    html = report_html({**content, "report": {**content["report"], "length": length.value}})
    main, _, annex = html.partition(VOLUME)
    pages = [-(-len(html_text(text)) // most) for text, most in zip((main, annex), LETTERS_A_PAGE, strict=True)]
    return pages[0], pages[1]
