"""Which mail was written to whom in which round, and why: the memory that keeps reminders from repeating."""

from django.db import models
from django.utils import timezone

from measures.enums import RoundMailKind
from measures.models.reporting_round import ReportingRound
from neuss_integration.foundation.records.constraints import in_choices
from neuss_integration.mailing.models import Mail


class RoundMail(models.Model):
    """A mail speaks of a round; one mail can speak of several. Written once, never changed."""

    round = models.ForeignKey(
        ReportingRound, on_delete=models.PROTECT, related_name="mails", verbose_name="Berichtsrunde"
    )
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, related_name="rounds", verbose_name="Nachricht")
    kind = models.CharField("Anlass", max_length=10, choices=RoundMailKind.choices)
    address = models.EmailField("Adresse")
    day = models.DateField("Tag")
    created_at = models.DateTimeField("angelegt am", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "Nachricht einer Berichtsrunde"
        verbose_name_plural = "Nachrichten von Berichtsrunden"
        ordering = ["-created_at", "-pk"]
        constraints = [
            in_choices("kind", RoundMailKind, "measures_roundmail_kind_valid"),
            models.UniqueConstraint(fields=["round", "address", "kind", "day"], name="measures_roundmail_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} an {self.address}"
