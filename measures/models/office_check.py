"""Dienstleistungen öffnen: what each office says of its own service once a year, and what becomes of the gaps."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from measures.enums import GAP_RATINGS, CheckKind, CheckRating
from measures.models.measure import Measure
from measures.querysets.office_checks import CheckQuestionQuerySet, OfficeCheckQuerySet
from neuss_integration.city.models import Department
from neuss_integration.foundation.records.abstract_models import (
    NAME_TAKEN,
    MaintainedModel,
    TimestampedModel,
    VersionedModel,
)
from neuss_integration.foundation.records.constraints import in_choices
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.foundation.words.nouns import count_of
from success_factors.enums import OWED_REQUESTS, RequestState
from success_factors.models import FieldOfAction
from success_factors.models.submission import Submission, submission_constraints

FIRST_YEAR: Final = 2000
OPENING_OF_SERVICES: Final = 8
"""The number of the Erfolgsfaktor that is about the services of the administration."""
MEASURE_OR_REASON: Final = "Bitte wählen Sie eine Maßnahme, oder sagen Sie, warum keine daraus wird."
ASKED_ALREADY: Final = (
    "Diese Frage ist schon gestellt worden, ihr Wortlaut bleibt darum stehen. Bitte legen Sie eine neue Frage an und "
    "beenden Sie diese; als Nachfolge nennen Sie die neue, dann stehen beide in einer Zeile."
)
DATED_BACK: Final = "Das Jahr liegt weit vor oder nach heute. Bitte prüfen Sie es."


class CheckQuestion(MaintainedModel):
    """One question of the catalogue. Once it was asked it keeps its words: another wording is its successor."""

    name = models.CharField("Frage", max_length=300)
    short_name = models.CharField("Kurzname", max_length=40)
    help_text = models.CharField("Erläuterung", max_length=400, blank=True)
    kind = models.CharField("Art der Antwort", max_length=6, choices=CheckKind.choices, default=CheckKind.CHOICE)
    position = models.PositiveSmallIntegerField("Reihenfolge")
    field_of_action = models.ForeignKey(
        FieldOfAction,
        on_delete=models.PROTECT,
        related_name="check_questions",
        verbose_name="Handlungsfeld einer Maßnahme daraus",
    )

    display_fields = ("name",)
    objects = CheckQuestionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(MaintainedModel.Meta):
        verbose_name = "Frage des Selbstchecks"
        verbose_name_plural = "Fragen des Selbstchecks"
        ordering = ["position", "pk"]
        constraints = [
            *MaintainedModel.Meta.constraints,
            in_choices("kind", CheckKind, "measures_checkquestion_kind_valid"),
            models.UniqueConstraint(
                fields=["name"],
                name="measures_checkquestion_name_unique",
                violation_error_code="unique",
                violation_error_message=NAME_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for other words, or another kind of answer, of what was asked in a year."""
        super().clean()
        if self.pk is None or not self.years.exists():
            return
        before = CheckQuestion.objects.get(pk=self.pk)
        changed = [name for name in ("name", "help_text", "kind") if getattr(self, name) != getattr(before, name)]
        if changed:
            raise ValidationError({changed[0]: ASKED_ALREADY})


class CheckYear(TimestampedModel, VersionedModel):
    """The Selbstcheck of one year: asked of all offices at once, with the questions of the day on which it opened."""

    year = models.PositiveSmallIntegerField("Jahr", unique=True)
    due_on = models.DateField("Frist")
    note = models.TextField("Hinweis an die Fachdienststellen", blank=True)
    questions = models.ManyToManyField(CheckQuestion, related_name="years", verbose_name="Fragen")

    history = RelationRecords(m2m_fields=[questions])

    class Meta:
        verbose_name = "Jahr des Selbstchecks"
        verbose_name_plural = "Jahre des Selbstchecks"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=2100),
                name="measures_checkyear_year_valid",
                violation_error_message=DATED_BACK,
            ),
        ]

    def __str__(self) -> str:
        return f"Selbstcheck {self.year}"

    def get_absolute_url(self) -> str:
        return f"{reverse('measures:check-overview')}?jahr={self.year}"


