"""The resolution of a committee: what it decided about the concept, its goals and the measures."""

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from measures.enums import (
    SETTLED_ORDERS,
    UNSETTLED_ORDERS,
    DatePrecisionChoice,
    OrderState,
    ResolutionKind,
)
from measures.models.measure import Measure
from measures.querysets import ResolutionQuerySet
from neuss_integration.city.enums import BACKING_RESULTS, RESOLVED_IN_FUTURE, ResolutionResult
from neuss_integration.city.models import Committee, Department, ParliamentaryGroup
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel, WorkflowEvent
from neuss_integration.foundation.records.constraints import (
    both_or_neither,
    in_choices,
    precision_given,
    required_in,
    set_in,
)
from neuss_integration.foundation.records.history_records import RelationRecords
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.foundation.words.partial_dates import PartialDate
from success_factors.models import ConceptEdition, Goal

SETTLED_BEFORE_RESOLVED: Final = "Der Tag liegt vor dem Beschluss. Bitte prüfen Sie das Datum."

DUE_BEFORE_RESOLVED: Final = "Die Frist liegt vor dem Beschluss. Bitte prüfen Sie beide Tage."

ORDER_CONSTRAINTS: Final = (
    in_choices("kind", ResolutionKind, "measures_resolution_kind_valid"),
    models.CheckConstraint(
        condition=Q(kind=ResolutionKind.QUESTION, result=ResolutionResult.ASKED)
        | (~Q(kind=ResolutionKind.QUESTION) & ~Q(result=ResolutionResult.ASKED)),
        name="measures_resolution_question_asked",
        violation_error_message="„gestellt“ ist das Ergebnis einer Anfrage und nur einer Anfrage. "
        "Bitte prüfen Sie Art und Ergebnis.",
    ),
    in_choices("state", OrderState, "measures_resolution_state_valid", or_empty=True),
    models.CheckConstraint(
        condition=Q(order_text="", state="", responsible_department__isnull=True, due_date__isnull=True)
        | (~Q(order_text="") & ~Q(state="") & Q(responsible_department__isnull=False)),
        name="measures_resolution_order_whole",
        violation_error_message="Ein Auftrag braucht Wortlaut und zuständige Fachdienststelle; ohne Auftrag gibt es "
        "keine Zuständigkeit und keine Frist.",
    ),
    models.CheckConstraint(
        condition=Q(due_date__isnull=True) | Q(due_date__gte=F("resolved_date")),
        name="measures_resolution_due_after_resolved",
        violation_error_message=DUE_BEFORE_RESOLVED,
    ),
    models.CheckConstraint(
        condition=Q(answer_released_at__isnull=True, public_question="", public_answer="")
        | (
            Q(answer_released_at__isnull=False, kind=ResolutionKind.QUESTION)
            & ~Q(public_question="")
            & ~Q(public_answer="")
        ),
        name="measures_resolution_answer_released",
    ),
    set_in(SETTLED_ORDERS, "settled_on", "measures_resolution_settled_on_set"),
    required_in(SETTLED_ORDERS, "outcome", "measures_resolution_outcome_given"),
    models.CheckConstraint(
        condition=Q(settled_on__isnull=True) | Q(settled_on__gte=F("resolved_date")),
        name="measures_resolution_settled_after_resolved",
        violation_error_message=SETTLED_BEFORE_RESOLVED,
    ),
)
"""What holds of the order of a resolution."""


