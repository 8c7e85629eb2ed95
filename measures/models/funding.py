"""Money of a measure: from where, for which year, how much was planned, granted and spent."""

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from measures.enums import FundingSource
from measures.models.measure import Measure
from measures.querysets import FundingQuerySet
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import AMOUNT_BELOW_ZERO, in_choices
from neuss_integration.foundation.records.history_records import Records

NO_AMOUNT: Final = "Bitte geben Sie mindestens einen Betrag an."

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100


def _money(name: str) -> models.DecimalField:
    return models.DecimalField(name, max_digits=12, decimal_places=2, null=True, blank=True)


class Funding(TimestampedModel, VersionedModel):
    """Euro of one source in one year; what is not known yet stays empty and is not zero."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="fundings", verbose_name="Maßnahme")
    source = models.CharField("Quelle", max_length=12, choices=FundingSource.choices)
    year = models.PositiveSmallIntegerField(
        "Jahr", validators=[MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)]
    )
    note = models.CharField("Förderprogramm oder Mittelgeber", max_length=200, blank=True)
    planned = _money("geplant in Euro")
    granted = _money("bewilligt in Euro")
    spent = _money("ausgegeben in Euro")
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = FundingQuerySet.as_manager()
    history = Records(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Finanzierung"
        verbose_name_plural = "Finanzierungen"
        ordering = ["-year", "source", "note", "pk"]
        indexes = [models.Index(fields=["year", "source"], name="measures_funding_year_source")]
        constraints = [
            in_choices("source", FundingSource, "measures_funding_source_valid"),
            models.CheckConstraint(
                condition=Q(year__gte=EARLIEST_YEAR, year__lte=LATEST_YEAR), name="measures_funding_year_valid"
            ),
            models.CheckConstraint(
                condition=(Q(planned__isnull=True) | Q(planned__gte=0))
                & (Q(granted__isnull=True) | Q(granted__gte=0))
                & (Q(spent__isnull=True) | Q(spent__gte=0)),
                name="measures_funding_not_negative",
                violation_error_message=AMOUNT_BELOW_ZERO,
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=False) | Q(granted__isnull=False) | Q(spent__isnull=False),
                name="measures_funding_some_amount",
                violation_error_message=NO_AMOUNT,
            ),
            models.UniqueConstraint(
                fields=["measure", "source", "year", "note"],
                name="measures_funding_once",
                violation_error_message="Für dieses Jahr und diese Quelle gibt es schon einen Eintrag mit demselben "
                "Förderprogramm. Bitte ändern Sie jenen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.year}{f' ({self.note})' if self.note else ''}"
