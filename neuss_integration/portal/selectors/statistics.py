"""How often the portal was read in the last weeks."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db.models import Sum
from django.utils import timezone

from neuss_integration.portal.enums import PortalLanguage
from neuss_integration.portal.models import PageView

DAYS: Final = 30
MAX_PAGES: Final = 50


@dataclass(frozen=True, slots=True)
class ViewCounts:
    """Sums of the last DAYS days. `others` are the pages that are not named: how many, and how often they were read."""

    total: int
    by_page: list[tuple[str, int]]
    by_language: list[tuple[str, int]]
    by_day: list[tuple[dt.date, int]]
    others: tuple[int, int]


def view_counts() -> ViewCounts:
    """By page, language and day, the most read first; three queries."""
    rows = PageView.objects.filter(day__gt=timezone.localdate() - dt.timedelta(days=DAYS)).order_by()
    pages = sorted(rows.values_list("page").annotate(sum=Sum("count")), key=lambda each: (-each[1], each[0]))
    languages = rows.values_list("language").annotate(sum=Sum("count"))
    names = dict(PortalLanguage.choices) | {"": "Deutsch"}
    days = sorted(rows.values_list("day").annotate(sum=Sum("count")), reverse=True)
    named = sorted(((str(names[code]), count) for code, count in languages), key=lambda each: -each[1])
    rest = [count for _, count in pages[MAX_PAGES:]]
    total = sum(count for _, count in pages)
    return ViewCounts(total, pages[:MAX_PAGES], named, days, (len(rest), sum(rest)))
