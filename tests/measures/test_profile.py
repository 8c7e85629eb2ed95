"""The Steckbrief: what it shows to whom, sums of money, degree of achievement, and how many queries that needs."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from measures.models import KeyFigure, Measure
from measures.selectors.facts import Fact
from measures.selectors.key_figures import degree, key_figure_rows
from measures.selectors.measures import get_or_404
from measures.selectors.money import Money, money_table, money_totals
from measures.selectors.profile import Profile, figures_with_values, names_of, with_profile
from reporting.content.snapshot import build_snapshot
from reporting.publication.recount import checked, recounted
from tests.factories import World, make_goal, make_measure, make_organisation, make_report, sign_in
from tests.measures.factories import (
    make_attachment,
    make_funding,
    make_key_figure,
    make_key_figure_value,
    make_milestone,
)

URL = "/massnahmen/M-2017-001/"


@pytest.mark.parametrize("more", [0, 2])
def test_page_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, more: int
) -> None:
    measure = world.praeventionsnetz
    for number in range(1 + more):
        make_milestone(measure=measure, department=world.jugendamt)
        make_funding(measure=measure, year=2020 + number)
        make_key_figure_value(key_figure=make_key_figure(measure=measure))
        make_attachment(measure=measure)
        measure.goals.add(make_goal())
        measure.related.add(make_measure())
        make_measure(predecessor=measure)
    sign_in(client, world.koordination)
    with django_assert_num_queries(20):
        assert client.get(URL).status_code == 200


def test_names_stand_in_german_order(world: World) -> None:
    measure = world.praeventionsnetz
    measure.partners.set([make_organisation(name) for name in ("Zebra", "Ärztekammer", "Bund")])
    measure.carriers.add(make_organisation("Verein"))
    measure.contributing_departments.add(world.stadtbibliothek)
    assert names_of(measure) == {
        "contributing_departments": ["Stadtbibliothek"],
        "carriers": ["Verein"],
        "partners": ["Ärztekammer", "Bund", "Zebra"],
        "target_groups": [],
        "success_factors": [str(each) for each in measure.success_factors.order_by("number")],
    }


def test_related_measures_that_are_ideas_are_not_named_to_others(world: World, client: Client) -> None:
    world.praeventionsnetz.related.add(world.lesegarten, world.vorlesestunden)
    shown = sign_in(client, world.integrationsrat_person).get(URL).content.decode()
    assert ("Mehrsprachige Vorlesestunden" in shown, "Lesegarten Erfttal" in shown) == (True, False)


def test_money_is_summed_and_unknown_is_not_zero(db: None) -> None:
    measure = make_measure()
    make_funding(measure=measure, year=2024, planned=1000, granted=800, spent=1100)
    make_funding(measure=measure, year=2025, planned=500)
    table = money_table(measure.fundings.all())
    assert table.total == Money(Decimal(1500), Decimal(800), Decimal(1100))
    assert (table.comparable.deviation_shown, table.rows[0].deviation_shown) == ("+100,00 € (+10 %)", "")


def test_deviation_is_said_as_people_read_it() -> None:
    assert [Money(Decimal(a), None, Decimal(b)).deviation_shown for a, b in ((200, 150), (5, 5), (0, 3))] == [
        "−50,00 € (−25 %)",
        "±0,00 € (±0 %)",
        "+3,00 €",
    ]


def test_totals_leave_out_ideas_whoever_asks(world: World) -> None:
    make_funding(measure=world.praeventionsnetz, year=2024, planned=100, spent=50)
    make_funding(measure=world.praeventionsnetz, year=2025, source="eu", planned=10)
    make_funding(measure=world.lesegarten, year=2025, planned=9000)
    council, office = (money_totals(user) for user in (world.integrationsrat_person, world.koordination))
    assert (council.fields.total.planned, office.fields.total.planned) == (110, 110)
    assert [(row.label, row.money.planned, row.count) for row in council.sources.rows] == [
        ("Stadt", 100, 1),
        ("EU", 10, 1),
    ]
    assert [(row.label, row.deviation_shown) for row in office.years.rows] == [
        ("2024", "−50,00 € (−50 %)"),
        ("2025", ""),
    ]
    assert money_totals(world.koordination, year=2025).fields.total.planned == 10


@pytest.mark.parametrize("more", [0, 2])
def test_totals_page_needs_the_same_queries_at_any_length(
    world: World, client: Client, django_assert_num_queries: Any, more: int
) -> None:
    for number in range(1 + more):
        make_funding(measure=world.praeventionsnetz, year=2020 + number, spent=3)
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(8):
        shown = client.get("/massnahmen/finanzierung/?jahr=2020").content.decode()
    assert shown.count("<svg") >= 3


@pytest.mark.parametrize("asked", ["abcd", "²²²²", "20", "-1", "1990'"])
def test_totals_page_takes_any_address(world: World, client: Client, asked: str) -> None:
    response = sign_in(client, world.koordination).get("/massnahmen/finanzierung/", {"jahr": asked})
    assert (response.status_code, response.context["year"]) == (200, None)


def figure(**fields: Any) -> KeyFigure:
    """A Kennzahl that is not stored."""
    return KeyFigure(**{"direction": "up", "target_value": Decimal(100)} | fields)


@pytest.mark.parametrize(
    ("fields", "last", "percent", "sentence"),
    [
        ({"baseline_value": Decimal(20)}, 60, 50, "50 % des Wegs vom Ausgangswert zum Ziel."),
        ({"baseline_value": Decimal(20)}, 120, 125, "125 % des Wegs vom Ausgangswert zum Ziel: Ziel erreicht."),
        ({"baseline_value": Decimal(20)}, 10, -12, "-12 % des Wegs vom Ausgangswert zum Ziel."),
        ({}, 25, 25, "25 % des Zielwerts."),
        ({"direction": "down", "baseline_value": Decimal(300)}, 200, 50, "50 % des Wegs vom Ausgangswert zum Ziel."),
        ({"direction": "down"}, 90, 100, "Ziel erreicht."),
        ({"direction": "down"}, 110, None, "Ziel noch nicht erreicht."),
        ({"baseline_value": Decimal(100)}, 90, None, "Ziel noch nicht erreicht."),
        ({"baseline_value": Decimal(110)}, 112, 100, "Ziel erreicht."),
        ({"target_value": Decimal(-5)}, -10, None, "Ziel noch nicht erreicht."),
        ({"direction": "down", "baseline_value": Decimal(50)}, 40, 100, "Ziel erreicht."),
        ({}, None, None, "Noch ohne Wert."),
        ({"target_value": None}, 5, None, "Ein Zielwert ist nicht festgelegt."),
    ],
)
def test_degree_of_achievement(fields: dict, last: int | None, percent: int | None, sentence: str) -> None:
    found = degree(figure(**fields), None if last is None else Decimal(last))
    assert (found.percent, found.sentence, 0 <= found.bar <= 100) == (percent, sentence, True)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (dt.date(2024, 6, 30), "Nach dem Tag des Ausgangswerts gibt es noch keinen Wert."),
        (dt.date(2024, 12, 31), "Nach dem Tag des Ausgangswerts gibt es noch keinen Wert."),
        (dt.date(2025, 1, 1), "50 % des Wegs vom Ausgangswert zum Ziel."),
    ],
)
def test_only_a_value_after_the_baseline_goes_the_way(world: World, day: dt.date, sentence: str) -> None:
    baseline = {"baseline_unknown_reason": "", "baseline_value": 20, "baseline_date": dt.date(2024, 12, 31)}
    stored = make_key_figure(
        measure=world.praeventionsnetz, name="Kurse", target_value=100, target_date=dt.date(2027, 1, 1), **baseline
    )
    make_key_figure_value(key_figure=stored, value=60, reference_date=day)
    [row] = key_figure_rows(figures_with_values(), inside=False)
    assert row.degree.sentence == sentence
    draft = make_report(period_start=dt.date(2024, 1, 1), period_end=dt.date(2025, 12, 31))
    rows = {each.figure.key: each for each in checked(build_snapshot(draft), recounted(draft))}
    assert rows["key_figure:M-2017-001:Kurse:degree"].second == sentence
    assert all(each.is_equal for each in rows.values())


def test_small_numbers_of_people_are_hidden_outside(world: World) -> None:
    baseline = {"baseline_unknown_reason": "", "baseline_value": 2, "baseline_date": dt.date(2023, 1, 1)}
    target = {"target_value": 9, "target_date": dt.date(2027, 1, 1)}
    stored = make_key_figure(measure=world.praeventionsnetz, counts_people=True, **baseline, **target)
    make_key_figure_value(key_figure=stored, value=5)
    make_key_figure_value(key_figure=stored, value=1, reference_date=dt.date(2025, 12, 31))
    inside, outside = (key_figure_rows(figures_with_values(), inside=each)[0] for each in (True, False))
    assert [each.text for each in inside.values] == ["5", "1"]
    assert ([each.text for each in outside.values], outside.baseline) == (["5", "·"], "·")
    assert (inside.degree.percent, outside.degree.percent, outside.chart) == (-14, None, None)
    assert [point.shown for point in inside.chart.series[0].points] == ["2", "5", "1"]


def test_months_and_their_year_tell_no_small_month(world: World) -> None:
    """20 less 18 is 2; where the way starts in a month that is hidden, the baseline would tell it too."""
    start = {"baseline_unknown_reason": "", "baseline_value": 9, "baseline_date": dt.date(2025, 1, 15)}
    target = {"target_value": 30, "target_date": dt.date(2027, 1, 1)}
    stored = make_key_figure(measure=world.praeventionsnetz, name="Kurse", counts_people=True, **start, **target)
    for value, month in ((9, 1), (2, 2), (9, 3)):
        day = dt.date(2025, month, 28)
        make_key_figure_value(key_figure=stored, value=value, reference_date=day, reference_precision="month")
    make_key_figure_value(key_figure=stored, value=20, reference_date=dt.date(2025, 12, 31), reference_precision="year")
    [row] = key_figure_rows(figures_with_values(), inside=False)
    assert ([each.text for each in row.values], row.baseline) == (["·", "·", "9", "20"], "·")
    draft = make_report(period_start=dt.date(2024, 1, 1), period_end=dt.date(2025, 12, 31))
    rows = {each.figure.key: each for each in checked(build_snapshot(draft), recounted(draft))}
    assert rows["key_figure:M-2017-001:Kurse:baseline"].second == "·"
    assert all(each.is_equal for each in rows.values())


def test_page_shows_figures_money_and_milestones_to_the_council(world: World, client: Client) -> None:
    stored = make_key_figure(
        measure=world.praeventionsnetz, name="Erreichte Familien", target_value=80, target_date=dt.date(2027, 1, 1)
    )
    make_key_figure_value(key_figure=stored)
    make_funding(measure=world.praeventionsnetz, planned=Decimal("1234.5"))
    make_milestone(measure=world.praeventionsnetz, title="Eröffnung im Treff", due_date=dt.date(2020, 1, 1))
    shown = sign_in(client, world.integrationsrat_person).get(URL).content.decode()
    for text in ("Erreichte Familien", "50 % des Zielwerts", "1.234,50", "Eröffnung im Treff", "überfällig"):
        assert text in shown
    assert "pflegen" not in shown


def test_goal_page_names_the_measures_for_it(world: World, client: Client) -> None:
    goal = make_goal()
    world.praeventionsnetz.goals.add(goal)
    shown = sign_in(client, world.integrationsrat_person).get(goal.get_absolute_url()).content.decode()
    assert f'<a href="{URL}">' in shown
    assert f"?konzeptziel={goal.pk}" in shown


def test_page_and_paper_show_the_same_facts(world: World, client: Client) -> None:
    measure = world.praeventionsnetz
    measure.partners.add(make_organisation("Caritas"), make_organisation("Diakonie, Neuss"))
    Measure.objects.filter(pk=measure.pk).update(legal_basis="§ 7 TIntG NRW", period_note="Förderung bis 2027")
    found = get_or_404(with_profile(Measure.objects.all(), world.koordination), measure.number)
    profile = Profile(found, world.koordination)
    on_page = [(fact.label, fact.text) for fact in profile.facts if fact.values]
    assert set(on_page) <= {(fact.label, fact.text) for fact in profile.facts_on_paper}
    assert ("Partnerorganisationen", "Caritas; Diakonie, Neuss") in on_page
    page = sign_in(client, world.koordination).get(measure.get_absolute_url()).text
    assert [label for label, _ in on_page if f"<dt>{label}</dt>" not in page] == []


def test_goals_that_are_sentences_have_a_line_each_on_paper() -> None:
    sentences = Fact("Ziele", [("Alle lernen Deutsch.", ""), ("Vereine öffnen sich", "")])
    assert sentences.text == "Alle lernen Deutsch.\nVereine öffnen sich"
    assert Fact("Orte", [("Furth", ""), ("Norf", "")]).text == "Furth, Norf"
