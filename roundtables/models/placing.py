"""Where a need or a proposal belongs: fields, factors, people, places. And the numbers of both registers."""

from django.db import models

from neuss_integration.city.models import District, TargetGroup
from success_factors.models import FieldOfAction, SuccessFactor

PLACING_RELATIONS = ("success_factors", "target_groups", "districts")


class PlacedModel(models.Model):
    """For whom, where, and under which Handlungsfeld and Erfolgsfaktor; what a measure takes over."""

    field_of_action = models.ForeignKey(
        FieldOfAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="Handlungsfeld",
    )
    success_factors = models.ManyToManyField(
        SuccessFactor, blank=True, related_name="%(class)ss", verbose_name="Erfolgsfaktoren"
    )
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="%(class)ss", verbose_name="Zielgruppen"
    )
    is_citywide = models.BooleanField("gilt für die ganze Stadt", default=False)
    districts = models.ManyToManyField(District, blank=True, related_name="%(class)ss", verbose_name="Stadtteile")

    class Meta:
        abstract = True


class RegisterCounter(models.Model):
    """The last number of a register in a year; locked while a number is taken, so none is given twice."""

    letter = models.CharField("Buchstabe", max_length=1)
    year = models.PositiveSmallIntegerField("Jahr")
    last = models.PositiveIntegerField("zuletzt vergeben", default=0)

    class Meta:
        verbose_name = "Nummernkreis der Runden Tische"
        verbose_name_plural = "Nummernkreise der Runden Tische"
        constraints = [
            models.UniqueConstraint(fields=["letter", "year"], name="roundtables_counter_once_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}-{self.year}-{self.last:03d}"
