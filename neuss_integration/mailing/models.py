"""Every mail the application sends, with its fate. A mail is written once (`key`), so a crash sends none twice."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, required_in
from neuss_integration.mailing.enums import MailState

TROUBLED = [MailState.FAILED, MailState.UNCERTAIN, MailState.BOUNCED]


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
            models.CheckConstraint(
                condition=models.Q(state=MailState.SENT, sent_at__isnull=False)
                | models.Q(state=MailState.BOUNCED)
                | (~models.Q(state__in=[MailState.SENT, MailState.BOUNCED]) & models.Q(sent_at__isnull=True)),
                name="mailing_mail_sent_at_set",
            ),
            required_in(TROUBLED, "error", "mailing_mail_failure_has_error"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} an {self.address}"


class SendingPause(models.Model):
    """From when until when nothing is sent, and who decided that. The last one without an end is the present one."""

    started_at = models.DateTimeField("angehalten am", default=timezone.now, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="angehalten von"
    )
    reason = models.CharField("Begründung", max_length=300)
    is_current = models.BooleanField("gilt noch", default=True, editable=False)
    ended_at = models.DateTimeField("fortgesetzt am", null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fortgesetzt von",
    )

    class Meta:
        verbose_name = "Versandpause"
        verbose_name_plural = "Versandpausen"
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="mailing_pause_one_at_a_time"
            ),
            both_or_neither("ended_at", "ended_by", "mailing_pause_ended_who_when"),
            models.CheckConstraint(
                condition=models.Q(is_current=True, ended_at__isnull=True)
                | models.Q(is_current=False, ended_at__isnull=False),
                name="mailing_pause_current_until_ended",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="mailing_pause_reason_given"),
        ]

    def __str__(self) -> str:
        return f"Versand angehalten: {self.reason}"
