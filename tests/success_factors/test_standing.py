"""Where the city stands: the weakest criterion counts, corrected judgements do not."""

import datetime as dt

import pytest

from success_factors.enums import Direction, Level
from success_factors.models import Criterion
from success_factors.selectors.standing import FactorStanding, ToldFactor, factor_standings
from tests.factories import World, make_assessment, make_coordinator, make_criterion

THEN, NOW = dt.date(2024, 1, 1), dt.date(2026, 1, 1)


def standing(*pairs: tuple[int | None, int | None]) -> FactorStanding:
    """The standing of factor 4 whose criteria had these levels before and after the last report."""
    told = {}
    for position, (before, after) in enumerate(pairs, start=1):
        criterion = make_criterion(position=position, text=f"Kriterium {position}")
        if before:
            make_assessment(criterion=criterion, assessed_on=THEN, level=before, recorded_on=THEN)
            told[criterion.text] = before
        if after:
            make_assessment(criterion=criterion, assessed_on=NOW, level=after)
    level = min(told.values()) if len(told) == len(pairs) else None
    return factor_standings({4: ToldFactor(level, told)})[4]


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
        ([(1, 2), (4, 3)], 2, "in Ansätzen", Direction.BETTER),
        ([(2, 2), (5, 3)], 2, "in Ansätzen", Direction.SAME),
        ([(1, 2), (None, None)], None, "nicht vollständig eingeschätzt", Direction.UNKNOWN),
        ([(1, 2), (None, 3)], 2, "in Ansätzen", Direction.FIRST),
    ],
)
def test_factor_stands_where_its_weakest_criterion_stands(
    db: None, pairs: list[tuple[int | None, int | None]], level: int | None, label: str, direction: Direction
) -> None:
    found = standing(*pairs)
    assert (found.level, found.label, found.direction) == (level, label, direction)


def test_date_of_a_factor_is_that_of_the_criterion_that_decides(db: None) -> None:
    found = standing((2, 3), (4, None))
    assert (found.level, found.assessed_on) == (3, NOW)
    make_assessment(criterion=make_criterion(position=1), assessed_on=dt.date(2026, 2, 1), level=5)
    found = factor_standings()[4]
    assert (found.level, found.assessed_on) == (4, THEN)
    assert FactorStanding([]).assessed_on is None


def test_judgement_made_after_the_report_but_dated_before_is_a_change(db: None) -> None:
    criterion = make_criterion(position=1)
    make_assessment(criterion=criterion, assessed_on=THEN, level=3, recorded_on=THEN)
    make_assessment(criterion=criterion, assessed_on=dt.date(2025, 1, 1), level=5, recorded_on=NOW)
    assert factor_standings({4: ToldFactor(3, {criterion.text: 3})})[4].direction == Direction.BETTER


def test_judgement_corrected_after_the_report_is_what_the_report_told(db: None) -> None:
    criterion = make_criterion(position=1)
    wrong = make_assessment(criterion=criterion, assessed_on=THEN, level=5, recorded_on=THEN)
    make_assessment(
        criterion=criterion, assessed_on=THEN, level=3, recorded_on=NOW, corrects=wrong, correction_reason="Irrtum."
    )
    assert factor_standings({4: ToldFactor(5, {criterion.text: 5})})[4].direction == Direction.WORSE


def test_corrected_judgement_does_not_count(world: World, criterion: Criterion) -> None:
    wrong = make_assessment(criterion=criterion, assessed_on=NOW, level=Level.ANCHORED)
    make_assessment(
        criterion=criterion, assessed_on=THEN, level=Level.PARTLY, corrects=wrong, correction_reason="Falsches Jahr."
    )
    found = factor_standings()[4]
    assert (found.level, found.assessed_on) == (Level.PARTLY, THEN)


def test_without_a_report_everything_is_assessed_for_the_first_time(world: World, criterion: Criterion) -> None:
    make_assessment(criterion=criterion, author=make_coordinator())
    assert factor_standings()[4].direction == Direction.FIRST
