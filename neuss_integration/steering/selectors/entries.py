"""One thing that is due on a day, and the days that are looked at."""

import datetime as dt
from dataclasses import dataclass

from neuss_integration.steering.enums import DueKind


@dataclass(frozen=True, slots=True)
class Window:
    """From which day dates are shown, until which day everything is, and which day is today."""

    since: dt.date
    until: dt.date
    today: dt.date

    def holds(self, day: dt.date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class DueEntry:
    """What is due when, where it stands and who has to do it. `key` names it among those of its kind for life."""

    kind: DueKind
    key: str
    day: dt.date
    title: str
    what: str
    url: str
    responsible: str = ""
    is_own: bool = False
    is_overdue: bool = False
    time: str = ""

    @property
    def kind_label(self) -> str:
        return str(DueKind(self.kind).label)
