"""Writing and sending mails.

Services queue a mail in their own transaction: the decision and its mail are stored together or not at all. The
worker sends what is due. A mail server that is down is tried again for three days; a mail of which nobody knows
whether it went out (the process died in between) is not sent again by itself.
"""

import datetime as dt
import logging
import smtplib
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import TROUBLED, Mail, SendingPause
from neuss_integration.mailing.selectors import current_pause

PAUSES = [dt.timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 720, 1440, 1440)]
LOST_AFTER = dt.timedelta(minutes=15)
LOST = "Der Versand wurde unterbrochen. Es ist nicht bekannt, ob die Nachricht angekommen ist."

TEST = "test"
BATCH = 500

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
    due_at: dt.datetime | None = None,
) -> Mail:
    """A mail waits for the worker. The same `key` again gives the mail of the first call, whatever became of it.

    `to` is a person or the address of a mailbox. `calendar` is an iCalendar file, `calendar_method` REQUEST or CANCEL.
    `due_at` is the earliest moment to send it.
    Runs in the transaction of the caller.
    """
    mail = Mail(
        key=key,
        kind=kind,
        recipient=to if isinstance(to, User) else None,
        address=to.email if isinstance(to, User) else to,
        subject=" ".join(subject.split())[:200],
        text=text,
        html=html,
        calendar=calendar,
        calendar_method=calendar_method,
        due_at=due_at or timezone.now(),
    )
    return queue_mails([mail])[key]


def queue_mails(mails: Sequence[Mail]) -> dict[str, Mail]:
    """All wait for the worker; by key what is stored, which is the mail of an earlier call where there was one.

    Three queries for up to BATCH mails. Runs in the transaction of the caller.
    """
    Mail.objects.bulk_create(mails, batch_size=BATCH, ignore_conflicts=True)
    keys = [mail.key for mail in mails]
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    return {mail.key: mail for batch in batches for mail in Mail.objects.filter(key__in=batch)}


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


def is_sending() -> bool:
    """Whether mails go out: neither the setting SEND_MAIL nor a pause keeps them back."""
    return settings.SEND_MAIL and current_pause() is None


def _mark_lost(now: dt.datetime) -> None:
    lost = Mail.objects.filter(state=MailState.SENDING, due_at__lt=now - LOST_AFTER)
    lost.update(state=MailState.UNCERTAIN, error=LOST)


@transaction.atomic
def _claim(now: dt.datetime) -> Mail | None:
    """The next due mail, marked as being sent by this process."""
    due = Mail.objects.filter(state=MailState.QUEUED, due_at__lte=now).order_by("due_at", "pk")
    mail = due.select_for_update(skip_locked=True).first()
    if mail is None or not is_sending():
        return None
    mail.state, mail.attempts, mail.due_at = MailState.SENDING, mail.attempts + 1, now
    mail.save(update_fields=["state", "attempts", "due_at"])
    return mail


def _send(mail: Mail, now: dt.datetime) -> bool:
    try:
        message_of(mail).send()
    except smtplib.SMTPRecipientsRefused as error:
        _end(mail, MailState.BOUNCED, f"Die Adresse wurde abgewiesen: {error}")
        return False
    except (smtplib.SMTPException, OSError) as error:
        _try_again(mail, now, error)
        return False
    mail.state, mail.sent_at, mail.error = MailState.SENT, timezone.now(), ""
    mail.save(update_fields=["state", "sent_at", "error"])
    return True


@transaction.atomic
def pause_sending(*, by: User, reason: str) -> SendingPause:
    """No mail goes out until somebody resumes; all wait. Paused twice, it is paused once."""
    ensure(by, Permission.MANAGE_ROUNDS)
    if not reason.strip():
        raise Refused("Bitte geben Sie an, warum der Versand angehalten wird.")
    pause = SendingPause.objects.select_for_update(of=("self",)).filter(is_current=True).first()
    return pause or SendingPause.objects.create(started_by=by, reason=reason.strip())


@transaction.atomic
def resume_sending(*, by: User) -> None:
    """Waiting mails go out again with the next run of the worker."""
    ensure(by, Permission.MANAGE_ROUNDS)
    pause = SendingPause.objects.select_for_update(of=("self",)).filter(is_current=True).first()
    if pause is not None:
        pause.is_current, pause.ended_at, pause.ended_by = False, timezone.now(), by
        pause.save(update_fields=["is_current", "ended_at", "ended_by"])


@transaction.atomic
def send_again(mail: Mail, *, by: User) -> Mail:
    """A mail that failed, came back or of which nobody knows waits for the worker once more."""
    ensure(by, Permission.MANAGE_ROUNDS)
    current = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if current.state not in TROUBLED:
        raise Refused(f"Die Nachricht ist „{current.get_state_display()}“. Ein weiterer Versand ist nicht nötig.")
    current.state, current.attempts, current.error = MailState.QUEUED, 0, ""
    current.due_at, current.sent_at = timezone.now(), None
    current.save(update_fields=["state", "attempts", "error", "due_at", "sent_at"])
    return current


@transaction.atomic
def record_bounce(mail: Mail, *, by: User, reason: str) -> Mail:
    """The mail is known not to have arrived; the office is written to at its mailbox until one arrives again."""
    ensure(by, Permission.MANAGE_ROUNDS)
    current = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if current.state not in (MailState.SENT, MailState.UNCERTAIN):
        raise Refused(f"Die Nachricht ist „{current.get_state_display()}“ und kann nicht zurückgekommen sein.")
    if not reason.strip():
        raise Refused("Bitte geben Sie an, was in der Fehlermeldung steht.")
    _end(current, MailState.BOUNCED, f"{reason.strip()} (eingetragen von {by})")
    return current


@transaction.atomic
def send_test(*, by: User, key: str) -> Mail:
    """A mail without content waits for `by`, to see whether sending works. The same `key` makes one."""
    ensure(by, Permission.MANAGE_ROUNDS)
    text = f"Guten Tag,\n\ndiese Nachricht zeigt, dass der Versand funktioniert.\n\n{settings.OFFICE_NAME}\n"
    return queue_mail(key=f"test:{key}", kind=TEST, to=by, subject="Testnachricht: Der Versand funktioniert", text=text)


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
        _end(mail, MailState.FAILED, f"Nach {count_of(mail.attempts, 'Versuch', dative=True)} aufgegeben: {error}")
        return
    mail.state, mail.error, mail.due_at = MailState.QUEUED, str(error), now + PAUSES[mail.attempts - 1]
    mail.save(update_fields=["state", "error", "due_at"])


def _end(mail: Mail, state: MailState, error: str) -> None:
    mail.state, mail.error = state, error
    mail.save(update_fields=["state", "error"])
