"""Days of reports, for pages below that compare with them."""

import datetime as dt

from django import template
from django.utils import timezone

from reporting.models import Publication

register = template.Library()


@register.simple_tag
def last_publication_day() -> dt.date | None:
    """The day the last report was published, None before the first; one query."""
    last = Publication.objects.that_hold().values_list("published_at", flat=True).first()
    return timezone.localdate(last) if last else None
