"""What of a measure falls into the period of a report: only that can be a gain or a trouble of this period.

A profile tells what stands on the day of the data, each with its day. What went well and what did not is told of the
period: what happened before it was told by an earlier report, what happened after it is told by the next.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final, cast

from measures.models import Evaluation, Measure, Milestone
from measures.selectors.key_figures import key_figure_rows
from reporting.content.shape_of_measures import KeyFigureInReport, MeasureInReport, MilestoneInReport
from reporting.content.shape_of_values import State
from reporting.models import Report

NOT_OVER: Final[dict[str, Any]] = {"state": {"key": "", "label": ""}, "state_reason": ""}
"""The state of a measure that ended after the period: which one it had then, nobody wrote down."""

MISSED: Final[State] = {"key": "missed", "label": "überfällig"}


def of_period(measure: Any, entry: MeasureInReport, report: Report) -> MeasureInReport:
    """The `entry` of `measure` with nothing that happened outside the period; `measure` has `last_day` and effects."""
    ended = measure.last_day
    inside: dict[str, Any] = {
        **entry,
        "milestones": list(_milestones(measure, entry, report)),
        "key_figures": list(_key_figures(measure, entry, report)),
        "money_rows": [row for row in entry["money_rows"] if _is_year_of(int(row["year"]), report)],
        "evaluation": entry["evaluation"] if _is_evaluated(measure, report) else None,
        **(NOT_OVER if ended is not None and ended > report.period_end else {}),
    }
    return cast(MeasureInReport, inside)


def _is_inside(day: dt.date, report: Report) -> bool:
    return report.period_start <= day <= report.period_end


def _is_year_of(year: int, report: Report) -> bool:
    return report.period_start.year <= year <= report.period_end.year


def _milestones(measure: Measure, entry: MeasureInReport, report: Report) -> Iterator[MilestoneInReport]:
    """Those reached in time in the period, and those whose day passed by its end, as they were then."""
    for told, row in zip(entry["milestones"], measure.milestones.all(), strict=True):
        if row.late_words and row.due_date <= report.period_end:
            yield from _late(told, row, report)
        elif _is_inside(row.done_on, report) if row.done_on else row.is_open and row.due_date <= report.period_end:
            yield told


def _late(told: MilestoneInReport, row: Milestone, report: Report) -> Iterator[MilestoneInReport]:
    """A delay belongs to the period in which the day passed, and to each until whose end it was not reached."""
    if row.done_on and row.done_on > report.period_end:
        yield {**told, "state": MISSED}
    elif row.due_date >= report.period_start:
        yield told


def _key_figures(measure: Measure, entry: MeasureInReport, report: Report) -> Iterator[KeyFigureInReport]:
    """Those with a value of the period, as far as they were at its end."""
    rows = key_figure_rows(measure.key_figures.all(), inside=False, until=report.period_end)
    for told, row in zip(entry["key_figures"], rows, strict=True):
        if row.last and row.last.value.reference_date >= report.period_start:
            yield {**told, "degree": row.degree.sentence}


def _is_evaluated(measure: Any, report: Report) -> bool:
    """Whether the Auswertung was made in the period, or after it about a measure that ended by then."""
    found: Evaluation | None = getattr(measure, "evaluation", None)
    if found is None or found.evaluated_on < report.period_start:
        return False
    is_over = measure.last_day is not None and measure.last_day <= report.period_end
    return is_over or found.evaluated_on <= report.period_end
