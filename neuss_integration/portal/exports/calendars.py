"""Calendar files of what everybody may go to."""

import datetime as dt
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

from neuss_integration.foundation.calendar.icalendar_files import Day, days, stable_uid
from neuss_integration.portal.selectors.offers import PublicOffer


def has_dates(offer: PublicOffer) -> bool:
    """Whether a calendar can show it: from a day on, or on days of the week."""
    return bool(offer.starts_on or offer.weekdays)


def offers_calendar(*offers: PublicOffer) -> str:
    """The entries of the `offers` that have dates; an offer keeps its entry for life."""
    return days(_day(offer) for offer in offers if has_dates(offer))


def _day(offer: PublicOffer) -> Day:
    first = dt.date.fromisoformat(offer.starts_on) if offer.starts_on else timezone.localdate(offer.released_at)
    while offer.weekdays and first.isoweekday() not in offer.weekdays:
        first += dt.timedelta(days=1)
    return Day(
        uid=stable_uid("angebot", offer.pk),
        summary=offer.title,
        day=first,
        description="\n".join([*offer.when, offer.teaser]),
        url=urljoin(settings.SITE_URL, offer.url),
        location=", ".join(offer.where),
        last_day=dt.date.fromisoformat(offer.ends_on) if offer.ends_on else None,
        weekdays=tuple(offer.weekdays),
        changed_at=offer.released_at,
    )
