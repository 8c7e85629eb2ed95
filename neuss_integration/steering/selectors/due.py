"""Everything that is due, in one calendar: what a person may see, by day, and what of it is theirs."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from neuss_integration.accounts.enums import Role
from neuss_integration.foundation.words.partial_dates import MONTH_NAMES
from neuss_integration.steering.enums import DueKind
from neuss_integration.steering.selectors.due_sources import SOURCES, Window
from neuss_integration.steering.selectors.entries import DueEntry

AHEAD: Final = 90
"""How many days the page looks ahead unless somebody asks for more."""
MAILED_AHEAD: Final = 14
FEED_BACK, FEED_AHEAD = 30, 365


@dataclass(frozen=True, slots=True)
class DueGroup:
    """What is overdue, or falls into one month."""

    title: str
    entries: list[DueEntry]


def due_entries(
    user: Any,
    *,
    today: dt.date,
    since: dt.date | None = None,
    until: dt.date,
    kinds: Collection[str] = (),
    only_own: bool = False,
) -> list[DueEntry]:
    """What `user` may see of what is open and due until `until`, however late, and of dates from `since` (today) on.

    By day, then in the order of the kinds; at most two queries for each kind.
    """
    window = Window(since or today, until, today)
    found = [
        entry
        for kind, source in SOURCES.items()
        if not kinds or kind in kinds
        for entry in source(user, window)
        if entry.is_own or not only_own
    ]
    order = list(DueKind)
    return sorted(found, key=lambda entry: (entry.day, order.index(entry.kind), entry.title, entry.key))


def in_groups(entries: list[DueEntry]) -> list[DueGroup]:
    """The `entries` under „Überfällig“ and the name of each month, in their order."""
    groups: dict[str, list[DueEntry]] = {}
    for entry in entries:
        title = "Überfällig" if entry.is_overdue else f"{MONTH_NAMES[entry.day.month - 1]} {entry.day.year}"
        groups.setdefault(title, []).append(entry)
    return [DueGroup(title, found) for title, found in groups.items()]


def own_by_default(user: Any) -> bool:
    """Whether „nur eigene“ is what `user` most likely means: who acts for an office or sits at a table."""
    return bool(user.access.department_ids) or Role.ROUNDTABLE_MEMBER in user.access.roles


def week_of(now: dt.datetime | None = None) -> dt.date:
    """The Monday of the week of `now`."""
    today = timezone.localdate(now)
    return today - dt.timedelta(days=today.weekday())
