"""The Berichtsrunde: for which period the Fachdienststellen are asked, and until when."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from measures.enums import RoundState
from measures.querysets import RoundQuerySet
from neuss_integration.abstract_models import TimestampedModel, WorkflowEvent
from neuss_integration.constraints import both_or_neither, date_order, in_choices, set_in


class ReportingRound(TimestampedModel):
    """A round of asking; opening it makes one task per active measure."""

    title = models.CharField("Titel", max_length=150)
    period_start = models.DateField("Berichtszeitraum von")
    period_end = models.DateField("Berichtszeitraum bis")
    due_on = models.DateField("Rückmeldung bis")
    state = models.CharField("Status", max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    instructions = models.TextField("Hinweise an die Fachdienststellen", blank=True)
    opened_at = models.DateTimeField("geöffnet am", null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="geöffnet von",
    )
    closed_at = models.DateTimeField("geschlossen am", null=True, blank=True, editable=False)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = RoundQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key"])

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
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the round."""
        return reverse("measures:round-detail", args=[self.pk])


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
