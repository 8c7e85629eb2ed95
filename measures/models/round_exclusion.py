"""Which measures a round leaves out, though its selection names them, and why."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from measures.models.measure import Measure
from measures.models.reporting_round import ReportingRound
from neuss_integration.foundation.records.abstract_models import done_by


class RoundExclusion(models.Model):
    """The round does not ask about the measure. Removed when it does again; the history keeps both."""

    round = models.ForeignKey(
        ReportingRound, on_delete=models.PROTECT, related_name="exclusions", verbose_name="Berichtsrunde"
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="exclusions", verbose_name="Maßnahme")
    reason = models.TextField("Begründung")
    excluded_at = models.DateTimeField("ausgenommen am", default=timezone.now, editable=False)
    excluded_by = done_by("ausgenommen von")

    goes_with_thing = True

    history = HistoricalRecords()

    class Meta:
        verbose_name = "ausgenommene Maßnahme"
        verbose_name_plural = "ausgenommene Maßnahmen"
        ordering = ["round", "measure"]
        constraints = [
            models.UniqueConstraint(fields=["round", "measure"], name="measures_exclusion_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="measures_exclusion_reason_given"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.measure_id}"
