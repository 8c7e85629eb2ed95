"""What an office sends and the Koordination releases or gives back: who did so, when and with which words."""

from django.db import models

from neuss_integration.foundation.records.abstract_models import done_by
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
