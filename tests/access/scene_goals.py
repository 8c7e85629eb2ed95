"""A goal that is measured by an indicator and judged, and on which the Jugendamt works."""

from typing import Any

from tests.factories import (
    World,
    make_edition,
    make_gauge,
    make_goal,
    make_indicator,
    make_judgement,
    make_measure,
    make_value,
)


def goals_scene(world: World) -> dict[str, list[Any]]:
    edition = make_edition(title="Gemessene Fassung")
    goal = make_goal(text="Gemessenes Ziel", edition=edition)
    make_measure(title="Gemessene Maßnahme", lead_department=world.jugendamt, goals=[goal])
    indicator = make_indicator(name="Gemessene Zahl")
    make_value(indicator=indicator, value=50, year=2024)
    gauge = make_gauge(goal, indicator)
    make_judgement(goal)
    make_judgement(world.praeventionsnetz)
    return {"ziel-gemessen": [goal.pk], "messgroesse": [gauge.pk]}
