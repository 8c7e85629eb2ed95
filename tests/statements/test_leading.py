"""Every number of a report leads to the rows it was counted from."""

import datetime as dt
import re
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from measures.models import Measure
from reporting.content.figure import figure_anchor
from reporting.content.figures import figures
from reporting.content.sentences import SENTENCES
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_body
from reporting.models import Report
from reporting.templatetags.report_sentences import PLACES
from roundtables.models import Meeting
from tests.factories import make_coordinator, sign_in
from tests.statements.cities import write
from tests.statements.leading import Numbers

pytestmark = pytest.mark.django_db
MEASURE = {
    "state": "running", "field": "Sport", "office": "Sportamt", "start": None, "end": None, "since": None,
    "is_citywide": False, "districts": [1], "factors": [1, 4], "answers": [(0, "accepted", "red")],
    "money": [(2025, 1200, 900)],
}  # fmt: skip
INDICATOR = {
    "direction": "up", "counts_people": False, "decimals": 0, "rhythm": None,
    "values": [(2024, "", "8", "", False), (2025, "", "1044", "estimated", False), (2025, "Frauen", "522", "", False)],
}  # fmt: skip
CITY = {
    "measures": [MEASURE, MEASURE | {"state": "completed", "end": dt.date(2025, 1, 1), "answers": []},
                 MEASURE | {"answers": [(1, "todo", "unknown")], "is_citywide": True},
                 MEASURE | {"state": "dropped", "end": dt.date(2010, 6, 1), "answers": []}],
    "rounds": [False, True], "needs": [(True, "reported"), (False, "prioritised")], "meetings": 1, "levels": [2, 4],
    "indicators": [INDICATOR], "goals": ["open", "reached"], "enquiries": [True],
    "campaigns": [(-30, 40, 75, True)], "before": "published",
}  # fmt: skip
TABLES_NAME_THEM: Final = (
    "lead:",
    "division:",
    "goals",
    "organisation:",
    "proposals",
    "changes:money",
    "progress",
    "orders",
    "resolutions",
    "milestone:",
    "evaluation:",
    "numbers:",
)
"""Figures that no text says: a table names each of their rows."""
SAID_WITH_ANOTHER: Final = ("needs:unreleased:", "enquiries:by_", "changes:criteria", "money:without", "money_of:")
"""Figures that stand in a sentence or a row that leads to the figure beside theirs."""

PART: Final = re.compile("^(field|factor):.*:(state|light):")
"""Kept for comparisons; no text says it."""


@pytest.fixture
def report() -> Report:
    return write(CITY)


def test_every_number_in_the_preview_leads_to_its_rows(report: Report) -> None:
    content = build_snapshot(report)
    found = Numbers(report_body(content, str, "/nachrechnen/"), "/nachrechnen/")
    assert found.loose == []
    assert [each for each in found.hrefs if each.startswith("/massnahmen/")]


def test_every_figure_of_a_report_is_led_to(report: Report) -> None:
    content = build_snapshot(report)
    led = Numbers(report_body(content, str, "/nachrechnen/"), "/nachrechnen/").anchors
    led |= {figure_anchor(key) for name, keys in PLACES.items() if SENTENCES[name](content) for key in keys}
    elsewhere = (*TABLES_NAME_THEM, *SAID_WITH_ANOTHER)
    said = [each for each in figures(content) if each.value not in ("0", "", "first")]
    told = [
        each.key
        for each in said
        if not each.key.startswith(elsewhere) and not re.search(":(state:|light:|insgesamt$)", each.key)
    ]
    assert [key for key in told if figure_anchor(key) not in led] == []


def test_rows_lead_to_their_pages(report: Report, client: Client) -> None:
    page = sign_in(client, make_coordinator()).get(reverse("reporting:report-recount", args=[report.pk])).text
    measure = Measure.objects.get(state="completed")
    for row in ("/ziele/", "/indikatoren/", f"{measure.get_absolute_url()}#finanzierung"):
        assert f'<a href="{row}' in page
    assert Meeting.objects.get().get_absolute_url() in page
