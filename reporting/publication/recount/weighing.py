"""How many measures have a gain or trouble to tell of, in SQL (first computed in reporting.content.highlights)."""

from collections.abc import Mapping
from typing import Any

from reporting.publication.recount.effects import hidden_figures
from reporting.publication.recount.queries import ENDED_AFTER, LAST_ACCEPTED, MEASURES, Asking

Json = Mapping[str, Any]
EVALUATED = f"""
    measures_evaluation e WHERE e.measure_id = m.id AND e.evaluated_on >= %(start)s
    AND (e.evaluated_on <= %(end)s OR {ENDED_AFTER} = 0)
"""
TROUBLE = f"""
    SELECT m.number FROM measures_measure m LEFT JOIN ({LAST_ACCEPTED}) l ON l.measure_id = m.id
    WHERE m.id IN ({MEASURES}) AND (
        l.traffic_light IN ('red', 'yellow') OR TRIM(l.what_did_not_work) <> ''
        OR (m.state = 'dropped' AND {ENDED_AFTER} = 0)
        OR EXISTS (SELECT 1 FROM {EVALUATED} AND e.rating = 'failure')
        OR EXISTS (SELECT 1 FROM measures_funding f WHERE f.measure_id = m.id AND f.granted < f.planned
                   AND f.year BETWEEN %(start_year)s AND %(end_year)s)
        OR EXISTS (SELECT 1 FROM measures_milestone s WHERE s.measure_id = m.id AND s.dropped_on IS NULL
                   AND s.due_date < %(day)s AND s.due_date <= %(end)s AND (s.done_on IS NULL OR s.done_on > %(end)s
                        OR (s.done_on > s.due_date AND s.due_date >= %(start)s))))
"""
GAIN = f"""
    SELECT m.number FROM measures_measure m LEFT JOIN ({LAST_ACCEPTED}) l ON l.measure_id = m.id
    WHERE m.id IN ({MEASURES}) AND (
        TRIM(l.observed_effect) <> ''
        OR EXISTS (SELECT 1 FROM {EVALUATED} AND e.rating IN ('success', 'partial'))
        OR EXISTS (SELECT 1 FROM measures_milestone s WHERE s.measure_id = m.id AND s.dropped_on IS NULL
                   AND s.done_on <= s.due_date AND s.done_on BETWEEN %(start)s AND %(end)s)
        OR EXISTS (SELECT 1 FROM measures_keyfigure k JOIN measures_keyfigurevalue v ON v.key_figure_id = k.id
                   WHERE k.measure_id = m.id AND v.reference_date BETWEEN %(start)s AND %(end)s
                   AND ((k.direction = 'up' AND v.value >= k.target_value)
                        OR (k.direction = 'down' AND v.value <= k.target_value))
                   AND (k.baseline_date IS NULL OR v.reference_date > k.baseline_date)
                   AND v.id NOT IN (__kept_back__)
                   AND NOT EXISTS (SELECT 1 FROM measures_keyfigurevalue w WHERE w.key_figure_id = k.id
                       AND w.reference_date <= %(end)s
                       AND (w.reference_date > v.reference_date
                            OR (w.reference_date = v.reference_date AND w.id > v.id)))))
"""
LIGHTS = f"""
    SELECT m.number, l.traffic_light FROM measures_measure m JOIN ({LAST_ACCEPTED}) l ON l.measure_id = m.id
"""
CHOSEN = """
    SELECT c.side, m.number FROM reporting_highlight h JOIN reporting_highlightchoice c ON c.id = h.choice_id
    JOIN measures_measure m ON m.id = h.measure_id WHERE c.report_id = %(report)s AND h.position IS NOT NULL
"""


def weighed(ask: Asking, before: Json | None) -> dict[str, str]:
    """How many measures have something on each side; a better light since the report `before` is a gain."""
    order = {"green": 1, "yellow": 2, "red": 3}
    told = [each for field in (before or {"fields": []})["fields"] for each in field["measures"]]
    was = {each["number"]: order.get(each["light"]["key"], 0) for each in told}
    better = {number for number, light in ask.rows(LIGHTS) if 0 < order.get(light, 0) < was.get(number, 0)}
    kept_back = ", ".join(map(str, sorted({0, *hidden_figures()})))
    gains = ask.rows(GAIN.replace("__kept_back__", kept_back))
    sides = {
        "worked": {number for (number,) in gains} | better,
        "not_worked": {number for (number,) in ask.rows(TROUBLE)},
    }
    picked = ask.rows(CHOSEN)
    found = {side: str(len(numbers)) for side, numbers in sides.items()}
    for side, numbers in sides.items():
        own = sum(number in numbers for of, number in picked if of == side)
        found[f"{side}:shown"] = str(own or min(5, len(numbers)))
    return found
