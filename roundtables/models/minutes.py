"""Minutes of meetings: what was said, decided and recommended."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from neuss_integration.foundation.records.abstract_models import (
    TimestampedModel,
    VersionedModel,
    WorkflowEvent,
    done_by,
)
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, set_in
from neuss_integration.foundation.records.history_records import RelationRecords
from roundtables.enums.minutes import BallotChoice, MinutesState, ObjectionState
from roundtables.models.agenda import AgendaItem
from roundtables.models.meeting import Meeting
from roundtables.models.round_table import TableMember
from roundtables.querysets.minutes import MinutesQuerySet


class Minutes(TimestampedModel, VersionedModel):
    """The Protokoll of one meeting. Approved ones never change (the database refuses, see the migrations)."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes", verbose_name="Sitzung")
    state = models.CharField("Status", max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    comment_until = models.DateField("Einwände bis", null=True, blank=True)
    is_public = models.BooleanField("öffentlich", default=False)
    withheld = models.ManyToManyField(
        AgendaItem, blank=True, editable=False, related_name="+", verbose_name="nicht veröffentlichte Punkte"
    )
    sent_at = models.DateTimeField("versandt am", null=True, blank=True, editable=False)
    sent_by = done_by("versandt von")
    approved_at = models.DateTimeField("genehmigt am", null=True, blank=True, editable=False)
    approved_by = done_by("Genehmigung eingetragen von")
    approved_in = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="approved_minutes",
        verbose_name="genehmigt in der Sitzung",
    )

    objects = MinutesQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[withheld])

    class Meta:
        verbose_name = "Protokoll"
        verbose_name_plural = "Protokolle"
        ordering = ["-meeting__starts_at", "-pk"]
        constraints = [
            in_choices("state", MinutesState, "roundtables_minutes_state_valid"),
            set_in([MinutesState.SENT, MinutesState.APPROVED], "sent_at", "roundtables_minutes_sent_at_set"),
            set_in([MinutesState.SENT, MinutesState.APPROVED], "comment_until", "roundtables_minutes_deadline_set"),
            both_or_neither("sent_at", "sent_by", "roundtables_minutes_sent_who_when"),
            set_in([MinutesState.APPROVED], "approved_at", "roundtables_minutes_approved_at_set"),
            both_or_neither("approved_at", "approved_by", "roundtables_minutes_approved_who_when"),
            both_or_neither("approved_at", "approved_in", "roundtables_minutes_approved_where"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state=MinutesState.APPROVED),
                name="roundtables_minutes_public_when_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"Protokoll: {self.meeting}"

    def get_absolute_url(self) -> str:
        return reverse("roundtables:minutes-detail", args=[self.meeting_id])

    @property
    def is_approved(self) -> bool:
        """Whether nothing can be changed any more."""
        return self.state == MinutesState.APPROVED


class MinutesEvent(WorkflowEvent):
    """Who sent or approved minutes, or made them public."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="events", verbose_name="Protokoll")

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang eines Protokolls"
        verbose_name_plural = "Vorgänge von Protokollen"

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.from_state} → {self.to_state}"


class MinutesEntry(TimestampedModel, VersionedModel):
    """What the minutes say about one item of the agenda."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="entries", verbose_name="Protokoll")
    item = models.OneToOneField(
        AgendaItem, on_delete=models.PROTECT, related_name="entry", verbose_name="Tagesordnungspunkt"
    )
    text = models.TextField("Verlauf", blank=True)
    decision = models.TextField("Festlegung", blank=True)
    recommendation = models.TextField("Empfehlung", blank=True)
    internal_note = models.TextField("Interner Vermerk", blank=True)
    is_internal = models.BooleanField("ganzer Punkt nicht öffentlich", default=False)
    votes_for = models.PositiveSmallIntegerField("Ja-Stimmen", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("Nein-Stimmen", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("Enthaltungen", null=True, blank=True)
    votes_present = models.PositiveSmallIntegerField("anwesende Stimmen", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Protokoll zu einem Tagesordnungspunkt"
        verbose_name_plural = "Protokolle zu Tagesordnungspunkten"
        ordering = ["item__position", "pk"]
        constraints = [
            both_or_neither("votes_for", "votes_against", "roundtables_entry_votes_against_set"),
            both_or_neither("votes_for", "abstentions", "roundtables_entry_abstentions_set"),
            both_or_neither("votes_for", "votes_present", "roundtables_entry_votes_present_set"),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True)
                | Q(votes_present__gte=F("votes_for") + F("votes_against") + F("abstentions")),
                name="roundtables_entry_votes_within_present",
                violation_error_message="Es sind mehr Stimmen angegeben, als anwesend waren. Bitte prüfen Sie sie.",
            ),
        ]

    def __str__(self) -> str:
        return f"Protokoll zu {self.item_id}"

    @property
    def has_vote(self) -> bool:
        """Whether there was a vote."""
        return self.votes_for is not None


class Ballot(TimestampedModel):
    """How one seat voted, where the vote was by name."""

    entry = models.ForeignKey(
        MinutesEntry, on_delete=models.PROTECT, related_name="ballots", verbose_name="Tagesordnungspunkt"
    )
    member = models.ForeignKey(TableMember, on_delete=models.PROTECT, related_name="ballots", verbose_name="Mitglied")
    choice = models.CharField("Stimme", max_length=10, choices=BallotChoice.choices)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Stimme"
        verbose_name_plural = "Stimmen"
        ordering = ["member__organisation__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "member"], name="roundtables_ballot_once"),
            in_choices("choice", BallotChoice, "roundtables_ballot_choice_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.choice}"


class Objection(TimestampedModel, VersionedModel):
    """What somebody objects to minutes that were sent for comment."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="objections", verbose_name="Protokoll")
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Tagesordnungspunkt",
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="Einwand von"
    )
    text = models.TextField("Einwand")
    state = models.CharField("Status", max_length=10, choices=ObjectionState.choices, default=ObjectionState.OPEN)
    answer = models.TextField("Antwort", blank=True)
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True, editable=False)
    decided_by = done_by("entschieden von")
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    history = HistoricalRecords(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Einwand"
        verbose_name_plural = "Einwände"
        ordering = ["created_at", "pk"]
        constraints = [
            in_choices("state", ObjectionState, "roundtables_objection_state_valid"),
            set_in([ObjectionState.ACCEPTED, ObjectionState.REJECTED], "decided_at", "roundtables_objection_decided"),
            both_or_neither("decided_at", "decided_by", "roundtables_objection_who_when"),
            models.CheckConstraint(
                condition=~Q(state=ObjectionState.REJECTED) | ~Q(answer=""),
                name="roundtables_objection_rejected_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Einwand {self.pk}"
