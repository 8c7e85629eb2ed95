"""The Standortbestimmung: on which level a criterion stood on a day, and why somebody judged so."""

from typing import Final

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from success_factors.enums import Level
from success_factors.models.concept import Criterion
from success_factors.querysets import AssessmentQuerySet

ASSESSED_IN_FUTURE: Final = "Der Stand liegt in der Zukunft. Bitte geben Sie einen Tag bis heute an."


class Assessment(models.Model):
    """One judgement of one criterion. Never changed (the database refuses); a wrong one is corrected by a new one."""

    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="assessments", verbose_name="Kriterium"
    )
    level = models.PositiveSmallIntegerField(
        "Stufe",
        choices=Level.choices,
        validators=[MinValueValidator(Level.NOT_BEGUN), MaxValueValidator(Level.ANCHORED)],
    )
    assessed_on = models.DateField("Stand")
    rationale = models.TextField("Begründung")
    evidence = models.TextField("Belege", blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="eingeschätzt von"
    )
    recorded_at = models.DateTimeField("erfasst am", default=timezone.now, editable=False)
    recorded_on = models.DateField("Tag der Erfassung", default=timezone.localdate, editable=False)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="correction",
        verbose_name="berichtigt",
    )
    correction_reason = models.TextField("Grund der Berichtigung", blank=True)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "Standortbestimmung"
        verbose_name_plural = "Standortbestimmungen"
        ordering = ["-assessed_on", "-pk"]
        indexes = [models.Index(fields=["criterion", "-assessed_on"], name="success_factors_assessed")]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="success_factors_assessment_level_valid"),
            models.CheckConstraint(condition=~Q(rationale=""), name="success_factors_assessment_rationale_given"),
            models.CheckConstraint(
                condition=Q(assessed_on__lte=F("recorded_on")),
                name="success_factors_assessment_not_in_future",
                violation_error_message=ASSESSED_IN_FUTURE,
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction_reason="")
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
                name="success_factors_assessment_correction_reason",
                violation_error_message="Eine Berichtigung braucht einen Grund. Bitte geben Sie ihn an.",
            ),
            models.CheckConstraint(condition=~Q(corrects=F("id")), name="success_factors_assessment_not_its_own"),
            models.UniqueConstraint(
                fields=["criterion", "assessed_on"],
                condition=Q(corrects__isnull=True),
                name="success_factors_assessment_once_a_day",
                violation_error_message="Für dieses Kriterium und diesen Tag gibt es schon eine Einschätzung. "
                "Wenn sie falsch ist, berichtigen Sie sie bitte im Verlauf.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} am {self.assessed_on:%d.%m.%Y}"
