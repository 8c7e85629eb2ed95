"""Calendar files of what everybody may go to."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.calendar.icalendar_files import Day, days, stable_uid
from neuss_integration.portal.selectors.news import PublicCampaign
from neuss_integration.portal.selectors.offers import PublicOffer
from roundtables.enums.meetings import MeetingState
from roundtables.models import Meeting


def has_dates(offer: PublicOffer) -> bool:
    """Whether a calendar can show it: from a day on, or on days of the week."""
    return bool(offer.starts_on or offer.weekdays)


def public_calendar(
    offers: Iterable[PublicOffer], campaigns: Iterable[PublicCampaign], meetings: Iterable[Meeting]
) -> str:
    """Everything with a date that everybody may go to, in one calendar to subscribe to."""
    entries = [_day(each) for each in offers if has_dates(each)]
    entries += [_campaign_day(each) for each in campaigns]
    return days([*entries, *(_meeting_day(each) for each in meetings)])


def campaign_calendar(campaign: PublicCampaign) -> str:
    """The entry of an Aktion, the same for life."""
    return days([_campaign_day(campaign)])


def offers_calendar(*offers: PublicOffer) -> str:
    """The entries of the `offers` that have dates; an offer keeps its entry for life."""
    return days(_day(offer) for offer in offers if has_dates(offer))


def _campaign_day(campaign: PublicCampaign) -> Day:
    return Day(
        uid=stable_uid("aktion", campaign.pk),
        summary=campaign.title,
        day=dt.date.fromisoformat(campaign.starts_on),
        description="\n".join([*campaign.when, campaign.teaser]),
        url=urljoin(settings.SITE_URL, campaign.url),
        location=", ".join(campaign.where),
        last_day=dt.date.fromisoformat(campaign.ends_on) if campaign.ends_on else None,
        changed_at=campaign.released_at,
    )


def _meeting_day(meeting: Meeting) -> Day:
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    name = " ".join(part for part in (str(meeting.round_table), meeting.title) if part)
    return Day(
        uid=stable_uid("sitzung-oeffentlich", meeting.uid),
        summary=f"Abgesagt: {name}" if meeting.state == MeetingState.CANCELLED else name,
        day=start.date(),
        description=f"{start:%H:%M} bis {end:%H:%M} Uhr",
        url=urljoin(settings.SITE_URL, reverse("portal:round-tables")),
        sequence=meeting.sequence,
        location=meeting.place,
        changed_at=meeting.updated_at,
    )


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
