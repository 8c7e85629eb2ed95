"""Where the city stands and what the indicators say, as plain JSON for the snapshot; and back as pictures."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from neuss_integration.foundation.ui.line_chart import LineChart, Point, Series
from reporting.content.shape import Content
from reporting.content.shape_of_concept import (
    AssessmentInReport,
    ChartInReport,
    CriterionInReport,
    GroupInReport,
    IndicatorInReport,
)
from reporting.content.shape_of_values import State
from reporting.content.wording import short_date
from success_factors.enums import Movement
from success_factors.models import Indicator
from success_factors.selectors.area_values import comparison_lines, with_comparisons
from success_factors.selectors.indicators import (
    IndicatorRow,
    indicator_chart,
    indicator_rows,
)
from success_factors.selectors.standing import CriterionStanding, FactorStanding, ToldFactor, factor_standings


def standings_by_factor(previous: Content | None) -> dict[int, AssessmentInReport]:
    """The assessment of each factor by its number, compared with the snapshot of the last report; two queries."""
    return {number: _factor(standing) for number, standing in factor_standings(told_factors(previous)).items()}


def told_factors(content: Content | None) -> dict[int, ToldFactor]:
    """What a snapshot told of each factor it assessed, by its number."""
    entries = ((each["number"], each.get("assessment")) for each in (content.get("factors", []) if content else []))
    return {
        number: ToldFactor(entry["level"], {each["text"]: each["level"] for each in entry.get("criteria", [])})
        for number, entry in entries
        if entry
    }


def _factor(standing: FactorStanding) -> AssessmentInReport:
    return {
        "level": standing.level,
        "label": standing.label,
        "direction": _choice(standing.direction),
        "criteria": [_criterion(each) for each in standing.criteria],
        "assessed_label": short_date(standing.assessed_on) if standing.assessed_on else "",
    }


def _criterion(each: CriterionStanding) -> CriterionInReport:
    return {
        "text": each.criterion.text,
        "level": each.current.level if each.current else None,
        "label": each.label,
        "direction": _choice(each.direction),
        "rationale": each.current.rationale if each.current else "",
        "assessed_label": short_date(each.current.assessed_on) if each.current else "",
    }


def _choice(value: Any) -> State:
    return {"key": value.value, "label": value.label}


def watched_indicators(day: dt.date | None = None) -> list[IndicatorRow]:
    """The watched indicators as people outside see them on `day`, also those without a value; four queries."""
    return indicator_rows(with_comparisons(Indicator.objects.watched(), until=day), inside=False, today=day)


def indicators_by_factor(rows: list[IndicatorRow]) -> dict[int, list[IndicatorInReport]]:
    """The indicators of each factor by its number."""
    found: dict[int, list[IndicatorInReport]] = {}
    for row in rows:
        entry = _indicator(row)
        for factor in row.indicator.success_factors.all():
            found.setdefault(factor.number, []).append(entry)
    return found


def indicators_without_factor(rows: list[IndicatorRow]) -> list[IndicatorInReport]:
    """The indicators that tell of the city and of no factor."""
    return [_indicator(row) for row in rows if not row.indicator.success_factors.all()]


def _indicator(row: IndicatorRow) -> IndicatorInReport:
    chart = indicator_chart(row.indicator, inside=False, beside=comparison_lines(row.indicator))
    return {
        "name": row.indicator.name,
        "definition": row.indicator.definition,
        "unit": row.indicator.unit,
        "value": row.shown,
        "period": str(row.last.period) if row.last else "",
        "source": row.last.source if row.last else "",
        "movement": _choice(row.movement) if row.movement != Movement.NONE else None,
        "before": _before(row),
        "groups": _groups(chart),
        "chart": written_chart(chart) if chart else None,
    }


def _groups(chart: LineChart | None) -> list[GroupInReport]:
    series = chart.series if chart and (len(chart.series) > 1 or chart.series[0].name) else []
    return [{"name": each.name, "value": each.points[-1].shown, "period": each.points[-1].label} for each in series]


def _before(row: IndicatorRow) -> str:
    return f"{row.shown_before} ({row.before.period})" if row.before else ""


def written_chart(chart: LineChart) -> ChartInReport:
    """The chart as plain values; `stored_chart` makes it again."""
    levels: Any = {"levels": [[float(at), label] for at, label in chart.levels]} if chart.levels else {}
    return {
        **levels,
        "title": chart.title,
        "unit": chart.unit,
        "target": [str(chart.target[0]), chart.target[1]] if chart.target else None,
        "series": [
            {
                "name": each.name,
                "points": [
                    [p.at.isoformat(), None if p.value is None else str(p.value), p.label, p.shown, p.starts_new_series]
                    for p in each.points
                ],
            }
            for each in chart.series
        ],
    }


def stored_chart(content: Mapping[str, Any]) -> LineChart:
    """The chart that `written_chart` wrote into a snapshot."""
    series = [
        Series(
            each["name"],
            [
                Point(dt.date.fromisoformat(at), None if value is None else float(value), label, shown, is_new)
                for at, value, label, shown, is_new in each["points"]
            ],
        )
        for each in content["series"]
    ]
    target = (float(content["target"][0]), content["target"][1]) if content["target"] else None
    levels = [(at, label) for at, label in content.get("levels", [])]
    return LineChart(content["title"], series, unit=content["unit"], target=target, levels=levels, stepped=bool(levels))
