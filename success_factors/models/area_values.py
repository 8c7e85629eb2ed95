"""Values of an indicator elsewhere: in the Stadtteile, and in areas that the city is compared with."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import District
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.words.partial_dates import PERIOD_NOT_OVER
from success_factors.models.indicators import Indicator
from success_factors.querysets import AreaValueQuerySet


class AreaValue(TimestampedModel, VersionedModel):
    """What an indicator was in one year in a Stadtteil, or in a named area: the Kreis, the Land, another city."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="area_values", verbose_name="Indikator"
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicator_values",
        verbose_name="Stadtteil",
    )
    area = models.CharField("Vergleichsgebiet", max_length=100, blank=True)
    reference_date = models.DateField("letzter Tag des Jahres")
    value = models.DecimalField("Wert", max_digits=16, decimal_places=4)
    starts_new_series = models.BooleanField("neuer Zuschnitt des Gebiets", default=False)
    source = models.CharField("Quelle", max_length=500)
    note = models.CharField("Hinweis", max_length=300, blank=True)
    recorded_on = models.DateField("Tag der Erfassung", default=timezone.localdate, editable=False)

    objects = AreaValueQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Wert eines Gebiets"
        verbose_name_plural = "Werte von Gebieten"
        ordering = ["reference_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(district__isnull=False, area="") | (Q(district__isnull=True) & ~Q(area="")),
                name="success_factors_area_value_one_place",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="success_factors_area_value_source_given"),
            models.CheckConstraint(
                condition=Q(reference_date__lte=F("recorded_on")),
                name="success_factors_area_value_not_in_future",
                violation_error_message=PERIOD_NOT_OVER,
            ),
            models.UniqueConstraint(
                fields=["indicator", "district", "reference_date"],
                condition=Q(district__isnull=False),
                name="success_factors_area_value_once_in_district",
            ),
            models.UniqueConstraint(
                fields=["indicator", "area", "reference_date"],
                condition=~Q(area=""),
                name="success_factors_area_value_once_in_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("success_factors:area-values", args=[self.indicator_id])

    @property
    def place(self) -> str:
        """The Stadtteil or area as people call it."""
        return self.area or str(self.district)

    @property
    def year(self) -> int:
        return int(self.reference_date.year)
