"""Each fault that was found in a report, put where it cannot come back."""

import datetime as dt
import json
from pathlib import Path

import pytest

from measures.enums import HandoverKind, MeasureState, ProgressState, RoundState, TrafficLight
from measures.models import Funding, Handover, Measure
from neuss_integration.foundation.words.table_signs import legend
from reporting.content.changes import changes_between, rows_of
from reporting.content.schema import upgraded
from reporting.content.sentences import SENTENCES
from reporting.content.snapshot import build_snapshot, canonical
from reporting.content.standing import standings_by_factor
from reporting.formats.html import report_html
from reporting.formats.paper import paper_parts
from reporting.models import Report
from reporting.selectors.compose import composed
from reporting.services.sections import move_section
from roundtables.selectors.proposals import paper_text
from tests.factories import (
    World,
    make_assessment,
    make_criterion,
    make_department,
    make_indicator,
    make_measure,
    make_need,
    make_progress,
    make_proposal,
    make_resolution,
    make_round,
    make_value,
)
from tests.reporting.test_changes import measure, snapshot
from tests.reporting.test_round_tables import IN_PERIOD, public_need, sent_proposal
from tests.reporting.test_snapshot import entry, in_period

VERSION_2 = json.loads((Path(__file__).parent / "snapshot_version_2.json").read_text(encoding="utf-8"))


def told(content: dict, name: str) -> str:
    return SENTENCES[name](content)


def light(key: str) -> dict:
    return {"key": key, "label": str(TrafficLight(key).label)}


def test_page_shows_sections_in_the_order_of_the_report(world: World, draft: Report) -> None:
    move_section(draft.sections.get(kind="glossary"), by=world.koordination, up=True)
    order = list(draft.sections.values_list("pk", flat=True))
    assert [each.section.pk for each in composed(draft)] == order
    assert [each.pk for each in draft.sections.included().with_open_comments()] == order


def test_returns_are_those_of_all_rounds_and_each_measure_counts_once(world: World, draft: Report) -> None:
    year, extra = in_period(state=RoundState.CLOSED), in_period(due_on=dt.date(2027, 1, 10), title="Zwischenrunde")
    for state in (ProgressState.ACCEPTED, ProgressState.ACCEPTED, ProgressState.NO_RESPONSE):
        last = make_progress(round=year, state=state)
    make_progress(round=extra, measure=last.measure, state=ProgressState.IN_PROGRESS)
    content = build_snapshot(draft)
    assert told(content, "returns") == (
        "Gefragt wurde nach 3 Maßnahmen; beantwortet sind davon 2 (67 %). "
        "Jede Maßnahme zählt einmal, mit ihrer letzten Berichtsrunde."
    )
    assert [each["percent"] for each in content["rounds"]] == [67, 0]


def test_open_round_is_named_as_open_and_nobody_in_it_is_silent(world: World, draft: Report) -> None:
    asked = in_period(title="Runde 2026", due_on=dt.date(2026, 12, 14))
    make_progress(round=asked, measure=world.praeventionsnetz, state=ProgressState.RETURNED)
    make_progress(round=asked, measure=world.vorlesestunden, state=ProgressState.SUBMITTED)
    content = build_snapshot(draft)
    (found,) = content["rounds"]
    assert (found["missing"], found["pending"]) == ([], [{"department": "Jugendamt", "count": 1}])
    expected = "Die Berichtsrunde „Runde 2026“ (Frist 14.12.2026) ist noch offen; ihre Zahlen sind vorläufig."
    assert told(content, "open_rounds") == expected
    assert "nicht geantwortet" not in canonical(content)
    assert "noch offen; ein Sachstand liegt noch aus" in entry(content, "M-2017-001")["progress_missing"]
    assert "noch nicht geprüft" in entry(content, "M-2013-001")["progress_missing"]


def test_places_add_up_to_all_measures(world: World, draft: Report) -> None:
    assert told(build_snapshot(draft), "places") == (
        "1 Maßnahme gilt für die ganze Stadt, 1 nennt einen oder mehrere Stadtteile, ohne Angabe ist keine."
    )
    make_measure(field_of_action=world.bildung)
    make_measure(field_of_action=world.bildung)
    assert "bei 2 ist kein Stadtteil angegeben" in told(build_snapshot(draft), "places")


