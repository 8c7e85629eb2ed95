"""The chapter of the Runde Tische: what it tells, and what it must not tell."""

import datetime as dt
from typing import Any

import pytest

from neuss_integration.foundation.pdf import render_pdf
from reporting.content.round_tables import OpenEnds, open_ends, round_tables
from reporting.content.snapshot import build_snapshot, canonical
from reporting.formats.html import report_html
from reporting.models import Report
from roundtables.models import Forwarding
from tests.factories import World, make_committee, make_coordinator, make_meeting, make_need, make_proposal

IN_PERIOD = dt.date(2025, 6, 1)
HELD_AT = dt.datetime(2025, 6, 1, 15, tzinfo=dt.UTC)


def public_need(**fields: Any) -> Any:
    """A released need of the period."""
    return make_need(**{"is_public": True, "raised_on": IN_PERIOD} | fields)


def sent_proposal(need: Any, **fields: Any) -> Any:
    """A proposal that went to the Gremium in the period."""
    proposal = make_proposal(needs=[need], **{"state": "forwarded", "rank": 1} | fields)
    Forwarding.objects.create(
        proposal=proposal,
        committee=make_committee(),
        forwarded_on=IN_PERIOD,
        paper_text="X",
        forwarded_by=make_coordinator(),
    )
    return proposal


def test_chapter_tells_what_became_of_each_need(world: World, draft: Report) -> None:
    need = public_need(number="B-2025-001", state="in_measure", measures=[world.vorlesestunden])
    sent_proposal(need, number="V-2025-001", title="Abendkurse")
    found = round_tables(draft)["needs"]
    assert [(each["number"], each["state"]["label"]) for each in found] == [("B-2025-001", "in Maßnahme überführt")]
    assert [each["number"] for each in found[0]["measures"]] == ["M-2013-001"]
    assert found[0]["proposals"] == [{"number": "V-2025-001", "title": "Abendkurse", "state": "weitergeleitet"}]


def test_chapter_keeps_unreleased_needs_and_drafts_to_itself(world: World, draft: Report) -> None:
    need = make_need(title="Vertraulich", raised_on=IN_PERIOD, raised_by_name="Frau Vertraulich")
    make_proposal(needs=[need], title="Vertraulicher Vorschlag", state="ranked", rank=1)
    public_need(raised_by_name="Frau Vertraulich", measures=[world.lesegarten])
    content = build_snapshot(draft)
    assert content["round_tables"]["unreleased"] == 1
    text = canonical(content["round_tables"])
    assert ("Vertraulich" in text, "Lesegarten" in text) == (False, False)


def test_chapter_lists_meetings_of_the_period_with_attendance(world: World, draft: Report) -> None:
    make_meeting(starts_at=HELD_AT, state="held", votes_total=12, votes_present=2, votes_needed=6)
    make_meeting(starts_at=HELD_AT)
    found = round_tables(draft)["meetings"]
    assert [(each["date_label"], each["votes_present"], each["quorate"]) for each in found] == [
        ("01.06.2025", 2, False)
    ]


def test_open_ends_are_what_the_chapter_cannot_tell(
    world: World, draft: Report, django_assert_num_queries: Any
) -> None:
    make_need(raised_on=IN_PERIOD)
    public_need(number="B-2025-001", measures=[world.lesegarten])
    public_need(number="B-2025-002", measures=[world.vorlesestunden])
    public_need(number="B-2025-003", outcome="Zwei Kurse mehr.")
    make_proposal(needs=[public_need(number="B-2025-004")], state="draft")
    sent_proposal(public_need(number="B-2025-005"))
    with django_assert_num_queries(2):
        assert open_ends(draft) == OpenEnds(False, 1, ["B-2025-001", "B-2025-004"])


def test_chapter_falls_away_when_there_is_nothing(world: World, draft: Report) -> None:
    assert "tables" not in [each["kind"] for each in build_snapshot(draft)["sections"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_chapter_needs_the_same_queries_at_any_length(
    world: World, draft: Report, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        sent_proposal(public_need(measures=[world.vorlesestunden, world.praeventionsnetz]))
        make_meeting(starts_at=HELD_AT, state="held")
    with django_assert_num_queries(6):
        assert len(round_tables(draft)["needs"]) == rows


@pytest.mark.slow
def test_chapter_is_set_as_pdf(world: World, draft: Report) -> None:
    make_meeting(starts_at=HELD_AT, state="held", votes_total=12, votes_present=8, votes_needed=6)
    sent_proposal(public_need(outcome="Zwei Kurse mehr."))
    html = report_html(build_snapshot(draft))
    assert html.count('id="runde-tische"') == 1
    assert render_pdf(html, created=HELD_AT).startswith(b"%PDF")
