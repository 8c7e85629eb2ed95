"""Kommune als Arbeitgeber: how many work where, who of them told of a migration history, and who was trained."""

from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from success_factors.enums import RequestState
from success_factors.models.submission import Submission, submission_constraints
from success_factors.querysets import StaffYearQuerySet

FIRST_YEAR: Final = 1990
COUNTS: Final = (
    "staff", "answered", "with_migration", "hires", "hires_with_migration", "trainees", "trainees_with_migration",
    "managers", "managers_with_migration", "trainings", "participants",
)  # fmt: skip
"""What is told of an office in one year, in the order of the form."""
PARTS: Final = (
    ("answered", "staff"),
    ("with_migration", "answered"),
    ("hires_with_migration", "hires"),
    ("trainees", "staff"),
    ("trainees_with_migration", "trainees"),
    ("trainees_with_migration", "with_migration"),
    ("managers", "staff"),
    ("managers_with_migration", "managers"),
    ("managers_with_migration", "with_migration"),
    ("participants", "staff"),
)
"""Which number is part of which: it is never larger, and is not known without it."""
NOT_A_PART: Final = "Eine Zahl ist größer als das, wovon sie ein Teil ist. Bitte prüfen Sie die Zahlen dieser Stelle."
ATTENDED_NOTHING: Final = "Ohne Fortbildung gibt es niemanden, der daran teilnahm. Bitte prüfen Sie beide Zahlen."


class StaffYear(Submission, TimestampedModel, VersionedModel):
    """The figures of all offices of one year: entered by the Personalverwaltung, released by the Koordination."""

    year = models.PositiveSmallIntegerField("Jahr", unique=True)
    note = models.TextField("Hinweis", blank=True)

    objects = StaffYearQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Personalzahlen eines Jahres"
        verbose_name_plural = "Personalzahlen"
        ordering = ["-year"]
        constraints = [
            *submission_constraints("success_factors_staffyear"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=2100), name="success_factors_staffyear_year_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"Personalzahlen {self.year}"

    def get_absolute_url(self) -> str:
        return f"{reverse('success_factors:staff-overview')}?jahr={self.year}"

    @property
    def is_released(self) -> bool:
        """Whether everybody who reads the concept may see it."""
        return self.state == RequestState.ACCEPTED


def _count(label: str, **options: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True, **options)


class StaffFigures(TimestampedModel, VersionedModel):
    """What the Personalverwaltung tells of one office in one year. What is not known stays empty, and is no zero."""

    staff_year = models.ForeignKey(
        StaffYear, on_delete=models.PROTECT, related_name="offices", verbose_name="Personalzahlen eines Jahres"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="staff_figures", verbose_name="Fachdienststelle"
    )
    staff = models.PositiveIntegerField("Beschäftigte")
    answered = _count("Befragung beantwortet")
    with_migration = _count("Beschäftigte mit Einwanderungsgeschichte")
    hires = _count("Neueinstellungen")
    hires_with_migration = _count("Neueinstellungen mit Einwanderungsgeschichte")
    trainees = _count("Auszubildende")
    trainees_with_migration = _count("Auszubildende mit Einwanderungsgeschichte")
    managers = _count("Führungskräfte")
    managers_with_migration = _count("Führungskräfte mit Einwanderungsgeschichte")
    trainings = _count("Interkulturelle Fortbildungen")
    participants = _count("Teilnehmende an Fortbildungen")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Personalzahlen einer Fachdienststelle"
        verbose_name_plural = "Personalzahlen von Fachdienststellen"
        ordering = ["department__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_year", "department"],
                name="success_factors_stafffigures_once",
                violation_error_message="Für diese Fachdienststelle gibt es in diesem Jahr schon Zahlen.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{part}__isnull": True})
                    | Q(**{f"{whole}__isnull": False, f"{part}__lte": F(whole)}),
                    name=f"success_factors_staff_{part}_of_{whole}",
                    violation_error_message=NOT_A_PART,
                )
                for part, whole in PARTS
            ),
            models.CheckConstraint(
                condition=Q(participants__isnull=True)
                | Q(participants=0)
                | Q(trainings__isnull=True)
                | Q(trainings__gte=1),
                name="success_factors_staff_trainings_attended",
                violation_error_message=ATTENDED_NOTHING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.staff_year.year}"


def label_of(count: str) -> str:
    """What people call one of COUNTS."""
    return str(StaffFigures._meta.get_field(count).verbose_name)  # type: ignore[union-attr]


def contradictions(counts: dict[str, int | None]) -> dict[str, str]:
    """A sentence for each number of an office that cannot be, by its name; the numbers are those of COUNTS."""
    found: dict[str, str] = {}
    if counts["staff"] is None and any(value is not None for value in counts.values()):
        found["staff"] = f"Bitte geben Sie auch „{label_of('staff')}“ an."
    for part, whole in PARTS:
        number, of = counts[part], counts[whole]
        if number is None or part in found:
            continue
        if of is None:
            if whole != "staff":
                found[part] = f"Bitte geben Sie auch „{label_of(whole)}“ an, oder lassen Sie „{label_of(part)}“ leer."
        elif number > of:
            found[part] = f"„{label_of(part)}“ ({number}) ist mehr als „{label_of(whole)}“ ({of})."
    if counts["participants"] and counts["trainings"] == 0:
        found.setdefault("participants", ATTENDED_NOTHING)
    return found
