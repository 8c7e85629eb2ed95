"""Aufträge: what somebody has to do after a meeting, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from neuss_integration.city.models import Department, Organisation
from neuss_integration.foundation.records.abstract_models import TimestampedModel, VersionedModel, done_by
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, required_in, set_in
from roundtables.enums.minutes import ActionState
from roundtables.models.agenda import AgendaItem
from roundtables.models.meeting import Meeting
from roundtables.querysets.action_items import ActionItemQuerySet


class ActionItem(TimestampedModel, VersionedModel):
    """A task from a meeting. Who: a person with an account, a Fachdienststelle or an organisation, exactly one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="action_items", verbose_name="Sitzung")
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name="Tagesordnungspunkt",
    )
    text = models.CharField("Auftrag", max_length=500)
    responsible_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name="Person",
    )
    responsible_department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name="Fachdienststelle",
    )
    responsible_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name="Organisation",
    )
    due_on = models.DateField("fällig am")
    is_internal = models.BooleanField("nicht öffentlich", default=False)
    state = models.CharField("Status", max_length=10, choices=ActionState.choices, default=ActionState.OPEN)
    outcome = models.TextField("Ergebnis", blank=True)
    closed_at = models.DateTimeField("beendet am", null=True, blank=True, editable=False)
    closed_by = done_by("beendet von")
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    objects = ActionItemQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["submission_key"])

    class Meta:
        verbose_name = "Auftrag"
        verbose_name_plural = "Aufträge"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="roundtables_action_due")]
        constraints = [
            in_choices("state", ActionState, "roundtables_action_state_valid"),
            models.CheckConstraint(
                condition=Q(
                    responsible_user__isnull=False,
                    responsible_department__isnull=True,
                    responsible_organisation__isnull=True,
                )
                | Q(
                    responsible_user__isnull=True,
                    responsible_department__isnull=False,
                    responsible_organisation__isnull=True,
                )
                | Q(
                    responsible_user__isnull=True,
                    responsible_department__isnull=True,
                    responsible_organisation__isnull=False,
                ),
                name="roundtables_action_one_responsible",
                violation_error_message="Bitte geben Sie genau eine Person, Fachdienststelle oder Organisation an.",
            ),
            set_in([ActionState.DONE, ActionState.DROPPED], "closed_at", "roundtables_action_closed_at_set"),
            both_or_neither("closed_at", "closed_by", "roundtables_action_closed_who_when"),
            required_in([ActionState.DROPPED], "outcome", "roundtables_action_dropped_why"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("roundtables:action-detail", args=[self.pk])

    @property
    def responsible(self) -> str:
        return str(self.responsible_user or self.responsible_department or self.responsible_organisation)

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed and nothing is settled."""
        return self.state == ActionState.OPEN and self.due_on < timezone.localdate()
