"""Which measures the Koordination picked for „Was gelungen ist“ and „Was nicht gelungen ist“, in which words."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from measures.models import Measure
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import in_choices
from reporting.enums import HighlightSide
from reporting.models.report import Report

MAX_CHOICES = 10
MAX_CHARACTERS = 600


class HighlightChoice(TimestampedModel, VersionedModel):
    """One side of one report. As long as no entry of it has a position, the proposal by weight is told."""

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="highlight_choices", verbose_name="Bericht"
    )
    side = models.CharField("Seite", max_length=20, choices=HighlightSide.choices)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Auswahl eines Berichts"
        verbose_name_plural = "Auswahlen von Berichten"
        ordering = ["pk"]
        constraints = [
            in_choices("side", HighlightSide, "reporting_highlight_side_valid"),
            models.UniqueConstraint(fields=["report", "side"], name="reporting_highlight_side_once"),
        ]

    def __str__(self) -> str:
        return self.get_side_display()


class Highlight(TimestampedModel):
    """A measure that was picked. What is taken out again loses its position and keeps its words."""

    choice = models.ForeignKey(
        HighlightChoice, on_delete=models.PROTECT, related_name="entries", verbose_name="Auswahl"
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="highlights", verbose_name="Maßnahme")
    position = models.PositiveSmallIntegerField("Platz", null=True, blank=True)
    text = models.TextField(
        "Wortlaut",
        blank=True,
        validators=[MaxLengthValidator(MAX_CHARACTERS)],
        help_text="Leer gilt der Wortlaut des Sachstands.",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "ausgewählte Maßnahme"
        verbose_name_plural = "ausgewählte Maßnahmen"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["choice", "measure"], name="reporting_highlight_measure_once"),
            models.UniqueConstraint(
                fields=["choice", "position"],
                condition=Q(position__isnull=False),
                name="reporting_highlight_position_once",
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True) | Q(position__range=(1, MAX_CHOICES)),
                name="reporting_highlight_position_range",
            ),
        ]

    def __str__(self) -> str:
        return str(self.measure_id)
