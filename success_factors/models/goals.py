"""The Zielkatalog: Fassungen of the Integrationskonzept, their Leitziele and Ziele, and who took part."""

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import Committee, Organisation
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel
from neuss_integration.foundation.records.constraints import in_choices, precision_given, required_in, set_in
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.enums import EditionState, GoalState, Precision, Side
from success_factors.models.concept import FieldOfAction, SuccessFactor
from success_factors.querysets import ConceptQuerySet, GoalQuerySet

ORGANISATION_OR_GROUP: Final = "Bitte wählen Sie eine Organisation oder nennen Sie eine Gruppe, nicht beides."

DROPPED_WITHOUT_REASON: Final = "Bitte begründen Sie, warum das Ziel entfällt."


class ConceptEdition(TimestampedModel, VersionedModel):
    """A Fassung of the Integrationskonzept. Once adopted, its goals keep their words; one draft at a time."""

    title = models.CharField("Titel", max_length=200)
    state = models.CharField("Status", max_length=10, choices=EditionState.choices, default=EditionState.DRAFT)
    adopted_date = models.DateField("beschlossen am", null=True, blank=True)
    adopted_precision = models.CharField(
        "Genauigkeit des Beschlusses", max_length=5, choices=Precision.choices, blank=True, editable=False
    )
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="editions", verbose_name="Gremium"
    )
    paper_number = models.CharField("Nummer der Vorlage", max_length=60, blank=True)
    votes_for = models.PositiveSmallIntegerField("Ja-Stimmen", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("Nein-Stimmen", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("Enthaltungen", null=True, blank=True)
    note = models.TextField("Hinweis", blank=True)
    source = models.TextField("Quelle", blank=True)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name="schreibt fort"
    )

    objects = ConceptQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Fassung des Integrationskonzepts"
        verbose_name_plural = "Fassungen des Integrationskonzepts"
        ordering = ["-adopted_date", "-pk"]
        constraints = [
            in_choices("state", EditionState, "success_factors_edition_state_valid"),
            set_in([EditionState.ADOPTED], "adopted_date", "success_factors_edition_adopted_when"),
            models.CheckConstraint(
                condition=Q(adopted_precision__in=["", *Precision.values]),
                name="success_factors_edition_precision_valid",
            ),
            precision_given("adopted_date", "adopted_precision", "success_factors_edition_adopted_precision"),
            models.CheckConstraint(condition=~Q(previous=F("id")), name="success_factors_edition_not_its_own"),
            models.UniqueConstraint(
                fields=["title"],
                name="success_factors_edition_title_unique",
                violation_error_message="Es gibt schon eine Fassung mit diesem Titel.",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state=EditionState.DRAFT),
                name="success_factors_edition_one_draft",
                violation_error_message="Es gibt schon einen Entwurf. Bitte arbeiten Sie an ihm weiter.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("success_factors:edition-detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Whether its goals may still be written."""
        return self.state == EditionState.DRAFT

    @property
    def adopted(self) -> PartialDate | None:
        """When it was adopted, as exactly as it is known."""
        if self.adopted_date is None:
            return None
        return PartialDate(self.adopted_date, self.adopted_precision)  # type: ignore[arg-type]


class GuidingGoal(TimestampedModel, VersionedModel):
    """A Leitziel of an edition."""

    edition = models.ForeignKey(
        ConceptEdition, on_delete=models.PROTECT, related_name="guiding_goals", verbose_name="Fassung"
    )
    position = models.PositiveSmallIntegerField("Reihenfolge")
    title = models.CharField("Leitziel", max_length=300)
    field_of_action = models.ForeignKey(
        FieldOfAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="guiding_goals",
        verbose_name="Handlungsfeld",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Leitziel"
        verbose_name_plural = "Leitziele"
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="success_factors_guiding_goal_position"),
        ]

    def __str__(self) -> str:
        return self.title


class Goal(TimestampedModel, VersionedModel):
    """A Ziel under a Leitziel, and what became of it."""

    guiding_goal = models.ForeignKey(
        GuidingGoal, on_delete=models.PROTECT, related_name="goals", verbose_name="Leitziel"
    )
    position = models.PositiveSmallIntegerField("Reihenfolge")
    text = models.TextField("Ziel")
    target_year = models.PositiveSmallIntegerField("zu erreichen bis", null=True, blank=True)
    success_factors = models.ManyToManyField(
        SuccessFactor, blank=True, related_name="goals", verbose_name="Erfolgsfaktoren"
    )
    state = models.CharField("Status", max_length=10, choices=GoalState.choices, default=GoalState.OPEN)
    state_reason = models.TextField("Begründung des Status", blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="Nachfolge"
    )

    display_fields = ("text",)
    objects = GoalQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[success_factors])

    class Meta:
        verbose_name = "Ziel"
        verbose_name_plural = "Ziele"
        ordering = ["guiding_goal__edition", "guiding_goal__position", "position"]
        constraints = [
            in_choices("state", GoalState, "success_factors_goal_state_valid"),
            required_in([GoalState.GIVEN_UP], "state_reason", "success_factors_goal_given_up_reason"),
            models.CheckConstraint(condition=~Q(text=""), name="success_factors_goal_text_given"),
            set_in([GoalState.REVISED], "successor", "success_factors_goal_revised_by_what"),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="success_factors_goal_not_own_successor"),
            models.UniqueConstraint(fields=["guiding_goal", "position"], name="success_factors_goal_position"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("success_factors:goal-detail", args=[self.pk])


class Participation(TimestampedModel, VersionedModel):
    """Who took part in developing an edition: an organisation, or a round table by its name."""

    edition = models.ForeignKey(
        ConceptEdition, on_delete=models.PROTECT, related_name="participations", verbose_name="Fassung"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name="Organisation",
    )
    name = models.CharField("Runder Tisch oder andere Gruppe", max_length=200, blank=True)
    side = models.CharField("steht für", max_length=10, choices=Side.choices)
    note = models.TextField("Wie beteiligt", blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Beteiligung"
        verbose_name_plural = "Beteiligungen"
        ordering = ["edition", "pk"]
        constraints = [
            in_choices("side", Side, "success_factors_participation_side_valid"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="") | (Q(organisation__isnull=True) & ~Q(name="")),
                name="success_factors_participation_who",
                violation_error_message=ORGANISATION_OR_GROUP,
            ),
            models.UniqueConstraint(
                fields=["edition", "organisation"],
                name="success_factors_participation_once",
                violation_error_message="Diese Organisation ist schon eingetragen.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.name)


class GoalRevision(TimestampedModel, VersionedModel):
    """What a draft edition does with a goal of the one it revises: carry it on as `successor`, or drop it."""

    edition = models.ForeignKey(
        ConceptEdition, on_delete=models.PROTECT, related_name="goal_revisions", verbose_name="neue Fassung"
    )
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="revisions", verbose_name="bisheriges Ziel")
    successor = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="revised", verbose_name="neues Ziel"
    )
    reason = models.TextField("Begründung", blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Entscheidung über ein Ziel"
        verbose_name_plural = "Entscheidungen über Ziele"
        ordering = ["edition", "goal"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "goal"], name="success_factors_revision_once"),
            models.CheckConstraint(condition=~Q(successor=F("goal")), name="success_factors_revision_not_its_own"),
            models.CheckConstraint(
                condition=Q(successor__isnull=False) | ~Q(reason=""),
                name="success_factors_revision_dropped_reason",
                violation_error_message=DROPPED_WITHOUT_REASON,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal} → {self.successor or 'entfallen'}"
