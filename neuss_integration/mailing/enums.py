"""Values of mails."""

from django.db import models


class MailState(models.TextChoices):
    """Where a mail stands."""

    QUEUED = "queued", "wartet"
    SENDING = "sending", "wird gesendet"
    SENT = "sent", "gesendet"
    BOUNCED = "bounced", "zurückgewiesen"
    FAILED = "failed", "nicht zustellbar"
    UNCERTAIN = "uncertain", "unklar, ob gesendet"
    CANCELLED = "cancelled", "nicht mehr nötig"
