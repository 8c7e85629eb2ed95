"""What a meeting is about."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel, done_by
from neuss_integration.foundation.records.constraints import in_choices, required_in
from roundtables.enums.meetings import TopicOrigin, TopicState, topic_origin_choices
from roundtables.models.meeting import Meeting

NOT_OF_THE_MEETING: Final = "Dieser Punkt gehört nicht zu der Sitzung."


class AgendaItem(TimestampedModel, VersionedModel):
    """A Tagesordnungspunkt, or a topic that a member proposed for it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda", verbose_name="Sitzung")
    position = models.PositiveSmallIntegerField("Nummer", default=0)
    title = models.CharField("Thema", max_length=200)
    note = models.TextField("Erläuterung", blank=True)
    starts = models.TimeField("Uhrzeit", null=True, blank=True)
    presenter = models.CharField("Vortrag", max_length=150, blank=True)
    state = models.CharField("Status", max_length=10, choices=TopicState.choices, default=TopicState.AGENDA)
    origin = models.CharField("Herkunft", max_length=10, choices=topic_origin_choices, default=TopicOrigin.OFFICE)
    proposed_by = done_by("vorgeschlagen von")
    decline_reason = models.TextField("Begründung", blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Tagesordnungspunkt"
        verbose_name_plural = "Tagesordnungspunkte"
        ordering = ["position", "pk"]
        constraints = [
            in_choices("state", TopicState, "roundtables_agenda_state_valid"),
            in_choices("origin", TopicOrigin, "roundtables_agenda_origin_valid"),
            required_in([TopicState.DECLINED], "decline_reason", "roundtables_agenda_decline_reason"),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                condition=Q(state=TopicState.AGENDA),
                name="roundtables_agenda_position_once",
            ),
            models.CheckConstraint(
                condition=~Q(origin=TopicOrigin.MEMBER) | Q(proposed_by__isnull=False),
                name="roundtables_agenda_proposal_has_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}" if self.state == TopicState.AGENDA else self.title

    def get_absolute_url(self) -> str:
        """The page on which its part of the minutes is written."""
        return reverse("roundtables:entry-edit", args=[self.pk])
