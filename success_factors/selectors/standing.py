"""Where the city stands: the level of each criterion and factor today, and how it moved since a day."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from neuss_integration.foundation.ui.line_chart import LineChart, Point, Series
from success_factors.enums import Direction, Level
from success_factors.models import Assessment, Criterion, SuccessFactor

NOT_ASSESSED = "noch nicht eingeschätzt"


@dataclass(frozen=True, slots=True)
class CriterionStanding:
    """One criterion: its assessment of today and the one that held on the earlier day, if any."""

    criterion: Criterion
    current: Assessment | None
    earlier: Assessment | None
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
        if self.current is None:
            return Direction.UNKNOWN
        if self.earlier is None:
            return Direction.FIRST
        if self.current.level == self.earlier.level:
            return Direction.SAME
        return Direction.BETTER if self.current.level > self.earlier.level else Direction.WORSE


@dataclass(frozen=True, slots=True)
class FactorStanding:
    """One factor, which stands where its weakest criterion stands: levels are an order, not to be averaged."""

    criteria: list[CriterionStanding]

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
    def earlier_level(self) -> int | None:
        """The lowest level on the earlier day; None unless all criteria were assessed then."""
        levels = [each.earlier.level for each in self.criteria if each.earlier]
        return min(levels) if levels and len(levels) == len(self.criteria) else None

    @property
    def direction(self) -> Direction:
        """How the level moved; the criteria below it are not counted again."""
        if self.level is None:
            return Direction.UNKNOWN
        if self.earlier_level is None:
            return Direction.FIRST
        if self.level == self.earlier_level:
            return Direction.SAME
        return Direction.BETTER if self.level > self.earlier_level else Direction.WORSE

    @property
    def assessed_on(self) -> dt.date | None:
        """The day of the criterion that decides: of several at the lowest level the one judged last."""
        days = [each.current.assessed_on for each in self.criteria if each.current and each.current.level == self.level]
        return max(days, default=None)


def factor_standings(since: dt.date | None = None) -> dict[int, FactorStanding]:
    """The standing of each factor by its number, compared with what was known on the day `since`; two queries."""
    rows: dict[int, list[Assessment]] = defaultdict(list)
    for assessment in Assessment.objects.select_related("correction").newest_first():
        rows[assessment.criterion_id].append(assessment)
    found: dict[int, list[CriterionStanding]] = defaultdict(list)
    for criterion in Criterion.objects.select_related("factor").order_by("factor__number", "position"):
        found[criterion.factor.number].append(_standing(criterion, rows[criterion.pk], since))
    return {number: FactorStanding(criteria) for number, criteria in found.items()}


def _standing(criterion: Criterion, newest_first: list[Assessment], since: dt.date | None) -> CriterionStanding:
    held = [each for each in newest_first if not hasattr(each, "correction")]
    then = (each for each in newest_first if since and _held_on(each, since))
    return CriterionStanding(criterion, held[0] if held else None, next(then, None), held)


def _held_on(assessment: Assessment, day: dt.date) -> bool:
    """Whether `assessment` was recorded by that `day` and not corrected: later entries do not change what was told."""
    corrected = getattr(assessment, "correction", None)
    known = assessment.assessed_on <= day and assessment.recorded_on <= day
    return known and (corrected is None or corrected.recorded_on > day)


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