def test_needs_that_are_not_told_are_counted_by_their_state(world: World, draft: Report) -> None:
    for state, reason in (("prioritised", ""), ("prioritised", ""), ("not_pursued", "Doppelt"), ("reported", "")):
        make_need(raised_on=IN_PERIOD, state=state, state_reason=reason)
    assert told(build_snapshot(draft), "unreleased") == (
        "Nicht freigegeben und deshalb hier nicht genannt: 4 Bedarfe "
        "(1 gemeldet, 2 priorisiert, 1 nicht weiterverfolgt)."
    )


def test_measure_that_ended_before_the_period_is_only_named(world: World, draft: Report) -> None:
    make_measure(number="M-2010-009", state=MeasureState.COMPLETED, state_since=dt.date(2024, 5, 1))
    content = build_snapshot(draft)
    assert content["ended"]["completed"] == []
    assert [(each["number"], each["period"]) for each in content["ended_before"]] == [
        ("M-2010-009", "Ende nicht bekannt")
    ]
    assert "1 Maßnahme endete schon vor dem Berichtszeitraum" in report_html(content)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("green", "red", "light_worse"), ("red", "yellow", "light_better"), ("unknown", "red", "light_new"),
        ("green", "unknown", "light_gone"),
    ],
)  # fmt: skip
def test_only_better_and_worse_lights_count_as_change(before: str, after: str, kind: str) -> None:
    changes = changes_between(
        snapshot(measure("M-1", light=light(before))), snapshot(measure("M-1", light=light(after)))
    )
    assert [row["kind"] for row in rows_of(changes)] == [kind]
    assert len(changes["light"]) == (kind in ("light_worse", "light_better"))


def test_renamed_merged_and_split_offices_are_no_change_of_lead(world: World, draft: Report) -> None:
    new, part = make_department("Amt für Bewegung"), make_department("Amt für Bäder")
    make_department("Sportamt", successor=new)
    handover = Handover.objects.create(
        department=new, kind=HandoverKind.SPLIT, last_day=dt.date(2025, 6, 1), actor=world.koordination
    )
    handover.successors.set([part, world.jugendamt])
    after = build_snapshot(draft)
    entry(after, "M-2017-001")["lead"] = "Amt für Bäder"
    same = changes_between(snapshot(measure("M-2017-001", lead="Sportamt")), after)
    other = changes_between(snapshot(measure("M-2017-001", lead="Stadtbibliothek")), after)
    assert ([each["number"] for each in same["lead"]], len(other["lead"])) == ([], 1)


def test_nothing_that_is_published_is_cut(world: World, draft: Report) -> None:
    long = "Gesundheit und Teilhabe aller Menschen in der Stadt stärken; " * 12
    draft.sections.filter(kind="proposed_resolution").update(text=long.strip() + " Ende.")
    Measure.objects.filter(pk=world.praeventionsnetz.pk).update(title=f"{'Sehr langer Titel ' * 10}Schluss")
    make_progress(
        round=in_period(),
        measure=world.praeventionsnetz,
        state=ProgressState.ACCEPTED,
        observed_effect=long + "Schluss",
    )
    html = report_html(build_snapshot(draft))
    assert html.count("stärken; Ende.") == 2
    assert "…" not in html


def test_money_says_what_was_asked_and_what_was_resolved(world: World, draft: Report) -> None:
    sent_proposal(
        public_need(),
        number="V-2025-001",
        state="changed",
        state_reason="Weniger",
        amount=48000,
        resolved_amount=36000,
        resolution=make_resolution(resolved_date=IN_PERIOD),
    )
    (proposal,) = build_snapshot(draft)["round_tables"]["proposals"]
    assert proposal["money"] == "beantragt 48.000,00 Euro im Jahr, beschlossen 36.000,00 Euro im Jahr"


