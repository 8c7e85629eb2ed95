"""The checks of a row are asked in one question, and say what each says by itself."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import CheckConstraint, Q
from django.test.utils import CaptureQueriesContext

from measures.models import Measure
from neuss_integration.foundation.records.constraints import END_BEFORE_START, NOT_OFFERED
from tests.factories import make_measure

OWN_PREDECESSOR = "Eine Maßnahme kann nicht ihr eigener Vorgänger sein."


def broken_rules(measure: Measure, **options: Any) -> list[str]:
    try:
        measure.validate_constraints(**options)
    except ValidationError as error:
        return sorted(error.messages)
    return []


@pytest.fixture
def wrong(world: Any) -> Measure:
    """Three of its checks are broken."""
    measure = make_measure()
    measure.start_date, measure.end_date = dt.date(2026, 5, 1), dt.date(2026, 4, 1)
    measure.start_precision = measure.end_precision = "day"
    measure.predecessor = measure
    measure.kind = "nothing of the kind"
    return measure


def test_rows_that_keep_all_rules_are_one_question(world: Any) -> None:
    measure = make_measure()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert broken_rules(measure) == []
    assert len([query for query in asked if query["sql"].startswith("SELECT")]) == 1


def test_each_broken_rule_has_its_sentence(wrong: Measure) -> None:
    assert broken_rules(wrong) == sorted([END_BEFORE_START, NOT_OFFERED, OWN_PREDECESSOR])


def test_field_that_is_not_judged_breaks_nothing_and_hides_nothing(wrong: Measure) -> None:
    assert broken_rules(wrong, exclude={"kind"}) == sorted([END_BEFORE_START, OWN_PREDECESSOR])
    assert broken_rules(wrong, exclude={"kind", "end_date", "predecessor"}) == []


def test_empty_fields_keep_a_rule_that_compares_them(wrong: Measure) -> None:
    wrong.predecessor, wrong.kind, wrong.end_date, wrong.end_precision = None, "project", None, ""
    assert broken_rules(wrong) == []


@pytest.mark.parametrize("model", [each for each in apps.get_models() if each._meta.constraints], ids=str)
def test_every_check_names_fields_of_its_model(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.local_concrete_fields}
    for check in model._meta.constraints:
        if isinstance(check, CheckConstraint):
            assert Q(check.condition).referenced_base_fields <= names | {"pk"}, check.name
