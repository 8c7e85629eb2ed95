"""Öffentlichkeitsarbeit: what the office does so that people hear of it, planned first and counted afterwards."""

import datetime as dt
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure
from neuss_integration.city.models import TargetGroup
from neuss_integration.foundation.records.constraints import date_order, in_choices
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.portal.enums import CampaignKind, Channel
from neuss_integration.portal.models.advice import NO_WORDS
from neuss_integration.portal.models.pictured import PicturedModel
from neuss_integration.portal.models.released import Json, ReleasedModel, ReleaseEvent
from neuss_integration.portal.models.values import known_channels
from neuss_integration.portal.querysets import CampaignQuerySet

NOT_BEGUN: Final = (
    "Wie viele Menschen erreicht wurden, lässt sich erst ab dem ersten Tag angeben. Bitte lassen Sie es leer."
)
NEGATIVE_COST: Final = "Kosten sind nie kleiner als 0 €."


class Campaign(PicturedModel, ReleasedModel):
    """An Aktion: a Veranstaltung, Kampagne or Aktionswoche.

    Channels, reach and costs stand on no page of the portal; reports tell them.
    """

    kind = models.CharField("Art", max_length=10, choices=CampaignKind.choices, default=CampaignKind.EVENT)
    text = models.TextField("Was geschieht und für wen", blank=True)
    starts_on = models.DateField("Erster Tag")
    ends_on = models.DateField("Letzter Tag", null=True, blank=True)
    schedule = models.CharField("Uhrzeit", max_length=200, blank=True)
    place = models.CharField("Ort", max_length=200, blank=True)
    address = models.CharField("Anschrift", max_length=200, blank=True)
    website = models.URLField("Internetseite", blank=True)
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="campaigns", verbose_name="Zielgruppen"
    )
    channels = models.JSONField("Wege", default=list, blank=True, validators=[known_channels])
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns", verbose_name="Maßnahme"
    )
    planned_reach = models.PositiveIntegerField("geplant: erreichte Menschen", null=True, blank=True)
    reach = models.PositiveIntegerField("erreichte Menschen", null=True, blank=True)
    planned_cost = models.DecimalField(
        "geplante Kosten in €",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, NEGATIVE_COST)],
    )
    cost = models.DecimalField(
        "Kosten in €",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, NEGATIVE_COST)],
    )

    objects = CampaignQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[target_groups], excluded_fields=["released", "submission_key"])

    class Meta:
        verbose_name = "Aktion"
        verbose_name_plural = "Aktionen"
        ordering = ["starts_on", "pk"]
        constraints = [
            *ReleasedModel.Meta.constraints,
            in_choices("kind", CampaignKind, "portal_campaign_kind_valid"),
            date_order("starts_on", "ends_on", "portal_campaign_dates_order"),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="portal_campaign_cost_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(planned_cost__isnull=True) | Q(planned_cost__gte=0),
                name="portal_campaign_planned_cost_not_negative",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("publicity:item-detail", args=["aktionen", self.pk])

    @property
    def public_url(self) -> str:
        """Where everybody reads it."""
        return reverse("portal:campaign-detail", args=[self.pk])

    @property
    def last_day(self) -> dt.date:
        return self.ends_on or self.starts_on

    @property
    def channel_names(self) -> str:
        """The ways by their names, in the order of the enum."""
        return ", ".join(str(Channel(key).label) for key in Channel.values if key in self.channels)

    def clean(self) -> None:
        """Raises ValidationError when people are counted before the first day."""
        super().clean()
        if self.reach is not None and self.starts_on and self.starts_on > timezone.localdate():
            raise ValidationError({"reach": NOT_BEGUN})

    def content(self) -> Json:
        """See ReleasedModel."""
        plain = ("title", "kind", "text", "schedule", "place", "address", "website")
        return {name: getattr(self, name) for name in plain} | {
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat() if self.ends_on else "",
            "target_groups": sorted(each.name for each in self.target_groups.all()),
            "picture": self.picture_content(),
        }

    def missing(self) -> dict[str, str]:
        """See ReleasedModel."""
        return ({} if self.text else {"text": NO_WORDS}) | self.missing_alternative()


class CampaignEvent(ReleaseEvent):
    """Who released or withdrew an Aktion, and why."""

    item = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="events", verbose_name="Aktion")

    class Meta(ReleaseEvent.Meta):
        verbose_name = "Vorgang einer Aktion"
        verbose_name_plural = "Vorgänge von Aktionen"
