"""Standortbestimmungen: new rows only, corrections with a reason, nothing in the future."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from neuss_integration.foundation.exceptions import Refused
from success_factors.enums import LEVEL_SENTENCES, Level
from success_factors.models import Assessment, Criterion
from success_factors.services.assessments import assess_criterion, correct_assessment
from tests.factories import World
from tests.success_factors.conftest import RefusedBy

DAY = dt.date(2025, 5, 20)


def values(**changes: Any) -> dict[str, Any]:
    """A complete judgement."""
    return {"level": Level.PARTLY, "assessed_on": DAY, "rationale": "Das Netzwerk tagt zweimal im Jahr."} | changes


def test_assessment_keeps_who_and_when(world: World, criterion: Criterion) -> None:
    made = assess_criterion(criterion, by=world.koordination, values=values(evidence="M-2017-001"))
    made.refresh_from_db()
    assert (made.level, made.assessed_on, made.evidence) == (Level.PARTLY, DAY, "M-2017-001")
    assert (made.author, made.recorded_on) == (world.koordination, timezone.localdate())


def test_assessment_of_another_day_leaves_the_earlier_one(world: World, criterion: Criterion) -> None:
    first = assess_criterion(criterion, by=world.koordination, values=values())
    later = values(level=Level.LARGELY, assessed_on=dt.date(2026, 5, 20))
    second = assess_criterion(criterion, by=world.koordination, values=later)
    assert list(criterion.assessments.standing().newest_first()) == [second, first]
    assert list(criterion.assessments.until(DAY)) == [first]


def test_assessment_made_by_a_double_click_is_one(world: World, criterion: Criterion) -> None:
    key = uuid.uuid4()
    made = {assess_criterion(criterion, by=world.koordination, values=values(), submission_key=key) for _ in range(2)}
    assert made == set(Assessment.objects.all())


def test_assessment_in_the_future_is_refused(world: World, criterion: Criterion, refused_by: RefusedBy) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="liegt in der Zukunft"):
        assess_criterion(criterion, by=world.koordination, values=values(assessed_on=tomorrow))
    with refused_by("success_factors_assessment_not_in_future"):
        Assessment.objects.create(criterion=criterion, author=world.koordination, **values(assessed_on=tomorrow))


def test_second_assessment_of_a_day_points_to_the_correction(world: World, criterion: Criterion) -> None:
    assess_criterion(criterion, by=world.koordination, values=values())
    with pytest.raises(ValidationError, match="berichtigen Sie sie bitte im Verlauf"):
        assess_criterion(criterion, by=world.koordination, values=values(level=Level.ANCHORED))
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("change", [{"level": 6}, {"level": 0}, {"rationale": ""}, {"assessed_on": None}, {"x": 1}])
def test_assessment_with_bad_values_is_refused(world: World, criterion: Criterion, change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        assess_criterion(criterion, by=world.koordination, values=values(**change))
    assert not Assessment.objects.exists()


def test_correction_stands_instead_and_the_wrong_one_stays(world: World, criterion: Criterion) -> None:
    wrong = assess_criterion(criterion, by=world.koordination, values=values())
    right = correct_assessment(
        wrong, by=world.vertretung, values=values(level=Level.BEGINNINGS), reason="Falsches Jahr gezählt."
    )
    assert list(criterion.assessments.standing()) == [right]
    assert list(criterion.assessments.newest_first()) == [right, wrong]
    assert (right.corrects, right.correction_reason, right.author) == (
        wrong,
        "Falsches Jahr gezählt.",
        world.vertretung,
    )


def test_correction_without_reason_is_refused(world: World, criterion: Criterion) -> None:
    wrong = assess_criterion(criterion, by=world.koordination, values=values())
    with pytest.raises(ValidationError, match="warum die Einschätzung falsch war"):
        correct_assessment(wrong, by=world.koordination, values=values(), reason="  ")


def test_correction_happens_once(world: World, criterion: Criterion, refused_by: RefusedBy) -> None:
    wrong = assess_criterion(criterion, by=world.koordination, values=values())
    correct_assessment(wrong, by=world.koordination, values=values(), reason="Zahlendreher.")
    with pytest.raises(Refused, match="schon berichtigt"):
        correct_assessment(wrong, by=world.koordination, values=values(), reason="Noch einmal.")


def test_correction_made_by_a_double_click_is_one(world: World, criterion: Criterion) -> None:
    wrong, key = assess_criterion(criterion, by=world.koordination, values=values()), uuid.uuid4()
    for _ in range(2):
        correct_assessment(wrong, by=world.koordination, values=values(), reason="Zahlendreher.", submission_key=key)
    assert Assessment.objects.count() == 2


@pytest.mark.parametrize("change", [{"level": 1}, {"rationale": "Anders."}, {"assessed_on": dt.date(2024, 1, 1)}])
def test_assessment_cannot_be_changed_in_the_database(
    world: World, criterion: Criterion, change: dict[str, Any]
) -> None:
    assess_criterion(criterion, by=world.koordination, values=values())
    with pytest.raises(IntegrityError, match="assessments stay"), transaction.atomic():
        Assessment.objects.update(**change)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("success_factors_assessment_level_valid", {"level": 6}),
        ("success_factors_assessment_rationale_given", {"rationale": ""}),
        ("success_factors_assessment_correction_reason", {"correction_reason": "Grund ohne Berichtigung."}),
    ],
)
def test_database_keeps_the_rules_of_assessments(
    world: World, criterion: Criterion, refused_by: RefusedBy, constraint: str, change: dict[str, Any]
) -> None:
    with refused_by(constraint):
        Assessment.objects.create(criterion=criterion, author=world.koordination, **values(**change))


def test_only_the_koordination_assesses(world: World, criterion: Criterion) -> None:
    wrong = assess_criterion(criterion, by=world.koordination, values=values())
    for person in (world.jugendamt_person, world.integrationsrat_person, world.verwaltung_person, world.nobody):
        with pytest.raises(PermissionDenied):
            assess_criterion(criterion, by=person, values=values())
        with pytest.raises(PermissionDenied):
            correct_assessment(wrong, by=person, values=values(), reason="Falsch.")


def test_assessments_are_read_by_who_reads_the_concept(world: World, criterion: Criterion) -> None:
    made = assess_criterion(criterion, by=world.koordination, values=values())
    assert list(Assessment.objects.visible_to(world.integrationsrat_person)) == [made]
    assert list(Assessment.objects.visible_to(world.verwaltung_person)) == []


def test_every_level_is_explained_in_a_sentence() -> None:
    assert list(LEVEL_SENTENCES) == list(Level)
    assert all(sentence.endswith(".") for sentence in LEVEL_SENTENCES.values())
