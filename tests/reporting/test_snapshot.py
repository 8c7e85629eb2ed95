"""What a report shows, and what it must not show."""

import datetime as dt
import json
from typing import Any

import pytest

from measures.enums import MeasureState, ProgressState, TrafficLight
from measures.models import Measure
from neuss_integration.city.models import Department
from reporting.content.snapshot import build_snapshot, canonical, checksum
from reporting.formats.html import report_html
from reporting.formats.tables.measures import EARLIER
from reporting.models import Report
from reporting.publication.recount.checking import checked, recounted
from tests.factories import World, make_assessment, make_criterion, make_measure, make_progress, make_round


def in_period(**fields):
    """A closed or open round whose period ends in the report's period."""
    return make_round(period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 12, 31), **fields)


def entry(snapshot: dict, number: str) -> dict:
    return next(m for field in snapshot["fields"] for m in field["measures"] if m["number"] == number)


def test_snapshot_holds_labels_and_no_keys(world: World, draft: Report) -> None:
    measure = entry(build_snapshot(draft), "M-2017-001")
    assert measure["lead"] == "Jugendamt"
    assert measure["state"] == {"key": "running", "label": "laufend"}
    assert measure["districts"] == ["Weckhoven"]
    assert measure["success_factors"] == [4]
    assert measure["period"] == "seit Februar 2017"


def test_snapshot_leaves_out_ideas_and_internal_notes(world: World, draft: Report) -> None:
    Measure.objects.filter(pk=world.praeventionsnetz.pk).update(internal_note="Streit mit dem Träger")
    text = canonical(build_snapshot(draft))
    assert "Lesegarten" not in text
    assert "Streit mit dem Träger" not in text


def test_snapshot_tells_the_accepted_progress_of_the_period(world: World, draft: Report) -> None:
    make_progress(
        round=in_period(),
        measure=world.praeventionsnetz,
        state=ProgressState.ACCEPTED,
        traffic_light=TrafficLight.YELLOW,
        traffic_light_reason="Eine Stelle ist frei.",
        what_happened="25 Fachkräfte.",
        internal_note="Bitte nicht weitersagen",
    )
    progress = entry(build_snapshot(draft), "M-2017-001")["progress"]
    assert progress["light"] == {"key": "yellow", "label": "gelb"}
    assert progress["what_happened"] == "25 Fachkräfte."
    assert "Bitte nicht weitersagen" not in json.dumps(progress, ensure_ascii=False)


@pytest.mark.parametrize("state", [ProgressState.IN_PROGRESS, ProgressState.SUBMITTED, ProgressState.RETURNED])
def test_snapshot_tells_nothing_that_was_not_accepted(world: World, draft: Report, state: str) -> None:
    make_progress(round=in_period(), measure=world.praeventionsnetz, state=state, what_happened="Nur ein Entwurf")
    snapshot = build_snapshot(draft)
    assert entry(snapshot, "M-2017-001")["progress"] is None
    assert "Nur ein Entwurf" not in canonical(snapshot)


def test_snapshot_says_who_did_not_answer(world: World, draft: Report) -> None:
    asked = in_period(state="closed")
    make_progress(round=asked, measure=world.praeventionsnetz, state=ProgressState.NO_RESPONSE)
    make_progress(round=asked, measure=world.vorlesestunden, state=ProgressState.ACCEPTED)
    snapshot = build_snapshot(draft)
    assert snapshot["rounds"][0]["missing"] == [{"department": "Jugendamt", "count": 1}]
    assert snapshot["rounds"][0]["percent"] == 50
    assert entry(snapshot, "M-2017-001")["progress_missing"].startswith("Die Fachdienststelle hat")


@pytest.mark.parametrize(("participants", "shown"), [(0, "0"), (1, "·"), (2, "·"), (3, "3"), (1250, "1.250")])
def test_snapshot_suppresses_small_numbers_of_people(world, draft, participants: int, shown: str) -> None:
    make_progress(
        round=in_period(), measure=world.praeventionsnetz, state=ProgressState.ACCEPTED, participants=participants
    )
    numbers = entry(build_snapshot(draft), "M-2017-001")["progress"]["numbers"]
    assert numbers == [{"label": "Teilnehmende", "value": shown}]


