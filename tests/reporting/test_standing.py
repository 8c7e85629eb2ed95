"""Levels and indicators in the snapshot: as known outside the office, compared with the report before."""

import datetime as dt

import pytest
from django.utils import timezone

from neuss_integration.foundation.ui.levels import direction_arrow
from reporting.content.snapshot import build_snapshot
from reporting.content.standing import (
    indicators_by_factor,
    indicators_without_factor,
    standings_by_factor,
    stored_chart,
    watched_indicators,
)
from reporting.formats.html import report_html
from reporting.models import Report
from reporting.publication.recount import checked, recounted
from tests.factories import World, make_area_value, make_assessment, make_criterion, make_indicator, make_value
from tests.pdf.sample import FACTOR, snapshot


def test_snapshot_tells_the_level_of_each_factor_and_why(world: World, draft: Report) -> None:
    criterion = make_criterion(world.factors[3])
    make_assessment(criterion=criterion, assessed_on=dt.date(2026, 1, 1), level=3, rationale="Zwei neue Netzwerke.")
    found = standings_by_factor({"factors": [{"number": 4, "assessment": {"level": 2, "criteria": []}}]})[4]
    assert (found["level"], found["label"], found["direction"]["label"]) == (3, "teilweise", "verbessert")
    assert found["criteria"][0]["rationale"] == "Zwei neue Netzwerke."
    factors = build_snapshot(draft)["factors"]
    assert factors[3]["assessment"]["direction"]["key"] == "first"
    assert factors[0]["assessment"] is None


def test_snapshot_tells_indicators_with_value_before_and_chart(world: World, draft: Report) -> None:
    indicator = make_indicator(success_factors=[world.factors[3]], rhythm_months=240)
    make_value(indicator=indicator, year=2019, value=250)
    make_value(indicator=indicator, year=2021, value=513)
    make_indicator(success_factors=[world.factors[3]])
    told = build_snapshot(draft)["factors"][3]["indicators"]
    assert [(each["value"], each["period"], each["before"]) for each in told] == [("513", "2021", "250 (2019)")]
    assert told[0]["movement"]["label"] == "richtige Richtung"
    assert stored_chart(told[0]["chart"]).values == [250.0, 513.0]


@pytest.mark.parametrize(
    ("day", "told", "before"), [(dt.date(2025, 5, 20), "30", "20 (2023)"), (dt.date(2025, 12, 31), "40", "30 (2024)")]
)
def test_snapshot_tells_no_value_of_a_time_that_is_not_over(
    world: World, draft: Report, day: dt.date, told: str, before: str
) -> None:
    """Of the city and of the Land, by both computations: a year is told from its last day on."""
    indicator = make_indicator(name="Quote", unit="%", success_factors=[world.factors[3]], rhythm_months=240)
    for year, value in ((2023, 20), (2024, 30), (2025, 40)):
        make_value(indicator=indicator, year=year, value=value)
        make_area_value(indicator=indicator, area="Land", reference_date=dt.date(year, 12, 31), value=value)
    make_value(indicator=make_indicator(name="Neu", success_factors=[world.factors[3]]), year=2025)
    at = timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
    content = build_snapshot(draft, at=at)
    found = {each["name"]: each for each in content["factors"][3]["indicators"]}
    lines = {each["name"]: each["points"][-1][3] for each in found["Quote"]["chart"]["series"]}
    assert (found["Quote"]["value"], found["Quote"]["before"], lines["Land"]) == (told, before, told)
    assert ("Neu" in found) == (day == dt.date(2025, 12, 31))
    assert [each.figure.key for each in checked(content, recounted(draft, at=at)) if not each.is_equal] == []


def test_snapshot_holds_no_small_or_blocked_number(world: World) -> None:
    indicator = make_indicator(counts_people=True, success_factors=[world.factors[0]])
    make_value(indicator=indicator, year=2019, value=2)
    make_value(indicator=indicator, year=2021, value=54321, qualifier="blocked")
    told = indicators_by_factor(watched_indicators())[1][0]
    assert (told["value"], told["before"]) == (".", "· (2019)")
    assert "54321" not in str(told)


def test_snapshot_without_assessments_and_indicators_is_still_printed() -> None:
    old = {name: value for name, value in FACTOR.items() if name not in {"assessment", "indicators"}}
    html = report_html(snapshot(factors=[old]))
    assert "Alle wirken mit" in html
    assert "Stand der Erfolgsfaktoren" not in html


