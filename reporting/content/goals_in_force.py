"""The goals of the concept as plain values: what a snapshot knows about each, and what changed of them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

from django.db.models import Subquery

from reporting.content.shape import Content
from reporting.content.shape_of_changes import ChangedGoal, ChangesInReport
from reporting.content.shape_of_concept import GoalInReport
from success_factors.enums import EditionState
from success_factors.models import ConceptEdition, Goal


def goals_in_force(day: dt.date) -> list[GoalInReport]:
    """The goals of the newest edition adopted by `day` for which goals are recorded, in their order; two queries."""
    goals = goals_of_the_edition_in_force(day).select_related("guiding_goal__edition", "guiding_goal__field_of_action")
    ordered = goals.prefetch_related("success_factors").order_by("guiding_goal__position", "position", "pk")
    return [_goal_entry(goal) for goal in ordered]


def count_overdue(day: dt.date) -> int:
    """How many of these goals are open on `day` though their year has passed; one query."""
    return goals_of_the_edition_in_force(day).overdue(day).count()


def goals_of_the_edition_in_force(day: dt.date) -> Any:
    adopted = ConceptEdition.objects.filter(state=EditionState.ADOPTED, adopted_date__lte=day)
    editions = adopted.filter(guiding_goals__goals__isnull=False).order_by("-adopted_date", "-pk")
    return Goal.objects.filter(guiding_goal__edition=Subquery(editions.values("pk")[:1]))


def _goal_entry(goal: Goal) -> GoalInReport:
    guiding = goal.guiding_goal
    return {
        "edition": guiding.edition.title,
        "number": f"{guiding.position}.{goal.position}",
        "guiding_goal": guiding.title,
        "field": guiding.field_of_action.name if guiding.field_of_action else "",
        "text": goal.text,
        "target_year": goal.target_year,
        "state": {"key": goal.state, "label": goal.get_state_display()},
        "state_reason": goal.state_reason,
        "factors": sorted(factor.number for factor in goal.success_factors.all()),
    }


def goal_changes(before: Content, after: Content) -> ChangesInReport:
    """What became of goals since the report `before`, and which are new; nothing where that one told of no goals."""
    old = {(goal["edition"], goal["number"]): goal for goal in before.get("goals", [])}
    changed: list[ChangedGoal] = []
    new: list[GoalInReport] = []
    for goal in after.get("goals", []) if old else []:
        was = old.get((goal["edition"], goal["number"]))
        if was is None:
            new.append(goal)
        else:
            changed += [
                cast(ChangedGoal, {**goal, "before": then, "after": now}) for then, now in _differences(was, goal)
            ]
    return {"goals": changed, "goals_new": new}


def _differences(was: GoalInReport, goal: GoalInReport) -> Iterator[tuple[str, str]]:
    if was["state"]["key"] != goal["state"]["key"]:
        yield was["state"]["label"], goal["state"]["label"]
    if was["text"] != goal["text"]:
        yield was["text"], goal["text"]
    if was.get("target_year") != goal.get("target_year"):
        yield _year(was.get("target_year")), _year(goal.get("target_year"))


def _year(year: int | None) -> str:
    return f"bis {year}" if year else "ohne Zieljahr"
