"""What goes along when goals are carried over into a new Fassung: measures that serve them, and their Messgrößen."""

from collections.abc import Mapping
from typing import Any

from measures.enums import ENDED_STATES
from measures.models import GoalGauge, Measure
from measures.services.goal_gauges import FIELDS
from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.saving import created, locked, save_as, set_relations
from success_factors.models import Goal


def carry_measures(*, successors: Mapping[int, Goal], by: User, **_: Any) -> None:
    """Each measure that goes on and serves a goal of `successors` serves the new goal too; the link of before stays.

    Ended measures stay with the goal they served.
    """
    found = Measure.objects.filter(goals__in=successors).exclude(state__in=ENDED_STATES).distinct()
    for each in found.order_by("pk"):
        measure = locked(each)
        served = set(measure.goals.values_list("pk", flat=True))
        set_relations(measure, {"goals": served | {successors[key].pk for key in served if key in successors}})
        save_as(measure, [], by=by)


def carry_gauges(*, successors: Mapping[int, Goal], by: User, **_: Any) -> None:
    """Each new goal of `successors` is measured as the one it carries on; the Messgrößen of before stay there.

    Where the new goal is measured by the same number already, what was said of it in the draft counts.
    """
    numbers = GoalGauge.objects.filter(goal__in=successors.values()).values_list("goal", "indicator", "key_figure")
    known: set[tuple[int, int | None, int | None]] = set(numbers)
    for each in GoalGauge.objects.filter(goal__in=successors).order_by("pk"):
        goal = successors[each.goal_id]
        number = (goal.pk, each.indicator_id, each.key_figure_id)
        if number not in known:
            known.add(number)
            same = {name: getattr(each, name) for name in (*FIELDS, "direction")}
            created(GoalGauge(goal=goal, **same), by=by)
