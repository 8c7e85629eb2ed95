"""The Berichtsrunde: for which period the Fachdienststellen are asked, and until when."""

import datetime as dt
from typing import Final

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from measures.enums import RoundState
from measures.querysets import RoundQuerySet
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import TimestampedModel, WorkflowEvent, done_by
from neuss_integration.foundation.records.constraints import both_or_neither, date_order, in_choices, set_in
from neuss_integration.foundation.records.history_records import RelationRecords
from success_factors.models import FieldOfAction

ASKS_NOTHING: Final = "Bitte wählen Sie, ob nach geplanten, laufenden oder ruhenden Maßnahmen gefragt wird."

MAX_PLAN_LENGTH = 90


class ReportingRound(TimestampedModel):
    """A round of asking; opening it makes one task per measure of its selection."""

    title = models.CharField("Titel", max_length=150)
    period_start = models.DateField("Berichtszeitraum von")
    period_end = models.DateField("Berichtszeitraum bis")
    due_on = models.DateField("Rückmeldung bis")
    state = models.CharField("Status", max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    instructions = models.TextField("Hinweise an die Fachdienststellen", blank=True)

    opens_on = models.DateField("öffnet sich am", null=True, blank=True)
    scheduled_by = done_by("Öffnung geplant von")
    asks_planned = models.BooleanField("geplante Maßnahmen", default=True)
    asks_running = models.BooleanField("laufende Maßnahmen", default=True)
    asks_paused = models.BooleanField("ruhende Maßnahmen", default=True)
    asks_stale_only = models.BooleanField("nur ohne aktuellen Sachstand", default=False)
    fields_of_action = models.ManyToManyField(
        FieldOfAction, blank=True, related_name="+", verbose_name="nur diese Handlungsfelder"
    )
    departments = models.ManyToManyField(
        Department, blank=True, related_name="+", verbose_name="nur diese Fachdienststellen"
    )
    invitation_text = models.TextField("Text der Einladung", blank=True)
    reminder_text = models.TextField("Text der Erinnerung vor der Frist", blank=True)
    overdue_text = models.TextField("Text der Erinnerung nach der Frist", blank=True)

    opened_at = models.DateTimeField("geöffnet am", null=True, blank=True, editable=False)
    opened_by = done_by("geöffnet von")
    closed_at = models.DateTimeField("geschlossen am", null=True, blank=True, editable=False)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = RoundQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[fields_of_action, departments], excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Berichtsrunde"
        verbose_name_plural = "Berichtsrunden"
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title"],
                name="measures_round_title_unique",
                violation_error_message="Es gibt schon eine Berichtsrunde mit diesem Titel.",
            ),
            in_choices("state", RoundState, "measures_round_state_valid"),
            date_order("period_start", "period_end", "measures_round_period_order"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("period_start")),
                name="measures_round_due_after_start",
                violation_error_message="Die Rückmeldefrist liegt vor dem Beginn des Berichtszeitraums. "
                "Bitte prüfen Sie beide Angaben.",
            ),
            set_in([RoundState.OPEN, RoundState.CLOSED], "opened_at", "measures_round_opened_at_set"),
            both_or_neither("opened_at", "opened_by", "measures_round_opened_who_when"),
            set_in([RoundState.CLOSED], "closed_at", "measures_round_closed_at_set"),
            both_or_neither("opens_on", "scheduled_by", "measures_round_scheduled_who_when"),
            models.CheckConstraint(
                condition=models.Q(asks_planned=True) | models.Q(asks_running=True) | models.Q(asks_paused=True),
                name="measures_round_asks_something",
                violation_error_message=ASKS_NOTHING,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("measures:round-detail", args=[self.pk])

    @property
    def missing_url(self) -> str:
        """The list of the answers that are missing."""
        return f"{self.get_absolute_url()}?status=fehlt#berichte"

    @property
    def review_url(self) -> str:
        """The list of its answers that nobody has checked."""
        return f"{reverse('measures:review-list')}?runde={self.pk}"


class RoundReminder(models.Model):
    """One day of the plan on which whoever still owes an answer is reminded."""

    round = models.ForeignKey(
        ReportingRound, on_delete=models.PROTECT, related_name="reminders", verbose_name="Berichtsrunde"
    )
    days = models.SmallIntegerField("Tage nach der Frist")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "geplante Erinnerung"
        verbose_name_plural = "geplante Erinnerungen"
        ordering = ["round", "days"]
        constraints = [
            models.UniqueConstraint(fields=["round", "days"], name="measures_reminder_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(days__gte=-MAX_PLAN_LENGTH, days__lte=MAX_PLAN_LENGTH) & ~models.Q(days=0),
                name="measures_reminder_days_near",
            ),
        ]

    def __str__(self) -> str:
        count = abs(self.days)
        return f"{'ein Tag' if count == 1 else f'{count} Tage'} {'nach' if self.days > 0 else 'vor'} der Frist"

    @property
    def day(self) -> dt.date:
        return self.round.due_on + dt.timedelta(days=self.days)


class RoundEvent(WorkflowEvent):
    """Who opened, closed or reopened a round."""

    round = models.ForeignKey(
        ReportingRound, on_delete=models.PROTECT, related_name="events", verbose_name="Berichtsrunde"
    )

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang einer Berichtsrunde"
        verbose_name_plural = "Vorgänge von Berichtsrunden"

    def __str__(self) -> str:
        return f"{self.round_id}: {self.from_state} → {self.to_state}"
