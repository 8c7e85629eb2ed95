"""Belege of a Standortbestimmung: the measures, goals, indicators and resolutions that speak for a judgement."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.models.measure import Measure
from measures.models.resolution import Resolution
from success_factors.models import Assessment, Goal, Indicator

THINGS = ("measure", "goal", "indicator", "resolution")


def _only(name: str) -> Q:
    return Q(**{f"{each}__isnull": each != name for each in THINGS})


class AssessmentEvidence(models.Model):
    """One thing that speaks for one judgement. Added, never changed: the database refuses, as for the judgement."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="evidence_links", verbose_name="Standortbestimmung"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_for", verbose_name="Maßnahme"
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_for", verbose_name="Ziel"
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_for",
        verbose_name="Indikator",
    )
    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_for",
        verbose_name="Beschluss",
    )
    added_at = models.DateTimeField("verknüpft am", default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="verknüpft von"
    )

    class Meta:
        verbose_name = "Beleg"
        verbose_name_plural = "Belege"
        ordering = ["assessment", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_only("measure") | _only("goal") | _only("indicator") | _only("resolution"),
                name="measures_evidence_exactly_one",
            ),
            *(
                models.UniqueConstraint(fields=["assessment", name], name=f"measures_evidence_{name}_once")
                for name in THINGS
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Measure | Goal | Indicator | Resolution:
        """What speaks for the judgement."""
        return next(found for name in THINGS if (found := getattr(self, name)) is not None)

    @property
    def kind(self) -> str:
        """What the thing is, in German."""
        return str(self.thing._meta.verbose_name)
