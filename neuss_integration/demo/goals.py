"""By what the invented goals of the demo are measured, how they are judged, what measures are to do; all made up."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from measures.models import GoalGauge, Judgement, KeyFigure, Measure
from measures.services.goal_gauges import add_gauge
from measures.services.indicator_effects import add_effect
from measures.services.judgements import judge
from neuss_integration.demo.accounts import person
from success_factors.models import Goal, Indicator

FILE = Path(__file__).parent / "answers" / "goals.toml"
VALUES = ("baseline_value", "first_interim_value", "second_interim_value", "target_value")
DATES = ("baseline_date", "first_interim_date", "second_interim_date", "target_date")


def measure(today: dt.date) -> bool:
    """The goals of the file are measured and judged. False when one was already."""
    if GoalGauge.objects.exists() or Judgement.objects.exists():
        return False
    content, by = tomllib.loads(FILE.read_text(encoding="utf-8")), person("koordination")
    for row in content["gauges"]:
        goal = Goal.objects.get(text=row["goal"])
        if number := _number(row, goal):
            given = {name: Decimal(str(row[name])) for name in VALUES if name in row}
            given |= {name: row[name] for name in DATES if name in row}
            add_gauge(goal, by=by, values={**number, **given, "counting": row["counting"], "note": row["note"]})
    for row in content["effects"]:
        indicator = Indicator.objects.get(name=row["indicator"])
        for measure in Measure.objects.filter(title=row["measure"]):
            add_effect(measure, by=by, values={"indicator": indicator, "kind": row["kind"], "note": row["note"]})
    for row in content["judgements"]:
        goal = Goal.objects.get(text=row["goal"])
        day = today - dt.timedelta(days=row["days_ago"])
        judge(goal, by=by, rating=row["rating"], reason=row["reason"], judged_on=day)
    return True


def _number(row: dict[str, Any], goal: Goal) -> dict[str, Any]:
    """The indicator of the row, or the first Kennzahl of a measure that serves the goal and rises."""
    if "indicator" in row:
        return {"indicator": Indicator.objects.get(name=row["indicator"])}
    figures = KeyFigure.objects.active().filter(measure__goals=goal, direction="up")
    found = figures.order_by("measure__number", "position").first()
    return {"key_figure": found} if found else {}
