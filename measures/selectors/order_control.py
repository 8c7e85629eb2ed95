"""The Beschlusskontrolle as the council gets it twice a year: what is open, and what was settled lately."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from measures.models import Consultation, Resolution, ResolutionEvent
from measures.selectors.resolutions import station_of


@dataclass(frozen=True, slots=True)
class OrderControl:
    """All orders of the list in the order of their days, as of `day`; settled ones since `since`."""

    day: dt.date
    since: dt.date
    orders: list[Any]

    @property
    def open(self) -> list[Any]:
        """Those that are not settled, overdue ones first."""
        return [each for each in self.orders if each.is_open]

    @property
    def overdue(self) -> list[Any]:
        """Those of the open ones whose day has passed."""
        return [each for each in self.open if each.is_overdue]

    @property
    def settled(self) -> list[Any]:
        """Those that were settled in the time."""
        return [each for each in self.orders if not each.is_open]


def previous_half_year(day: dt.date) -> dt.date:
    """The first day of the half-year before the one of `day`: 1 January or 1 July."""
    return dt.date(day.year - 1, 7, 1) if day.month <= 6 else dt.date(day.year, 1, 1)


def order_control(user: Any, day: dt.date) -> OrderControl:
    """What `user` may see of it; four queries.

    Each order has its newest note in `last_notes`, and in `way` the other Gremien of its Beratungsfolge in words.
    """
    since = previous_half_year(day)
    notes = ResolutionEvent.objects.exclude(comment="").order_by("-noted_on", "-pk")
    found: Any = (
        Resolution.objects.visible_to(user)
        .filter(Q(pk__in=Resolution.objects.unsettled().values("pk")) | Q(settled_on__gte=since))
        .select_related("committee", "responsible_department")
        .prefetch_related("proposers", Prefetch("events", notes, to_attr="last_notes"))
        .prefetch_related(Prefetch("consultations", Consultation.objects.select_related("committee")))
    )
    latest = dt.date.max
    for each in found:
        each.way = [station_of(row).words for row in each.consultations.all()]
    orders = sorted(found, key=lambda each: (not each.is_open, each.due_date or latest, each.pk))
    return OrderControl(day, since, orders)
