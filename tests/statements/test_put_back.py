"""Faults found in use that no other test finds when they are put back."""

import datetime as dt
import re

from measures.models import Measure
from measures.selectors.boards import timeline_bars
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.formats.paper import paper_parts, paper_text
from reporting.formats.parts import summary_html
from reporting.models import Report, Section
from tests.bench.faults import FAULTS
from tests.bench.put_back import ROOT
from tests.conventions.source import own_tests
from tests.factories import World, make_factor, make_indicator, make_measure, make_need, make_value


def test_measure_that_ended_without_a_date_is_not_drawn_as_running(world: World) -> None:
    ended = make_measure(state="completed", state_reason="Grund", state_since=dt.date(2013, 5, 2), end_date=None)
    (bar,) = timeline_bars(Measure.objects.filter(pk=ended.pk))
    assert (bar.end is not None, "spätestens 02.05.2013" in bar.note) == (True, True)


def test_proposed_resolution_is_whole_where_it_is_asked(world: World, draft: Report) -> None:
    words = f"Der Ausschuss {'beschließt und ' * 40}fördert das Handlungsfeld Gesundheit."
    Section.objects.filter(report=draft, kind="proposed_resolution").update(text=words)
    content = build_snapshot(draft)
    assert (summary_html(content).count(words), report_html(content).count(words)) == (1, 2)


def test_report_says_that_needs_are_not_released_though_it_tells_of_none(world: World, draft: Report) -> None:
    make_need(is_public=False, state="reported", raised_on=dt.date(2025, 6, 1))
    sentence = "Nicht freigegeben und deshalb hier nicht genannt: 1 Bedarf (1 gemeldet)."
    assert sentence in report_html(build_snapshot(draft))


def test_council_paper_is_plain_and_recommends_nothing_where_nothing_is_proposed(world: World, draft: Report) -> None:
    Section.objects.filter(report=draft, kind="proposed_resolution").update(text="")
    Section.objects.filter(report=draft, kind="outlook").update(
        text="**Geld**\n\n| Jahr | Euro |\n|---|---|\n| 2025 | 3 |"
    )
    content = build_snapshot(draft)
    assert paper_parts(content)[1] == ("Art der Vorlage", "Mitteilung")
    assert [sign for sign in ("**", "|--", "| Jahr |") if sign in paper_text(content).decode()] == []


def test_sign_in_a_table_of_the_report_is_explained(world: World, draft: Report) -> None:
    indicator = make_indicator(success_factors=[make_factor(4)])
    make_value(indicator=indicator, value=130, qualifier="estimated", year=2025)
    html = report_html(build_snapshot(draft))
    told = " ".join(re.sub("<[^>]+>", " ", html).split())
    assert ("130 e" in told, "e geschätzt" in told) == (True, True)


def test_each_fault_can_still_be_put_back() -> None:
    places = {fault.name: (ROOT / fault.file).read_text(encoding="utf-8").count(fault.right) for fault in FAULTS}
    assert {name: count for name, count in places.items() if count != 1} == {}


def test_each_test_that_the_list_of_faults_names_is_there() -> None:
    named = re.findall(r"`(test_\w+)`", (ROOT / "docs" / "entwicklung" / "fehler.md").read_text(encoding="utf-8"))
    known = {function.name for module in own_tests() for function in module.functions()}
    assert (len(named) > 40, set(named) - known) == (True, set())
