"""The Bedarf: what is missing, who said so, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from measures.models import Measure
from neuss_integration.city.models import Organisation
from neuss_integration.foundation.records.abstract_models import (
    TimestampedModel,
    VersionedModel,
    WorkflowEvent,
    sort_key_field,
)
from neuss_integration.foundation.records.constraints import in_choices, required_in
from neuss_integration.foundation.records.history_records import RelationRecords
from roundtables.enums.needs import NeedOrigin, NeedState, need_origin_choices
from roundtables.models.meeting import Meeting
from roundtables.models.placing import PLACING_RELATIONS, PlacedModel
from roundtables.models.round_table import RoundTable
from roundtables.querysets.needs import NeedQuerySet


class Need(PlacedModel, TimestampedModel, VersionedModel):
    """A Bedarf in the register of a Runder Tisch. Its number is never given again, also when it was merged."""

    number = models.CharField("Nummer", max_length=20, unique=True, editable=False)
    round_table = models.ForeignKey(
        RoundTable, on_delete=models.PROTECT, related_name="needs", verbose_name="Runder Tisch"
    )
    title = models.CharField("Titel", max_length=200)
    description = models.TextField("Beschreibung", blank=True)
    service = models.CharField("Betroffene Dienstleistung", max_length=200, blank=True)

    origin = models.CharField("Woher", max_length=12, choices=need_origin_choices)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="needs", verbose_name="Sitzung"
    )
    raised_on = models.DateField("gemeldet am")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="raised_needs",
        verbose_name="eingetragen von",
    )
    raised_by_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="raised_needs",
        verbose_name="gemeldet von (Organisation)",
    )
    raised_by_name = models.CharField("gemeldet von (Person oder Funktion)", max_length=150, blank=True)

    state = models.CharField("Status", max_length=16, choices=NeedState.choices, default=NeedState.REPORTED)
    state_reason = models.TextField("Begründung des Status", blank=True)
    outcome = models.TextField("Was daraus wurde", blank=True)
    is_public = models.BooleanField("freigegeben für Politik und Öffentlichkeit", default=False)
    measures = models.ManyToManyField(Measure, blank=True, related_name="needs", verbose_name="Maßnahmen daraus")
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_needs",
        verbose_name="zusammengeführt mit",
    )
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)
    search_text = models.TextField("Suchtext", blank=True, editable=False)
    sort_key = sort_key_field("title")

    objects = NeedQuerySet.as_manager()
    history = RelationRecords(
        m2m_fields=[*PLACING_RELATIONS, "measures"],
        excluded_fields=["sort_key", "search_text", "submission_key"],
    )

    class Meta:
        verbose_name = "Bedarf"
        verbose_name_plural = "Bedarfe"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["round_table", "state"], name="roundtables_need_state"),
            models.Index(fields=["sort_key", "id"], name="roundtables_need_sort"),
        ]
        constraints = [
            in_choices("state", NeedState, "roundtables_need_state_valid"),
            in_choices("origin", NeedOrigin, "roundtables_need_origin_valid"),
            required_in([NeedState.NOT_PURSUED], "state_reason", "roundtables_need_not_pursued_reason"),
            models.CheckConstraint(condition=~Q(title=""), name="roundtables_need_title_given"),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) | Q(origin=NeedOrigin.MEETING),
                name="roundtables_need_meeting_is_origin",
                violation_error_message="Eine Sitzung gehört nur zu einem Bedarf, der in einer Sitzung genannt wurde.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="roundtables_need_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("roundtables:need-detail", args=[self.number])


class NeedEvent(WorkflowEvent):
    """Who changed the state of a need or merged it, and why."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="events", verbose_name="Bedarf")

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang eines Bedarfs"
        verbose_name_plural = "Vorgänge von Bedarfen"

    def __str__(self) -> str:
        return f"{self.need_id}: {self.from_state} → {self.to_state}"
