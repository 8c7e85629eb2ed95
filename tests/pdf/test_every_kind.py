"""veraPDF's verdict on what offices print beside the report, and structure text = HTML text for each.

Minutes are in tests/roundtables, profiles in tests/measures, report and summary in test_conformity.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache.backends.dummy import DummyCache

from measures.enums import ProgressState, RoundState
from measures.pdf import rounds as round_files
from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.pdf.checks import html_text, inspect
from neuss_integration.foundation.pdf.coverage import clean
from neuss_integration.foundation.pdf.parts import render_parts
from reporting.content.pictures import picture_assets
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.formats.parts import part_html
from reporting.models import Report
from roundtables.pdf.proposals import proposals_html
from roundtables.selectors.proposals import proposals_for
from tests.access.german import faults, shown
from tests.factories import (
    World,
    make_need,
    make_own_section,
    make_picture,
    make_progress,
    make_proposal,
    make_report,
    make_round,
)
from tests.pdf.vera import validate

pytestmark = [pytest.mark.slow, pytest.mark.once]
AT = dt.datetime(2026, 3, 12, 10, tzinfo=dt.UTC)


def ranking_list(world: World) -> str:
    make_proposal(needs=[make_need(title="Mehr Kurse")], title="Abendkurse", rank=1, state="ranked")
    return proposals_html(list(proposals_for(world.koordination)), at=AT)


def round_summary(world: World) -> str:
    asked = make_round(title="Runde 2025", state=RoundState.CLOSED)
    make_progress(round=asked, measure=world.praeventionsnetz, state=ProgressState.ACCEPTED, participants=2)
    return round_files.summary_html(asked)


def progress_copy(world: World) -> str:
    sent = make_progress(measure=world.praeventionsnetz, state=ProgressState.SUBMITTED, what_happened="Vier Kurse.")
    return round_files.progress_html(sent, world.koordination)


def part_of_an_office(world: World) -> str:
    return part_html(build_snapshot(make_report()), "fachdienststelle", "Stadtbibliothek")


def part_of_a_district(world: World) -> str:
    return part_html(build_snapshot(make_report()), "stadtteil", "Weckhoven")


@pytest.mark.parametrize("make", [ranking_list, round_summary, progress_copy, part_of_an_office, part_of_a_district])
def test_document_is_valid_and_reads_as_its_html(world: World, make: Callable[[World], str], tmp_path: Path) -> None:
    html = make(world)
    assert faults(shown(html)) == []
    content = render_pdf(html, created=AT)
    (tmp_path / "file.pdf").write_bytes(content)
    assert validate([tmp_path / "file.pdf"]) == {"file": {"ua1": [], "3a": []}}
    assert inspect(content).text == html_text(clean(html))


def test_merged_report_with_a_photograph_is_valid(world: World, tmp_path: Path) -> None:
    report: Report = make_report()
    make_picture(section=make_own_section(report, title="Fotos"), caption="Fest")
    content = build_snapshot(report)
    html = report_html(content)
    pdf = render_parts(html, cache=DummyCache("", {}), pictures=picture_assets(content), created=AT)
    (tmp_path / "report.pdf").write_bytes(pdf)
    assert validate([tmp_path / "report.pdf"]) == {"report": {"ua1": [], "3a": []}}
    assert inspect(pdf).text == html_text(clean(html))