def test_snapshot_leaves_out_what_ended_before_the_period(world: World, draft: Report) -> None:
    make_measure(title="Längst vorbei", state=MeasureState.COMPLETED, end_date=dt.date(2019, 12, 31))
    make_measure(title="Im Zeitraum beendet", state=MeasureState.COMPLETED, end_date=dt.date(2025, 6, 30))
    ended = build_snapshot(draft)["ended"]["completed"]
    assert [measure["title"] for measure in ended] == ["Im Zeitraum beendet"]


def test_snapshot_marks_fields_without_running_measure_as_gaps(world: World, draft: Report) -> None:
    Measure.objects.filter(pk=world.praeventionsnetz.pk).update(state=MeasureState.PLANNED)
    assert build_snapshot(draft)["summary"]["gaps"] == ["Beteiligung und Dialog"]


def test_snapshot_needs_the_same_queries_for_more_measures(
    world: World, draft: Report, django_assert_num_queries
) -> None:
    asked = in_period()
    for _ in range(2):
        make_progress(round=asked, measure=make_measure(districts=[world.erfttal]), state=ProgressState.ACCEPTED)
        with django_assert_num_queries(47):
            build_snapshot(draft)


def test_released_snapshot_stays_when_everything_changes(world: World, run) -> None:
    before = run.snapshot.content
    Department.objects.filter(pk=world.jugendamt.pk).update(name="Amt für Jugend und Zukunft")
    Measure.objects.update(title="Umbenannt")
    run.snapshot.refresh_from_db()
    assert run.snapshot.content == before
    assert checksum(before) == run.snapshot.sha256
    assert "Jugendamt" in before


def answered(measure: Any, at: int, **fields: Any) -> None:
    """An accepted answer about `measure` in the `at`th round of the period of `draft`."""
    asked = in_period(title=f"Runde {at}", due_on=dt.date(2025, 1 + at, 1))
    make_progress(round=asked, measure=measure, state=ProgressState.ACCEPTED, **fields)


def test_snapshot_tells_each_accepted_answer_of_the_period_that_says_something_else(world, draft) -> None:
    red = {"traffic_light": "red", "traffic_light_reason": "Die Leitung fehlt."}
    answered(world.praeventionsnetz, 0, what_happened="Es begann.", participants=20, **red)
    answered(world.praeventionsnetz, 1, what_happened="Es ging weiter.", participants=30)
    answered(world.praeventionsnetz, 2, what_happened="Es ging weiter.", participants=30)
    content = build_snapshot(draft)
    told = entry(content, world.praeventionsnetz.number)
    assert (told["progress"]["round"], told["light"]["key"]) == ("Runde 2", "green")
    assert [row[2:6:2] for row in EARLIER.rows(content)] == [["Runde 0", "rot"]]
    html = " ".join(report_html(content).split())
    assert all(words in html for words in ("Früherer Sachstand des Zeitraums", "Ampel damals: rot", "Es begann."))
    accepted = told["earlier"][0]["accepted_label"]
    assert recounted(draft)[f"earlier:{told['number']}"] == f"Runde 0, {accepted}, red, Teilnehmende 20"
    assert [each for each in checked(content, recounted(draft)) if not each.is_equal] == []


def test_answers_that_differ_in_hidden_numbers_alone_are_told_once(world, draft) -> None:
    answered(world.praeventionsnetz, 0, participants=1)
    answered(world.praeventionsnetz, 1, participants=2)
    content = build_snapshot(draft)
    assert entry(content, world.praeventionsnetz.number)["earlier"] == []
    assert [each for each in checked(content, recounted(draft)) if not each.is_equal] == []


def test_legend_names_the_last_report_only_where_its_level_is_drawn(world, draft) -> None:
    make_assessment(criterion=make_criterion(world.factors[3]), level=2)
    html = report_html(build_snapshot(draft))
    assert ("Stufe der Erfolgsfaktoren" in html, "leerer Punkt" in html) == (True, False)
