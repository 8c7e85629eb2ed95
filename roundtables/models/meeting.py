"""Meetings of the Runde Tische."""

import uuid
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from neuss_integration.foundation.records.abstract_models import (
    TimestampedModel,
    VersionedModel,
    WorkflowEvent,
    done_by,
)
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, required_in
from roundtables.enums.meetings import MeetingState
from roundtables.models.round_table import RoundTable
from roundtables.querysets.meetings import MeetingQuerySet

END_NOT_AFTER_START: Final = "Das Ende liegt nicht nach dem Beginn. Bitte prüfen Sie beide Uhrzeiten."


class Meeting(TimestampedModel, VersionedModel):
    """One meeting. `uid` and `sequence` name it in the calendars of those invited (RFC 5545)."""

    round_table = models.ForeignKey(
        RoundTable, on_delete=models.PROTECT, related_name="meetings", verbose_name="Runder Tisch"
    )
    title = models.CharField("Anlass", max_length=150, blank=True)
    starts_at = models.DateTimeField("Beginn")
    ends_at = models.DateTimeField("Ende")
    place = models.CharField("Ort", max_length=200, blank=True)
    link = models.URLField("Adresse der Videokonferenz", max_length=500, blank=True)
    state = models.CharField("Status", max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    state_reason = models.TextField("Grund der Absage", blank=True)
    is_needs_meeting = models.BooleanField("stellt die Bedarfe fest", default=False)
    is_public = models.BooleanField("Termin steht im Portal", default=False, db_default=False)
    invitation_text = models.TextField("Text der Einladung", blank=True)
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="following",
        verbose_name="vorherige Sitzung",
    )
    series = models.UUIDField("Kennung der Reihe", null=True, blank=True, editable=False)
    uid = models.UUIDField("Kennung im Kalender", default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField("Stand im Kalender", default=0, editable=False)
    invited_at = models.DateTimeField("eingeladen am", null=True, blank=True, editable=False)
    invited_by = done_by("eingeladen von")
    votes_total = models.PositiveSmallIntegerField("Stimmen insgesamt", null=True, blank=True, editable=False)
    votes_present = models.PositiveSmallIntegerField("Stimmen anwesend", null=True, blank=True, editable=False)
    votes_needed = models.PositiveSmallIntegerField("Stimmen nötig", null=True, blank=True, editable=False)
    source = models.TextField("Quelle", blank=True)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key", "uid", "sequence", "series"])

    class Meta:
        verbose_name = "Sitzung"
        verbose_name_plural = "Sitzungen"
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["round_table", "state", "starts_at"], name="roundtables_meeting_dates")]
        constraints = [
            in_choices("state", MeetingState, "roundtables_meeting_state_valid"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="roundtables_meeting_ends_after_start",
                violation_error_message=END_NOT_AFTER_START,
            ),
            required_in([MeetingState.CANCELLED], "state_reason", "roundtables_meeting_cancel_reason"),
            both_or_neither("invited_at", "invited_by", "roundtables_meeting_invited_who_when"),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.INVITED) | Q(invited_at__isnull=False),
                name="roundtables_meeting_invited_at_set",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.HELD, votes_total__isnull=False, votes_present__isnull=False)
                | (~Q(state=MeetingState.HELD) & Q(votes_total__isnull=True, votes_present__isnull=True)),
                name="roundtables_meeting_votes_when_held",
            ),
            models.CheckConstraint(
                condition=Q(votes_total__isnull=True) | Q(votes_present__lte=F("votes_total")),
                name="roundtables_meeting_votes_within",
                violation_error_message="Es können nicht mehr Stimmen anwesend sein, als es gibt.",
            ),
        ]

    def __str__(self) -> str:
        day = timezone.localtime(self.starts_at).strftime("%d.%m.%Y")
        return f"{self.title or 'Sitzung'} am {day}"

    def get_absolute_url(self) -> str:
        return reverse("roundtables:meeting-detail", args=[self.pk])

    @property
    def is_quorate(self) -> bool | None:
        """Whether enough votes were present at a meeting that was held; None when it was not, or without a rule."""
        if self.votes_present is None or self.votes_needed is None:
            return None
        return self.votes_present >= self.votes_needed


class MeetingEvent(WorkflowEvent):
    """Who invited, moved, held or cancelled a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="events", verbose_name="Sitzung")

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang einer Sitzung"
        verbose_name_plural = "Vorgänge von Sitzungen"

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.from_state} → {self.to_state}"
