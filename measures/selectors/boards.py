"""The measures of a list in other shapes: along the time, and by state."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse

from measures.enums import DatePrecisionChoice, MeasureState
from measures.models import Measure, Milestone
from measures.models.measure import UNKNOWN_END
from measures.querysets import ended_day
from measures.workflows import MEASURE_WORKFLOW
from neuss_integration.foundation.records.workflow import Transition
from neuss_integration.foundation.ui.gantt import Bar, Sign
from neuss_integration.foundation.words.partial_dates import PartialDate

MOST: Final = 100
MAX_CARDS: Final = 50


def timeline_bars(measures: QuerySet[Measure]) -> list[Bar]:
    """The first MOST of `measures` with their milestones; two queries."""
    columns = ("pk", "number", "title", "state", "start_date", "start_precision", "end_date", "end_precision")
    rows = list(measures.values_list(*columns, ended_day())[:MOST])
    signs: dict[int, list[Sign]] = defaultdict(list)
    milestones = Milestone.objects.filter(measure__in=[row[0] for row in rows], dropped_on__isnull=True)
    for key, title, due, done in milestones.order_by("due_date", "pk").values_list(
        "measure_id", "title", "due_date", "done_on"
    ):
        signs[key].append(Sign(done or due, title, is_done=done is not None))
    return [
        Bar(
            f"{number} {title}",
            reverse("measures:measure-detail", args=[number]),
            _date(start, start_as),
            _date(end or ended, end_as or DatePrecisionChoice.DAY),
            signs[key],
            _note(state, end, ended),
        )
        for key, number, title, state, start, start_as, end, end_as, ended in rows
    ]


def _note(state: str, end: dt.date | None, ended: dt.date | None) -> str:
    """The state; of a measure that ended nobody knows when, the bar ends where that was noted, and it says so."""
    label = str(MeasureState(state).label)
    return f"{label}, {UNKNOWN_END}; spätestens {ended:%d.%m.%Y}" if ended and not end else label


@dataclass(frozen=True, slots=True)
class Lane:
    """One state with its first measures, and how many there are."""

    state: MeasureState
    cards: list[dict[str, Any]]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.cards)

    @property
    def steps(self) -> list[Transition]:
        """The steps its cards can take."""
        return MEASURE_WORKFLOW.from_state(self.state)


def lanes(measures: QuerySet[Measure]) -> list[Lane]:
    """All states with their first measures in the order of `measures`; two queries, the second reads only those."""
    keys: dict[str, list[int]] = defaultdict(list)
    for key, state in measures.values_list("pk", "state").iterator():
        keys[state].append(key)
    first = {state: keys[state][:MAX_CARDS] for state in MeasureState}
    columns = ("number", "title", "lead_department__name", "latest_progress__traffic_light")
    shown = Measure.objects.filter(pk__in=[key for each in first.values() for key in each])
    cards = {row["pk"]: row for row in shown.values("pk", *columns)}
    return [
        Lane(state, [cards[key] for key in first[state] if key in cards], len(keys[state])) for state in MeasureState
    ]


def _date(day: Any, precision: str) -> PartialDate | None:
    return PartialDate.containing(day, precision) if day else None
