"""The Handlungsvorschlag: what should be done about needs, how much of it, for how much money, and its outcome."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from measures.models import Measure, Resolution
from neuss_integration.city.models import Committee, Department, Organisation
from neuss_integration.foundation.records.abstract_models import (
    TimestampedModel,
    VersionedModel,
    WorkflowEvent,
    sort_key_field,
)
from neuss_integration.foundation.records.constraints import AMOUNT_BELOW_ZERO, in_choices, required_in
from neuss_integration.foundation.records.history_records import RelationRecords
from roundtables.enums.needs import RESOLVED_PROPOSALS, ProposalState
from roundtables.models.need import Need
from roundtables.models.placing import PLACING_RELATIONS, PlacedModel
from roundtables.models.round_table import RoundTable
from roundtables.querysets.needs import ProposalQuerySet

_EXPLAINED: Final = [ProposalState.CHANGED, ProposalState.REJECTED, ProposalState.DEFERRED]


class Proposal(PlacedModel, TimestampedModel, VersionedModel):
    """A Handlungsvorschlag of a Runder Tisch, from one or more needs."""

    number = models.CharField("Nummer", max_length=20, unique=True, editable=False)
    round_table = models.ForeignKey(
        RoundTable, on_delete=models.PROTECT, related_name="proposals", verbose_name="Runder Tisch"
    )
    needs = models.ManyToManyField(Need, related_name="proposals", verbose_name="Bedarfe")
    title = models.CharField("Titel", max_length=200)
    description = models.TextField("Was getan werden soll")
    quantity = models.TextField("Eckdaten in Zahlen", blank=True)
    amount = models.DecimalField("Mittel im Jahr in Euro", max_digits=12, decimal_places=2, null=True, blank=True)
    amount_note = models.CharField("Hinweis zu den Mitteln", max_length=300, blank=True)
    lead_department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="vorgeschlagene Federführung",
    )
    carrier = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="vorgeschlagener Träger",
    )
    rank = models.PositiveSmallIntegerField("Rang", null=True, blank=True)
    state = models.CharField("Status", max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT)
    state_reason = models.TextField("Begründung des Status", blank=True)
    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="proposals",
        verbose_name="Beschluss",
    )
    resolved_amount = models.DecimalField(
        "beschlossene Mittel im Jahr in Euro", max_digits=12, decimal_places=2, null=True, blank=True
    )
    measure = models.OneToOneField(
        Measure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="proposal",
        verbose_name="Maßnahme daraus",
    )
    reflection = models.TextField("Rückblick des Trägers", blank=True)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)
    sort_key = sort_key_field("title")

    objects = ProposalQuerySet.as_manager()
    history = RelationRecords(m2m_fields=[*PLACING_RELATIONS, "needs"], excluded_fields=["sort_key", "submission_key"])

    class Meta:
        verbose_name = "Handlungsvorschlag"
        verbose_name_plural = "Handlungsvorschläge"
        ordering = [models.F("rank").asc(nulls_last=True), "number"]
        constraints = [
            in_choices("state", ProposalState, "roundtables_proposal_state_valid"),
            required_in(_EXPLAINED, "state_reason", "roundtables_proposal_reason_given"),
            models.CheckConstraint(condition=~Q(title=""), name="roundtables_proposal_title_given"),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(resolved_amount__isnull=True) | Q(resolved_amount__gte=0)),
                name="roundtables_proposal_money_not_negative",
                violation_error_message=AMOUNT_BELOW_ZERO,
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True, state=ProposalState.DRAFT)
                | Q(rank__gte=1) & ~Q(state=ProposalState.DRAFT),
                name="roundtables_proposal_rank_unless_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[each.value for each in RESOLVED_PROPOSALS]) | Q(resolution__isnull=False),
                name="roundtables_proposal_resolved_by",
            ),
            models.CheckConstraint(
                condition=Q(measure__isnull=True) | Q(state__in=[ProposalState.ACCEPTED, ProposalState.CHANGED]),
                name="roundtables_proposal_measure_when_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("roundtables:proposal-detail", args=[self.number])

    @property
    def is_accepted(self) -> bool:
        """Whether a Gremium wants it done, as proposed or changed."""
        return self.state in (ProposalState.ACCEPTED, ProposalState.CHANGED)


class Forwarding(TimestampedModel):
    """A proposal went to a Gremium on a day, with the text of its paper."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="forwardings", verbose_name="Handlungsvorschlag"
    )
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="forwardings", verbose_name="Gremium"
    )
    forwarded_on = models.DateField("weitergeleitet am")
    paper_number = models.CharField("Nummer der Vorlage", max_length=60, blank=True)
    paper_text = models.TextField("Text der Vorlage")
    forwarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="weitergeleitet von"
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "Weiterleitung"
        verbose_name_plural = "Weiterleitungen"
        ordering = ["forwarded_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "committee", "forwarded_on"],
                name="roundtables_forwarding_once",
                violation_error_message="An dieses Gremium wurde der Vorschlag an diesem Tag schon weitergeleitet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee}, {self.forwarded_on:%d.%m.%Y}"


class ProposalEvent(WorkflowEvent):
    """Who ranked, forwarded or resolved a proposal."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="events", verbose_name="Handlungsvorschlag"
    )

    class Meta(WorkflowEvent.Meta):
        verbose_name = "Vorgang eines Handlungsvorschlags"
        verbose_name_plural = "Vorgänge von Handlungsvorschlägen"

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.from_state} → {self.to_state}"
