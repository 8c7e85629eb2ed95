"""Asking the database in plain SQL: the measures of a period, and counts over them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import connection
from django.utils import timezone

from reporting.models import Report

Row = tuple[Any, ...]

MEASURES = """
    SELECT m.id FROM measures_measure m
    WHERE m.state <> 'idea' AND (m.start_date <= %(end)s
        OR (m.start_date IS NULL
            AND (m.created_at < %(end_moment)s OR (m.state <> 'planned' AND NOT EXISTS (
                SELECT 1 FROM measures_measureevent e WHERE e.measure_id = m.id AND e.transition = 'create'
                AND e.to_state IN ('idea', 'planned'))))
            AND NOT EXISTS (SELECT 1 FROM measures_measureevent e WHERE e.measure_id = m.id
                            AND e.from_state = 'idea' AND e.at >= %(end_moment)s)))
    AND (m.state NOT IN ('completed', 'routine', 'dropped')
         OR (m.end_date IS NOT NULL AND m.end_date >= %(start)s)
         OR (m.end_date IS NULL AND m.state_since IS NOT NULL AND m.state_since >= %(start)s)
         OR (m.end_date IS NULL AND m.state_since IS NULL AND m.created_at >= %(start_moment)s))
"""
ROUNDS = """
    SELECT r.id FROM measures_reportinground r
    WHERE r.opened_at IS NOT NULL AND r.period_end BETWEEN %(start)s AND %(end)s
"""
LATER = """
    (s.period_end > r.period_end OR (s.period_end = r.period_end AND
     (s.due_on > r.due_on OR (s.due_on = r.due_on AND s.id > r.id))))
"""
LAST_ACCEPTED = f"""
    SELECT p.measure_id, p.traffic_light, p.observed_effect, p.what_did_not_work, p.id AS report_id, p.delay_reason
    FROM measures_progressreport p
    JOIN measures_reportinground r ON r.id = p.round_id
    WHERE p.state = 'accepted' AND r.id IN ({ROUNDS}) AND p.measure_id IN ({MEASURES})
    AND NOT EXISTS (
        SELECT 1 FROM measures_progressreport q JOIN measures_reportinground s ON s.id = q.round_id
        WHERE q.measure_id = p.measure_id AND q.state = 'accepted' AND s.id IN ({ROUNDS}) AND {LATER})
"""
LAST_ASKED = f"""
    SELECT p.measure_id, p.state, p.department_id FROM measures_progressreport p
    JOIN measures_reportinground r ON r.id = p.round_id
    WHERE r.id IN ({ROUNDS}) AND p.state <> 'excluded'
    AND NOT EXISTS (
        SELECT 1 FROM measures_progressreport q JOIN measures_reportinground s ON s.id = q.round_id
        WHERE q.measure_id = p.measure_id AND q.state <> 'excluded' AND s.id IN ({ROUNDS}) AND {LATER})
"""
LATEST_JUDGEMENT = """
    NOT EXISTS (SELECT 1 FROM success_factors_assessment k WHERE k.corrects_id = a.id)
    AND NOT EXISTS (
        SELECT 1 FROM success_factors_assessment b WHERE b.criterion_id = a.criterion_id
        AND NOT EXISTS (SELECT 1 FROM success_factors_assessment k WHERE k.corrects_id = b.id)
        AND (b.assessed_on > a.assessed_on OR (b.assessed_on = a.assessed_on AND b.id > a.id)))
"""


ENDED_AFTER = """
    CASE WHEN m.state NOT IN ('completed', 'routine', 'dropped') THEN NULL
    WHEN m.end_date IS NOT NULL THEN CASE WHEN m.end_date > %(end)s THEN 1 ELSE 0 END
    WHEN m.state_since IS NOT NULL THEN CASE WHEN m.state_since > %(end)s THEN 1 ELSE 0 END
    WHEN m.created_at >= %(end_moment)s THEN 1 ELSE 0 END
"""
"""Of an ended measure: 1 where it ended after the period, else 0."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The report whose figures are asked for, and the day of its data."""

    report: Report
    day: dt.date

    def rows(self, sql: str, **more: Any) -> list[Row]:
        """What the query gives; it may use %(start)s, %(end)s, %(day)s and the moments of both ends."""
        with connection.cursor() as cursor:
            cursor.execute(sql, self._values() | more)
            return cursor.fetchall()

    def pairs(self, sql: str, **more: Any) -> dict[str, Any]:
        """The first column as text with the second one."""
        return {str(key): value for key, value in self.rows(sql, **more)}

    def number(self, sql: str, **more: Any) -> int:
        """The only value of the query."""
        return int(self.rows(sql, **more)[0][0] or 0)

    def _values(self) -> dict[str, Any]:
        report = self.report
        after = report.period_end + dt.timedelta(days=1)
        return {
            "start": report.period_start,
            "end": report.period_end,
            "day": self.day,
            "report": report.pk,
            "start_moment": _moment(report.period_start),
            "end_moment": _moment(after),
            "start_year": report.period_start.year,
            "end_year": report.period_end.year,
        }


def _moment(day: dt.date) -> Any:
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    return connection.ops.adapt_datetimefield_value(moment)


def half_up(part: int, whole: int) -> str:
    """Whole per cent without a division that could round: half up, 0 and 100 only when exact; empty without a whole."""
    if not whole:
        return ""
    found = (200 * part + whole) // (2 * whole)
    return str(min(max(found, 1), 99)) if 0 < part < whole else str(found)


def euro(amounts: Sequence[Any]) -> str:
    """The sum of the known amounts as "1.234,50 €", "–" where none is known."""
    known = [round(100 * float(amount)) for amount in amounts if amount is not None]
    if not known:
        return "–"
    whole, cents = divmod(sum(known), 100)
    return f"{whole:,}".replace(",", ".") + f",{cents:02d} €"


def whole_percent(exact: Fraction) -> int:
    """Half up; 0 and 100 only when exact, below zero as above."""
    rounded = (2 * exact + 1).__floor__() // 2
    if not rounded and exact:
        return 1 if exact > 0 else -1
    if abs(rounded) == 100 and abs(exact) != 100:
        return rounded // 100 * (99 if abs(exact) < 100 else 101)
    return rounded
