"""How a goal or a measure is judged: by the Integrationsbüro, and by the offices that work on a goal, over time."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from measures.enums import JudgementRating
from measures.models.measure import Measure
from measures.querysets.goals import JudgementQuerySet
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.constraints import in_choices
from success_factors.models import Goal
from success_factors.models.assessment import ASSESSED_IN_FUTURE

REASON_MISSING: Final = "Bitte begründen Sie die Einschätzung. Ein Satz genügt."


class Judgement(models.Model):
    """One judgement with reason and day. Never changed (the database refuses): who sees it differently adds one.

    Without `department` it is the one of the Integrationsbüro. What an office thinks of its own measure it says in its
    Sachstand, so that there is one place for it; of a goal, which no office leads alone, it says it here.
    """

    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="judgements", verbose_name="Ziel"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="judgements", verbose_name="Maßnahme"
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="judgements",
        verbose_name="Fachdienststelle",
    )
    rating = models.CharField("Einschätzung", max_length=10, choices=JudgementRating.choices)
    reason = models.TextField("Begründung")
    judged_on = models.DateField("Stand")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="eingeschätzt von"
    )
    recorded_at = models.DateTimeField("erfasst am", default=timezone.now, editable=False)
    recorded_on = models.DateField("Tag der Erfassung", default=timezone.localdate, editable=False)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        verbose_name = "Einschätzung"
        verbose_name_plural = "Einschätzungen"
        ordering = ["-judged_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, measure__isnull=True)
                | Q(goal__isnull=True, measure__isnull=False, department__isnull=True),
                name="measures_judgement_of_one_thing",
            ),
            in_choices("rating", JudgementRating, "measures_judgement_rating_valid"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="measures_judgement_reason_given",
                violation_error_message=REASON_MISSING,
            ),
            models.CheckConstraint(
                condition=Q(judged_on__lte=F("recorded_on")),
                name="measures_judgement_not_in_future",
                violation_error_message=ASSESSED_IN_FUTURE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rating_display()} am {self.judged_on:%d.%m.%Y}"
