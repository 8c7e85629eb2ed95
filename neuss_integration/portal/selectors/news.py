"""What everybody reads of news and of what the office does, made of nothing but what was frozen at their release."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext

from neuss_integration.portal.enums import NewsKind
from neuss_integration.portal.models import Campaign, NewsItem
from neuss_integration.portal.selectors.public import (
    OfferFact,
    PicturedItem,
    address,
    day_shown,
    facts_of,
    period_shown,
    released,
    translated,
    written,
)


class PublicNews(PicturedItem):
    """News as it was released."""

    @property
    def url(self) -> str:
        return address("news-detail", self.pk)

    @property
    def day(self) -> str:
        """The day it tells of, as people of the active language write it."""
        return day_shown(dt.date.fromisoformat(self.dated))


class PublicCampaign(PicturedItem):
    """An Aktion as it was released."""

    @property
    def url(self) -> str:
        return address("campaign-detail", self.pk)

    @property
    def last_day(self) -> str:
        """The last day in ISO form; an Aktion of one day ends on its first."""
        return self.ends_on or self.starts_on

    @property
    def when(self) -> list[str]:
        """The days and the hour."""
        first, last = (dt.date.fromisoformat(day) for day in (self.starts_on, self.last_day))
        return [line for line in (period_shown(first, last), self.schedule) if line]

    @property
    def where(self) -> list[str]:
        return [line for line in (self.place, self.address) if line]

    @property
    def facts(self) -> list[OfferFact]:
        """When, where, and for whom: what is known of it."""
        return facts_of(
            ("calendar-today", gettext("Wann"), self.when),
            ("map", gettext("Wo"), self.where),
            ("people", gettext("Für wen"), [written(", ".join(self.target_groups))]),
        )


def public_news(kind: NewsKind | None = None) -> list[PublicNews]:
    """All released news, the newest day first, or those of one `kind`; one query, and one for translations."""
    items = released(NewsItem.objects.all(), PublicNews)
    found = translated((each for each in items if kind is None or each.content["kind"] == kind), "news_item")
    return sorted(found, key=lambda each: (each.dated, each.pk), reverse=True)


def public_campaigns() -> list[PublicCampaign]:
    """Released Aktionen that are not over, the next first; one query, and one for translations."""
    today = timezone.localdate().isoformat()
    return [each for each in all_campaigns() if each.last_day >= today]


def all_campaigns() -> list[PublicCampaign]:
    """Every released Aktion by its first day, also those that are over."""
    found = translated(released(Campaign.objects.all(), PublicCampaign), "campaign")
    return sorted(found, key=lambda each: (each.starts_on, each.pk))
