"""Asking for the next value of an indicator: which office owes it, until when, what it sent, who released it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import Department
from neuss_integration.foundation.attachments.models import ATTACHED_ALREADY, Attachment, AttachmentManager
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, required_in, set_in
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import (
    OWED_REQUESTS,
    UNSETTLED_REQUESTS,
    Precision,
    Qualifier,
    RequestState,
    TableSign,
)
from success_factors.models.indicators import VALUE_OR_SIGN, Indicator
from success_factors.models.submission import Submission
from success_factors.querysets import ValueEvidenceQuerySet, ValueRequestQuerySet


class ValueRequest(Submission, TimestampedModel, VersionedModel):  # type: ignore[django-manager-missing]
    """One task of an office. What it sends stays here until the Koordination releases it as values."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="requests", verbose_name="Indikator"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="value_requests", verbose_name="Fachdienststelle"
    )
    due_on = models.DateField("Frist")
    reference_date = models.DateField("Stichtag oder letzter Tag des Zeitraums", null=True, blank=True)
    reference_precision = models.CharField("Genauigkeit", max_length=5, choices=Precision.choices, blank=True)
    starts_new_series = models.BooleanField("Bruch der Reihe vor diesem Wert", default=False)
    source = models.TextField("Quelle", blank=True)
    note = models.TextField("Hinweis", blank=True)

    objects = ValueRequestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Abfrage eines Messwerts"
        verbose_name_plural = "Abfragen von Messwerten"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["department", "state"], name="success_factors_request_office")]
        constraints = [
            in_choices("state", RequestState, "success_factors_request_state_valid"),
            in_choices("reference_precision", Precision, "success_factors_request_precision", or_empty=True),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(state__in=UNSETTLED_REQUESTS),
                name="success_factors_request_one_open",
                violation_error_message="Für diesen Indikator ist schon ein Wert angefragt.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RequestState.OPEN, RequestState.RETURNED, RequestState.CANCELLED])
                | (Q(reference_date__isnull=False, submitted_at__isnull=False) & ~Q(reference_precision="", source="")),
                name="success_factors_request_complete",
            ),
            both_or_neither("submitted_at", "submitted_by", "success_factors_request_submitted"),
            both_or_neither("decided_at", "decided_by", "success_factors_request_decided"),
            set_in(
                [RequestState.RETURNED, RequestState.ACCEPTED, RequestState.CANCELLED],
                "decided_at",
                "success_factors_request_decided_at",
            ),
            required_in([RequestState.RETURNED, RequestState.CANCELLED], "comment", "success_factors_request_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, bis {self.due_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("success_factors:request-detail", args=[self.pk])

    @property
    def period(self) -> PartialDate | None:
        """The time the values tell of, once it was said."""
        if self.reference_date is None:
            return None
        day = self.reference_date
        first = {"year": day.replace(month=1, day=1), "month": day.replace(day=1)}
        return PartialDate(first.get(self.reference_precision, day), self.reference_precision)  # type: ignore[arg-type]

    @property
    def is_owed(self) -> bool:
        """Whether the office has to do something."""
        return self.state in OWED_REQUESTS

    @property
    def is_unsettled(self) -> bool:
        return self.state in UNSETTLED_REQUESTS

    @property
    def is_overdue(self) -> bool:
        return self.is_owed and self.due_on < timezone.localdate()


class RequestedValue(models.Model):
    """One number of what was sent: of all, or of a group. Replaced as a whole each time the office saves."""

    request = models.ForeignKey(
        ValueRequest, on_delete=models.PROTECT, related_name="lines", verbose_name="Abfrage eines Messwerts"
    )
    group = models.CharField("Gruppe", max_length=100, blank=True)
    value = models.DecimalField("Wert", max_digits=16, decimal_places=4, null=True, blank=True)
    sign = models.CharField("Zeichen statt eines Wertes", max_length=10, choices=TableSign.choices, blank=True)
    qualifier = models.CharField("Einschränkung", max_length=12, choices=Qualifier.choices, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "gelieferter Wert"
        verbose_name_plural = "gelieferte Werte"
        ordering = ["pk"]
        constraints = [
            in_choices("sign", TableSign, "success_factors_requested_sign_valid", or_empty=True),
            in_choices("qualifier", Qualifier, "success_factors_requested_qualifier", or_empty=True),
            models.CheckConstraint(
                condition=Q(value__isnull=False, sign="") | (Q(value__isnull=True) & ~Q(sign="")),
                name="success_factors_requested_number_or_sign",
                violation_error_message=VALUE_OR_SIGN,
            ),
            models.UniqueConstraint(fields=["request", "group"], name="success_factors_requested_once"),
        ]

    def __str__(self) -> str:
        told = self.get_sign_display() if self.value is None else self.request.indicator.written(self.value)
        return f"{self.group or 'alle'}: {told}"


class ValueEvidence(Attachment):
    """The table or letter a value was taken from; for the office that sent it and the Koordination."""

    request = models.ForeignKey(
        ValueRequest, on_delete=models.PROTECT, related_name="files", verbose_name="Abfrage eines Messwerts"
    )

    objects: ClassVar[Any] = AttachmentManager.from_queryset(ValueEvidenceQuerySet)()
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta(Attachment.Meta):
        verbose_name = "Beleg eines Messwerts"
        verbose_name_plural = "Belege von Messwerten"
        constraints = [
            *Attachment.Meta.constraints,
            models.UniqueConstraint(
                fields=["request", "sha256"],
                name="success_factors_valueevidence_once",
                violation_error_message=ATTACHED_ALREADY,
            ),
        ]
