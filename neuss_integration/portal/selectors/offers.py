"""What everybody reads of offers, made of nothing but what was frozen at their release."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from neuss_integration.foundation.ui.texts import german_number
from neuss_integration.foundation.words.folding import fold, german_sort_key
from neuss_integration.portal.enums import CostKind, Weekday
from neuss_integration.portal.models import Offer
from neuss_integration.portal.models.offer import OfferEvent
from neuss_integration.portal.models.released import Json
from neuss_integration.portal.selectors.public import (
    OfferFact,
    PicturedItem,
    Written,
    address,
    facts_of,
    listed,
    period_shown,
    released,
    translated,
    written,
)


class PublicOffer(PicturedItem):
    """An offer as it was released."""

    @property
    def url(self) -> str:
        return address("offer-detail", self.pk)

    @property
    def where(self) -> list[str]:
        """Place, address and Stadtteile."""
        places = [name for _, name in self.content["districts"]]
        city = [gettext("ganze Stadt")] if self.content["is_citywide"] else []
        lines = [self.place, self.address, *city] if city else [self.place, self.address, written(", ".join(places))]
        return [line for line in lines if line]

    @property
    def when(self) -> list[str]:
        """Words of the office or else the days, both on a page in another language, and from when until when."""
        days = listed(Weekday(day).label for day in self.content["weekdays"])
        first, last = (dt.date.fromisoformat(day) if day else None for day in (self.starts_on, self.ends_on))
        told = [days, self.schedule] if isinstance(self.schedule, Written) else [self.schedule or days]
        return [line for line in (*told, period_shown(first, last)) if line]

    @property
    def facts(self) -> list[OfferFact]:
        """When, where, cost, languages, access, for whom: what is known of it."""
        return facts_of(
            ("calendar-today", gettext("Wann"), self.when),
            ("map", gettext("Wo"), self.where),
            ("info", gettext("Kosten"), [str(CostKind(self.cost).label), self.cost_note]),
            ("language", gettext("Sprachen"), [self.language_names]),
            ("building", gettext("Zugang"), self.access),
            ("people", gettext("Für wen"), [written(", ".join(self.target_groups))]),
        )


def public_offers() -> list[PublicOffer]:
    """All that everybody may read today, by title; one query, and one for translations."""
    offers = released(Offer.objects.all(), PublicOffer)
    going_on = translated((each for each in offers if not is_over(each)), "offer")
    return sorted(going_on, key=lambda each: (german_sort_key(each.title), each.pk))


def is_over(offer: PublicOffer) -> bool:
    """Whether its last day has passed."""
    return bool(offer.ends_on) and offer.ends_on < timezone.localdate().isoformat()


def newest_offers(offers: Iterable[PublicOffer], number: int) -> list[PublicOffer]:
    """The `number` of the `offers` released for the first time last; one that was changed is not new. One query."""
    first = dict(OfferEvent.objects.filter(transition="release").order_by().values_list("item").annotate(Min("at")))
    known = [each for each in offers if each.pk in first]
    return sorted(known, key=lambda each: (first[each.pk], each.pk), reverse=True)[:number]


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """What somebody looks for; empty means all."""

    text: str = ""
    district: str = ""
    group: str = ""
    area: str = ""
    language: str = ""
    day: str = ""
    cost: str = ""

    def fits(self, offer: PublicOffer) -> bool:
        """Whether all that is asked for holds; what is for the whole city is in every Stadtteil."""
        content = offer.content
        rules = (
            (
                self.district,
                content["is_citywide"] or self.district in [str(number) for number, _ in content["districts"]],
            ),
            (self.group, self.group in content["target_groups"]),
            (self.area, self.area == content["field"]),
            (self.language, self.language in content["languages"]),
            (self.day, self.day in [str(day) for day in content["weekdays"]]),
            (self.cost, self.cost == content["cost"]),
        )
        return all(holds for wanted, holds in rules if wanted) and self._is_told(content)

    def _is_told(self, content: Json) -> bool:
        told = fold(" ".join([content["title"], content["text"], content["place"], content["contact"]]))
        return all(fold(word) in told for word in self.text.split())


def counted_by_district(offers: Iterable[PublicOffer]) -> Counter[int]:
    """How many offers each Stadtteil has of its own; those of the whole city are in none."""
    return Counter(number for each in offers if not each.is_citywide for number, _ in each.districts)


def offers_counted(count: int) -> str:
    """So many offers, in the language that is read."""
    return ngettext("%(number)s Angebot", "%(number)s Angebote", count) % {"number": german_number(count)}
