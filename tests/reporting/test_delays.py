"""The report counts why measures are held up, and plain SQL counts the same."""

import pytest

from reporting.content.figures import figures
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.models import Report
from reporting.publication.recount import recounted
from tests.factories import World, make_measure, make_progress, make_round

pytestmark = pytest.mark.django_db


def test_report_counts_the_reasons_of_yellow_and_red(world: World, draft: Report) -> None:
    asked = make_round(state="closed", period_start=draft.period_start, period_end=draft.period_end)
    for light, reason in (("red", "money"), ("yellow", "money"), ("yellow", ""), ("green", "")):
        told = {"traffic_light": light, "traffic_light_reason": "Grund", "delay_reason": reason}
        make_progress(round=asked, measure=make_measure(state="running"), state="accepted", **told)
    content = build_snapshot(draft)
    told = {each.key: each.value for each in figures(content) if each.key.startswith("delay:")}
    second = {key: value for key, value in recounted(draft).items() if key.startswith("delay:")}
    assert told == second == {"delay:money": "2", "delay:unstated": "1"}
    assert "Was Maßnahmen aufhält" in report_html(content)