class Resolution(TimestampedModel, VersionedModel):
    """A Beschluss: which Gremium decided what, when, with which votes (seed: politische Verbindlichkeit).

    What it orders the administration to do has an office, a day and a state (Beschlusskontrolle). A motion, a question
    and what the Integrationsrat puts forward (§ 27 GO NRW) are the same with another `kind`.
    """

    kind = models.CharField(
        "Art",
        max_length=12,
        choices=ResolutionKind.choices,
        default=ResolutionKind.RESOLUTION,
        db_default=ResolutionKind.RESOLUTION,
    )
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="resolutions", verbose_name="Gremium"
    )
    resolved_date = models.DateField("beschlossen am")
    resolved_precision = models.CharField(
        "Genauigkeit des Tages", max_length=5, choices=DatePrecisionChoice.choices, editable=False
    )
    recorded_on = models.DateField("zuletzt erfasst am", default=timezone.localdate, editable=False)
    paper_number = models.CharField("Nummer der Vorlage", max_length=60, blank=True)
    title = models.CharField("Titel", max_length=300)
    text = models.TextField("Wortlaut", blank=True)
    result = models.CharField("Ergebnis", max_length=10, choices=ResolutionResult.choices)
    votes_for = models.PositiveSmallIntegerField("Ja-Stimmen", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("Nein-Stimmen", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("Enthaltungen", null=True, blank=True)
    is_unanimous = models.BooleanField("einstimmig", null=True, blank=True)
    link = models.URLField("Adresse der Vorlage oder Niederschrift", max_length=500, blank=True)
    source = models.TextField("Quelle", blank=True)
    editions = models.ManyToManyField(
        ConceptEdition, blank=True, related_name="resolutions", verbose_name="Fassungen des Konzepts"
    )
    adopts = models.OneToOneField(
        ConceptEdition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="adoption",
        verbose_name="beschlossene Fassung",
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="resolutions", verbose_name="Ziele")
    measures = models.ManyToManyField(Measure, blank=True, related_name="resolutions", verbose_name="Maßnahmen")
    proposers = models.ManyToManyField(
        ParliamentaryGroup, blank=True, related_name="resolutions", verbose_name="Antragstellende Fraktionen"
    )
    order_text = models.TextField("Auftrag an die Verwaltung", blank=True, default="", db_default="")
    responsible_department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ordered_resolutions",
        verbose_name="Zuständige Fachdienststelle",
    )
    due_date = models.DateField("Frist des Auftrags", null=True, blank=True)
    state = models.CharField(
        "Stand des Auftrags",
        max_length=12,
        choices=OrderState.choices,
        blank=True,
        editable=False,
        default="",
        db_default="",
    )
    settled_on = models.DateField("Auftrag beendet am", null=True, blank=True, editable=False)
    outcome = models.TextField("Ergebnis oder Antwort", blank=True, editable=False, default="", db_default="")
    answer_released_at = models.DateTimeField("Antwort veröffentlicht am", null=True, blank=True, editable=False)
    public_question = models.TextField("Veröffentlichte Anfrage", blank=True, editable=False, default="", db_default="")
    public_answer = models.TextField("Veröffentlichte Antwort", blank=True, editable=False, default="", db_default="")
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)
    search_text = models.TextField("Suchtext", blank=True, editable=False)

    objects = ResolutionQuerySet.as_manager()
    history = RelationRecords(
        m2m_fields=[editions, goals, measures, proposers],
        excluded_fields=["recorded_on", "submission_key", "search_text"],
    )

    class Meta:
        verbose_name = "Beschluss"
        verbose_name_plural = "Beschlüsse"
        ordering = ["-resolved_date", "-pk"]
        indexes = [
            models.Index(fields=["-resolved_date", "-id"], name="measures_resolution_newest"),
            models.Index(fields=["state", "due_date"], name="measures_resolution_due"),
        ]
        constraints = [
            in_choices("result", ResolutionResult, "measures_resolution_result_valid"),
            models.CheckConstraint(
                condition=Q(adopts__isnull=True) | Q(result__in=[each.value for each in BACKING_RESULTS]),
                name="measures_resolution_adoption_backs",
                violation_error_message="Mit diesem Beschluss gilt eine Fassung des Integrationskonzepts; "
                "das Ergebnis ist „zugestimmt“ oder „geändert beschlossen“.",
            ),
            in_choices("resolved_precision", DatePrecisionChoice, "measures_resolution_precision_valid"),
            precision_given("resolved_date", "resolved_precision", "measures_resolution_precision"),
            models.CheckConstraint(condition=~Q(title=""), name="measures_resolution_title_given"),
            models.CheckConstraint(
                condition=Q(resolved_date__lte=F("recorded_on")),
                name="measures_resolution_not_in_future",
                violation_error_message=RESOLVED_IN_FUTURE,
            ),
            both_or_neither("votes_for", "votes_against", "measures_resolution_votes_for_and_against"),
            models.CheckConstraint(
                condition=(Q(votes_for__isnull=True) | Q(votes_for__gte=0))
                & (Q(votes_against__isnull=True) | Q(votes_against__gte=0))
                & (Q(abstentions__isnull=True) | Q(abstentions__gte=0)),
                name="measures_resolution_votes_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=[each.value for each in BACKING_RESULTS])
                | Q(votes_for__isnull=True)
                | Q(votes_for__gt=F("votes_against")),
                name="measures_resolution_majority",
                violation_error_message="Mit diesen Stimmen ist der Beschluss nicht gefasst: "
                "Es braucht mehr Ja- als Nein-Stimmen (§ 50 GO NRW).",
            ),
            models.CheckConstraint(
                condition=Q(is_unanimous__isnull=True)
                | Q(votes_against__isnull=True)
                | Q(is_unanimous=True, votes_against=0)
                | Q(is_unanimous=False, votes_against__gt=0),
                name="measures_resolution_unanimous_without_contrary",
                violation_error_message="Einstimmig heißt: ohne Nein-Stimme. "
                "Bitte prüfen Sie die Stimmen und die Angabe „einstimmig“.",
            ),
            models.UniqueConstraint(
                fields=["committee", "resolved_date", "paper_number"],
                condition=~Q(paper_number=""),
                name="measures_resolution_once",
                violation_error_message="Dieser Beschluss ist schon eingetragen: "
                "gleiches Gremium, gleicher Tag, gleiche Vorlage.",
            ),
            *ORDER_CONSTRAINTS,
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.resolved})"

    def get_absolute_url(self) -> str:
        return reverse("measures:resolution-detail", args=[self.pk])

    @property
    def resolved(self) -> PartialDate:
        """When it was resolved, as exactly as it is known."""
        return PartialDate.containing(self.resolved_date, self.resolved_precision)

    @property
    def is_backing(self) -> bool:
        """Whether the Gremium stands behind the matter."""
        return self.result in BACKING_RESULTS

    @property
    def proposed_by(self) -> str:
        """The groups that put it forward; several say that they did so together."""
        names = [str(each) for each in self.proposers.all()]
        return ", ".join(names) + (" (fraktionsübergreifend)" if len(names) > 1 else "")

    @property
    def is_open(self) -> bool:
        """Whether something is ordered that is not settled yet."""
        return self.state in UNSETTLED_ORDERS

    @property
    def is_overdue(self) -> bool:
        """Whether the day of the order has passed and nothing is settled."""
        return self.is_open and self.due_date is not None and self.due_date < timezone.localdate()

    @property
    def days_late(self) -> int:
        """How many days after its day the order was settled; 0 in time, without a day, or while it is open."""
        if self.settled_on is None or self.due_date is None:
            return 0
        return max((self.settled_on - self.due_date).days, 0)

    @property
    def vote(self) -> str:
        """The vote in words: "einstimmig", "12 Ja, 3 Nein, 1 Enthaltung"; empty when it is not known."""
        return vote_in_words(self.votes_for, self.votes_against, self.abstentions, self.is_unanimous)


def vote_in_words(
    votes_for: int | None, votes_against: int | None, abstentions: int | None, is_unanimous: bool | None = None
) -> str:
    """What is known of a vote, divided by commas."""
    words = [] if is_unanimous is None else ["einstimmig" if is_unanimous else "mehrheitlich"]
    if votes_for is not None:
        words += [f"{votes_for} Ja", f"{votes_against} Nein"]
    if abstentions is not None:
        words.append(count_of(abstentions, "Enthaltung"))
    return ", ".join(words)


class ResolutionEvent(WorkflowEvent):
    """A dated note about the order of a resolution: who said what, and how far it is since then."""

    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, related_name="events", verbose_name="Beschluss"
    )
    noted_on = models.DateField("Stand vom", default=timezone.localdate)

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vermerk zu einem Auftrag"
        verbose_name_plural = "Vermerke zu Aufträgen"

    def __str__(self) -> str:
        return f"{self.resolution_id}: {self.from_state} → {self.to_state}"
