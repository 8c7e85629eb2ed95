"""An Angebot: what people can go to or use, of the city or others, often of a measure."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.urls import reverse

from measures.models import Measure
from neuss_integration.city.models import District, TargetGroup
from neuss_integration.foundation.records.constraints import date_order, in_choices
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.portal.enums import CostKind
from neuss_integration.portal.models.pictured import PicturedModel
from neuss_integration.portal.models.reachable import ReachableModel
from neuss_integration.portal.models.released import Json, ReleaseEvent
from neuss_integration.portal.models.values import known_weekdays
from neuss_integration.portal.querysets import OfferQuerySet
from success_factors.models import FieldOfAction

ONE_TEXT: Final = (
    "Ein Angebot mit Maßnahme zeigt den Text für die Öffentlichkeit der Maßnahme. "
    "Bitte lassen Sie den eigenen Text leer und ändern Sie dort."
)
NO_TEXT: Final = "Bitte schreiben Sie in wenigen Sätzen, was das Angebot ist und für wen."
NO_MEASURE_TEXT: Final = "Die Maßnahme hat noch keinen Text für die Öffentlichkeit. Bitte schreiben Sie ihn dort."
NO_WHERE: Final = "Bitte wählen Sie Stadtteile, oder geben Sie an, dass das Angebot für die ganze Stadt gilt."


class Offer(PicturedModel, ReachableModel):
    """Something people can use near them; one of a measure has the measure's text for the public."""

    measure = models.OneToOneField(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="offer", verbose_name="Maßnahme"
    )
    text = models.TextField("Was es ist und für wen", blank=True)
    field_of_action = models.ForeignKey(
        FieldOfAction, on_delete=models.PROTECT, related_name="offers", verbose_name="Handlungsfeld"
    )
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="offers", verbose_name="Zielgruppen")
    weekdays = models.JSONField("Wochentage", default=list, blank=True, validators=[known_weekdays])
    starts_on = models.DateField("Beginnt am", null=True, blank=True)
    ends_on = models.DateField("Endet am", null=True, blank=True)
    is_citywide = models.BooleanField("gilt für die ganze Stadt", default=False)
    districts = models.ManyToManyField(District, blank=True, related_name="offers", verbose_name="Stadtteile")
    cost = models.CharField("Kosten", max_length=10, choices=CostKind.choices, default=CostKind.UNKNOWN)
    cost_note = models.CharField("Hinweis zu den Kosten", max_length=200, blank=True)

    objects = OfferQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[target_groups, districts], excluded_fields=["released", "submission_key"])

    class Meta:
        verbose_name = "Angebot"
        verbose_name_plural = "Angebote"
        ordering = ["title", "pk"]
        constraints = [
            *ReachableModel.Meta.constraints,
            in_choices("cost", CostKind, "portal_offer_cost_valid"),
            date_order("starts_on", "ends_on", "portal_offer_dates_order"),
            models.CheckConstraint(
                condition=Q(measure__isnull=True) | Q(text=""),
                name="portal_offer_text_once",
                violation_error_message=ONE_TEXT,
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("publicity:item-detail", args=["angebote", self.pk])

    @property
    def public_url(self) -> str:
        """Where everybody reads it."""
        return reverse("portal:offer-detail", args=[self.pk])

    @property
    def measure_shown(self) -> Measure | None:
        """See ReleasedModel."""
        return self.measure

    def content(self) -> Json:
        """See ReleasedModel; what changes nothing for readers (who wrote it, when) is not in it."""
        return self.reachable_content() | {
            "text": self.measure.public_text if self.measure else self.text,
            "measure": self.measure.number if self.measure else "",
            "field": self.field_of_action.name,
            "is_citywide": self.is_citywide,
            "cost": self.cost,
            "cost_note": self.cost_note,
            "target_groups": sorted(each.name for each in self.target_groups.all()),
            "districts": sorted([each.number, each.name] for each in self.districts.all()),
            "weekdays": sorted(self.weekdays),
            "starts_on": self.starts_on.isoformat() if self.starts_on else "",
            "ends_on": self.ends_on.isoformat() if self.ends_on else "",
            "picture": self.picture_content(),
        }

    def missing(self) -> dict[str, str]:
        """See ReleasedModel."""
        content = self.content()
        text = ("measure", NO_MEASURE_TEXT) if self.measure else ("text", NO_TEXT)
        found = {} if content["text"] else {text[0]: text[1]}
        if not (self.is_citywide or content["districts"]):
            found["districts"] = NO_WHERE
        return found | self.missing_alternative() | self.missing_contact()


class OfferEvent(ReleaseEvent):
    """Who released or withdrew an offer, and why."""

    item = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="events", verbose_name="Angebot")

    class Meta(ReleaseEvent.Meta):
        verbose_name = "Vorgang eines Angebots"
        verbose_name_plural = "Vorgänge von Angeboten"
