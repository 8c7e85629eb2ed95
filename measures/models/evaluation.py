"""The evaluation of a measure that has ended: what came of it, why, and what is learnt."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from measures.enums import EvaluationRating
from measures.models.measure import Measure
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import in_choices


class Evaluation(TimestampedModel, VersionedModel):
    """One per measure. A Misserfolg stands beside a Teilerfolg and an Erfolg, with the same questions."""

    measure = models.OneToOneField(
        Measure, on_delete=models.PROTECT, related_name="evaluation", verbose_name="Maßnahme"
    )
    rating = models.CharField("Ergebnis", max_length=10, choices=EvaluationRating.choices)
    why = models.TextField("Warum dieses Ergebnis?")
    lessons = models.TextField("Was lernen wir daraus?", blank=True)
    carrier_reflection = models.TextField("Rückblick des Trägers", blank=True)
    evaluated_on = models.DateField("ausgewertet am", default=timezone.localdate)
    evaluated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="ausgewertet von",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Auswertung"
        verbose_name_plural = "Auswertungen"
        ordering = ["-evaluated_on", "-pk"]
        constraints = [
            in_choices("rating", EvaluationRating, "measures_evaluation_rating_valid"),
            models.CheckConstraint(
                condition=~Q(why=""),
                name="measures_evaluation_why_given",
                violation_error_message="Bitte sagen Sie, warum das Ergebnis so ist.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_rating_display())
