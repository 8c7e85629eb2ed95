"""What an office tells in a progress report besides its texts and numbers: Kennzahlen, milestones, changes it proposes;
and what the Koordination asks about single fields. It counts only once the report is accepted.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from measures.enums import ChangeProposalState, DatePrecisionChoice, ProposalField
from measures.models.key_figure import KeyFigure
from measures.models.milestone import Milestone
from measures.models.progress import ProgressReport
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import done_by
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, precision_given, set_in
from neuss_integration.foundation.words.partial_dates import PartialDate


class ReportedValue(models.Model):
    """What a Kennzahl was at the end of the period, as the office reports it."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, related_name="reported_values", verbose_name="Sachstandsbericht"
    )
    key_figure = models.ForeignKey(
        KeyFigure, on_delete=models.PROTECT, related_name="reported_values", verbose_name="Kennzahl"
    )
    value = models.DecimalField("Wert", max_digits=16, decimal_places=4)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "gemeldeter Kennzahlwert"
        verbose_name_plural = "gemeldete Kennzahlwerte"
        ordering = ["report", "key_figure"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key_figure"], name="measures_reported_value_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.key_figure_id}"


class ReportedMilestone(models.Model):
    """A milestone the office reports as reached."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, related_name="reported_milestones", verbose_name="Sachstandsbericht"
    )
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, related_name="reported", verbose_name="Meilenstein"
    )
    done_on = models.DateField("erreicht am", default=timezone.localdate)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "gemeldeter Meilenstein"
        verbose_name_plural = "gemeldete Meilensteine"
        ordering = ["report", "milestone"]
        constraints = [
            models.UniqueConstraint(fields=["report", "milestone"], name="measures_reported_milestone_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.milestone_id}"


class ChangeProposal(models.Model):
    """A change of master data of the measure that the office proposes and the Koordination decides."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, related_name="change_proposals", verbose_name="Sachstandsbericht"
    )
    field = models.CharField("Angabe", max_length=10, choices=ProposalField.choices)
    title = models.CharField("vorgeschlagener Titel", max_length=200, blank=True)
    end_date = models.DateField("vorgeschlagenes Ende", null=True, blank=True)
    end_precision = models.CharField(
        "Genauigkeit des Endes", max_length=5, choices=DatePrecisionChoice.choices, blank=True
    )
    lead_department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="vorgeschlagene Federführung",
    )
    reason = models.TextField("Begründung", blank=True)
    state = models.CharField(
        "Status", max_length=10, choices=ChangeProposalState.choices, default=ChangeProposalState.PROPOSED
    )
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True, editable=False)
    decided_by = done_by("entschieden von")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Änderungsvorschlag"
        verbose_name_plural = "Änderungsvorschläge"
        ordering = ["report", "pk"]
        constraints = [
            in_choices("field", ProposalField, "measures_change_field_valid"),
            in_choices("state", ChangeProposalState, "measures_change_state_valid"),
            in_choices("end_precision", DatePrecisionChoice, "measures_change_precision_valid", or_empty=True),
            precision_given("end_date", "end_precision", "measures_change_end_precision"),
            models.UniqueConstraint(fields=["report", "field"], name="measures_change_once"),
            models.CheckConstraint(
                condition=(
                    Q(field=ProposalField.TITLE, end_date__isnull=True, lead_department__isnull=True) & ~Q(title="")
                )
                | Q(field=ProposalField.END, title="", end_date__isnull=False, lead_department__isnull=True)
                | Q(field=ProposalField.LEAD, title="", end_date__isnull=True, lead_department__isnull=False),
                name="measures_change_of_one_field",
            ),
            set_in(
                [ChangeProposalState.ACCEPTED, ChangeProposalState.DECLINED],
                "decided_at",
                "measures_change_decided_at_set",
            ),
            both_or_neither("decided_at", "decided_by", "measures_change_decided_who_when"),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.shown}"

    @property
    def value(self) -> object:
        """The proposed value: a title, a PartialDate or a Fachdienststelle."""
        if self.field == ProposalField.END and self.end_date:
            return PartialDate.containing(self.end_date, self.end_precision)
        return self.title if self.field == ProposalField.TITLE else self.lead_department

    @property
    def shown(self) -> str:
        """The proposed value as people read it."""
        return str(self.value)


class FieldComment(models.Model):
    """What the Koordination asks about one field of a report it returns; settled when the office answers again."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, related_name="comments", verbose_name="Sachstandsbericht"
    )
    field = models.CharField("Angabe", max_length=60)
    text = models.TextField("Rückfrage")
    made_at = models.DateTimeField("gestellt am", default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="gestellt von",
    )
    settled_at = models.DateTimeField("beantwortet am", null=True, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Rückfrage zu einer Angabe"
        verbose_name_plural = "Rückfragen zu Angaben"
        ordering = ["report", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(field=""), name="measures_comment_given"),
            models.UniqueConstraint(
                fields=["report", "field"], condition=Q(settled_at__isnull=True), name="measures_comment_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.text}"
