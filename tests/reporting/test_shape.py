"""The one shape of a snapshot: what is written keeps to it, and all forms of a report read its keys and no other."""

import json
from pathlib import Path
from typing import Any

import pytest

from reporting.content.changes import changes_between
from reporting.content.figures import figures
from reporting.content.schema import upgraded
from reporting.content.shape import Content
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_body, report_html
from reporting.formats.paper import paper_text
from reporting.formats.parts import summary_html
from reporting.formats.tables.open_data import open_data
from tests.reporting.recorder import recorded
from tests.reporting.snapshot_schema import DECLARED_ONLY, paths
from tests.reporting.test_schema import problems
from tests.statements.full_city import write_full_city

VERSION_2 = Path(__file__).with_name("snapshot_version_2.json")
KEYS = paths(Content)
BY_NAME = ("changes.", "texts.")
"""Read one like the other: each kind of change as a row, each text by the key of its section."""
ASKED_ALIKE = {"organisations.department", "sections.run"}
"""Asked of two things in one template: offices and organisations, sections and those that a composition adds."""
ONLY_IN_THE_FILE = {
    *("RoundInReport.no_response", "RoundInReport.period_label", "FactorInReport.criteria", "SectionInReport.field"),
    *("HighlightInReport.field", "HighlightInReport.weight", "PreviousReport.published_on"),
    "EndingMoney.until",
}
"""For whoever reads the file of a published report: no other form needs them."""
READ_ELSEWHERE = {
    *("Content.recount", "DistrictInReport.row", "NeedInReport.is_tied", "SectionInReport.pictures"),
    *("ChainInReport.publications", "ChainInReport.head"),
    *(f"PictureInReport.{name}" for name in ("sha256", "width", "height", "caption", "alternative")),
}
"""Only of what this city has not: a release, a tile map, a rated need, pictures."""
OF_OLD = {"SectionsOfReport.citywide"}
UNREAD = ONLY_IN_THE_FILE | READ_ELSEWHERE | OF_OLD


def read_everywhere(content: dict[str, Any]) -> set[str]:
    """The keys that the forms of a report ask for."""
    read: set[str] = set()
    snapshot = recorded(content, "", read)
    report_html(snapshot)
    report_body(snapshot, str, "/nachrechnen/")
    for form in (summary_html, paper_text, open_data, figures):
        form(snapshot)
    changes_between(snapshot, snapshot)
    return read


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_forms_read_what_the_shape_declares_and_all_of_it() -> None:
    content = build_snapshot(write_full_city())
    assert problems(content) == []
    read = read_everywhere(content)
    assert {path for path in read - KEYS.keys() if not path.startswith(BY_NAME)} == ASKED_ALIKE
    assert set(KEYS.values()) - {KEYS.get(path, "") for path in read} == UNREAD | (
        DECLARED_ONLY - {KEYS.get(path, "") for path in read}
    )


def test_snapshot_of_version_2_keeps_to_the_shape_of_today() -> None:
    assert problems(upgraded(json.loads(VERSION_2.read_text(encoding="utf-8")))) == []
