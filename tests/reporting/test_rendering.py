"""The preview page: the chapters of the report under the heading of the page."""

import re
from itertools import pairwise

from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_body, report_html
from reporting.formats.pages import framed
from reporting.models import Report
from tests.factories import World


def levels(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])\b", html)]


def test_preview_has_no_heading_of_the_first_level(world: World, draft: Report) -> None:
    body = report_body(build_snapshot(draft), str)
    assert min(levels(body)) == 2
    assert body.count("<h2") == body.count("</h2>")


def test_preview_jumps_no_level_whatever_people_write(world: World, draft: Report) -> None:
    draft.sections.filter(kind="foreword").update(text="#### Tief\n\nText\n\n# Hoch")
    found = [1, *levels(report_body(build_snapshot(draft), str))]
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_report_is_the_same_from_the_same_snapshot(world: World, draft: Report) -> None:
    snapshot = build_snapshot(draft)
    assert report_html(snapshot) == report_html(snapshot)


def test_bar_shrinks_on_a_page_and_a_picture_with_rows_scrolls() -> None:
    bar, plan = (f'<svg viewBox="0 0 1000 {high}" role="img"><title>T</title></svg>' for high in (52, 448))
    assert (framed(bar), framed(plan).startswith('<div class="report-frame"')) == (bar, True)
