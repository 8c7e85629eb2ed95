"""Measures go along when the goals they serve are carried over into a new Fassung."""

from collections.abc import Mapping
from typing import Any

from measures.enums import ENDED_STATES
from measures.models import Measure
from neuss_integration.accounts.models import User
from neuss_integration.foundation.records.saving import locked, save_as, set_relations
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
