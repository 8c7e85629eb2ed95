"""Files that belong to a measure."""

from typing import Any, ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from measures.models.measure import Measure
from measures.models.progress import ProgressReport
from measures.querysets import MeasureAttachmentQuerySet
from neuss_integration.foundation.attachments.models import ATTACHED_ALREADY, Attachment, AttachmentManager


class MeasureAttachment(Attachment):
    """A file of a measure; internal ones are for the Integrationsbüro and the offices concerned.

    One that came with a progress report is seen by others once the report is accepted.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="attachments", verbose_name="Maßnahme")
    progress = models.ForeignKey(
        ProgressReport,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="attachments",
        verbose_name="Sachstandsbericht",
    )
    is_internal = models.BooleanField("nur für Verwaltung", default=True)

    objects: ClassVar[Any] = AttachmentManager.from_queryset(MeasureAttachmentQuerySet)()
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta(Attachment.Meta):
        verbose_name = "Anlage einer Maßnahme"
        verbose_name_plural = "Anlagen von Maßnahmen"
        constraints = [
            *Attachment.Meta.constraints,
            models.UniqueConstraint(
                fields=["measure", "sha256"],
                name="measures_attachment_once",
                violation_error_message=ATTACHED_ALREADY,
            ),
        ]
