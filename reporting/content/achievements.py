"""How far the goals of the concept are, and how they are judged, as plain values of a snapshot."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from measures.enums import MeasureState
from measures.models import GoalGauge, Judgement, Measure
from measures.selectors.achievement import Achievement, achievements, gauges_with_values
from neuss_integration.foundation.words.city_terms import worded
from reporting.content.figure import Figure
from reporting.content.goals_in_force import goals_of_the_edition_in_force
from reporting.content.shape_of_concept import AchievementInReport, JudgementOfGoal
from reporting.content.shape_of_measures import JudgementInReport
from reporting.content.standing import written_chart
from reporting.content.wording import short_date
from success_factors.models import Goal

Json = Mapping[str, Any]
ACHIEVEMENT: Final = "zielerreichung"
JUDGED: Final = "einschaetzung"
_ORDER: Final = ("goal__guiding_goal__position", "goal__position", "goal", "pk")
TOLD: Final = {"baseline": "Ausgangswert", "value": "letzter Wert", "target": "Zielwert", "degree": "Stand"}


def achievements_of(day: dt.date) -> list[AchievementInReport]:
    """How far each goal in force is on `day` by each of its Messgrößen; no idea, which is a draft. Six queries."""
    gauges = GoalGauge.objects.filter(goal__in=goals_of_the_edition_in_force(day))
    told = gauges_with_values(gauges.exclude(key_figure__measure__state=MeasureState.IDEA))
    rows = told.select_related("goal__guiding_goal", "indicator", "key_figure__measure").order_by(*_ORDER)
    return [_told(each) for each in achievements(rows, inside=False, today=day)]


def _told(found: Achievement) -> AchievementInReport:
    gauge = found.gauge
    return {
        "goal": _number(gauge.goal),
        "text": gauge.goal.text,
        "name": gauge.name,
        "measure": gauge.key_figure.measure.number if gauge.key_figure else "",
        "unit": gauge.unit,
        "counting": gauge.get_counting_display(),
        "baseline": found.baseline,
        "baseline_label": short_date(gauge.baseline_date) if gauge.baseline_date else "",
        "interims": [
            {"value": each.value, "until_label": short_date(each.day), "result": each.outcome}
            for each in found.interims
        ],
        "target": found.target,
        "target_label": short_date(gauge.target_date),
        "value": found.last,
        "period": found.period,
        "percent": found.percent,
        "degree": found.sentence,
        "derivation": found.derivation,
        "chart": written_chart(chart) if (chart := found.chart()) else None,
    }


def _number(goal: Goal) -> str:
    return f"{goal.guiding_goal.position}.{goal.position}"


def judgements_of_goals(day: dt.date) -> list[JudgementOfGoal]:
    """The newest judgement of each side on each goal in force, as of `day`; one query."""
    rows = Judgement.objects.filter(goal__in=goals_of_the_edition_in_force(day), judged_on__lte=day)
    found: dict[tuple[int | None, int | None], Judgement] = {}
    for each in rows.select_related("goal__guiding_goal", "department").newest_first():
        found.setdefault((each.goal_id, each.department_id), each)
    return [
        {"goal": _number(each.goal), "text": each.goal.text, **_judged(each)}
        for each in sorted(found.values(), key=_place)
        if each.goal is not None
    ]


def _place(judgement: Judgement) -> tuple[Any, ...]:
    goal = judgement.goal
    assert goal is not None
    name = judgement.department.sort_key if judgement.department else ""
    return goal.guiding_goal.position, goal.position, judgement.department is not None, name, judgement.pk


def _judged(judgement: Judgement) -> JudgementInReport:
    return {
        "who": str(judgement.department or worded("{office.opening}")),
        "rating": {"key": judgement.rating, "label": judgement.get_rating_display()},
        "reason": judgement.reason,
        "judged_label": short_date(judgement.judged_on),
    }


def judgement_of_measure(measure: Measure, day: dt.date) -> JudgementInReport | None:
    """The newest of the Integrationsbüro until `day`; needs `judgements` prefetched, the newest first."""
    return next((_judged(each) for each in measure.judgements.all() if each.judged_on <= day), None)


def achievement_figures(content: Json) -> Iterator[Figure]:
    """Each value of each Messgröße, and each judgement of a goal."""
    for each in content.get("achievements", []):
        key, label = key_of(each), f"Ziel {each['goal']}, {each['name']}"
        rows = ((each["goal"], each["text"]),)
        for name, word in TOLD.items():
            yield Figure(f"{key}:{name}", f"{label}: {word}", each[name], "goals", ACHIEVEMENT, rows)
        steps = "; ".join(f"{one['value']} {one['until_label']}: {one['result']}" for one in each["interims"])
        yield Figure(f"{key}:interims", f"{label}: Zwischenziele", steps, "goals", ACHIEVEMENT, rows)
    for each in content.get("goal_judgements", []):
        key = f"goal_judgement:{each['goal']}:{each['who']}"
        yield Figure(key, f"Ziel {each['goal']}: Einschätzung", _in_one(each), "goals", JUDGED)


def judgement_value(measure: Json) -> Iterator[tuple[str, str, str, str, str]]:
    """The judgement of one measure as a figure."""
    if judged := measure.get("judgement"):
        number = measure["number"]
        yield f"judgement:{number}", f"{number}: Einschätzung", _in_one(judged), "field", JUDGED


def _in_one(judged: Json) -> str:
    return f"{judged['rating']['key']} {judged['judged_label']}"


def key_of(told: Json) -> str:
    """What names a Messgröße among the figures."""
    of = f"{told['measure']} " if told["measure"] else ""
    return f"achievement:{told['goal']}:{of}{told['name']}"
