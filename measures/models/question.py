"""Free questions of a round, beside the fixed ones of every progress report."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from measures.enums import QuestionKind
from measures.models.progress import ProgressReport
from measures.models.reporting_round import ReportingRound
from neuss_integration.foundation.records.constraints import in_choices


class RoundQuestion(models.Model):
    """What this round asks besides."""

    round = models.ForeignKey(
        ReportingRound, on_delete=models.PROTECT, related_name="questions", verbose_name="Berichtsrunde"
    )
    position = models.PositiveSmallIntegerField("Reihenfolge")
    text = models.CharField("Frage", max_length=300)
    help_text = models.CharField("Erläuterung", max_length=300, blank=True)
    kind = models.CharField("Art der Antwort", max_length=6, choices=QuestionKind.choices, default=QuestionKind.TEXT)
    is_required = models.BooleanField("muss beantwortet werden", default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Zusatzfrage"
        verbose_name_plural = "Zusatzfragen"
        ordering = ["round", "position", "pk"]
        constraints = [
            in_choices("kind", QuestionKind, "measures_question_kind_valid"),
            models.CheckConstraint(condition=~Q(text=""), name="measures_question_text_given"),
            models.UniqueConstraint(
                fields=["round", "text"],
                name="measures_question_once",
                violation_error_message="Diese Frage gibt es in dieser Runde schon.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def field_name(self) -> str:
        """The name of its field in the form of a progress report."""
        return f"frage_{self.pk}"


class Answer(models.Model):
    """What an office answered to a free question; one value, of the kind the question asks for."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, related_name="answers", verbose_name="Sachstandsbericht"
    )
    question = models.ForeignKey(
        RoundQuestion, on_delete=models.PROTECT, related_name="answers", verbose_name="Zusatzfrage"
    )
    text = models.TextField("Antwort in Worten", blank=True)
    number = models.DecimalField("Antwort als Zahl", max_digits=15, decimal_places=2, null=True, blank=True)
    yes = models.BooleanField("Antwort ja", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Antwort auf eine Zusatzfrage"
        verbose_name_plural = "Antworten auf Zusatzfragen"
        ordering = ["report", "question"]
        constraints = [
            models.UniqueConstraint(fields=["report", "question"], name="measures_answer_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, yes__isnull=True)
                | Q(text="", yes__isnull=True)
                | Q(text="", number__isnull=True),
                name="measures_answer_of_one_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.question_id}"

    @property
    def value(self) -> object:
        """The value of the kind that is asked for; None or empty when nothing is answered."""
        return getattr(self, self.question.kind)
