"""Papers for meetings."""

from django.db import models
from simple_history.models import HistoricalRecords

from neuss_integration.foundation.attachments.models import ATTACHED_ALREADY, Attachment
from roundtables.models.agenda import AgendaItem
from roundtables.models.meeting import Meeting


class MeetingPaper(Attachment):
    """A file for a meeting or one item of its agenda; for the members of the Runder Tisch."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers", verbose_name="Sitzung")
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name="Tagesordnungspunkt",
    )

    history = HistoricalRecords(excluded_fields=["content"])

    class Meta(Attachment.Meta):
        verbose_name = "Unterlage einer Sitzung"
        verbose_name_plural = "Unterlagen von Sitzungen"
        constraints = [
            *Attachment.Meta.constraints,
            models.UniqueConstraint(
                fields=["meeting", "sha256"],
                name="roundtables_paper_once",
                violation_error_message=ATTACHED_ALREADY,
            ),
        ]
