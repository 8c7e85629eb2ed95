"""Taking part in the Fortschreibung: draft goals are put to comment until a day, and each comment is answered."""

from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import Organisation
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel, done_by
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, set_in
from neuss_integration.foundation.records.history_records import RelationRecords
from roundtables.enums.comments import ANSWERED, CommentChannel, CommentOutcome
from roundtables.models.round_table import RoundTable
from roundtables.querysets.comments import CommentRoundQuerySet, GoalCommentQuerySet, PutGoalQuerySet
from success_factors.models import ConceptEdition, Goal

UNTIL_BEFORE_OPENING: Final = "Die Frist liegt vor dem Beginn. Bitte prüfen Sie das Datum."
ANSWER_BEFORE_UNTIL: Final = "Geantwortet wird, wenn alle gesprochen haben. Bitte wählen Sie einen Tag nach der Frist."
AFTER_DEADLINE: Final = "Die Frist für Kommentare ist vorbei."
NO_REASON: Final = "Bitte begründen Sie die Antwort."


class CommentRound(TimestampedModel, VersionedModel):
    """A Beteiligungsrunde: goals of a draft edition are put to round tables, organisations and perhaps everybody."""

    edition = models.ForeignKey(
        ConceptEdition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comment_rounds",
        verbose_name="Fassung",
    )
    title = models.CharField("Titel", max_length=200)
    introduction = models.TextField("Worum es geht", blank=True)
    opened_on = models.DateField("begonnen am", default=timezone.localdate, editable=False)
    until = models.DateField("Kommentare bis")
    answer_by = models.DateField("Antworten bis")
    is_public = models.BooleanField("auch im Portal, für alle ohne Konto", default=False)
    round_tables = models.ManyToManyField(
        RoundTable, blank=True, related_name="comment_rounds", verbose_name="Runde Tische"
    )
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="comment_rounds", verbose_name="Organisationen"
    )
    discarded_at = models.DateTimeField("Entwurf verworfen am", null=True, blank=True, editable=False)

    objects: Any = CommentRoundQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[round_tables, organisations])

    class Meta:
        verbose_name = "Beteiligungsrunde"
        verbose_name_plural = "Beteiligungsrunden"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("opened_on")),
                name="roundtables_commentround_until",
                violation_error_message=UNTIL_BEFORE_OPENING,
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("until")),
                name="roundtables_commentround_answer_by",
                violation_error_message=ANSWER_BEFORE_UNTIL,
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=False, discarded_at__isnull=True)
                | Q(edition__isnull=True, discarded_at__isnull=False),
                name="roundtables_commentround_discarded",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="roundtables_commentround_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("roundtables:comment-round-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether comments are taken today: until the day, and while the edition is a draft."""
        is_draft = self.edition is not None and self.edition.is_draft
        return is_draft and self.opened_on <= timezone.localdate() <= self.until

    @property
    def asked(self) -> list[str]:
        """Who reads what is published, by name."""
        named = [str(each) for each in (*self.round_tables.all(), *self.organisations.all())]
        return [*named, "alle im Portal"] if self.is_public else named

    @property
    def readers(self) -> str:
        """Who reads what is published, as one word: another one when anybody is asked besides, or no longer."""
        rows = (self.round_tables.all(), self.organisations.all())
        keys = (",".join(str(key) for key in sorted(each.pk for each in found)) for found in rows)
        return "|".join([*keys, "alle" if self.is_public else ""])

    @property
    def state_label(self) -> str:
        """Where it stands, in a word."""
        if self.discarded_at:
            return "Entwurf verworfen"
        return "offen" if self.is_open else "beendet"


class PutGoal(TimestampedModel, VersionedModel):
    """A goal of the draft in the words in which it was put to comment; the draft may go on."""

    round = models.ForeignKey(
        CommentRound, on_delete=models.PROTECT, related_name="put_goals", verbose_name="Beteiligungsrunde"
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="put_to_comment", verbose_name="Ziel"
    )
    guiding_goal = models.CharField("Leitziel", max_length=300)
    text = models.TextField("Ziel im Wortlaut der Beteiligung")
    position = models.PositiveSmallIntegerField("Reihenfolge")
    withdrawn_at = models.DateTimeField("zurückgezogen am", null=True, blank=True, editable=False)
    withdraw_reason = models.TextField("Grund", blank=True)

    objects: Any = PutGoalQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "Ziel in Beteiligung"
        verbose_name_plural = "Ziele in Beteiligung"
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "goal"], name="roundtables_putgoal_once"),
            models.UniqueConstraint(fields=["round", "position"], name="roundtables_putgoal_position"),
            models.CheckConstraint(condition=~Q(text=""), name="roundtables_putgoal_text"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdraw_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdraw_reason="")),
                name="roundtables_putgoal_withdrawn_why",
            ),
            models.CheckConstraint(
                condition=Q(goal__isnull=False) | Q(withdrawn_at__isnull=False),
                name="roundtables_putgoal_gone_is_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('roundtables:comment-round-detail', args=[self.round_id])}?ziel={self.pk}#ziel-{self.pk}"

    @property
    def is_changed(self) -> bool:
        """Whether the draft, or what was adopted of it, says something else by now; a goal that is gone does."""
        return self.goal is None or self.goal.text != self.text


def comment_address(round_key: int, key: int) -> str:
    """Where a comment stands: the page of its round that has it, at its place."""
    return f"{reverse('roundtables:comment-round-detail', args=[round_key])}?kommentar={key}#kommentar-{key}"


class GoalComment(TimestampedModel, VersionedModel):
    """What somebody said about a goal, and the answer. Its words are never changed; everybody reads `public_text`.

    Advertising and what is about something else is dismissed: nobody else reads it, and it is not counted.
    The history leaves out the words: what is private in them is forgotten with the address of who wrote them.
    """

    put_goal = models.ForeignKey(PutGoal, on_delete=models.PROTECT, related_name="comments", verbose_name="Ziel")
    text = models.TextField("Kommentar")
    channel = models.CharField("Weg", max_length=10, choices=CommentChannel.choices)
    author = done_by("geschrieben von")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goal_comments",
        verbose_name="Organisation",
    )
    received_on = models.DateField("eingegangen am")
    deadline = models.DateField("Frist, als er einging", editable=False)
    outcome = models.CharField(
        "Ergebnis", max_length=10, choices=CommentOutcome.choices, default=CommentOutcome.OPEN, editable=False
    )
    answer = models.TextField("Antwort mit Grund", blank=True)
    answered_at = models.DateTimeField("beantwortet am", null=True, blank=True, editable=False)
    answered_by = done_by("beantwortet von")
    is_late_answer = models.BooleanField("nach der Frist beantwortet", default=False, editable=False)
    public_text = models.TextField("Wortlaut für alle", blank=True)
    dismissed_at = models.DateTimeField("kein Beitrag seit", null=True, blank=True, editable=False)
    dismiss_reason = models.TextField("Warum es kein Beitrag ist", blank=True, default="", db_default="")

    objects: Any = GoalCommentQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["text", "public_text"])

    class Meta:
        verbose_name = "Kommentar zu einem Ziel"
        verbose_name_plural = "Kommentare zu Zielen"
        ordering = ["put_goal", "pk"]
        constraints = [
            in_choices("channel", CommentChannel, "roundtables_goalcomment_channel"),
            in_choices("outcome", CommentOutcome, "roundtables_goalcomment_outcome"),
            models.CheckConstraint(condition=~Q(text=""), name="roundtables_goalcomment_text"),
            models.CheckConstraint(
                condition=Q(received_on__lte=F("deadline")),
                name="roundtables_goalcomment_in_time",
                violation_error_message=AFTER_DEADLINE,
            ),
            both_or_neither("answered_at", "answered_by", "roundtables_goalcomment_who_when"),
            set_in(ANSWERED, "answered_at", "roundtables_goalcomment_answered", state_field="outcome"),
            models.CheckConstraint(
                condition=Q(outcome=CommentOutcome.OPEN, answer="", public_text="", is_late_answer=False)
                | (~Q(outcome=CommentOutcome.OPEN) & ~Q(answer="")),
                name="roundtables_goalcomment_reason",
                violation_error_message=NO_REASON,
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True, dismiss_reason="")
                | (Q(dismissed_at__isnull=False) & ~Q(dismiss_reason="")),
                name="roundtables_goalcomment_dismissed_why",
            ),
            models.CheckConstraint(
                condition=Q(channel=CommentChannel.PORTAL, author__isnull=True)
                | (~Q(channel=CommentChannel.PORTAL) & Q(author__isnull=False)),
                name="roundtables_goalcomment_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.put_goal}"

    def get_absolute_url(self) -> str:
        return comment_address(self.put_goal.round_id, self.pk)

    @property
    def who(self) -> str:
        """For whom it speaks; people without an account are not named."""
        if self.organisation:
            return str(self.organisation)
        return "Ohne Konto" if self.channel == CommentChannel.PORTAL else "Eingetragen von der Koordination"

    @property
    def is_dismissed(self) -> bool:
        """Whether it is no contribution: it is not shown to others and counts nowhere."""
        return self.dismissed_at is not None

    @property
    def is_answered(self) -> bool:
        return self.outcome != CommentOutcome.OPEN
