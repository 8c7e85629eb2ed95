"""Every mail the application sends, with its fate. A mail is written once (`key`), so a crash sends none twice."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from neuss_integration.accounts.mails import LINK, PASSWORD
from neuss_integration.foundation.records.constraints import both_or_neither, in_choices, required_in
from neuss_integration.mailing.enums import MailState, Refusal

TROUBLED = [MailState.FAILED, MailState.UNCERTAIN, MailState.BOUNCED]


class Mail(models.Model):
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
    reply_to = models.EmailField("Antwort an", blank=True, db_default="")
    is_circular = models.BooleanField("Rundschreiben", default=False, db_default=False)
    state = models.CharField("Status", max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    due_at = models.DateTimeField("nächster Versuch", default=timezone.now)
    error = models.TextField("Fehler", blank=True)
    refusal = models.CharField("abgewiesen wurde", max_length=10, choices=Refusal.choices, blank=True, db_default="")
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
            in_choices("refusal", Refusal, "mailing_mail_refusal_valid", or_empty=True),
            models.CheckConstraint(
                condition=models.Q(refusal="") | models.Q(state=MailState.BOUNCED), name="mailing_mail_refusal_bounced"
            ),
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

    @property
    def link_ends_at(self) -> dt.datetime | None:
        """Until when the link in a mail that went out leads to a new password; None where there is none."""
        if self.kind != PASSWORD or self.sent_at is None or LINK not in self.text:
            return None
        return self.sent_at + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


class SendingPause(models.Model):
    """From when until when nothing is sent, and who decided that. The last one without an end is the present one."""

    started_at = models.DateTimeField("angehalten am", default=timezone.now, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="angehalten von",
        help_text="leer: auf dem Server, beim Wiederherstellen einer Sicherung",
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


class MailServer(models.Model):
    """How the mail server behaves, for all processes: the one row there is. After a failure it gets a rest."""

    failures = models.PositiveIntegerField("vergebliche Versuche nacheinander", default=0)
    failing_since = models.DateTimeField("nicht erreichbar seit", null=True, blank=True)
    retry_at = models.DateTimeField("nächster Versuch", null=True, blank=True)
    error = models.TextField("Fehler", blank=True)
    answered_at = models.DateTimeField("zuletzt erreicht", null=True, blank=True)

    class Meta:
        verbose_name = "Mailserver"
        verbose_name_plural = "Mailserver"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="mailing_server_is_one"),
            both_or_neither("failing_since", "retry_at", "mailing_server_failing_is_retried"),
        ]

    def __str__(self) -> str:
        return self.error or "erreichbar"


class BarrierReport(models.Model):
    """What somebody could not read or use, kept before any mail about it; the address goes when it is settled."""

    message = models.TextField("Meldung")
    page = models.CharField("Seite", max_length=500, blank=True)
    email = models.EmailField("Antwort an", blank=True)
    created_at = models.DateTimeField("gemeldet am", default=timezone.now, editable=False)
    settled_at = models.DateTimeField("erledigt am", null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="erledigt von",
    )

    class Meta:
        verbose_name = "gemeldete Barriere"
        verbose_name_plural = "gemeldete Barrieren"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(message=""), name="mailing_barrier_says_something"),
            both_or_neither("settled_at", "settled_by", "mailing_barrier_settled_who_when"),
        ]

    def __str__(self) -> str:
        return self.message[:60]
