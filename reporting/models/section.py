"""The parts of a report: what stands where, with the text only people can write."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from reporting.models.report import Report
from reporting.querysets import SectionQuerySet
from success_factors.models import FieldOfAction

OWN = "own"
FIELD = "field"


class Section(TimestampedModel, VersionedModel):
    """One section of one report. What it shows beside its text says its kind (reporting.content.sections.registry)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sections", verbose_name="Bericht")
    kind = models.CharField("Art", max_length=40, editable=False)
    field_of_action = models.ForeignKey(
        FieldOfAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_sections",
        verbose_name="Handlungsfeld",
    )
    position = models.PositiveSmallIntegerField("Reihenfolge")
    is_included = models.BooleanField("steht im Bericht", default=True)
    title = models.CharField("Überschrift", max_length=200)
    text = models.TextField("Text", blank=True)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = SectionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Abschnitt eines Berichts"
        verbose_name_plural = "Abschnitte von Berichten"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind"],
                condition=Q(field_of_action__isnull=True) & ~Q(kind=OWN),
                name="reporting_section_kind_once",
            ),
            models.UniqueConstraint(
                fields=["report", "field_of_action"],
                condition=Q(field_of_action__isnull=False),
                name="reporting_section_field_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=FIELD, field_of_action__isnull=False)
                | (~Q(kind=FIELD) & Q(field_of_action__isnull=True)),
                name="reporting_section_field_of_its_kind",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="reporting_section_has_title",
                violation_error_message="Bitte geben Sie dem Abschnitt eine Überschrift.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on which the section is composed."""
        return reverse("reporting:section-detail", args=[self.report_id, self.pk])
