"""What we want: the nine Erfolgsfaktoren with their criteria, and the Handlungsfelder.

The wording of factors and criteria is fixed by the seed document of the city (Handlungsfelder & Erfolgsfaktoren
für Integrationspolitik in Neuss) and never reworded.
"""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import SponsoredModel
from neuss_integration.foundation.records.abstract_models import NAME_TAKEN, MaintainedModel, VersionedModel
from success_factors.querysets import FieldOfActionQuerySet


class SuccessFactor(SponsoredModel, VersionedModel):
    """One of the nine Erfolgsfaktoren; its wording is fixed, who stands for it is chosen."""

    number = models.PositiveSmallIntegerField("Nummer")
    title = models.CharField("Titel", max_length=200)
    version = models.PositiveIntegerField("Version", default=1, db_default=1, editable=False)

    display_fields = ("number", "title")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Erfolgsfaktor"
        verbose_name_plural = "Erfolgsfaktoren"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="success_factors_factor_number_unique"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=9), name="success_factors_factor_number_one_to_nine"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Criterion(models.Model):
    """A criterion by which the level of a factor is judged."""

    factor = models.ForeignKey(
        SuccessFactor, on_delete=models.PROTECT, related_name="criteria", verbose_name="Erfolgsfaktor"
    )
    position = models.PositiveSmallIntegerField("Reihenfolge")
    text = models.TextField("Wortlaut")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Kriterium"
        verbose_name_plural = "Kriterien"
        ordering = ["factor__number", "position"]
        constraints = [
            models.UniqueConstraint(fields=["factor", "position"], name="success_factors_criterion_position_unique"),
        ]

    def __str__(self) -> str:
        return self.text


class FieldOfAction(MaintainedModel, SponsoredModel):
    """A Handlungsfeld; the first three are the ones the seed calls most important."""

    name = models.CharField("Name", max_length=150)
    is_priority = models.BooleanField("Schwerpunkt", default=False)
    position = models.PositiveSmallIntegerField("Reihenfolge")

    display_fields = ("name",)
    objects = FieldOfActionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(MaintainedModel.Meta):
        verbose_name = "Handlungsfeld"
        verbose_name_plural = "Handlungsfelder"
        ordering = ["-is_priority", "position"]
        constraints = [
            *MaintainedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["name"],
                name="success_factors_field_name_unique",
                violation_error_code="unique",
                violation_error_message=NAME_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return self.name
