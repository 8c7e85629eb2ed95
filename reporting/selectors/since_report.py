"""What moved since the last report that holds: the traffic lights it told against those of today."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from measures.enums import TrafficLight
from measures.models import Measure
from reporting.content.changes import WORSE
from reporting.models import Report
from reporting.selectors.last_report import LastReport


@dataclass(frozen=True, slots=True)
class MovedLight:
    """A measure whose colour is another one than in the report."""

    measure: Measure
    before: TrafficLight
    after: TrafficLight

    @property
    def is_worse(self) -> bool:
        return WORSE.index(self.after) > WORSE.index(self.before)


@dataclass(frozen=True, slots=True)
class SinceReport:
    """The report compared with, its day, and what moved: worse ones first, red before yellow, then by title."""

    report: Report
    as_of: dt.date
    moved: list[MovedLight]

    @property
    def worse(self) -> int:
        return sum(each.is_worse for each in self.moved)

    @property
    def better(self) -> int:
        return len(self.moved) - self.worse


def since_last_report(user: Any, last: LastReport | None) -> SinceReport | None:
    """How active measures `user` may see stand against the `last` report; None before the first; one query.

    A colour that came from or went to „keine Angabe“ is no move, as in the report (reporting.content.changes).
    """
    if last is None:
        return None
    lights = {each["number"]: each["light"]["key"] for field in last.content["fields"] for each in field["measures"]}
    active = Measure.objects.visible_to(user).active().filter(latest_progress__traffic_light__in=WORSE)
    rows = active.select_related("latest_progress", "lead_department").order_by("sort_key", "pk")
    pairs = [(row, lights.get(row.number, ""), getattr(row.latest_progress, "traffic_light", "")) for row in rows]
    moved = [
        MovedLight(row, TrafficLight(then), TrafficLight(now))
        for row, then, now in pairs
        if then in WORSE and then != now
    ]
    moved.sort(key=lambda each: (not each.is_worse, -WORSE.index(each.after)))
    as_of = dt.date.fromisoformat(last.content["report"]["as_of"])
    return SinceReport(last.publication.report, as_of, moved)
