"""Values of mails."""

from django.db import models


class MailState(models.TextChoices):
    QUEUED = "queued", "wartet"
    SENDING = "sending", "wird gesendet"
    SENT = "sent", "gesendet"
    BOUNCED = "bounced", "zurückgewiesen"
    FAILED = "failed", "nicht zustellbar"
    UNCERTAIN = "uncertain", "unklar, ob gesendet"
    CANCELLED = "cancelled", "nicht mehr nötig"


class Refusal(models.TextChoices):
    """What of a mail the server refused for good."""

    SENDER = "sender", "Der Absender wurde abgewiesen"
    RECIPIENT = "recipient", "Die Adresse wurde abgewiesen"
    CONTENT = "content", "Der Inhalt wurde abgewiesen"
