"""Rating needs: who gave which importance and urgency, and the rank that came of it."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel, WorkflowEvent
from neuss_integration.foundation.records.constraints import in_choices, set_in
from neuss_integration.foundation.records.history_records import RelationRecords
from roundtables.enums.needs import RatingState
from roundtables.models.need import Need
from roundtables.models.round_table import RoundTable, TableMember
from roundtables.querysets.needs import RatingRunQuerySet

ONE_RUN_AT_A_TIME: Final = (
    "An diesem Runden Tisch läuft schon eine Bewertung. Bitte schließen Sie sie, bevor Sie eine neue öffnen."
)

LOWEST: Final = 1
HIGHEST: Final = 5


def on_scale(field: str, name: str) -> models.CheckConstraint:
    """`field` is a step of the scale."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": LOWEST, f"{field}__lte": HIGHEST}),
        name=name,
        violation_error_message="Bitte wählen Sie eine Zahl von 1 bis 5.",
    )


class RatingRun(TimestampedModel, VersionedModel):
    """A Bewertung: the members of a Runder Tisch say how important and urgent its needs are. One open per table."""

    round_table = models.ForeignKey(
        RoundTable, on_delete=models.PROTECT, related_name="rating_runs", verbose_name="Runder Tisch"
    )
    title = models.CharField("Titel", max_length=150)
    due_on = models.DateField("Bewertung bis", null=True, blank=True)
    needs = models.ManyToManyField(Need, related_name="rating_runs", verbose_name="Bedarfe")
    state = models.CharField("Status", max_length=10, choices=RatingState.choices, default=RatingState.OPEN)
    closed_at = models.DateTimeField("geschlossen am", null=True, blank=True, editable=False)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = RatingRunQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[needs], excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Bewertung"
        verbose_name_plural = "Bewertungen"
        ordering = ["-created_at", "-pk"]
        constraints = [
            in_choices("state", RatingState, "roundtables_run_state_valid"),
            set_in([RatingState.CLOSED], "closed_at", "roundtables_run_closed_at_set"),
            models.UniqueConstraint(
                fields=["round_table"],
                condition=Q(state=RatingState.OPEN),
                name="roundtables_run_one_open",
                violation_error_message=ONE_RUN_AT_A_TIME,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("roundtables:rating-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == RatingState.OPEN


class RatingEvent(WorkflowEvent):
    """Who opened and closed a run."""

    run = models.ForeignKey(RatingRun, on_delete=models.PROTECT, related_name="events", verbose_name="Bewertung")

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang einer Bewertung"
        verbose_name_plural = "Vorgänge von Bewertungen"

    def __str__(self) -> str:
        return f"{self.run_id}: {self.from_state} → {self.to_state}"


class GivenRating(TimestampedModel):
    """What one seat thinks of one need. Shown to nobody else, only counts and means are."""

    run = models.ForeignKey(RatingRun, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name="Bewertung")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name="Bedarf")
    seat = models.ForeignKey(TableMember, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name="Sitz")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="bewertet von"
    )
    importance = models.PositiveSmallIntegerField("Bedeutung")
    urgency = models.PositiveSmallIntegerField("Dringlichkeit")
    is_by_office = models.BooleanField("vom Büro eingetragen", default=False)

    class Meta:
        abstract = True


class Rating(GivenRating):
    """A rating that counts; it can be changed until the run is closed. `is_voting` is the right it was given with."""

    is_voting = models.BooleanField("stimmberechtigt")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Bewertung eines Bedarfs"
        verbose_name_plural = "Bewertungen von Bedarfen"
        ordering = ["run", "need", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["run", "need", "seat"], name="roundtables_rating_once_per_seat"),
            on_scale("importance", "roundtables_rating_importance_scale"),
            on_scale("urgency", "roundtables_rating_urgency_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} in {self.run_id}"


class LateRating(GivenRating):
    """A rating that came after the end: it does not count, but is kept as a note."""

    received_at = models.DateTimeField("eingegangen am", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "verspätete Bewertung"
        verbose_name_plural = "verspätete Bewertungen"
        ordering = ["run", "need", "seat", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "need", "seat"], name="roundtables_late_once_per_seat"),
            on_scale("importance", "roundtables_late_importance_scale"),
            on_scale("urgency", "roundtables_late_urgency_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} nach {self.run_id}"


class RatingResult(models.Model):
    """What a closed run found for one need: means of those who vote, of those who advise, and the rank.

    Written once at the end and never changed. Equal means share a rank and `is_tied` says so; without a vote there
    is no rank.
    """

    run = models.ForeignKey(RatingRun, on_delete=models.PROTECT, related_name="results", verbose_name="Bewertung")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="results", verbose_name="Bedarf")
    rank = models.PositiveSmallIntegerField("Rang", null=True)
    is_tied = models.BooleanField("gleichauf", default=False)
    votes = models.PositiveSmallIntegerField("Stimmen")
    importance = models.DecimalField("mittlere Bedeutung", max_digits=5, decimal_places=3, null=True)
    urgency = models.DecimalField("mittlere Dringlichkeit", max_digits=5, decimal_places=3, null=True)
    advisory_votes = models.PositiveSmallIntegerField("beratende Bewertungen")
    advisory_importance = models.DecimalField("mittlere Bedeutung, beratend", max_digits=5, decimal_places=3, null=True)
    advisory_urgency = models.DecimalField(
        "mittlere Dringlichkeit, beratend", max_digits=5, decimal_places=3, null=True
    )

    class Meta:
        verbose_name = "Ergebnis einer Bewertung"
        verbose_name_plural = "Ergebnisse von Bewertungen"
        ordering = [models.F("rank").asc(nulls_last=True), "need__number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "need"], name="roundtables_result_once"),
            models.CheckConstraint(
                condition=Q(votes=0, rank__isnull=True, importance__isnull=True, urgency__isnull=True)
                | Q(votes__gt=0, rank__isnull=False, importance__isnull=False, urgency__isnull=False),
                name="roundtables_result_rank_by_votes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} in {self.run_id}: {self.rank or 'ohne Rang'}"