def test_printed_report_shows_level_reason_and_target_of_two_values_without_a_line(world: World) -> None:
    html = report_html(snapshot())
    for text in ("Stand der Erfolgsfaktoren", "verbessert", "14.04.2026", "250 (2019)", "Ziel: 600 Personen"):
        assert text in html


def test_printed_overview_tells_what_the_page_tells(world: World, draft: Report) -> None:
    for factor in (world.factors[0], world.factors[3]):
        make_assessment(criterion=make_criterion(factor), assessed_on=dt.date(2024, 1, 1), level=3)
    indicator = make_indicator(success_factors=[world.factors[3]], rhythm_months=240)
    for year, value in ((2019, 250), (2021, 513)):
        make_value(indicator=indicator, year=year, value=value)
    html = report_html(build_snapshot(draft))
    overview = html[html.index("Stand der Erfolgsfaktoren.") :]
    row = overview[overview.index("4 Erfolgsfaktor 4") : overview.index("5 Erfolgsfaktor 5")]
    assert f"{direction_arrow('first')} ohne Vergleich" in row
    assert f"{direction_arrow('better')} 1 richtige Richtung" in row
    assert "<td>1, davon 1 laufend</td>" in row
    assert ", 01.01.2024</td>" in " ".join(row.split())


def test_assessment_and_indicator_queries_do_not_grow(world: World, draft: Report, django_assert_num_queries) -> None:
    for position in range(1, 3):
        make_assessment(criterion=make_criterion(world.factors[3], position))
        make_value(indicator=make_indicator(success_factors=world.factors[:position]))
        with django_assert_num_queries(49):
            build_snapshot(draft)


def test_factor_that_is_half_assessed_tells_both_criteria(world: World) -> None:
    for position, level in ((1, 3), (2, None)):
        criterion = make_criterion(world.factors[3], position)
        if level:
            make_assessment(criterion=criterion, assessed_on=dt.date(2026, 1, 1), level=level, rationale="Netzwerke.")
    found = standings_by_factor(None)[4]
    assert (found["level"], found["label"], found["assessed_label"]) == (None, "nicht vollständig eingeschätzt", "")
    assert found["direction"]["key"] == "unknown"
    told = [(each["level"], each["assessed_label"], each["rationale"]) for each in found["criteria"]]
    assert told == [(3, "01.01.2026", "Netzwerke."), (None, "", "")]


def test_factor_at_the_level_of_the_report_is_unchanged(world: World) -> None:
    make_assessment(criterion=make_criterion(world.factors[3]), assessed_on=dt.date(2026, 1, 1), level=2)
    found = standings_by_factor({"factors": [{"number": 4, "assessment": {"level": 2, "criteria": []}}]})[4]
    assert (found["direction"]["key"], found["assessed_label"]) == ("same", "01.01.2026")


def test_indicator_is_told_whole_with_and_without_a_value(world: World) -> None:
    aimed = make_indicator(success_factors=[world.factors[3]], target_value=600, target_year=2030)
    make_value(indicator=aimed, year=2021, value=513)
    make_value(indicator=aimed, year=2021, value=200, group="Frauen")
    make_indicator(success_factors=[world.factors[3]])
    told, empty = sorted(indicators_by_factor(watched_indicators())[4], key=lambda each: each["name"])
    assert (told["period"], told["source"], told["chart"]["target"][1]) == (
        "2021",
        "Statistikstelle",
        "Ziel bis 2030: 600",
    )
    assert float(told["chart"]["target"][0]) == 600
    assert [(each["name"], each["value"]) for each in told["groups"]] == [("insgesamt", "513"), ("Frauen", "200")]
    assert (empty["period"], empty["source"], empty["chart"], empty["groups"]) == ("", "", None, [])


def test_chart_without_target_and_groups_tells_none(world: World) -> None:
    make_value(indicator=make_indicator(success_factors=[world.factors[3]]))
    (told,) = indicators_by_factor(watched_indicators())[4]
    assert (told["chart"]["target"], told["groups"]) == (None, [])


def test_only_indicators_without_factor_tell_of_the_city(world: World) -> None:
    make_indicator(success_factors=[world.factors[3]])
    alone = make_indicator(success_factors=[])
    assert [each["name"] for each in indicators_without_factor(watched_indicators())] == [alone.name]