def test_sums_of_money_hold_each_row_of_the_year(world: World, draft: Report) -> None:
    over = make_measure(state=MeasureState.DROPPED, state_reason="Kein Geld", end_date=dt.date(2024, 12, 31))
    for one, year, planned, spent in (
        (over, 2025, 12500, None),
        (world.lesegarten, 2025, 7, 7),
        (world.vorlesestunden, 2025, 1000, 900),
        (world.vorlesestunden, 2024, 5, 5),
    ):
        Funding.objects.create(measure=one, source="city", year=year, planned=planned, spent=spent)
    content = build_snapshot(draft)
    total = content["funding"]["total"]
    shown = (total["planned"], total["deviation"], total["compared"], total["rows"])
    assert shown == ("13.500,00 €", "−100,00 € (−10 %)", 1, 2)
    assert told(content, "money_covered").startswith("Für 1 Maßnahme ist mindestens ein Betrag")
    assert "auch 1 Maßnahme enthalten" in told(content, "money_outside")
    assert "geplant 12.500 €" in told(content, "money_outside")


def test_indicators_without_a_value_and_remarks_of_the_office_stay_outside(world: World, draft: Report) -> None:
    make_indicator(name="Ohne Wert")
    make_value(indicator=make_indicator(name="Mit Wert", method_note="Noch zu prüfen."), qualifier="estimated")
    content = build_snapshot(draft)
    assert [each["name"] for each in content["methods"]] == ["Mit Wert"]
    assert "zu prüfen" not in canonical(content)
    assert "Zeichenerklärung: e geschätzt." in report_html(content)


def test_legend_names_each_sign_that_is_used() -> None:
    assert legend(["130 e", "(12)", "·", "45"]).startswith("Zeichenerklärung: · sehr kleine Zahl")
    assert (legend(["1.234", ""]), legend(["–"])) == ("", "Zeichenerklärung: – nichts vorhanden.")


def test_paper_without_a_resolution_recommends_none(world: World, draft: Report) -> None:
    draft.sections.filter(kind="proposed_resolution").update(text=" ")
    draft.sections.filter(kind="procedure").update(text="| Jahr | Zahl |\n|---|---|\n| 2025 | **12** |")
    parts = dict(paper_parts(build_snapshot(draft)))
    assert parts["Art der Vorlage"] == "Mitteilung"
    assert "Jahr: 2025; Zahl: 12" in parts["Sachverhalt"]
    assert not {"|", "**"} & set(parts["Sachverhalt"])


def test_proposal_without_a_rank_names_none(world: World, draft: Report) -> None:
    assert "Rang" not in paper_text(make_proposal(needs=[make_need()]))


def test_factor_is_compared_with_what_the_last_report_told(world: World, draft: Report) -> None:
    first, second = make_criterion(world.factors[3]), make_criterion(world.factors[3], 2, "Zweites")
    make_assessment(criterion=first, level=3, assessed_on=dt.date(2026, 5, 1))
    make_assessment(criterion=second, level=5, assessed_on=dt.date(2023, 1, 1))
    before = {"level": 5, "criteria": [{"text": "Zweites", "level": 5}]}
    found = standings_by_factor({"factors": [{"number": 4, "assessment": before}]})[4]
    assert (found["direction"]["key"], found["assessed_label"]) == ("worse", "01.05.2026")
    assert [each["direction"]["key"] for each in found["criteria"]] == ["first", "same"]


def test_snapshot_of_version_2_is_rendered_as_it_was_published() -> None:
    html = report_html(VERSION_2)
    assert upgraded(VERSION_2)["schema_version"] == 3
    for text in ("Auf einen Blick", "Berichtsrunde 2023–2024", "Wie die Indikatoren gezählt werden"):
        assert text in html
    assert paper_parts(upgraded(VERSION_2))[1] == ("Art der Vorlage", "Mitteilung und Beschlussempfehlung")


def test_lights_of_version_2_are_kept_apart() -> None:
    old = [
        {"before": light("unknown"), "after": light("red")},
        {"before": light("green"), "after": light("red")},
    ]
    changes = upgraded(VERSION_2 | {"changes": {"light": old}})["changes"]
    assert (len(changes["light"]), len(changes["light_new"]), len(changes["light_gone"])) == (1, 1, 0)


def test_first_report_compares_with_nothing(world: World, draft: Report) -> None:
    content = build_snapshot(draft)
    assert (content["changes"], told(content, "changed"), make_round().title in canonical(content)) == (None, "", False)
