"""What is frozen at a release, as pages show it: the words around it are those of the reader's language."""

import datetime as dt
import re
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy

from neuss_integration.foundation.ui.html import format_html
from neuss_integration.foundation.words.hyphenation import parted
from neuss_integration.foundation.words.markdown import plain_text
from neuss_integration.portal.enums import SpokenLanguage
from neuss_integration.portal.models import Translation
from neuss_integration.portal.models.released import Json

reading: ContextVar[str] = ContextVar("portal_language", default="")
"""The language of the page that is being made; empty is German."""

ACCESS: Final = {
    "yes": gettext_lazy("stufenlos"), "help": gettext_lazy("mit Hilfe"), "no": gettext_lazy("nicht stufenlos"),
    "unknown": gettext_lazy("bitte nachfragen"),
}  # fmt: skip
"""As the public reads it: who does not know asks."""
TRANSLATED: Final = ("title", "text")
"""What a row of translation holds; all else stays as the office wrote it."""


def is_german_read() -> bool:
    """Whether the page that is made is in German, easy or not."""
    return (get_language() or "de").startswith("de")


class Written(str):
    """What the office wrote in German: a page in another language says so (`|in_german`)."""

    lang = "de"


def written(text: Any) -> Any:
    """The `text` as Written where the page that is made is not in German."""
    return Written(text) if isinstance(text, str) and not is_german_read() else text


def in_german(text: Any) -> Any:
    """What the office wrote, marked as German on a page in another language."""
    return format_html('<bdi lang="de">{}</bdi>', text) if isinstance(text, Written) else text


def set_as_german(text: Any) -> SafeString:
    """What the tag of a block of such a text says: German is read from the left, also on a page in Arabic."""
    return mark_safe(' lang="de" dir="ltr"' if isinstance(text, Written) else "")  # noqa: S308 - a constant


def in_parts(text: Any) -> Any:
    """The same large or in a narrow column: the long words of a German text may be parted by the rule of the print."""
    if isinstance(text, Written):
        return in_german(Written(parted(text)))
    return parted(str(text)) if is_german_read() else text


@dataclass(frozen=True, slots=True)
class OfferFact:
    """A line of what people ask first, with its sign."""

    icon: str
    label: str
    lines: list[str]


@dataclass(frozen=True)
class PublicItem:
    """Something as it was released; `is_preview` is a draft that only the office sees."""

    content: Json
    pk: int = 0
    released_at: dt.datetime | None = None
    is_preview: bool = field(default=False)
    is_fallback: bool = field(default=False)
    is_outdated: bool = field(default=False)

    def __getattr__(self, name: str) -> Any:
        """Any value of the frozen content, by its name."""
        try:
            value = self.__dict__["content"][name]
        except KeyError as reason:
            raise AttributeError(name) from reason
        return value if name in TRANSLATED and not self.is_fallback else written(value)

    @property
    def tel(self) -> str:
        """The number as telephones dial it."""
        return f"tel:{re.sub(r'[^0-9+]', '', self.content['phone'])}"

    @property
    def teaser(self) -> str:
        """The text without any sign of Markdown, in one line."""
        line = " ".join(plain_text(self.content["text"]).split())
        return written(line) if self.is_fallback else line

    @property
    def released_day(self) -> str:
        """Since when everybody reads it like this."""
        return day_shown(timezone.localdate(self.released_at)) if self.released_at else ""

    @property
    def assessed_day(self) -> str:
        """When the pages were looked at, of a statement on accessibility."""
        return day_shown(dt.date.fromisoformat(self.content["assessed_on"]))

    @property
    def language_names(self) -> str:
        """The languages spoken there, by their names."""
        return listed(SpokenLanguage(code).label for code in self.content["languages"])

    @property
    def access(self) -> list[str]:
        """Whether people get in without a step."""
        return [str(ACCESS[self.content["step_free"]]), self.access_note]


class PicturedItem(PublicItem):
    """Something with a picture; drafts show it to the office only."""

    @property
    def picture_url(self) -> str:
        name = "publicity:picture" if self.is_preview else "portal:picture"
        return reverse(name, args=[self.content["picture"]["sha256"]])


Item = TypeVar("Item", bound=PublicItem)


def released(rows: QuerySet, shown: type[Item]) -> list[Item]:
    """The public `rows` as they were released, by key; one query."""
    values = rows.public().order_by("pk").values_list("pk", "released", "released_at")  # type: ignore[attr-defined]
    return [shown(content, pk, at) for pk, content, at in values if content]


def address(name: str, *args: Any) -> str:
    """The page `name` of the portal in the language that is read."""
    language = reading.get()
    return reverse(f"portal:{name}", args=[language, *args] if language else args)


def translated(items: Iterable[Item], item: str) -> list[Item]:
    """The `items` in the language that is read, where somebody checked a translation; otherwise German, and it says so.

    One query more, none in German. `item` is the name under which translations refer to them.
    """
    found, language = list(items), reading.get()
    if not language:
        return found
    rows = Translation.objects.reviewed(language).filter(**{f"{item}__in": [each.pk for each in found]})
    by_key = {getattr(row, f"{item}_id"): row for row in rows}
    return [_translated(each, by_key.get(each.pk)) for each in found]


def _translated(each: Item, row: Translation | None) -> Item:
    if row is None:
        return replace(each, is_fallback=True)
    content = each.content | {"title": row.title, "text": row.text}
    return replace(each, content=content, is_outdated=row.is_outdated(each.content))


def listed(words: Iterable[Any]) -> str:
    """The `words` with the comma of the language that is read."""
    return gettext(", ").join(map(str, words))


def facts_of(*rows: tuple[str, str, list[str]]) -> list[OfferFact]:
    """(icon, label, lines) as facts; what nobody knows is left out."""
    facts = [OfferFact(icon, label, [line for line in lines if line]) for icon, label, lines in rows]
    return [fact for fact in facts if fact.lines]


def day_shown(day: dt.date) -> str:
    """The day as people of the active language write it."""
    return date_format(day, "SHORT_DATE_FORMAT")


def period_shown(first: dt.date | None, last: dt.date | None) -> str:
    """From when until when, in the active language; a single day is named once, nothing known is empty."""
    if first and last:
        days = {"start": day_shown(first), "end": day_shown(last)}
        return days["start"] if first == last else gettext("%(start)s bis %(end)s") % days
    if last:
        return gettext("bis %(end)s") % {"end": day_shown(last)}
    return gettext("ab %(start)s") % {"start": day_shown(first)} if first else ""
