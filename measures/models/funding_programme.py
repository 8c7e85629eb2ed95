"""A funding programme: who pays, for how long, what is due to the funder, and which measures are paid from it."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from measures.enums import FundingSource
from measures.models.measure import Measure
from measures.querysets import FundingProgrammeQuerySet
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import AMOUNT_BELOW_ZERO, date_order, in_choices
from neuss_integration.foundation.records.history_records import RelationRecords


@dataclass(frozen=True, slots=True)
class FunderDeadline:
    """What is due to a funder, and when it was done."""

    label: str
    due: dt.date
    done: dt.date | None

    @property
    def is_overdue(self) -> bool:
        return self.done is None and self.due < timezone.localdate()


class FundingProgramme(TimestampedModel, VersionedModel):
    """A grant of a funder for a time; as long as `granted` is empty it is only applied for and pays nothing."""

    DEADLINES = (
        ("Antrag", "apply_by", "applied_on"),
        ("Zwischenbericht", "interim_due", "interim_sent_on"),
        ("Verwendungsnachweis", "proof_due", "proof_sent_on"),
    )

    title = models.CharField("Förderprogramm", max_length=200)
    funder = models.CharField("Mittelgeber", max_length=200)
    source = models.CharField("Quelle", max_length=12, choices=FundingSource.choices)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        related_name="funding_programmes",
        verbose_name="Zuständige Fachdienststelle",
    )
    starts_on = models.DateField("Beginn der Förderung")
    ends_on = models.DateField("Ende der Förderung")
    apply_by = models.DateField("Frist des Antrags", null=True, blank=True)
    applied_on = models.DateField("Antrag gestellt am", null=True, blank=True)
    interim_due = models.DateField("Frist des Zwischenberichts", null=True, blank=True)
    interim_sent_on = models.DateField("Zwischenbericht gesendet am", null=True, blank=True)
    proof_due = models.DateField("Frist des Verwendungsnachweises", null=True, blank=True)
    proof_sent_on = models.DateField("Verwendungsnachweis gesendet am", null=True, blank=True)
    granted = models.DecimalField("bewilligt in Euro", max_digits=12, decimal_places=2, null=True, blank=True)
    called = models.DecimalField("abgerufen in Euro", max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.TextField("Anmerkung", blank=True)
    measures = models.ManyToManyField(Measure, blank=True, related_name="funding_programmes", verbose_name="Maßnahmen")
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = FundingProgrammeQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[measures], excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Förderprogramm"
        verbose_name_plural = "Förderprogramme"
        ordering = ["ends_on", "title", "pk"]
        indexes = [models.Index(fields=["ends_on"], name="measures_programme_end")]
        constraints = [
            in_choices("source", FundingSource, "measures_programme_source_valid"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(funder=""), name="measures_programme_named"),
            date_order("starts_on", "ends_on", "measures_programme_period"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": F("starts_on")}),
                    name=f"measures_programme_{name}",
                    violation_error_message="Eine Frist liegt vor dem Beginn der Förderung. "
                    "Bitte prüfen Sie Zwischenbericht und Verwendungsnachweis.",
                )
                for name in ("interim_due", "proof_due")
            ),
            models.CheckConstraint(
                condition=(Q(granted__isnull=True) | Q(granted__gte=0)) & (Q(called__isnull=True) | Q(called__gte=0)),
                name="measures_programme_not_negative",
                violation_error_message=AMOUNT_BELOW_ZERO,
            ),
            models.CheckConstraint(
                condition=Q(called__isnull=True) | Q(granted__isnull=False, called__lte=F("granted")),
                name="measures_programme_called_of_granted",
                violation_error_message="Abgerufen werden kann höchstens, was bewilligt ist. "
                "Bitte prüfen Sie beide Beträge.",
            ),
            models.UniqueConstraint(
                fields=["title", "starts_on"],
                name="measures_programme_once",
                violation_error_message="Dieses Förderprogramm ist mit demselben Beginn schon eingetragen. "
                "Bitte ändern Sie jenen Eintrag.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("measures:programme-detail", args=[self.pk])

    @property
    def deadlines(self) -> list[FunderDeadline]:
        """What is due, in the order of the calendar."""
        found = [(label, getattr(self, due), getattr(self, done)) for label, due, done in self.DEADLINES]
        return sorted(
            (FunderDeadline(label, due, done) for label, due, done in found if due), key=lambda each: each.due
        )

    @property
    def open_deadlines(self) -> list[FunderDeadline]:
        return [each for each in self.deadlines if each.done is None]
