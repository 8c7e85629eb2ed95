"""Where the city stands: the weakest criterion counts, corrected judgements do not."""

import datetime as dt

import pytest

from success_factors.enums import Direction, Level
from success_factors.models import Criterion
from success_factors.selectors.standing import FactorStanding, factor_standings
from tests.factories import World, make_assessment, make_coordinator, make_criterion

THEN, SINCE, NOW = dt.date(2024, 1, 1), dt.date(2025, 1, 1), dt.date(2026, 1, 1)


def standing(*pairs: tuple[int | None, int | None]) -> FactorStanding:
    """The standing of factor 4 whose criteria had these levels before and after the last report."""
    for position, (before, after) in enumerate(pairs, start=1):
        criterion = make_criterion(position=position)
        if before:
            make_assessment(criterion=criterion, assessed_on=THEN, level=before)
        if after:
            make_assessment(criterion=criterion, assessed_on=NOW, level=after)
    return factor_standings(SINCE)[4]


@pytest.mark.parametrize(
    ("pairs", "level", "label", "direction"),
    [
        ([(2, 3)], 3, "teilweise", Direction.BETTER),
        ([(3, 2)], 2, "in Ansätzen", Direction.WORSE),
        ([(3, 3)], 3, "teilweise", Direction.SAME),
        ([(3, None)], 3, "teilweise", Direction.SAME),
        ([(None, 4)], 4, "weitgehend", Direction.FIRST),
        ([(None, None)], None, "noch nicht eingeschätzt", Direction.UNKNOWN),
        ([(5, 5), (2, 3)], 3, "teilweise", Direction.BETTER),
        ([(1, 2), (4, 3)], 2, "in Ansätzen", Direction.MIXED),
        ([(1, 2), (None, None)], None, "nicht vollständig eingeschätzt", Direction.BETTER),
    ],
)
def test_factor_stands_where_its_weakest_criterion_stands(
    db: None, pairs: list[tuple[int | None, int | None]], level: int | None, label: str, direction: Direction
) -> None:
    found = standing(*pairs)
    assert (found.level, found.label, found.direction) == (level, label, direction)


def test_factor_is_as_old_as_its_oldest_judgement(db: None) -> None:
    assert standing((2, 3), (4, None)).assessed_on == THEN
    assert FactorStanding([]).assessed_on is None


def test_corrected_judgement_does_not_count(world: World, criterion: Criterion) -> None:
    wrong = make_assessment(criterion=criterion, assessed_on=NOW, level=Level.ANCHORED)
    make_assessment(
        criterion=criterion, assessed_on=THEN, level=Level.PARTLY, corrects=wrong, correction_reason="Falsches Jahr."
    )
    found = factor_standings(SINCE)[4]
    assert (found.level, found.assessed_on) == (Level.PARTLY, THEN)


def test_without_a_report_everything_is_assessed_for_the_first_time(world: World, criterion: Criterion) -> None:
    make_assessment(criterion=criterion, author=make_coordinator())
    assert factor_standings()[4].direction == Direction.FIRST