class OfficeCheck(Submission, TimestampedModel, VersionedModel):
    """What one office answers in one year: entered there, released by the Koordination or given back."""

    check_year = models.ForeignKey(
        CheckYear, on_delete=models.PROTECT, related_name="checks", verbose_name="Jahr des Selbstchecks"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="office_checks", verbose_name="Fachdienststelle"
    )

    objects = OfficeCheckQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Selbstcheck einer Fachdienststelle"
        verbose_name_plural = "Selbstchecks von Fachdienststellen"
        ordering = ["-check_year__year", "department__sort_key", "pk"]
        constraints = [
            *submission_constraints("measures_officecheck"),
            models.UniqueConstraint(fields=["check_year", "department"], name="measures_officecheck_once"),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.check_year}"

    def get_absolute_url(self) -> str:
        return reverse("measures:check-detail", args=[self.pk])

    @property
    def is_owed(self) -> bool:
        """Whether the office has to do something."""
        return self.state in OWED_REQUESTS

    @property
    def is_released(self) -> bool:
        """Whether everybody who reads the concept may see it."""
        return self.state == RequestState.ACCEPTED

    @property
    def is_overdue(self) -> bool:
        return self.is_owed and self.check_year.due_on < timezone.localdate()


def _days(label: str) -> models.PositiveSmallIntegerField[Any, Any]:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class CheckAnswer(TimestampedModel):
    """The answer to one question. Of a waiting time the rating follows from the days, see `rating_of_days`."""

    office_check = models.ForeignKey(
        OfficeCheck, on_delete=models.PROTECT, related_name="answers", verbose_name="Selbstcheck"
    )
    question = models.ForeignKey(CheckQuestion, on_delete=models.PROTECT, related_name="answers", verbose_name="Frage")
    rating = models.CharField("Antwort", max_length=10, choices=CheckRating.choices, blank=True)
    standard_days = _days("Standard in Arbeitstagen")
    actual_days = _days("Tatsächlich in Arbeitstagen")
    note = models.TextField("Erläuterung", blank=True)
    evidence = models.CharField("Beleg oder Zahl", max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Antwort im Selbstcheck"
        verbose_name_plural = "Antworten im Selbstcheck"
        ordering = ["question__position", "question_id"]
        constraints = [
            in_choices("rating", CheckRating, "measures_checkanswer_rating_valid", or_empty=True),
            models.CheckConstraint(
                condition=Q(actual_days__isnull=True)
                | Q(standard_days__isnull=True, rating=CheckRating.PARTLY)
                | Q(actual_days__lte=F("standard_days"), rating=CheckRating.YES)
                | Q(actual_days__gt=F("standard_days"), rating=CheckRating.NO),
                name="measures_checkanswer_rating_of_days",
            ),
            models.UniqueConstraint(fields=["office_check", "question"], name="measures_checkanswer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.words}"

    @property
    def is_gap(self) -> bool:
        """Whether something is missing: teilweise, nein, no standard, or longer than the standard."""
        return self.rating in GAP_RATINGS

    @property
    def has_days(self) -> bool:
        return self.actual_days is not None

    @property
    def words(self) -> str:
        """ "teilweise", or "30 statt höchstens 20 Arbeitstage"; empty where nothing is answered."""
        if self.actual_days is None:
            return str(self.get_rating_display())
        actual = count_of(self.actual_days, "Arbeitstag")
        if self.standard_days is None:
            return f"{actual}, ohne Standard"
        if self.actual_days > self.standard_days:
            return f"{self.actual_days} statt höchstens {count_of(self.standard_days, 'Arbeitstag')}"
        return f"{actual}, Standard {self.standard_days}"


def rating_of_days(standard: int | None, actual: int | None) -> str:
    """Within the standard ja, over it nein, without a standard teilweise; empty where the days are not known."""
    if actual is None:
        return ""
    if standard is None:
        return CheckRating.PARTLY
    return CheckRating.YES if actual <= standard else CheckRating.NO


class GapFollowUp(TimestampedModel, VersionedModel):
    """What becomes of a gap: a measure, or the reason why none."""

    answer = models.OneToOneField(
        CheckAnswer, on_delete=models.PROTECT, related_name="follow_up", verbose_name="Antwort im Selbstcheck"
    )
    measure = models.ForeignKey(
        Measure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gap_follow_ups",
        verbose_name="Maßnahme",
    )
    reason = models.TextField("Warum keine Maßnahme daraus wird", blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Folge einer Lücke"
        verbose_name_plural = "Folgen von Lücken"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__isnull=False, reason="") | (Q(measure__isnull=True) & ~Q(reason="")),
                name="measures_gapfollowup_measure_or_reason",
                violation_error_message=MEASURE_OR_REASON,
            ),
        ]

    def __str__(self) -> str:
        return str(self.measure) if self.measure_id else self.reason
