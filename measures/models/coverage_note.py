"""Where nothing runs on purpose: a crossing of the matrices with the reason why nothing is needed there."""

from typing import Final

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from measures.querysets import CoverageNoteQuerySet
from neuss_integration.city.models import District
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from success_factors.models import FieldOfAction, SuccessFactor

ONE_CROSSING: Final = (
    Q(success_factor__isnull=False, district__isnull=True, is_citywide=False)
    | Q(success_factor__isnull=True, district__isnull=False, is_citywide=False)
    | Q(success_factor__isnull=True, district__isnull=True, is_citywide=True)
)


class CoverageNote(TimestampedModel, VersionedModel):
    """A Handlungsfeld and a factor, a Stadtteil or the whole city. Without `reason` the crossing is a gap again."""

    field_of_action = models.ForeignKey(
        FieldOfAction, on_delete=models.PROTECT, related_name="coverage_notes", verbose_name="Handlungsfeld"
    )
    success_factor = models.ForeignKey(
        SuccessFactor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="coverage_notes",
        verbose_name="Erfolgsfaktor",
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="coverage_notes",
        verbose_name="Stadtteil",
    )
    is_citywide = models.BooleanField("ganze Stadt", default=False)
    reason = models.TextField("Warum kein Bedarf besteht", blank=True)

    objects = CoverageNoteQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Vermerk „kein Bedarf“"
        verbose_name_plural = "Vermerke „kein Bedarf“"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_CROSSING, name="measures_coverage_note_one_crossing"),
            models.UniqueConstraint(
                fields=["field_of_action", "success_factor"],
                condition=Q(success_factor__isnull=False),
                name="measures_coverage_note_factor_once",
            ),
            models.UniqueConstraint(
                fields=["field_of_action", "district"],
                condition=Q(district__isnull=False),
                name="measures_coverage_note_district_once",
            ),
            models.UniqueConstraint(
                fields=["field_of_action"], condition=Q(is_citywide=True), name="measures_coverage_note_city_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field_of_action_id}: {self.success_factor_id or self.district_id or 'ganze Stadt'}"
