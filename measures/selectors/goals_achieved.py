"""How far goals are today, for one person: one goal and what it carries on, or many with the same queries."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from measures.models import GoalGauge
from measures.selectors.achievement import Achievement, achievements, gauges_with_values
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.permissions import access_of
from success_factors.models import Goal
from success_factors.selectors.goals import line_of, with_lines


def achieved_for(gauges: QuerySet[GoalGauge], user: Any) -> list[Achievement]:
    """How far the goals of `gauges` are today, as `user` may read it; three queries at most."""
    inside = access_of(user).has(Permission.VIEW_INTERNAL)
    return achievements(gauges_with_values(gauges, inside=inside), inside=inside, today=timezone.localdate())


def achieved_by_goal(goals: Iterable[Goal], user: Any) -> dict[int, list[Achievement]]:
    """By what each of `goals` and the goals it carries on are measured, and how far they are; four queries at most.

    What an earlier Fassung said of the same number is left out.
    """
    lines = {goal.pk: line_of(goal) for goal in with_lines(goals)}
    keys = set[int]().union(*lines.values())
    found = achieved_for(GoalGauge.objects.visible_to(user).filter(goal__in=keys), user)
    return {key: _told_of(key, line, found) for key, line in lines.items()}


def _told_of(key: int, line: Collection[int], found: Iterable[Achievement]) -> list[Achievement]:
    of_line = [each for each in found if each.gauge.goal_id in line]
    of_line.sort(key=lambda each: (each.gauge.goal_id != key, -each.gauge.goal_id, each.gauge.pk))
    kept: dict[tuple[int | None, int | None], Achievement] = {}
    for each in of_line:
        kept.setdefault((each.gauge.indicator_id, each.gauge.key_figure_id), each)
    return list(kept.values())
