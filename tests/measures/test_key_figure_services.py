"""Kennzahlen: baseline known or explained, few per measure, values with their time."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from measures.models import KeyFigure, KeyFigureValue
from measures.services.key_figures import (
    add_key_figure,
    change_key_figure,
    correct_value,
    end_key_figure,
    record_value,
    remove_value,
    resume_key_figure,
)
from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale
from neuss_integration.foundation.words.partial_dates import PartialDate
from tests.factories import World, make_measure, make_progress
from tests.measures.conftest import RefusedBy
from tests.measures.factories import make_key_figure, make_key_figure_value

VALUES = {
    "name": "Familien", "kind": "output", "unit": "Familien", "definition": "Familien, die dreimal kamen",
    "baseline_value": Decimal(12), "baseline_date": dt.date(2024, 1, 1),
}  # fmt: skip
YEAR = PartialDate.from_parts(2025)


def test_add_makes_one_of_a_double_click(world: World) -> None:
    key = uuid.uuid4()
    first, again = (
        add_key_figure(world.praeventionsnetz, by=world.jugendamt_person, values=VALUES, submission_key=key)
        for _ in range(2)
    )
    assert (first, first.position, first.is_active) == (again, 1, True)


@pytest.mark.parametrize(
    "values",
    [
        {"baseline_value": None}, {"baseline_date": None}, {"baseline_unknown_reason": "Unbekannt"},
        {"baseline_value": None, "baseline_date": None},
    ],
)  # fmt: skip
def test_add_wants_the_baseline_or_why_not(world: World, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="oder sagen Sie, warum er unbekannt ist"):
        add_key_figure(world.praeventionsnetz, by=world.koordination, values=VALUES | values)


def test_add_allows_six(world: World) -> None:
    figures = [make_key_figure(measure=world.praeventionsnetz) for _ in range(6)]
    with pytest.raises(Refused, match="hat schon 6 Kennzahlen"):
        add_key_figure(world.praeventionsnetz, by=world.koordination, values=VALUES)
    end_key_figure(figures[0], by=world.koordination, reason="Zählte nur Anmeldungen")
    add_key_figure(world.praeventionsnetz, by=world.koordination, values=VALUES)
    with pytest.raises(Refused, match="hat schon 6 Kennzahlen"):
        resume_key_figure(figures[0], by=world.koordination)


def test_change_notices_a_second_writer(world: World) -> None:
    figure = make_key_figure(measure=world.praeventionsnetz)
    change_key_figure(figure, by=world.koordination, expected_version=1, values={"unit": "Kinder"})
    with pytest.raises(Stale):
        change_key_figure(figure, by=world.koordination, expected_version=1, values={"unit": "Eltern"})


def test_end_says_why_and_takes_no_more_values(world: World) -> None:
    figure = make_key_figure(measure=world.praeventionsnetz)
    with pytest.raises(Incomplete):
        end_key_figure(figure, by=world.koordination, reason="")
    end_key_figure(figure, by=world.koordination, reason="Nicht aussagekräftig")
    with pytest.raises(Refused, match="wird nicht mehr erhoben"):
        record_value(figure, by=world.koordination, period=YEAR, value=Decimal(1))
    assert [resume_key_figure(figure, by=world.koordination).version for _ in range(2)] == [3, 3]
    assert list(KeyFigure.objects.active()) == [figure]


def test_record_keeps_time_report_and_person(world: World) -> None:
    figure, report = make_key_figure(measure=world.praeventionsnetz), make_progress(measure=world.praeventionsnetz)
    key = uuid.uuid4()
    first, again = (
        record_value(
            figure, by=world.jugendamt_person, period=YEAR, value=Decimal("31.5"), progress=report, submission_key=key
        )
        for _ in range(2)
    )
    assert (first, first.reference_date, str(first.period)) == (again, dt.date(2025, 12, 31), "2025")
    assert (first.progress, first.recorded_by) == (report, world.jugendamt_person)


def test_record_refuses_the_future_and_a_second_value_of_a_time(world: World) -> None:
    figure = make_key_figure(measure=world.praeventionsnetz)
    coming = PartialDate.from_parts(timezone.localdate().year)
    with pytest.raises(ValidationError, match="noch nicht zu Ende"):
        record_value(figure, by=world.koordination, period=coming, value=Decimal(1))
    record_value(figure, by=world.koordination, period=YEAR, value=Decimal(1))
    with pytest.raises(ValidationError, match="Für diese Zeit gibt es schon einen Wert"):
        record_value(figure, by=world.koordination, period=YEAR, value=Decimal(2))


def test_correction_and_removal_say_why(world: World) -> None:
    value = make_key_figure_value(key_figure=make_key_figure(measure=world.praeventionsnetz))
    sent: dict[str, Any] = {"period": YEAR, "number": Decimal(44), "note": "", "expected_version": 1}
    with pytest.raises(Incomplete):
        correct_value(value, by=world.koordination, reason="", **sent)
    after = correct_value(value, by=world.koordination, reason="Tippfehler", **sent)
    assert (after.value, after.history.first().history_change_reason) == (44, "Tippfehler")
    with pytest.raises(Incomplete):
        remove_value(value, by=world.koordination, reason="")
    remove_value(value, by=world.koordination, reason="Falsche Kennzahl")
    assert (KeyFigureValue.objects.count(), KeyFigureValue.history.first().history_type) == (0, "-")


def test_kennzahlen_are_kept_by_the_lead_office_only(world: World) -> None:
    figure = make_key_figure(measure=world.praeventionsnetz)
    value = make_key_figure_value(key_figure=figure)
    person = world.bibliothek_person
    for refused in (
        lambda: add_key_figure(world.praeventionsnetz, by=person, values=VALUES),
        lambda: change_key_figure(figure, by=person, expected_version=1, values={"unit": "x"}),
        lambda: end_key_figure(figure, by=person, reason="x"),
        lambda: resume_key_figure(figure, by=person),
        lambda: record_value(figure, by=person, period=YEAR, value=Decimal(1)),
        lambda: remove_value(value, by=person, reason="x"),
    ):
        with pytest.raises(PermissionDenied):
            refused()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": "input"}, "measures_key_figure_kind_valid"),
        ({"direction": "left"}, "measures_key_figure_direction_valid"),
        ({"baseline_unknown_reason": ""}, "measures_key_figure_baseline_known_or_why"),
        ({"target_value": 3}, "measures_key_figure_target_complete"),
        ({"target_date": dt.date(2026, 1, 1)}, "measures_key_figure_target_complete"),
    ],
)
def test_database_keeps_the_rules(db: None, refused_by: RefusedBy, fields: dict[str, Any], constraint: str) -> None:
    measure = make_measure()
    with refused_by(constraint):
        make_key_figure(measure=measure, **fields)


def test_database_refuses_values_of_the_future(world: World, refused_by: RefusedBy) -> None:
    figure = make_key_figure(measure=world.praeventionsnetz)
    with refused_by("measures_key_figure_value_not_in_future"):
        make_key_figure_value(key_figure=figure, reference_date=timezone.localdate() + dt.timedelta(days=1))
