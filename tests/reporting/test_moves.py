"""Measures that changed their Handlungsfeld since the last report, counted twice."""

import datetime as dt
from collections.abc import Callable

import pytest

from measures.models import Measure
from reporting.content.snapshot import build_snapshot
from reporting.publication.recount import checked, recounted
from success_factors.models import FieldOfAction
from tests.factories import World, make_published, make_report

pytestmark = pytest.mark.django_db


def moved(measure: Measure) -> None:
    other = FieldOfAction.objects.exclude(pk=measure.field_of_action_id)[0]
    Measure.objects.filter(pk=measure.pk).update(field_of_action=other)


def renamed(measure: Measure) -> None:
    FieldOfAction.objects.filter(pk=measure.field_of_action_id).update(name="Neuer Name desselben Feldes")


def ended(measure: Measure) -> None:
    FieldOfAction.objects.filter(pk=measure.field_of_action_id).update(valid_until=dt.date(2025, 1, 1))
    others = FieldOfAction.objects.exclude(pk=measure.field_of_action_id)
    Measure.objects.filter(field_of_action=measure.field_of_action_id).update(field_of_action=others[0])


@pytest.mark.parametrize(("happened", "count"), [(moved, "1"), (renamed, "0"), (ended, "0")])
def test_only_a_move_between_fields_is_told(world: World, happened: Callable[[Measure], None], count: str) -> None:
    make_published(period_start=dt.date(2023, 1, 1), period_end=dt.date(2024, 12, 31))
    happened(world.praeventionsnetz)
    draft = make_report()
    rows = {each.figure.key: each for each in checked(build_snapshot(draft), recounted(draft))}
    assert (rows["changes:field"].figure.value, rows["changes:field"].second) == (count, count)
    assert all(each.is_equal for each in rows.values())
