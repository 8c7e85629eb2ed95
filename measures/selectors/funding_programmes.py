"""Funding programmes, and running measures whose money ends before they do."""

import datetime as dt
from typing import Any, Final

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from measures.enums import MeasureState
from measures.models import FundingProgramme, Measure

AHEAD: Final = dt.timedelta(days=365)
"""Money that ends later than this is no reason to worry yet."""

MISSED: Final = "verpasst"
"""In the address of the list: programmes with a deadline that is over and not kept."""


def _granted() -> Any:
    """The links from a measure to what was granted for it."""
    links = FundingProgramme.measures.through.objects
    return links.filter(measure=OuterRef("pk"), fundingprogramme__granted__gt=0)


def funded_until() -> Subquery:
    """The last day for which money was granted to a measure; None without a granted programme."""
    return Subquery(_granted().order_by("-fundingprogramme__ends_on").values("fundingprogramme__ends_on")[:1])


def money_ends(on: dt.date | None = None) -> Q:
    """Running measures of which all granted programmes end within a year or have ended, while they go on themselves."""
    last = (on or timezone.localdate()) + AHEAD
    goes_on = Q(end_date__isnull=True) | Q(end_date__gt=funded_until())
    longer = _granted().filter(fundingprogramme__ends_on__gt=last)
    return Q(Exists(_granted())) & ~Q(Exists(longer)) & goes_on & Q(state=MeasureState.RUNNING)


def money_warning(measure: Any, on: dt.date | None = None) -> str:
    """The warning at a measure annotated with `funded_until`; empty where its money lasts."""
    until, today = measure.funded_until, on or timezone.localdate()
    if until is None or measure.state != MeasureState.RUNNING or until > today + AHEAD:
        return ""
    if measure.end_date is not None and measure.end_date <= until:
        return ""
    return f"Das bewilligte Geld {'endet' if until >= today else 'endete'} am {until:%d.%m.%Y}."


def programmes_for(user: Any) -> Any:
    """Programmes with office and the measures `user` may see as `seen_measures`; two queries."""
    seen = Measure.objects.visible_to(user).annotate(funded_until=funded_until()).order_by("sort_key", "pk")
    found = FundingProgramme.objects.visible_to(user).select_related("department")
    return found.prefetch_related(Prefetch("measures", seen, to_attr="seen_measures"))
