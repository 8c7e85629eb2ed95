"""News of the office: what it tells everybody, and what it sends to the press."""

from typing import Final

from django.db import models
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.records.constraints import in_choices
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.portal.enums import NewsKind
from neuss_integration.portal.models.advice import NO_WORDS
from neuss_integration.portal.models.pictured import PicturedModel
from neuss_integration.portal.models.released import Json, ReleasedModel, ReleaseEvent
from neuss_integration.portal.querysets import PicturedQuerySet

TOO_EARLY: Final = (
    "Der Text ist für den {day} vorgesehen. Bitte geben Sie ihn an diesem Tag frei, oder ändern Sie den Tag."
)


class NewsItem(PicturedModel, ReleasedModel):
    """A Neuigkeit or a Pressetext; the newest day stands first."""

    kind = models.CharField("Art", max_length=10, choices=NewsKind.choices, default=NewsKind.NEWS)
    text = models.TextField("Text", blank=True)
    dated = models.DateField("Datum", default=timezone.localdate)

    objects = PicturedQuerySet.as_manager()
    history = RelationRecords(excluded_fields=["released", "submission_key"])

    class Meta:
        verbose_name = "Neuigkeit"
        verbose_name_plural = "Neuigkeiten"
        ordering = ["-dated", "-pk"]
        constraints = [*ReleasedModel.Meta.constraints, in_choices("kind", NewsKind, "portal_newsitem_kind_valid")]

    def get_absolute_url(self) -> str:
        return reverse("publicity:item-detail", args=["neuigkeiten", self.pk])

    @property
    def public_url(self) -> str:
        """Where everybody reads it."""
        return reverse("portal:news-detail", args=[self.pk])

    def content(self) -> Json:
        """See ReleasedModel."""
        plain = {"title": self.title, "kind": self.kind, "text": self.text, "dated": self.dated.isoformat()}
        return plain | {"picture": self.picture_content()}

    def missing(self) -> dict[str, str]:
        """See ReleasedModel; nothing is told before its day."""
        found = {} if self.text else {"text": NO_WORDS}
        if self.dated > timezone.localdate():
            found["dated"] = TOO_EARLY.format(day=f"{self.dated:%d.%m.%Y}")
        return found | self.missing_alternative()


class NewsItemEvent(ReleaseEvent):
    """Who released or withdrew news, and why."""

    item = models.ForeignKey(NewsItem, on_delete=models.PROTECT, related_name="events", verbose_name="Neuigkeit")

    class Meta(ReleaseEvent.Meta):
        verbose_name = "Vorgang einer Neuigkeit"
        verbose_name_plural = "Vorgänge von Neuigkeiten"
