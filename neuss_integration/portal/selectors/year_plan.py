"""The office's plan of a year: what is done so that people hear of it, whom it reached, and what it cost."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from neuss_integration.portal.models import Campaign


@dataclass(frozen=True, slots=True)
class KnownSum:
    """A sum and over how many Aktionen it goes; `value` is None when none of them says."""

    value: Decimal | int | None
    known: int
    decimals: int

    @classmethod
    def over(cls, values: Iterable[Decimal | int | None], *, decimals: int = 0) -> Self:
        given = [value for value in values if value is not None]
        return cls(sum(given) if given else None, len(given), decimals)


@dataclass(frozen=True, slots=True)
class YearPlan:
    """All Aktionen with at least one day of the year, by their first day."""

    year: int
    campaigns: list[Campaign]

    @property
    def sums(self) -> tuple[KnownSum, KnownSum, KnownSum, KnownSum]:
        """Planned and reached people, planned and real cost."""
        return (
            KnownSum.over(each.planned_reach for each in self.campaigns),
            KnownSum.over(each.reach for each in self.campaigns),
            KnownSum.over((each.planned_cost for each in self.campaigns), decimals=2),
            KnownSum.over((each.cost for each in self.campaigns), decimals=2),
        )


def plan_of(year: int) -> YearPlan:
    """The plan of `year`; two queries. An Aktion over New Year stands in both years."""
    rows = Campaign.objects.between(dt.date(year, 1, 1), dt.date(year, 12, 31))
    return YearPlan(year, list(rows.with_parts().order_by("starts_on", "pk")))
