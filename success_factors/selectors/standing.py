"""Where the city stands: the level of each criterion and factor today, and how it moved since the last report."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from neuss_integration.foundation.ui.line_chart import LineChart, Point, Series
from success_factors.enums import Direction, Level
from success_factors.models import Assessment, Criterion, SuccessFactor

NOT_ASSESSED = "noch nicht eingeschätzt"


@dataclass(frozen=True, slots=True)
class ToldFactor:
    """What the last report told of a factor: its level, and that of each criterion by its text."""

    level: int | None = None
    criteria: Mapping[str, int | None] = field(default_factory=dict)


def moved(level: int | None, before: int | None) -> Direction:
    """How a level moved since the last report told it."""
    if level is None:
        return Direction.UNKNOWN
    if before is None:
        return Direction.FIRST
    if level == before:
        return Direction.SAME
    return Direction.BETTER if level > before else Direction.WORSE


@dataclass(frozen=True, slots=True)
class CriterionStanding:
    """One criterion: its assessment of today and the level that the last report told, if any."""

    criterion: Criterion
    current: Assessment | None
    earlier: int | None
    held: list[Assessment] = field(default_factory=list)
    """All judgements that hold, the newest first."""

    @property
    def picture(self) -> LineChart | None:
        """The level over time; None with fewer than two judgements that hold."""
        return level_chart(self.criterion, self.held)

    @property
    def label(self) -> str:
        return self.current.get_level_display() if self.current else NOT_ASSESSED

    @property
    def direction(self) -> Direction:
        return moved(self.current.level if self.current else None, self.earlier)


@dataclass(frozen=True, slots=True)
class FactorStanding:
    """One factor, which stands where its weakest criterion stands: levels are an order, not to be averaged."""

    criteria: list[CriterionStanding]
    earlier_level: int | None = None

    @property
    def factor(self) -> SuccessFactor:
        """Raises IndexError where it has no criteria."""
        return self.criteria[0].criterion.factor

    @property
    def level(self) -> int | None:
        """The lowest level of the criteria; None unless all are assessed."""
        levels = [each.current.level for each in self.criteria if each.current]
        return min(levels) if levels and len(levels) == len(self.criteria) else None

    @property
    def label(self) -> str:
        if self.level is None:
            partly = any(each.current for each in self.criteria)
            return "nicht vollständig eingeschätzt" if partly else NOT_ASSESSED
        return Level(self.level).label

    @property
    def direction(self) -> Direction:
        """How the level moved; the criteria below it are not counted again."""
        return moved(self.level, self.earlier_level)

    @property
    def assessed_on(self) -> dt.date | None:
        """The day of the criterion that decides: of several at the lowest level the one judged last."""
        days = [each.current.assessed_on for each in self.criteria if each.current and each.current.level == self.level]
        return max(days, default=None)


def factor_standings(told: Mapping[int, ToldFactor] | None = None) -> dict[int, FactorStanding]:
    """The standing of each factor by its number, compared with what the last report `told`; two queries."""
    told = told or {}
    rows: dict[int, list[Assessment]] = defaultdict(list)
    for assessment in Assessment.objects.select_related("correction").newest_first():
        rows[assessment.criterion_id].append(assessment)
    found: dict[int, list[CriterionStanding]] = defaultdict(list)
    for criterion in Criterion.objects.select_related("factor").order_by("factor__number", "position"):
        number = criterion.factor.number
        before = told.get(number, ToldFactor()).criteria.get(criterion.text)
        found[number].append(_standing(criterion, rows[criterion.pk], before))
    return {
        number: FactorStanding(criteria, told.get(number, ToldFactor()).level) for number, criteria in found.items()
    }


def _standing(criterion: Criterion, newest_first: list[Assessment], before: int | None) -> CriterionStanding:
    held = [each for each in newest_first if not hasattr(each, "correction")]
    return CriterionStanding(criterion, held[0] if held else None, before, held)


def factors_with_assessments() -> QuerySet[SuccessFactor]:
    """Factors whose criteria hold all their `assessments`, newest first, with author and correction; four queries."""
    assessments = Assessment.objects.select_related("author", "correction__author").newest_first()
    criteria = Criterion.objects.order_by("position").prefetch_related(Prefetch("assessments", assessments))
    return SuccessFactor.objects.prefetch_related(Prefetch("criteria", criteria))


def judgements_that_hold(criterion: Criterion) -> list[Assessment]:
    """The prefetched judgements of `criterion` that were not corrected, the newest first."""
    return [each for each in criterion.assessments.all() if not hasattr(each, "correction")]


def level_chart(criterion: Criterion, newest_first: list[Assessment]) -> LineChart | None:
    """The levels of `criterion` over time as a stepped line; None with fewer than two judgements."""
    points = [
        Point(each.assessed_on, each.level, f"{each.assessed_on:%d.%m.%Y}", each.get_level_display())
        for each in reversed(newest_first)
    ]
    if len(points) < 2:
        return None
    levels = [(level.value, level.label) for level in Level]
    return LineChart(
        f"Kriterium {criterion.position}: Stufe im Lauf der Zeit",
        [Series("", points)],
        unit="Stufe",
        levels=levels,
        stepped=True,
    )
