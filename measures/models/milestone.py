"""Milestones of a measure, and how often their dates were moved and why."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from measures.models.measure import Measure
from measures.querysets import MilestoneQuerySet
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.history_records import Records
from neuss_integration.foundation.words.nouns import count_of

MILESTONE_DROPPED_WITHOUT_REASON: Final = "Bitte sagen Sie, warum der Meilenstein entfällt."


class Milestone(TimestampedModel, VersionedModel):
    """What is to be reached until when. One that no longer applies is kept with the reason, never deleted."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="milestones", verbose_name="Maßnahme")
    title = models.CharField("Meilenstein", max_length=200)
    due_date = models.DateField("fällig am")
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name="verantwortliche Fachdienststelle",
    )
    responsible = models.CharField("oder verantwortlich im Wortlaut", max_length=150, blank=True)
    done_on = models.DateField("erreicht am", null=True, blank=True)
    dropped_on = models.DateField("entfallen am", null=True, blank=True, editable=False)
    dropped_reason = models.TextField("Warum der Meilenstein entfällt", blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=1, editable=False)
    recorded_on = models.DateField("Tag der Erfassung", default=timezone.localdate, editable=False)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = MilestoneQuerySet.as_manager()
    history = Records(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Meilenstein"
        verbose_name_plural = "Meilensteine"
        ordering = ["due_date", "position", "pk"]
        indexes = [models.Index(fields=["done_on", "due_date"], name="measures_milestone_due")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="measures_milestone_title_given"),
            models.UniqueConstraint(
                fields=["measure", "title", "due_date"],
                name="measures_milestone_once",
                violation_error_message="Diesen Meilenstein gibt es mit demselben Datum schon.",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_reason="")
                | (Q(dropped_on__isnull=False) & ~Q(dropped_reason="")),
                name="measures_milestone_dropped_reason",
                violation_error_message=MILESTONE_DROPPED_WITHOUT_REASON,
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True),
                name="measures_milestone_done_or_dropped",
                violation_error_message="Ein Meilenstein ist erreicht oder entfällt, nicht beides.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Neither reached nor dropped."""
        return self.done_on is None and self.dropped_on is None

    @property
    def is_overdue(self) -> bool:
        """Open, and the day is over."""
        return self.is_open and self.due_date < timezone.localdate()

    @property
    def delay(self) -> dt.timedelta | None:
        """How much later (or earlier) than due it was reached; None while it is open."""
        return self.done_on - self.due_date if self.done_on else None

    @property
    def late_words(self) -> str:
        """ "1 Tag später als fällig"; empty while it is open and where it was reached in time."""
        days = self.delay.days if self.delay else 0
        return f"{count_of(days, 'Tag')} später als fällig" if days > 0 else ""

    @property
    def who(self) -> str:
        """Who is responsible, as people read it."""
        return str(self.department) if self.department else self.responsible


class MilestoneMove(models.Model):
    """A due date was changed: from when to when, who did it and why. Never changed."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="moves", verbose_name="Meilenstein")
    from_date = models.DateField("vorher fällig am")
    to_date = models.DateField("jetzt fällig am")
    reason = models.TextField("Begründung")
    at = models.DateTimeField("Zeitpunkt", default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name="handelnde Person", related_name="+"
    )

    class Meta:
        verbose_name = "Terminverschiebung"
        verbose_name_plural = "Terminverschiebungen"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="measures_move_reason_given"),
            models.CheckConstraint(condition=~Q(from_date=F("to_date")), name="measures_move_other_day"),
        ]

    def __str__(self) -> str:
        return f"{self.from_date:%d.%m.%Y} → {self.to_date:%d.%m.%Y}"
