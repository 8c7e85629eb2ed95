"""Writing and sending mails.

Services queue a mail in their own transaction: the decision and its mail are stored together or not at all. The
worker sends what is due. A mail server that is down is tried again for three days; a mail of which nobody knows
whether it went out (the process died in between) is not sent again by itself.
"""

import datetime as dt
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.models import User
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail

PAUSES = [dt.timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 720, 1440, 1440)]
LOST_AFTER = dt.timedelta(minutes=15)
LOST = "Der Versand wurde unterbrochen. Es ist nicht bekannt, ob die Nachricht angekommen ist."

logger = logging.getLogger(__name__)


def queue_mail(
    *,
    key: str,
    kind: str,
    to: User | str,
    subject: str,
    text: str,
    html: str = "",
    calendar: str = "",
    calendar_method: str = "",
) -> Mail:
    """A mail waits for the worker. The same `key` again gives the mail of the first call, whatever became of it.

    `to` is a person or the address of a mailbox. `calendar` is an iCalendar file, `calendar_method` REQUEST or CANCEL.
    Runs in the transaction of the caller.
    """
    defaults = {
        "kind": kind,
        "recipient": to if isinstance(to, User) else None,
        "address": to.email if isinstance(to, User) else to,
        "subject": " ".join(subject.split())[:200],
        "text": text,
        "html": html,
        "calendar": calendar,
        "calendar_method": calendar_method,
    }
    return Mail.objects.get_or_create(key=key, defaults=defaults)[0]


@transaction.atomic
def cancel_mails(*, key_starts_with: str) -> int:
    """Queued mails whose key starts so are not sent any more. Returns how many."""
    waiting = Mail.objects.filter(key__startswith=key_starts_with, state=MailState.QUEUED)
    return waiting.update(state=MailState.CANCELLED)


def deliver_due(now: dt.datetime | None = None) -> int:
    """Every mail that is due was tried once; returns how many were sent. May run in several processes at once."""
    now = now or timezone.now()
    _mark_lost(now)
    sent = 0
    while mail := _claim(now):
        sent += _send(mail, now)
    return sent


def _mark_lost(now: dt.datetime) -> None:
    lost = Mail.objects.filter(state=MailState.SENDING, due_at__lt=now - LOST_AFTER)
    lost.update(state=MailState.UNCERTAIN, error=LOST)


@transaction.atomic
def _claim(now: dt.datetime) -> Mail | None:
    """The next due mail, marked as being sent by this process."""
    due = Mail.objects.filter(state=MailState.QUEUED, due_at__lte=now).order_by("due_at", "pk")
    mail = due.select_for_update(skip_locked=True).first()
    if mail is None or not settings.SEND_MAIL:
        return None
    mail.state, mail.attempts, mail.due_at = MailState.SENDING, mail.attempts + 1, now
    mail.save(update_fields=["state", "attempts", "due_at"])
    return mail


def _send(mail: Mail, now: dt.datetime) -> bool:
    try:
        message_of(mail).send()
    except smtplib.SMTPRecipientsRefused as error:
        _end(mail, MailState.FAILED, f"Die Adresse wurde abgewiesen: {error}")
        return False
    except (smtplib.SMTPException, OSError) as error:
        _try_again(mail, now, error)
        return False
    mail.state, mail.sent_at, mail.error = MailState.SENT, timezone.now(), ""
    mail.save(update_fields=["state", "sent_at", "error"])
    return True


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it goes out: plain text, HTML beside it, the calendar entry as file and as invitation."""
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.address])
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        message.attach("termin.ics", mail.calendar, f"text/calendar; method={mail.calendar_method or 'PUBLISH'}")
    return message


def _try_again(mail: Mail, now: dt.datetime, error: Exception) -> None:
    logger.warning("Mail %s could not be sent: %s", mail.pk, error)
    if mail.attempts > len(PAUSES):
        _end(mail, MailState.FAILED, f"Nach {mail.attempts} Versuchen aufgegeben: {error}")
        return
    mail.state, mail.error, mail.due_at = MailState.QUEUED, str(error), now + PAUSES[mail.attempts - 1]
    mail.save(update_fields=["state", "error", "due_at"])


def _end(mail: Mail, state: MailState, error: str) -> None:
    mail.state, mail.error = state, error
    mail.save(update_fields=["state", "error"])
