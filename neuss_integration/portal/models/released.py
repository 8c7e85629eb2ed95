"""What is shown to everybody only as it was released: a draft, a frozen copy, and the way between them."""

import hashlib
import json
from typing import Any

from django.db import models
from django.db.models import Q

from measures.models import Measure
from neuss_integration.foundation.records.abstract_models import (
    TimestampedModel,
    VersionedModel,
    WorkflowEvent,
    done_by,
)
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, required_in, set_in
from neuss_integration.portal.enums import ReleaseState

Json = dict[str, Any]


class ReleasedModel(TimestampedModel, VersionedModel):
    """The fields are the draft of the office; `released` is what everybody reads until it is released anew."""

    state = models.CharField(
        "Status", max_length=10, choices=ReleaseState.choices, default=ReleaseState.DRAFT, editable=False
    )
    title = models.CharField("Titel", max_length=120)
    released = models.JSONField("Stand der Freigabe", null=True, blank=True, editable=False)
    released_at = models.DateTimeField("freigegeben am", null=True, blank=True, editable=False)
    released_by = done_by("freigegeben von")
    withdrawn_at = models.DateTimeField("zurückgezogen am", null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField("Grund der Rücknahme", blank=True, editable=False)
    submission_key = models.UUIDField("Formularkennung", null=True, unique=True, editable=False)

    display_fields: tuple[str, ...] = ("title",)

    class Meta:
        abstract = True
        constraints = [
            in_choices("state", ReleaseState, "%(app_label)s_%(class)s_state_valid"),
            set_in([ReleaseState.RELEASED], "released", "%(app_label)s_%(class)s_released_is_frozen"),
            set_in([ReleaseState.WITHDRAWN], "withdrawn_at", "%(app_label)s_%(class)s_withdrawn_when"),
            required_in([ReleaseState.WITHDRAWN], "withdrawn_reason", "%(app_label)s_%(class)s_withdrawn_why"),
            both_or_neither("released_at", "released_by", "%(app_label)s_%(class)s_released_who_when"),
            models.CheckConstraint(
                condition=~Q(state=ReleaseState.RELEASED) | Q(released_at__isnull=False),
                name="%(app_label)s_%(class)s_released_at_set",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="%(app_label)s_%(class)s_title_given"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_changes(self) -> bool:
        """Whether everybody reads something else than what the office wrote last."""
        return self.state == ReleaseState.RELEASED and self.released != self.content()

    @property
    def measure_shown(self) -> Measure | None:
        """The measure whose text for the public stands here, and is released with it; one that is only named is not."""
        return None

    def content(self) -> Json:
        """What would be frozen now: plain JSON of labels and values."""
        raise NotImplementedError

    @property
    def seen(self) -> str:
        """The preview in few characters: another one as soon as a text that stands here changes, also of a measure."""
        told = json.dumps(self.content(), sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def missing(self) -> dict[str, str]:
        """What must be there before everybody reads it, as sentences by field."""
        raise NotImplementedError


class ReleaseEvent(WorkflowEvent):
    """Who released or withdrew the `item` that the class names, and why."""

    class Meta(WorkflowEvent.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.item_id}: {self.from_state} → {self.to_state}"  # type: ignore[attr-defined]
