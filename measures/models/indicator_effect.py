"""On which indicators of the city a measure is to have an effect, and of which kind."""

from typing import Final

from django.db import models
from simple_history.models import HistoricalRecords

from measures.enums import EffectKind
from measures.models.measure import Measure
from measures.querysets import OfMeasureQuerySet
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import in_choices
from success_factors.models import Indicator

TIED_ALREADY: Final = "Diese Maßnahme ist mit diesem Indikator schon verknüpft. Bitte ändern Sie jene Verknüpfung."


class IndicatorEffect(TimestampedModel, VersionedModel):
    """What `measure` is to do to `indicator`. It says what is hoped for: an indicator moves for many reasons."""

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="indicator_effects", verbose_name="Maßnahme"
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="effects", verbose_name="Indikator")
    kind = models.CharField("Art der Wirkung", max_length=7, choices=EffectKind.choices)
    note = models.TextField("Wie die Maßnahme darauf wirkt", blank=True)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = OfMeasureQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Wirkung auf einen Indikator"
        verbose_name_plural = "Wirkungen auf Indikatoren"
        ordering = ["measure", "pk"]
        constraints = [
            in_choices("kind", EffectKind, "measures_indicatoreffect_kind_valid"),
            models.UniqueConstraint(
                fields=["measure", "indicator"],
                name="measures_indicatoreffect_once",
                violation_error_message=TIED_ALREADY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.get_kind_display()}"
