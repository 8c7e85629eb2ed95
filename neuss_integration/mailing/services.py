"""Writing mails, and what the office decides about them; `delivery` beside it sends them.

Services queue a mail in their own transaction: the decision and its mail are stored together or not at all.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import TROUBLED, BarrierReport, Mail, SendingPause
from neuss_integration.mailing.selectors import current_pause

TEST = "test"
BARRIER = "barrier"
BATCH = 500
NO_ADDRESS: Final = "geloescht@geloescht.invalid"
FORGOTTEN: Final = "gelöscht"
BARRIERS_AN_HOUR: Final = 20
BARRIER_ADDRESS_KEPT: Final = dt.timedelta(days=90)
BARRIER_TEXT: Final = """{message}

Seite: {page}
Antwort an: {email}

Die Meldung steht auch in der Anwendung, unter „Nachrichten“:
{url}
"""


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
    reply_to: str = "",
    is_circular: bool = False,
    due_at: dt.datetime | None = None,
) -> Mail:
    """A mail waits for the worker. The same `key` again gives the mail of the first call, whatever became of it.

    `to` is a person or the address of a mailbox. `calendar` is an iCalendar file, `calendar_method` REQUEST or CANCEL.
    `reply_to` is who gets an answer instead of CONTACT_EMAIL. `is_circular` is news that people may do without.
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
        reply_to=reply_to,
        is_circular=is_circular,
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


def is_sending() -> bool:
    """Whether mails go out: neither the setting SEND_MAIL nor a pause keeps them back."""
    return settings.SEND_MAIL and current_pause() is None


@transaction.atomic
def hold_mails(*, reason: str) -> SendingPause:
    """No mail goes out until somebody resumes; decided on the server, not by a person of the application."""
    pause = SendingPause.objects.select_for_update(of=("self",)).filter(is_current=True).first()
    return pause or SendingPause.objects.create(started_by=None, reason=reason)


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
    current.state, current.attempts, current.error, current.refusal = MailState.QUEUED, 0, "", ""
    current.due_at, current.sent_at = timezone.now(), None
    current.save(update_fields=["state", "attempts", "error", "refusal", "due_at", "sent_at"])
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
    current.state, current.error = MailState.BOUNCED, f"{reason.strip()} (eingetragen von {by})"
    current.save(update_fields=["state", "error"])
    return current


@transaction.atomic
def send_test(*, by: User, key: str) -> Mail:
    """A mail without content waits for `by`, to see whether sending works. The same `key` makes one."""
    ensure(by, Permission.MANAGE_ROUNDS)
    text = f"Guten Tag,\n\ndiese Nachricht zeigt, dass der Versand funktioniert.\n\n{city_names().office}\n"
    return queue_mail(key=f"test:{key}", kind=TEST, to=by, subject="Testnachricht: Der Versand funktioniert", text=text)


@transaction.atomic
def report_barrier(*, message: str, page: str, email: str) -> BarrierReport:
    """The report is kept, and a mail about it waits for the office. Anybody may report.

    Of more than BARRIERS_AN_HOUR each is kept, but no further mail is written: nobody floods the office's mailbox.
    """
    report = BarrierReport.objects.create(message=message, page=page, email=email)
    recent = BarrierReport.objects.filter(created_at__gt=timezone.now() - dt.timedelta(hours=1)).count()
    if recent <= BARRIERS_AN_HOUR:
        queue_mail(
            key=f"{BARRIER}:{report.pk}",
            kind=BARRIER,
            to=city_names().contact_email,
            subject=f"Barriere gemeldet: {city_names().full_name}",
            text=BARRIER_TEXT.format(
                message=message,
                page=page or "nicht angegeben",
                email=email or "nicht gewünscht",
                url=urljoin(settings.SITE_URL, reverse("mailing:barrier-list")),
            ),
            reply_to=email,
        )
    return report


@transaction.atomic
def settle_barrier(report: BarrierReport, *, by: User) -> BarrierReport:
    """The report is settled, and the address of who reported it is gone, here and in the mail about it."""
    ensure(by, Permission.MANAGE_ROUNDS)
    current = BarrierReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if current.settled_at is None:
        current.settled_at, current.settled_by = timezone.now(), by
        current.save(update_fields=["settled_at", "settled_by"])
        _forget_address(current)
    return current


def outdated_mails(now: dt.datetime) -> QuerySet[Mail]:
    """Mails with whose fate nothing can happen any more, of which text and address are still there."""
    old = Mail.objects.filter(created_at__lt=now - dt.timedelta(days=settings.MAIL_RETENTION_DAYS))
    return old.exclude(state=MailState.QUEUED).exclude(address=NO_ADDRESS)


@transaction.atomic
def forget_mails() -> int:
    """Mails older than MAIL_RETENTION_DAYS hold neither text nor address; how many. That they went out stays."""
    rows = Mail.objects.filter(pk__in=outdated_mails(timezone.now()).values("pk")[:BATCH])
    texts = {"subject": FORGOTTEN, "text": FORGOTTEN, "html": "", "calendar": "", "reply_to": ""}
    rows.exclude(error="").update(error=FORGOTTEN)
    return rows.update(address=NO_ADDRESS, recipient=None, **texts)


@transaction.atomic
def forget_addresses() -> int:
    """Addresses of reports older than BARRIER_ADDRESS_KEPT are gone; how many."""
    old = BarrierReport.objects.filter(created_at__lt=timezone.now() - BARRIER_ADDRESS_KEPT).exclude(email="")
    reports = list(old.select_for_update(skip_locked=True, of=("self",)))
    for report in reports:
        _forget_address(report)
    return len(reports)


def _forget_address(report: BarrierReport) -> None:
    if report.email:
        for mail in Mail.objects.filter(key=f"{BARRIER}:{report.pk}"):
            mail.reply_to, mail.text = "", mail.text.replace(report.email, "gelöscht")
            mail.save(update_fields=["reply_to", "text"])
        report.email = ""
        report.save(update_fields=["email"])
