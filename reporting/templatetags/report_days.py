"""The last report, for pages below that compare with it."""

import datetime as dt
import json
from dataclasses import dataclass, field

from django import template
from django.utils import timezone

from reporting.content.standing import told_factors
from reporting.models import Publication
from success_factors.selectors.standing import ToldFactor

register = template.Library()


@dataclass(frozen=True, slots=True)
class LastReport:
    """The day it was published, None before the first, and what it told of each factor."""

    day: dt.date | None = None
    factors: dict[int, ToldFactor] = field(default_factory=dict)


@register.simple_tag
def last_report() -> LastReport:
    """What is compared with: the snapshot of the last report, not rows filtered by its date; one query."""
    last = Publication.objects.that_hold().values_list("published_at", "snapshot__content").first()
    if last is None:
        return LastReport()
    published_at, content = last
    return LastReport(timezone.localdate(published_at), told_factors(json.loads(content)))
