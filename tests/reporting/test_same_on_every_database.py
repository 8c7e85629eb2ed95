"""A snapshot says the same on every database; what is made of it needs none (tests/pdf renders without).

The suite runs on SQLite and on PostgreSQL against the same literals: the order of rows, the spelling of numbers and
moments, and how text is sorted are what the two could differ in. Who changes what a chapter tells puts the new value
here after running it on both.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from measures.enums import FundingSource, ProgressState, TrafficLight
from measures.models import Funding, Measure
from reporting.content.snapshot import build_snapshot, canonical, checksum
from reporting.models import Report
from tests.factories import (
    World,
    make_indicator,
    make_measure,
    make_meeting,
    make_need,
    make_organisation,
    make_progress,
    make_round,
    make_table,
    make_value,
)

AT = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
"""In Neuss already the next day."""
NAMES = ["Zebra e.V.", "AWO-Kita", "AWO Neuss", "Ärztehaus", "Caritas", "a-Team", "Übungsraum", "ägypten"]
TOLD = {
    "schema_version": "4e074085",
    "city": "a46e303f",
    "office": "8a80d56c",
    "office_article": "8d375131",
    "created_at": "a4aa035f",
    "report": "bcb2cbeb",
    "previous": "74234e98",
    "fields": "78f93776",
    "successions": "4f53cda1",
    "summary": "a40985ac",
    "rounds": "984225dc",
    "returns": "cf6539de",
    "resolutions": "4f53cda1",
    "orders": "4f53cda1",
    "delays": "4f53cda1",
    "population": "4f53cda1",
    "factors": "fde19a77",
    "goals": "4f53cda1",
    "taking_part": "4f53cda1",
    "achievements": "4f53cda1",
    "goal_judgements": "4f53cda1",
    "round_tables": "5253c4d1",
    "districts": "9e946d95",
    "funding": "9c916dd5",
    "outreach": "3ee6343d",
    "ended": "670c344d",
    "ended_after": "4f53cda1",
    "ended_before": "4f53cda1",
    "responsibilities": "be07469f",
    "divisions": "4f53cda1",
    "sponsored": "4f53cda1",
    "organisations": "dedb8fc0",
    "methods": "4faace55",
    "renamed": "4f53cda1",
    "glossary": "09015efd",
    "sources": "4f53cda1",
    "changes": "74234e98",
    "sections": "0c4c121c",
    "texts": "7c60853c",
}


@pytest.fixture
def full(world: World, draft: Report) -> Report:
    """The draft with what databases sort, round and spell in their own ways."""
    carriers = [make_organisation(name) for name in NAMES]
    asked = make_round(
        title="Runde 2025",
        period_start=dt.date(2025, 1, 1),
        period_end=dt.date(2025, 12, 31),
        due_on=dt.date(2026, 1, 31),
    )
    for number, title in enumerate(NAMES):
        measure = make_measure(
            number=f"M-2025-9{number:02d}", title=title, carriers=carriers, districts=[world.erfttal]
        )
        answered_about(measure, asked, number)
    table = make_table(name="Runder Tisch Sprache")
    make_meeting(round_table=table, title="Sitzung", starts_at=AT - dt.timedelta(days=9), state="held")
    make_need(round_table=table, number="B-2025-001", title="Kurse", raised_on=dt.date(2025, 6, 1), is_public=True)
    make_value(indicator=make_indicator(name="Quote"), value=Decimal("12.50"))
    return draft


def answered_about(measure: Measure, asked: Any, number: int) -> None:
    make_progress(
        round=asked,
        measure=measure,
        state=ProgressState.ACCEPTED,
        traffic_light=TrafficLight.GREEN,
        cost="1200.50",
        decided_at=AT - dt.timedelta(hours=number),
    )
    Funding.objects.create(
        measure=measure, year=2025 + number % 2, source=FundingSource.STATE, planned="1000.10", granted="0.3"
    )


def test_snapshot_is_the_same_on_every_database(full: Report) -> None:
    content = build_snapshot(full, at=AT)
    assert {name: checksum(canonical(part))[:8] for name, part in content.items()} == TOLD


def test_names_are_in_the_order_of_a_lexicon(full: Report) -> None:
    measures = [each for field in build_snapshot(full, at=AT)["fields"] for each in field["measures"]]
    found = next(each["carriers"] for each in measures if each["title"] == "Zebra e.V.")
    assert found == ["a-Team", "ägypten", "Ärztehaus", "AWO Neuss", "AWO-Kita", "Caritas", "Übungsraum", "Zebra e.V."]
