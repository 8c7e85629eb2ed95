"""The Sachstandsbericht: what a Fachdienststelle answers about one measure in one round."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from measures.enums import TROUBLE_LIGHTS, DelayReason, MeasureState, ProgressState, ReceivedBy, TrafficLight
from measures.models.measure import Measure
from measures.models.reporting_round import ReportingRound
from measures.querysets.progress import ProgressQuerySet
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import (
    TimestampedModel,
    VersionedModel,
    WorkflowEvent,
    done_by,
)
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, required_in, set_in

_SUBMITTED = [ProgressState.SUBMITTED, ProgressState.RETURNED, ProgressState.ACCEPTED]
_COMPLETE = [ProgressState.SUBMITTED, ProgressState.ACCEPTED]


class ProgressReport(TimestampedModel, VersionedModel):  # type: ignore[django-manager-missing]
    """One task and its answer; one per round and measure."""

    TEXTS = ("what_happened", "what_did_not_work", "next_step", "observed_effect")
    """What an office writes, in the order of its form."""

    round = models.ForeignKey(
        ReportingRound, on_delete=models.PROTECT, related_name="reports", verbose_name="Berichtsrunde"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="progress_reports", verbose_name="Maßnahme"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="progress_reports", verbose_name="Fachdienststelle"
    )
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="vorheriger Sachstand",
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_reports",
        verbose_name="in Bearbeitung bei",
    )
    state = models.CharField("Status", max_length=12, choices=ProgressState.choices, default=ProgressState.OPEN)
    is_unchanged = models.BooleanField("unverändert seit dem letzten Bericht", default=False)

    measure_state = models.CharField("Status der Maßnahme", max_length=20, choices=MeasureState.choices, blank=True)
    measure_state_reason = models.TextField("Begründung des Status", blank=True)
    traffic_light = models.CharField("Ampel", max_length=8, choices=TrafficLight.choices, blank=True)
    traffic_light_reason = models.TextField("Begründung der Ampel", blank=True)
    delay_reason = models.CharField(
        "Grund der Verzögerung", max_length=10, choices=DelayReason.choices, blank=True, default="", db_default=""
    )
    what_happened = models.TextField("Was ist geschehen?", blank=True)
    what_did_not_work = models.TextField("Was hat nicht funktioniert und warum?", blank=True)
    next_step = models.TextField("Folgerung und nächster Schritt", blank=True)
    observed_effect = models.TextField("Beobachtete Wirkung", blank=True)
    participants = models.PositiveIntegerField("Teilnehmende", null=True, blank=True)
    staff_hours = models.DecimalField("Personalstunden", max_digits=9, decimal_places=1, null=True, blank=True)
    period_covered = models.CharField("Zeitraum der Zahlen", max_length=100, blank=True)
    cost = models.DecimalField("Kosten in Euro", max_digits=12, decimal_places=2, null=True, blank=True)
    raised_funds = models.DecimalField(
        "Eingeworbene Mittel in Euro", max_digits=12, decimal_places=2, null=True, blank=True
    )
    internal_note = models.TextField("Nachricht zum Bericht", blank=True)
    received_by = models.CharField(
        "Weg der Antwort", max_length=6, choices=ReceivedBy.choices, default=ReceivedBy.FORM, editable=False
    )
    received_from = models.CharField("Auskunft von", max_length=150, blank=True, editable=False)

    submitted_at = models.DateTimeField("eingereicht am", null=True, blank=True, editable=False)
    submitted_by = done_by("eingereicht von")
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True, editable=False)
    decided_by = done_by("entschieden von")
    return_comment = models.TextField("Rückfrage", blank=True)
    is_own_approval = models.BooleanField("ohne zweite Person angenommen", default=False, editable=False)

    objects = ProgressQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Sachstandsbericht"
        verbose_name_plural = "Sachstandsberichte"
        ordering = ["round", "measure"]
        indexes = [
            models.Index(fields=["department", "state"], name="measures_progress_office_state"),
            models.Index(fields=["measure", "state", "decided_at"], name="measures_progress_latest"),
            models.Index(fields=["state", "traffic_light"], name="measures_progress_queue"),
            models.Index(fields=["round", "department", "state"], name="measures_progress_return"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "measure"], name="measures_progress_once_per_round"),
            in_choices("state", ProgressState, "measures_progress_state_valid"),
            in_choices("received_by", ReceivedBy, "measures_progress_received_by_valid"),
            models.CheckConstraint(
                condition=Q(received_by__in=[ReceivedBy.FORM, ReceivedBy.SHEET]) | ~Q(received_from=""),
                name="measures_progress_received_from_given",
            ),
            models.CheckConstraint(
                condition=Q(traffic_light__in=["", *TrafficLight.values]), name="measures_progress_light_valid"
            ),
            models.CheckConstraint(
                condition=Q(measure_state__in=["", *MeasureState.values]), name="measures_progress_status_valid"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_SUBMITTED) | Q(submitted_at__isnull=False),
                name="measures_progress_submitted_at_set",
            ),
            both_or_neither("submitted_at", "submitted_by", "measures_progress_submitted_who_when"),
            set_in([ProgressState.RETURNED, ProgressState.ACCEPTED], "decided_at", "measures_progress_decided_at_set"),
            both_or_neither("decided_at", "decided_by", "measures_progress_decided_who_when"),
            required_in([ProgressState.RETURNED], "return_comment", "measures_progress_return_comment"),
            required_in(_COMPLETE, "traffic_light", "measures_progress_light_given"),
            required_in(_COMPLETE, "measure_state", "measures_progress_status_given"),
            models.CheckConstraint(
                condition=~Q(
                    state__in=_COMPLETE,
                    traffic_light__in=[light.value for light in TROUBLE_LIGHTS],
                    traffic_light_reason="",
                ),
                name="measures_progress_light_reason",
            ),
            in_choices("delay_reason", DelayReason, "measures_progress_delay_valid", or_empty=True),
            models.CheckConstraint(
                condition=~Q(state__in=_COMPLETE)
                | Q(delay_reason="")
                | Q(traffic_light__in=[light.value for light in TROUBLE_LIGHTS]),
                name="measures_progress_delay_of_trouble",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProgressState.ACCEPTED, decided_by=F("submitted_by"), is_own_approval=False),
                name="measures_progress_not_own_judge",
            ),
            models.CheckConstraint(
                condition=Q(is_unchanged=False) | Q(previous__isnull=False),
                name="measures_progress_unchanged_since_what",
            ),
            models.CheckConstraint(
                condition=(Q(staff_hours__isnull=True) | Q(staff_hours__gte=0))
                & (Q(cost__isnull=True) | Q(cost__gte=0))
                & (Q(raised_funds__isnull=True) | Q(raised_funds__gte=0)),
                name="measures_progress_numbers_not_negative",
            ),
        ]

    def __str__(self) -> str:
        at = (self.decided_at or self.submitted_at) if self.state in _SUBMITTED else None
        state = self.get_state_display()
        return f"Sachstand, {state} am {timezone.localdate(at):%d.%m.%Y}" if at else f"Sachstand, {state}"

    def get_absolute_url(self) -> str:
        """The page of the task."""
        return reverse("measures:progress-detail", args=[self.pk])


class ProgressEvent(WorkflowEvent):
    """Who submitted, returned or accepted a progress report."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, related_name="events", verbose_name="Sachstandsbericht"
    )

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang eines Sachstandsberichts"
        verbose_name_plural = "Vorgänge von Sachstandsberichten"

    def __str__(self) -> str:
        return f"{self.report_id}: {self.from_state} → {self.to_state}"
