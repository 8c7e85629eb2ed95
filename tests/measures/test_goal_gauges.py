"""By what goals are measured: entering and changing, how far they are and how that is worked out, pages."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from measures.models import GoalGauge
from measures.selectors.achievement import Achievement, achievement, gauges_with_values
from measures.services.goal_gauges import add_gauge, change_gauge, remove_gauge
from neuss_integration.foundation.exceptions import Incomplete, Stale
from success_factors.models import Goal, Indicator
from tests.factories import World, make_gauge, make_goal, make_indicator, make_value, sign_in
from tests.measures.answers import text_of
from tests.measures.factories import make_key_figure, make_key_figure_value

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 30)


def values(**more: Any) -> dict[str, Any]:
    """From 40 at the end of 2022 over 45 and 50 to 60 at the end of 2030."""
    return {
        "baseline_value": Decimal(40),
        "baseline_date": dt.date(2022, 12, 31),
        "first_interim_value": Decimal(45),
        "first_interim_date": dt.date(2024, 12, 31),
        "second_interim_value": Decimal(50),
        "second_interim_date": dt.date(2027, 12, 31),
        "target_value": Decimal(60),
        "target_date": dt.date(2030, 12, 31),
    } | more


def stand(gauge: GoalGauge, *, inside: bool = True, today: dt.date = TODAY) -> Achievement:
    found = gauges_with_values(GoalGauge.objects.filter(pk=gauge.pk)).get()
    return achievement(found, inside=inside, today=today)


def measured(*given: tuple[int, int | str], direction: str = "up", **fields: Any) -> GoalGauge:
    """A goal measured by an indicator with the `given` (year, value)."""
    number = fields.pop("number", {})
    indicator = make_indicator(direction=direction, unit="%", **number)
    for year, value in given:
        make_value(indicator=indicator, year=year, value=value)
    return make_gauge(make_goal(), indicator, **fields)


def test_gauge_is_entered_once_and_changed_with_history(world: World) -> None:
    goal, indicator = make_goal(), make_indicator()
    key = "3f1c2a52-1111-4222-8333-444455557777"
    made, again = (
        add_gauge(goal, by=world.koordination, values=values(indicator=indicator), submission_key=key)  # type: ignore[arg-type]
        for _ in range(2)
    )
    assert (made.pk, made.direction) == (again.pk, "up")
    changed = change_gauge(made, by=world.koordination, expected_version=1, values={"note": "Amtliche Zahl"})
    assert (changed.version, changed.history.first().history_user) == (2, world.koordination)
    with pytest.raises(Stale):
        change_gauge(made, by=world.koordination, expected_version=1, values={"note": "Andere"})
    with pytest.raises(PermissionDenied):
        change_gauge(made, by=world.jugendamt_person, expected_version=2, values={"note": "Andere"})


def test_removed_gauge_leaves_its_history_with_the_reason(world: World) -> None:
    made = make_gauge(make_goal(), make_indicator())
    with pytest.raises(Incomplete):
        remove_gauge(made, by=world.koordination, reason=" ")
    remove_gauge(made, by=world.koordination, reason="Falsch gewählt")
    assert GoalGauge.history.filter(id=made.pk, history_type="-").get().history_change_reason == "Falsch gewählt"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"second_interim_date": dt.date(2031, 1, 1)}, "target_date", "muss nach dem Tag davor liegen"),
        ({"target_date": dt.date(2022, 1, 1)}, "target_date", "zweites Zwischenziel"),
        ({"first_interim_date": dt.date(2022, 6, 1)}, "first_interim_date", "Ausgangswert: 31.12.2022"),
        ({"target_value": Decimal(40)}, "target_value", "gibt es nichts zu erreichen"),
        ({"second_interim_value": Decimal(61)}, "second_interim_value", "nicht zwischen Ausgangswert und Zielwert"),
        ({"first_interim_value": Decimal(39)}, "first_interim_value", "nicht zwischen Ausgangswert und Zielwert"),
        ({"first_interim_value": None, "first_interim_date": None}, "first_interim_value", "bevor Sie ein zweites"),
        ({"baseline_date": None}, "baseline_date", "gehört sein Tag"),
        ({"target_value": Decimal(101)}, "target_value", "nicht über 100 %"),
        ({"target_value": Decimal(20)}, "target_value", "soll steigen, der Zielwert liegt aber unter"),
        ({"baseline_date": dt.date(2999, 1, 1)}, "baseline_date", "nicht in der Zukunft"),
        ({"counting": "total", "baseline_value": None, "baseline_date": None}, "baseline_value", "Zusammenzählen"),
        ({"indicator": None}, "number", "Indikator oder eine Kennzahl"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(world: World, wrong: dict[str, Any], field: str, sentence: str) -> None:
    given = values(indicator=make_indicator(unit="%")) | wrong
    with pytest.raises(ValidationError) as refused:
        add_gauge(make_goal(), by=world.koordination, values=given)
    assert sentence in " ".join(refused.value.message_dict[field])
    assert not GoalGauge.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_interim_value": 45, "first_interim_date": dt.date(2031, 1, 1)},
        {"first_interim_value": 65, "first_interim_date": dt.date(2025, 1, 1)},
        {"target_date": dt.date(2022, 1, 1)},
        {"target_value": 40},
        {"target_value": 20},
        {"baseline_date": None},
        {"baseline_date": dt.date(2999, 1, 1), "target_date": dt.date(3000, 1, 1)},
        {"counting": "total", "baseline_value": None, "baseline_date": None},
        {"direction": "side"},
        {"second_interim_value": 45, "second_interim_date": dt.date(2025, 1, 1)},
    ],
)
def test_database_holds_the_same_rules(wrong: dict[str, Any]) -> None:
    goal, indicator = make_goal(), make_indicator()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_gauge(goal, indicator, **wrong)
    assert make_gauge(goal, indicator).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        make_gauge(goal, indicator)


def test_way_is_the_one_of_the_number_where_no_baseline_is_known(world: World) -> None:
    unknown = {"baseline_value": None, "baseline_date": None, "target_value": Decimal(20)}
    unknown |= {"first_interim_value": None, "second_interim_value": None}
    unknown |= {"first_interim_date": None, "second_interim_date": None}
    sinking, neutral = make_indicator(direction="down"), make_indicator(direction="neutral")
    made = add_gauge(make_goal(), by=world.koordination, values=values(indicator=sinking) | unknown)
    assert made.direction == "down"
    with pytest.raises(ValidationError, match="nicht klar, ob der Wert steigen oder sinken soll"):
        add_gauge(make_goal(), by=world.koordination, values=values(indicator=neutral) | unknown)


def test_key_figure_belongs_to_a_measure_that_serves_the_goal(world: World) -> None:
    goal, figure = make_goal(), make_key_figure(measure=world.praeventionsnetz)
    with pytest.raises(ValidationError, match="nicht zu diesem Ziel beiträgt"):
        add_gauge(goal, by=world.koordination, values=values(key_figure=figure))
    world.praeventionsnetz.goals.add(goal)
    assert add_gauge(goal, by=world.koordination, values=values(key_figure=figure)).name == figure.name


@pytest.mark.parametrize(
    ("given", "percent", "sentence"),
    [
        ([(2024, 50), (2025, 52)], 60, "60 % des Wegs vom Ausgangswert zum Ziel."),
        ([(2025, 60)], 100, "Ziel erreicht: 100 % des Wegs vom Ausgangswert zum Ziel."),
        ([(2025, 64)], 120, "Ziel übertroffen: 120 % des Wegs vom Ausgangswert zum Ziel."),
        ([(2025, 40)], 0, "Noch kein Fortschritt: Der letzte Wert ist so hoch wie der Ausgangswert."),
        ([(2025, 38)], -10, "Rückschritt: Der letzte Wert liegt hinter dem Ausgangswert (-10 % des Wegs vom"),
        ([], None, "Noch ohne Wert."),
        ([(2022, 52)], None, "Der letzte Wert (2022) liegt nicht nach dem Ausgangswert und zählt darum nicht."),
        ([(2023, "40.01")], 1, "1 % des Wegs vom Ausgangswert zum Ziel."),
    ],
)
def test_degree_is_told_as_number_and_sentence(given: Any, percent: int | None, sentence: str) -> None:
    found = stand(measured(*given))
    assert found.percent == percent
    assert sentence in found.sentence


def test_degree_says_how_it_was_worked_out(world: World) -> None:
    found = stand(measured((2025, 52)))
    assert found.derivation == ["Gerechnet: (52 − 40) : (60 − 40) = 60 %"]
    sinking = stand(_sinking())
    assert (sinking.percent, sinking.derivation) == (67, ["Gerechnet: (30 − 50) : (20 − 50) = 67 %"])


def _sinking() -> GoalGauge:
    indicator = make_indicator(direction="down")
    make_value(indicator=indicator, year=2025, value=30)
    return make_gauge(make_goal(), indicator, direction="down", baseline_value=50, target_value=20)


def test_numbers_of_periods_are_added_up_and_none_twice(world: World) -> None:
    figure = make_key_figure(measure=world.praeventionsnetz)
    told = [("2022-12", "year", 7), ("2023-12", "year", 10), ("2023-03", "month", 4), ("2024-12", "year", 12)]
    for month, precision, value in told:
        day = f"{month}-31"
        make_key_figure_value(key_figure=figure, reference_date=day, reference_precision=precision, value=value)
    gauge = make_gauge(make_goal(), figure, counting="total", baseline_value=0, target_value=44)
    found = stand(gauge)
    assert (found.last, found.percent) == ("22", 50)
    assert found.derivation[0] == "Zusammengezählt: 0 + 10 (2023) + 12 (2024) = 22"


def test_interim_targets_are_judged_by_the_number_of_their_day() -> None:
    steps = {
        "first_interim_value": 45,
        "first_interim_date": dt.date(2024, 12, 31),
        "second_interim_value": 50,
        "second_interim_date": dt.date(2026, 12, 31),
    }
    early = stand(measured((2024, 46), (2025, 43), **steps))
    assert [each.outcome for each in early.interims] == ["erreicht (46, 2024)", "steht noch aus"]
    late = stand(measured((2024, 44), (2025, 52), **steps))
    assert [each.outcome for each in late.interims] == ["verfehlt (44, 2024)", "erreicht (52, 2025)"]
    missing = stand(measured((2025, 52), **steps))
    assert missing.interims[0].outcome == "ohne Wert bis zu diesem Tag"


def test_old_numbers_breaks_and_missed_days_are_said() -> None:
    old = stand(measured((2023, 52), number={"rhythm_months": 12}))
    assert old.sentence.endswith("Der letzte Wert ist veraltet.")
    missed = stand(measured((2025, 52), target_date=dt.date(2025, 12, 31)))
    assert "Das Ziel war bis 31.12.2025 zu erreichen." in missed.sentence
    broken = measured((2024, 50))
    make_value(indicator=broken.indicator, year=2025, value=52, starts_new_series=True)
    assert (stand(broken).percent, stand(broken).sentence[:43]) == (None, "Seit dem Ausgangswert wurde die Zählweise g")


def test_number_of_a_year_stands_in_that_year_and_a_sum_at_its_end() -> None:
    gauge = measured((2024, 50), (2025, 52))
    chart = stand(gauge).chart()
    assert chart is not None
    assert [point.at for point in chart.series[0].points] == [dt.date(2024, 7, 1), dt.date(2025, 7, 2)]
    GoalGauge.objects.filter(pk=gauge.pk).update(counting="total")
    chart = stand(gauge).chart()
    assert chart is not None
    assert [point.at for point in chart.series[0].points] == [dt.date(2024, 12, 31), dt.date(2025, 12, 31)]


def test_nothing_outside_gives_a_small_number_away(settings: Any) -> None:
    settings.SMALL_NUMBER_THRESHOLD = 5
    people = {"number": {"counts_people": True}}
    small = measured((2025, 3), **people, baseline_value=20, target_value=60)
    assert (stand(small).percent, stand(small, inside=False).percent) == (-42, None)
    outside = stand(small, inside=False)
    assert (outside.last, outside.derivation, outside.chart()) == ("·", [], None)
    start = measured((2025, 50), **people, baseline_value=3, target_value=60)
    outside = stand(start, inside=False)
    assert (outside.percent, outside.baseline, outside.derivation) == (None, "·", [])
    chart = outside.chart()
    assert chart is not None
    assert "3" not in [point.shown for series in chart.series for point in series.points]
    GoalGauge.objects.filter(pk=start.pk).update(counting="total")  # 53 less the 50 that are shown is 3
    outside = stand(start, inside=False)
    assert (stand(start).last, outside.last, outside.percent, outside.chart()) == ("53", "·", None, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_goal_page_needs_the_same_queries_at_any_number_of_gauges(
    world: World, client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    goal = make_goal()
    for _ in range(rows):
        figure = make_key_figure(measure=world.praeventionsnetz)
        make_key_figure_value(key_figure=figure)
        make_gauge(goal, figure)
        make_value(indicator=(indicator := make_indicator()), year=2024)
        make_gauge(goal, indicator)
    sign_in(client, world.integrationsrat_person)
    with django_assert_num_queries(15):
        text = text_of(client.get(goal.get_absolute_url()))
    assert text.count("Zielerreichung ") >= rows


def filled(indicator: Indicator) -> dict[str, str]:
    return {
        "number": f"indikator-{indicator.pk}",
        "counting": "latest",
        "baseline_value": "40",
        "baseline_date": "31.12.2022",
        "target_value": "60",
        "target_date": "31.12.2030",
    }


def test_koordination_enters_a_gauge_on_the_page(world: World, client: Client) -> None:
    goal, indicator = make_goal(), make_indicator(name="Sprachförderung", unit="%")
    make_value(indicator=indicator, year=timezone.localdate().year - 1, value=50)
    sign_in(client, world.koordination)
    given = filled(indicator)
    url = f"/ziele/{goal.pk}/messgroessen/neu/"
    late = text_of(client.post(url, given | {"first_interim_value": "50", "first_interim_date": "1.1.2031"}))
    assert "muss nach dem Tag davor liegen (erstes Zwischenziel: 01.01.2031)" in late
    shown = text_of(client.post(url, given, follow=True))
    assert "Das Ziel wird jetzt auch daran gemessen." in shown
    assert "50 % des Wegs vom Ausgangswert zum Ziel." in shown
    assert "(50 − 40) : (60 − 40) = 50 %" in shown
    gauge = GoalGauge.objects.get()
    removed = text_of(client.post(f"/ziele/messgroessen/{gauge.pk}/entfernen/", {"reason": "Irrtum"}, follow=True))
    assert "Noch ist nicht gesagt, woran dieses Ziel gemessen wird." in removed


def test_goal_without_gauge_says_so(world: World, client: Client) -> None:
    goal: Goal = make_goal()
    shown = text_of(sign_in(client, world.integrationsrat_person).get(goal.get_absolute_url()))
    assert "Noch ist nicht gesagt, woran dieses Ziel gemessen wird." in shown
    assert "Messgröße anlegen" not in shown
