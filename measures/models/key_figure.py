"""Kennzahlen of a measure: what it does or effects in numbers, from where it starts and what it aims at."""

from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from measures.enums import DatePrecisionChoice, KeyFigureDirection, KeyFigureKind
from measures.models.measure import Measure
from measures.models.progress import ProgressReport
from measures.querysets import KeyFigureQuerySet
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices
from neuss_integration.foundation.records.history_records import Records
from neuss_integration.foundation.words.partial_dates import PERIOD_NOT_OVER, PartialDate

BASELINE_MISSING: Final = (
    "Bitte geben Sie den Ausgangswert mit seinem Stand an, oder sagen Sie, warum er unbekannt ist."
)


def _number(name: str, **options: Any) -> models.DecimalField:
    return models.DecimalField(name, max_digits=16, decimal_places=4, **options)


class KeyFigure(TimestampedModel, VersionedModel):
    """A number that shows how one measure goes; few per measure. The baseline is known, or it says why it is not."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="key_figures", verbose_name="Maßnahme")
    name = models.CharField("Kennzahl", max_length=150)
    kind = models.CharField("Art", max_length=8, choices=KeyFigureKind.choices)
    unit = models.CharField("Einheit", max_length=30)
    definition = models.TextField("Was gezählt wird")
    counts_people = models.BooleanField("zählt einzelne Menschen", default=False)
    direction = models.CharField(
        "Gewünschte Richtung", max_length=4, choices=KeyFigureDirection.choices, default=KeyFigureDirection.UP
    )
    baseline_value = _number("Ausgangswert", null=True, blank=True)
    baseline_date = models.DateField("Stand des Ausgangswerts", null=True, blank=True)
    baseline_unknown_reason = models.TextField("Warum der Ausgangswert unbekannt ist", blank=True)
    target_value = _number("Zielwert", null=True, blank=True)
    target_date = models.DateField("zu erreichen bis", null=True, blank=True)
    ended_reason = models.TextField("Warum nicht mehr erhoben", blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=1, editable=False)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    display_fields = ("name",)
    objects = KeyFigureQuerySet.as_manager()
    history = Records(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Kennzahl"
        verbose_name_plural = "Kennzahlen"
        ordering = ["measure", "position", "pk"]
        constraints = [
            in_choices("kind", KeyFigureKind, "measures_key_figure_kind_valid"),
            in_choices("direction", KeyFigureDirection, "measures_key_figure_direction_valid"),
            models.CheckConstraint(
                condition=Q(baseline_value__isnull=False, baseline_date__isnull=False, baseline_unknown_reason="")
                | (Q(baseline_value__isnull=True, baseline_date__isnull=True) & ~Q(baseline_unknown_reason="")),
                name="measures_key_figure_baseline_known_or_why",
                violation_error_message=BASELINE_MISSING,
            ),
            both_or_neither("target_value", "target_date", "measures_key_figure_target_complete"),
            models.UniqueConstraint(
                fields=["measure", "name"],
                name="measures_key_figure_name_once",
                violation_error_message="Diese Maßnahme hat schon eine Kennzahl mit diesem Namen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether values are still collected."""
        return not self.ended_reason


class KeyFigureValue(TimestampedModel, VersionedModel):
    """What a Kennzahl was at a time, by itself or out of a progress report."""

    key_figure = models.ForeignKey(KeyFigure, on_delete=models.PROTECT, related_name="values", verbose_name="Kennzahl")
    reference_date = models.DateField("Stichtag oder letzter Tag des Zeitraums")
    reference_precision = models.CharField(
        "Genauigkeit",
        max_length=5,
        choices=DatePrecisionChoice.choices,
        default=DatePrecisionChoice.DAY,
        editable=False,
    )
    value = _number("Wert")
    note = models.CharField("Hinweis", max_length=300, blank=True)
    progress = models.ForeignKey(
        ProgressReport,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="key_figure_values",
        verbose_name="Sachstandsbericht",
    )
    recorded_on = models.DateField("Tag der Erfassung", default=timezone.localdate, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="erfasst von",
    )
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    history = Records(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Kennzahlwert"
        verbose_name_plural = "Kennzahlwerte"
        ordering = ["reference_date", "pk"]
        constraints = [
            in_choices("reference_precision", DatePrecisionChoice, "measures_key_figure_value_precision_valid"),
            models.UniqueConstraint(
                fields=["key_figure", "reference_date", "reference_precision"],
                name="measures_key_figure_value_once",
                violation_error_message="Für diese Zeit gibt es schon einen Wert. Bitte ändern Sie jenen.",
            ),
            models.CheckConstraint(
                condition=Q(reference_date__lte=F("recorded_on")),
                name="measures_key_figure_value_not_in_future",
                violation_error_message=PERIOD_NOT_OVER,
            ),
        ]

    def __str__(self) -> str:
        return str(self.period)

    @property
    def period(self) -> PartialDate:
        """The time the value tells of, as exact as it is known."""
        return PartialDate.containing(self.reference_date, self.reference_precision)
