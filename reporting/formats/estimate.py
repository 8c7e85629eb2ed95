"""How many pages a report will have, before it is set: from the length of its text and from what stands between."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from neuss_integration.foundation.pdf.checks import html_text
from reporting.enums import ReportLength
from reporting.formats.html import report_html

Json = Mapping[str, Any]
VOLUME: Final = '<section class="chapter volume"'
COUNTED: Final = tuple(map(re.compile, (r"<h[1-4]\b", "<figure", '<section class="chapter|class="landscape')))
PAGES_OF_EACH: Final = ((1 / 2090, 1 / 30, 0.03, 0.75), (1 / 2110, 1 / 28, 0.6, 0.8))
"""How much of a page a letter, a heading, a figure and the end of a part take, in the main volume and in the annex.

Fitted in December 2026 to 20 volumes of three cities (41, 108 and 274 measures, 22 to 266 pages, of three
lengths): no estimate was more than two pages off.
"""


def page_estimates(content: Json) -> list[tuple[str, int, int]]:
    """Label, pages of the main volume and pages of the annex for each length, of a snapshot of today's schema."""
    return [(length.label, *_estimate(content, length)) for length in ReportLength]


def _estimate(content: Json, length: ReportLength) -> tuple[int, int]:
    html = report_html({**content, "report": {**content["report"], "length": length.value}})
    main, _, annex = html.partition(VOLUME)
    return _pages(main, PAGES_OF_EACH[0]), _pages(annex, PAGES_OF_EACH[1])


def _pages(html: str, shares: Sequence[float]) -> int:
    counts = [len(html_text(html)), *(len(each.findall(html)) for each in COUNTED)]
    return max(round(sum(count * share for count, share in zip(counts, shares, strict=True))), 1)
