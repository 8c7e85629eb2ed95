"""What everybody reads of offers, made of nothing but what was frozen at their release."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from neuss_integration.foundation.words.folding import fold, german_sort_key
from neuss_integration.foundation.words.markdown import plain_text
from neuss_integration.portal.models import Offer
from neuss_integration.portal.models.released import Json

WEEKDAYS: Final = {
    1: gettext_lazy("Montag"), 2: gettext_lazy("Dienstag"), 3: gettext_lazy("Mittwoch"), 4: gettext_lazy("Donnerstag"),
    5: gettext_lazy("Freitag"), 6: gettext_lazy("Samstag"), 7: gettext_lazy("Sonntag"),
}  # fmt: skip
COSTS: Final = {
    "free": gettext_lazy("kostenlos"), "reduced": gettext_lazy("mit Ermäßigung"),
    "paid": gettext_lazy("kostet etwas"), "unknown": gettext_lazy("bitte nachfragen"),
}  # fmt: skip
ACCESS: Final = {
    "yes": gettext_lazy("stufenlos"), "help": gettext_lazy("mit Hilfe"), "no": gettext_lazy("nicht stufenlos"),
    "unknown": gettext_lazy("bitte nachfragen"),
}  # fmt: skip
LANGUAGE_NAMES: Final = {
    "de": gettext_lazy("Deutsch"), "ar": gettext_lazy("Arabisch"), "bg": gettext_lazy("Bulgarisch"),
    "en": gettext_lazy("Englisch"), "fa": gettext_lazy("Farsi und Dari"), "fr": gettext_lazy("Französisch"),
    "el": gettext_lazy("Griechisch"), "it": gettext_lazy("Italienisch"), "ku": gettext_lazy("Kurdisch"),
    "pl": gettext_lazy("Polnisch"), "ro": gettext_lazy("Rumänisch"), "ru": gettext_lazy("Russisch"),
    "es": gettext_lazy("Spanisch"), "ti": gettext_lazy("Tigrinya"), "tr": gettext_lazy("Türkisch"),
    "uk": gettext_lazy("Ukrainisch"), "gsg": gettext_lazy("Gebärdensprache"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfferFact:
    """A line of what people ask first, with its sign."""

    icon: str
    label: str
    lines: list[str]


@dataclass(frozen=True)
class PublicOffer:
    """An offer as it was released."""

    content: Json
    pk: int = 0
    released_at: dt.datetime | None = None
    is_preview: bool = field(default=False)

    def __getattr__(self, name: str) -> Any:
        """Any value of the frozen content, by its name."""
        try:
            return self.__dict__["content"][name]
        except KeyError as reason:
            raise AttributeError(name) from reason

    @property
    def url(self) -> str:
        return reverse("portal:offer-detail", args=[self.pk])

    @property
    def picture_url(self) -> str:
        """Drafts show the picture to the office only."""
        name = "publicity:picture" if self.is_preview else "portal:picture"
        return reverse(name, args=[self.content["picture"]["sha256"]])

    @property
    def tel(self) -> str:
        """The number as telephones dial it."""
        return f"tel:{re.sub(r'[^0-9+]', '', self.content['phone'])}"

    @property
    def teaser(self) -> str:
        """The first sentences without any sign of Markdown."""
        return " ".join(plain_text(self.content["text"]).split())

    @property
    def where(self) -> list[str]:
        """Place, address and Stadtteile."""
        places = [name for _, name in self.content["districts"]]
        city = [gettext("ganze Stadt")] if self.content["is_citywide"] else []
        lines = [self.content["place"], self.content["address"], ", ".join(city or places)]
        return [line for line in lines if line]

    @property
    def when(self) -> list[str]:
        """Words of the office, the days, and from when until when."""
        days = ", ".join(str(WEEKDAYS[day]) for day in self.content["weekdays"])
        return [line for line in (self.content["schedule"], days, self._period()) if line]

    def _period(self) -> str:
        start, end = (dt.date.fromisoformat(day) if day else None for day in (self.starts_on, self.ends_on))
        if start and end:
            return gettext("%(start)s bis %(end)s") % {"start": day_shown(start), "end": day_shown(end)}
        if end:
            return gettext("bis %(end)s") % {"end": day_shown(end)}
        return gettext("ab %(start)s") % {"start": day_shown(start)} if start else ""

    @property
    def released_day(self) -> str:
        """Since when everybody reads it like this."""
        return day_shown(timezone.localdate(self.released_at)) if self.released_at else ""

    @property
    def facts(self) -> list[OfferFact]:
        """When, where, cost, languages, access, for whom: what is known of it."""
        content = self.content
        rows = (
            ("calendar-today", gettext("Wann"), self.when),
            ("map", gettext("Wo"), self.where),
            ("info", gettext("Kosten"), [str(COSTS[content["cost"]]), content["cost_note"]]),
            ("language", gettext("Sprachen"), [", ".join(str(LANGUAGE_NAMES[code]) for code in content["languages"])]),
            ("building", gettext("Zugang"), [str(ACCESS[content["step_free"]]), content["access_note"]]),
            ("people", gettext("Für wen"), [", ".join(content["target_groups"])]),
        )
        facts = [OfferFact(icon, label, [line for line in lines if line]) for icon, label, lines in rows]
        return [fact for fact in facts if fact.lines]


def day_shown(day: dt.date) -> str:
    """The day as people of the active language write it."""
    return date_format(day, "SHORT_DATE_FORMAT")


def public_offers() -> list[PublicOffer]:
    """All that everybody may read today, by title; one query."""
    rows = Offer.objects.public().order_by("pk").values_list("pk", "released", "released_at")
    today = timezone.localdate().isoformat()
    offers = (PublicOffer(released, pk, at) for pk, released, at in rows)
    going_on = (each for each in offers if not each.ends_on or each.ends_on >= today)
    return sorted(going_on, key=lambda each: (german_sort_key(each.title), each.pk))


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
