"""What a report tells of the effects of a measure: Kennzahlen, milestones, money and the evaluation."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from measures.models import Measure
from reporting.content.effects import effects_of, with_effects
from tests.factories import make_coordinator, make_measure
from tests.measures.factories import (
    make_evaluation,
    make_funding,
    make_key_figure,
    make_key_figure_value,
    make_milestone,
)

DAY, DUE = dt.date(2026, 6, 30), dt.date(2026, 3, 31)
pytestmark = pytest.mark.django_db


@pytest.fixture
def measure() -> Measure:
    return make_measure()


def told(measure: Measure, day: dt.date = DAY) -> dict[str, Any]:
    return effects_of(with_effects(Measure.objects.all()).get(pk=measure.pk), day)


@pytest.mark.parametrize(
    ("day", "fields", "key", "label"),
    [
        (DUE, {}, "open", "offen"),
        (DAY, {}, "missed", "überfällig"),
        (DAY, {"done_on": DUE}, "done", "erreicht am 31.03.2026"),
        (DAY, {"done_on": dt.date(2026, 4, 1)}, "late", "erreicht am 01.04.2026, 1 Tag später als fällig"),
        (DAY, {"dropped_on": DUE, "dropped_reason": "Kein Geld"}, "dropped", "entfallen am 31.03.2026"),
    ],
)
def test_state_of_a_milestone_on_a_day(measure: Measure, day: dt.date, fields: dict, key: str, label: str) -> None:
    make_milestone(measure=measure, title="Eröffnung", due_date=DUE, **fields)
    (found,) = told(measure, day)["milestones"]
    assert (found["state"], found["due_label"]) == ({"key": key, "label": label}, "31.03.2026")


def test_key_figure_without_anything_known_says_so(measure: Measure) -> None:
    make_key_figure(measure=measure, name="Kurse")
    (found,) = told(measure)["key_figures"]
    dates = ("baseline_label", "target_label", "value", "period")
    assert [found[name] for name in dates] == ["", "", "", ""]
    assert (found["baseline_unknown"], found["degree"]) == (
        "Vorher wurde nicht gezählt.", "Ein Zielwert ist nicht festgelegt.",
    )  # fmt: skip


def test_key_figure_with_all_hides_what_could_point_at_persons(measure: Measure) -> None:
    start = {"baseline_value": Decimal(2), "baseline_date": dt.date(2023, 12, 31), "baseline_unknown_reason": ""}
    goal = {"target_value": Decimal(80), "target_date": dt.date(2027, 12, 31), "counts_people": True}
    figure = make_key_figure(measure=measure, **start, **goal)
    make_key_figure_value(key_figure=figure)
    (found,) = told(measure)["key_figures"]
    names = ("baseline", "baseline_label", "target", "target_label", "value", "period")
    assert [found[name] for name in names] == ["·", "31.12.2023", "80", "31.12.2027", "40", "2024"]


def test_money_evaluation_and_public_text_are_told_as_they_stand(measure: Measure) -> None:
    make_funding(measure=measure, year=2026, note="Miete")
    make_funding(measure=measure, year=2025, planned=None, spent=5)
    make_evaluation(measure=measure, evaluated_on=DAY)
    found = told(measure)
    assert found["money_rows"] == [
        {"year": "2025", "source": "Stadt", "note": "", "planned": "–", "granted": "–", "spent": "5,00 €"},
        {"year": "2026", "source": "Stadt", "note": "Miete", "planned": "1.000,00 €", "granted": "–", "spent": "–"},
    ]
    assert (found["evaluation"]["rating"]["key"], found["evaluation"]["evaluated_label"]) == ("partial", "30.06.2026")


@pytest.mark.parametrize(("is_released", "shown"), [(False, ""), (True, "Für alle.")])
def test_public_text_is_told_once_it_is_released(is_released: bool, shown: str) -> None:
    release = {"public_text_released_at": timezone.now(), "public_text_released_by": make_coordinator()}
    release["released_text"] = "Für alle."
    found = told(make_measure(public_text="Für alle.", **(release if is_released else {})))
    assert (found["public_text"], found["evaluation"], found["money_rows"]) == (shown, None, [])
