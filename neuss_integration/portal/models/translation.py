"""What is shown in another language: one row for each text and language, checked by somebody who knows it."""

from functools import reduce
from operator import or_
from typing import Any, Final

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel, done_by
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices
from neuss_integration.portal.enums import PortalLanguage
from neuss_integration.portal.models.advice import ContactPoint, Subject
from neuss_integration.portal.models.campaign import Campaign
from neuss_integration.portal.models.news import NewsItem
from neuss_integration.portal.models.offer import Offer
from neuss_integration.portal.models.profile import OrganisationProfile
from neuss_integration.portal.querysets import TranslationQuerySet

ITEMS: Final = ("offer", "contact_point", "subject", "news_item", "campaign", "organisation_profile")
ONE_ITEM: Final = reduce(or_, (Q(**{f"{name}__isnull": name != chosen for name in ITEMS}) for chosen in ITEMS))


class Translation(TimestampedModel, VersionedModel):
    """Title and text of one thing in one language; `source` is the German text that was translated.

    Everybody reads it once it is reviewed; another wording is not reviewed yet.
    """

    offer = models.ForeignKey(
        Offer, on_delete=models.PROTECT, null=True, related_name="translations", verbose_name="Angebot", editable=False
    )
    contact_point = models.ForeignKey(
        ContactPoint,
        on_delete=models.PROTECT,
        null=True,
        related_name="translations",
        verbose_name="Anlaufstelle",
        editable=False,
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, related_name="translations", verbose_name="Thema", editable=False
    )
    news_item = models.ForeignKey(
        NewsItem,
        on_delete=models.PROTECT,
        null=True,
        related_name="translations",
        verbose_name="Neuigkeit",
        editable=False,
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.PROTECT,
        null=True,
        related_name="translations",
        verbose_name="Aktion",
        editable=False,
    )
    organisation_profile = models.ForeignKey(
        OrganisationProfile,
        on_delete=models.PROTECT,
        null=True,
        related_name="translations",
        verbose_name="Organisation im Portal",
        editable=False,
    )
    language = models.CharField("Sprache", max_length=10, choices=PortalLanguage.choices, editable=False)
    title = models.CharField("Titel", max_length=160)
    text = models.TextField("Text")
    author = models.CharField("Wer übersetzt hat", max_length=150)
    source = models.JSONField("Übersetzter Stand", default=dict, editable=False)
    reviewed_at = models.DateTimeField("geprüft am", null=True, blank=True, editable=False)
    reviewed_by = done_by("geprüft von")

    objects: Any = TranslationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Übersetzung"
        verbose_name_plural = "Übersetzungen"
        ordering = ["language", "pk"]
        constraints = [
            in_choices("language", PortalLanguage, "portal_translation_language_valid"),
            both_or_neither("reviewed_at", "reviewed_by", "portal_translation_reviewed_who_when"),
            models.CheckConstraint(condition=ONE_ITEM, name="portal_translation_of_one_thing"),
            *(
                models.UniqueConstraint(fields=[name, "language"], name=f"portal_translation_{name}_once")
                for name in ITEMS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_language_display()})"

    @property
    def item(self) -> Any:
        """What is translated."""
        return next(found for name in ITEMS if (found := getattr(self, name)))

    def is_outdated(self, released: dict[str, Any] | None) -> bool:
        """Whether the German text that everybody reads is another one than was translated."""
        return bool(released) and source_of(released or {}) != self.source


def source_of(content: dict[str, Any]) -> dict[str, Any]:
    """The part of frozen content that is translated."""
    return {name: content.get(name, "") for name in ("title", "text")}
