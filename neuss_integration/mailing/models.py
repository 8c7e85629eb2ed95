"""Every mail the application sends, with its fate. A mail is written once (`key`), so a crash sends none twice."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from neuss_integration.constraints import in_choices, required_in, set_in
from neuss_integration.mailing.enums import MailState


class Mail(models.Model):
    """One mail to one address."""

    key = models.CharField("Kennung", max_length=200)
    kind = models.CharField("Anlass", max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name="Person",
    )
    address = models.EmailField("Adresse")
    subject = models.CharField("Betreff", max_length=200)
    text = models.TextField("Text")
    html = models.TextField("Text als HTML", blank=True)
    calendar = models.TextField("Kalendereintrag", blank=True)
    calendar_method = models.CharField("Art des Kalendereintrags", max_length=20, blank=True)
    state = models.CharField("Status", max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    due_at = models.DateTimeField("nächster Versuch", default=timezone.now)
    error = models.TextField("Fehler", blank=True)
    created_at = models.DateTimeField("angelegt am", default=timezone.now, editable=False)
    sent_at = models.DateTimeField("gesendet am", null=True, blank=True)

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="mailing_mail_due")]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="mailing_mail_key_unique"),
            in_choices("state", MailState, "mailing_mail_state_valid"),
            set_in([MailState.SENT], "sent_at", "mailing_mail_sent_at_set"),
            required_in([MailState.FAILED, MailState.UNCERTAIN], "error", "mailing_mail_failure_has_error"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} an {self.address}"
