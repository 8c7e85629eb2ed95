"""A report being composed, and who decided what about it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import Committee
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel, WorkflowEvent
from neuss_integration.foundation.records.constraints import date_order, in_choices
from neuss_integration.foundation.words.folding import fold
from reporting.enums import OPEN_STATES, ReportKind, ReportLength, ReportState
from reporting.querysets import ReportQuerySet


class Report(TimestampedModel, VersionedModel):
    """A report being composed, then published for ever."""

    kind = models.CharField("Art", max_length=20, choices=ReportKind.choices, default=ReportKind.CONTINUATION)
    title = models.CharField("Titel", max_length=200)
    period_start = models.DateField("Berichtszeitraum von")
    period_end = models.DateField("Berichtszeitraum bis")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="reports", verbose_name="Gremium")
    paper_number = models.CharField("Vorlagennummer", max_length=60, blank=True)
    length = models.CharField(
        "Umfang",
        max_length=6,
        choices=ReportLength.choices,
        default=ReportLength.MEDIUM,
        db_default=ReportLength.MEDIUM,
    )
    state = models.CharField("Status", max_length=20, choices=ReportState.choices, default=ReportState.DRAFT)
    meeting_on = models.DateField("Sitzung des Gremiums", null=True, blank=True)
    review_until = models.DateField("Anmerkungen bis", null=True, blank=True)
    review_reminded_at = models.DateTimeField("an die Durchsicht erinnert am", null=True, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="berichtigt",
        editable=False,
    )
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = ReportQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Bericht"
        verbose_name_plural = "Berichte"
        ordering = ["-period_end", "-pk"]
        constraints = [
            in_choices("kind", ReportKind, "reporting_report_kind_valid"),
            in_choices("state", ReportState, "reporting_report_state_valid"),
            in_choices("length", ReportLength, "reporting_report_length_valid"),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="reporting_report_not_own_correction"),
            date_order("period_start", "period_end", "reporting_report_period_order"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(
                    state__in=[*OPEN_STATES, ReportState.RELEASED],
                    kind=ReportKind.CONTINUATION,
                    replaces__isnull=True,
                ),
                name="reporting_report_one_in_work",
                violation_error_message="Es gibt schon eine Fortschreibung in Arbeit. Schließen Sie diese zuerst ab.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is still being composed."""
        return self.state in OPEN_STATES

    @property
    def file_stem(self) -> str:
        """How the names of its files begin: kind and year."""
        return f"{fold(self.get_kind_display())}-{self.period_end.year}"

    def get_absolute_url(self) -> str:
        return reverse("reporting:report-detail", args=[self.pk])


class ReportEvent(WorkflowEvent):
    """Who released, published or took back a report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events", verbose_name="Bericht")

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang eines Berichts"
        verbose_name_plural = "Vorgänge von Berichten"

    def __str__(self) -> str:
        return f"{self.report_id}: {self.from_state} → {self.to_state}"
