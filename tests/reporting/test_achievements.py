"""The report tells how far goals are and how they are judged, computed a second time, and nothing that is hidden."""

import datetime as dt
from typing import Any

import pytest

from reporting.content.achievements import judgements_of_goals
from reporting.content.figures import figures
from reporting.content.snapshot import build_snapshot
from reporting.formats.html import report_html
from reporting.formats.tables.goals import ACHIEVEMENTS, JUDGEMENTS
from reporting.models import Report
from reporting.publication.recount import recounted
from success_factors.models import Goal, IndicatorValue
from tests.factories import World, make_gauge, make_goal, make_indicator, make_judgement, make_measure, make_value
from tests.measures.factories import make_key_figure, make_key_figure_value

pytestmark = pytest.mark.django_db
INTERIMS = {
    "first_interim_value": 45,
    "first_interim_date": dt.date(2023, 12, 31),
    "second_interim_value": 50,
    "second_interim_date": dt.date(2028, 12, 31),
}


def by_indicator(goal: Goal, *given: tuple[int, Any], kind: Any = None, **fields: Any) -> None:
    indicator = make_indicator(**(kind or {}))
    for year, value in given:
        make_value(indicator=indicator, year=year, value=value)
    make_gauge(goal, indicator, **fields)


@pytest.fixture
def goal(world: World) -> Goal:
    """A goal that is measured in every way there is."""
    found = make_goal(text="Alle lernen Deutsch")
    by_indicator(found, (2022, 41), (2023, 44), (2025, 52), **INTERIMS)
    by_indicator(found, (2025, 64), kind={"decimals": 1})
    by_indicator(found, (2025, 30), kind={"direction": "down"}, direction="down", target_value=20)
    by_indicator(found, (2024, 38), kind={"rhythm_months": 12}, target_date=dt.date(2025, 1, 31))
    by_indicator(found, (2025, 1), kind={"counts_people": True}, baseline_value=20)
    by_indicator(found, (2025, 50), kind={"counts_people": True}, baseline_value=1)
    by_indicator(found, (2025, 59), baseline_value=None, baseline_date=None)
    by_indicator(found, (2021, 59))
    by_indicator(found)
    broken = make_indicator()
    make_value(indicator=broken, year=2024, value=50, starts_new_series=True)
    make_gauge(found, broken, **INTERIMS)
    figure = make_key_figure(measure=world.praeventionsnetz, name="Erreichte Familien")
    told = [
        ("2022-12-31", "year", 7),
        ("2023-12-31", "year", 10),
        ("2023-03-31", "month", 4),
        ("2024-12-31", "year", 12),
    ]
    for day, precision, value in told:
        make_key_figure_value(key_figure=figure, reference_date=day, reference_precision=precision, value=value)
    make_gauge(found, figure, counting="total", baseline_value=0, target_value=44)
    return found


def told_twice(draft: Report, start: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    content = build_snapshot(draft)
    first = {each.key: each.value for each in figures(content) if each.key.startswith(start)}
    return first, {key: value for key, value in recounted(draft).items() if key.startswith(start)}


def test_achievements_are_the_same_in_sql(draft: Report, goal: Goal) -> None:
    first, second = told_twice(draft, ("achievement:",))
    assert first == second
    assert len(first) == 11 * 5
    degrees = [value for key, value in first.items() if key.endswith(":degree")]
    for words in (
        "60 % des Wegs",
        "übertroffen: 120 %",
        "50 % des Wegs",
        "Rückschritt",
        "wird nicht gezeigt",
        "geändert",
        "Noch ohne",
    ):
        assert [each for each in degrees if words in each], words
    assert [value for key, value in first.items() if "Erreichte Familien:value" in key] == ["22"]


def test_blocked_baseline_is_hidden_in_both(draft: Report) -> None:
    by_indicator(make_goal(text="Alle lernen Deutsch"), (2022, 40), (2025, 50))
    IndicatorValue.objects.filter(reference_date__year=2022).update(qualifier="blocked")
    first, second = told_twice(draft, ("achievement:",))
    assert first == second
    assert [value for key, value in first.items() if key.endswith((":baseline", ":degree"))] == [
        "·",
        "Ziel noch nicht erreicht.",
    ]


def test_judgement_after_the_day_of_the_data_is_not_told(draft: Report, goal: Goal) -> None:
    day = draft.period_end - dt.timedelta(days=400)
    make_judgement(goal, judged_on=day)
    assert [len(judgements_of_goals(day + dt.timedelta(days=days))) for days in (-1, 0)] == [0, 1]


def test_judgements_are_the_same_in_sql_and_the_newest_counts(world: World, draft: Report, goal: Goal) -> None:
    day = draft.period_end - dt.timedelta(days=400)
    for thing in (goal, world.praeventionsnetz):
        make_judgement(thing, rating="off_track", judged_on=day)
        make_judgement(thing, rating="on_track", judged_on=day + dt.timedelta(days=9), reason="Es geht voran.")
    make_judgement(goal, department=world.jugendamt, rating="reached", reason="Wir sind da.", judged_on=day)
    first, second = told_twice(draft, ("goal_judgement:", "judgement:"))
    assert first == second
    later = f"on_track {day + dt.timedelta(days=9):%d.%m.%Y}"
    assert sorted(first.values()) == sorted([later, later, f"reached {day:%d.%m.%Y}"])


def test_html_and_tables_tell_it(world: World, draft: Report, goal: Goal) -> None:
    make_judgement(goal, judged_on=dt.date(2025, 5, 5))
    make_judgement(world.praeventionsnetz, judged_on=dt.date(2025, 5, 5), reason="Zu wenig Personal.")
    content = build_snapshot(draft)
    html = report_html(content)
    for words in ("Wie weit die Ziele sind", "60 % des Wegs", "Es fehlt an Plätzen.", "Zu wenig Personal."):
        assert words in html
    rows = list(ACHIEVEMENTS.told(content))
    assert [row[12] for row in rows][:3] == [60, 120, 50]
    assert rows[4][12] is None
    assert [row[3] for row in JUDGEMENTS.told(content)] == ["gefährdet"]


def test_drafts_are_not_told(world: World, draft: Report, goal: Goal) -> None:
    idea = make_measure(state="idea")
    make_gauge(goal, make_key_figure(measure=idea, name="Geheime Zahl"))
    first, second = told_twice(draft, ("achievement:",))
    assert (first == second, [key for key in first if "Geheime Zahl" in key]) == (True, [])
    assert "Geheime Zahl" not in report_html(build_snapshot(draft))


def test_old_snapshot_tells_nothing_of_it(draft: Report, goal: Goal) -> None:
    content = {
        key: value for key, value in build_snapshot(draft).items() if key not in ("achievements", "goal_judgements")
    }
    assert "Wie weit die Ziele sind" not in report_html(content)
