"""What an office sends and the Koordination releases or gives back: who did so, when and with which words."""

from django.db import models

from neuss_integration.foundation.records.abstract_models import done_by
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, required_in, set_in
from success_factors.enums import RequestState


class Submission(models.Model):
    """`submitted_by` sent it last, `decided_by` said last what becomes of it; each stands there with its moment."""

    state = models.CharField("Status", max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    submitted_at = models.DateTimeField("eingereicht am", null=True, blank=True, editable=False)
    submitted_by = done_by("eingereicht von")
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True, editable=False)
    decided_by = done_by("entschieden von")
    comment = models.TextField("Rückfrage oder Grund", blank=True)

    class Meta:
        abstract = True


def submission_constraints(prefix: str) -> list[models.BaseConstraint]:
    """What holds for each state: who and when stand together, somebody sent what was sent, a return has a reason.

    A model whose submissions can also be called off has rules of its own.
    """
    sent, decided = [RequestState.SUBMITTED, RequestState.ACCEPTED], [RequestState.RETURNED, RequestState.ACCEPTED]
    return [
        in_choices("state", RequestState, f"{prefix}_state_valid"),
        both_or_neither("submitted_at", "submitted_by", f"{prefix}_submitted"),
        both_or_neither("decided_at", "decided_by", f"{prefix}_decided"),
        models.CheckConstraint(
            condition=~models.Q(state__in=sent) | models.Q(submitted_at__isnull=False), name=f"{prefix}_sent"
        ),
        set_in(decided, "decided_at", f"{prefix}_decided_at"),
        required_in([RequestState.RETURNED], "comment", f"{prefix}_comment"),
    ]
