"""Sending what is due. May run in several processes at once.

The reply code decides: 4xx is tried again for days with growing pauses, 5xx comes back at once, whatever command it
answers. A server that nobody reaches is left alone for a while, and the mails wait without using up their attempts.
A mail is claimed only over an open line; of one whose content was handed over when the line or the process died,
nobody knows whether it arrived: it is not sent again by itself.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from neuss_integration.accounts.mails import PASSWORD
from neuss_integration.foundation.records.life import silent
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.messages import message_of
from neuss_integration.mailing.models import Mail, MailServer
from neuss_integration.mailing.selectors import mail_server
from neuss_integration.mailing.services import is_sending
from neuss_integration.mailing.transport import Line, LineDead, Rejected, ServerDown, line

PAUSES = [dt.timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 720, 1440, 1440)]
SERVER_PAUSES: Final = [dt.timedelta(seconds=seconds) for seconds in (30, 60, 120, 300, 600)]
SERVER_GIVEN_UP_AFTER: Final = dt.timedelta(days=3)
LOST_AFTER: Final = dt.timedelta(minutes=15)
BATCH_SECONDS: Final = 60
LOST = "Der Versand wurde unterbrochen. Es ist nicht bekannt, ob die Nachricht angekommen ist."
UNREACHABLE: Final = "Der Mailserver war drei Tage lang nicht erreichbar: {error}"

logger = logging.getLogger(__name__)


def deliver_due(
    now: dt.datetime | None = None,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    seconds: float = BATCH_SECONDS,
) -> int:
    """What is due was tried once, as much as goes within `seconds`; returns how many were sent.

    `should_stop` is asked between two mails: the mail in hand is finished.
    """
    now = now or timezone.now()
    _mark_lost(now)
    until, sent = time.monotonic() + seconds, 0
    while _may_try(now) and time.monotonic() < until and not should_stop():
        try:
            with line() as server:
                sent += _batch(server, now, lambda: time.monotonic() >= until or should_stop())
        except ServerDown as error:
            _note_failure(now, str(error))
    return sent


def _may_try(now: dt.datetime) -> bool:
    server = mail_server()
    is_resting = server.retry_at is not None and server.retry_at > now
    return not is_resting and _due(now).exists() and is_sending()


def _due(now: dt.datetime) -> QuerySet[Mail]:
    return Mail.objects.filter(state=MailState.QUEUED, due_at__lte=now).order_by("due_at", "pk")


def _batch(server: Line, now: dt.datetime, should_stop: Callable[[], bool]) -> int:
    """Mails go over one line until it is dead; one that died before any answer counts as a failure of the server."""
    while not should_stop() and (mail := _claim(now)):
        try:
            _send(server, mail, now)
        except LineDead as error:
            if not server.has_answered:
                raise ServerDown(str(error)) from error
            break
    if server.has_answered:
        _note_answer()
    return server.sent


def _mark_lost(now: dt.datetime) -> None:
    lost = Mail.objects.filter(silent("due_at", LOST_AFTER, now=now), state=MailState.SENDING)
    lost.update(state=MailState.UNCERTAIN, error=LOST)


@transaction.atomic
def _claim(now: dt.datetime) -> Mail | None:
    """The next due mail, marked as being sent by this process. A person without access gets no link any more."""
    if not is_sending():
        return None
    closed = Mail.objects.filter(state=MailState.QUEUED, kind=PASSWORD, recipient__is_active=False)
    closed.update(state=MailState.CANCELLED)
    mail = _due(now).select_for_update(skip_locked=True, of=("self",)).select_related("recipient").first()
    if mail is None:
        return None
    mail.state, mail.attempts, mail.due_at = MailState.SENDING, mail.attempts + 1, now
    mail.save(update_fields=["state", "attempts", "due_at"])
    return mail


def _send(server: Line, mail: Mail, now: dt.datetime) -> None:
    """The mail has a new state. Raises LineDead when nothing more goes over this line."""
    try:
        server.send(message_of(mail))
    except ValueError as error:
        _end(mail, MailState.FAILED, f"Die Nachricht lässt sich so nicht verschicken: {error}")
    except Rejected as error:
        if error.is_final:
            mail.refusal = error.refusal
            _end(mail, MailState.BOUNCED, str(error))
        elif error.is_closing and server.sent:
            _put_back(mail, now, str(error))
        else:
            _try_again(mail, now, error)
        if error.is_closing:
            raise LineDead(error, is_uncertain=False) from error
    except LineDead as error:
        if error.is_uncertain:
            _end(mail, MailState.UNCERTAIN, f"{LOST} ({error})")
        else:
            _try_again(mail, now, error)
        raise
    else:
        mail.state, mail.sent_at, mail.error = MailState.SENT, timezone.now(), ""
        mail.save(update_fields=["state", "sent_at", "error"])


def _put_back(mail: Mail, now: dt.datetime, error: str) -> None:
    """The server took others and wants a new connection; that says nothing about this mail."""
    mail.state, mail.error, mail.attempts, mail.due_at = MailState.QUEUED, error, mail.attempts - 1, now
    mail.save(update_fields=["state", "error", "attempts", "due_at"])


def _try_again(mail: Mail, now: dt.datetime, error: Exception) -> None:
    logger.warning("Mail %s could not be sent: %s", mail.pk, error)
    if mail.attempts > len(PAUSES):
        _end(mail, MailState.FAILED, f"Nach {count_of(mail.attempts, 'Versuch', dative=True)} aufgegeben: {error}")
        return
    mail.state, mail.error, mail.due_at = MailState.QUEUED, str(error), now + PAUSES[mail.attempts - 1]
    mail.save(update_fields=["state", "error", "due_at"])


def _end(mail: Mail, state: MailState, error: str) -> None:
    mail.state, mail.error = state, error
    mail.save(update_fields=["state", "error", "refusal"])


@transaction.atomic
def _note_failure(now: dt.datetime, error: str) -> None:
    """The server is left alone for a while; what waits for it since three days is given up."""
    server, _ = MailServer.objects.select_for_update().get_or_create(pk=1)
    if server.failing_since is None:
        logger.error("The mail server cannot be reached: %s", error)
        server.failing_since = now
    server.retry_at = now + SERVER_PAUSES[min(server.failures, len(SERVER_PAUSES) - 1)]
    server.failures, server.error = server.failures + 1, error
    server.save(update_fields=["failures", "failing_since", "retry_at", "error"])
    if now - server.failing_since > SERVER_GIVEN_UP_AFTER:
        waiting = _due(now - SERVER_GIVEN_UP_AFTER).order_by()
        waiting.update(state=MailState.FAILED, error=UNREACHABLE.format(error=error))


@transaction.atomic
def _note_answer() -> None:
    server, _ = MailServer.objects.select_for_update().get_or_create(pk=1)
    if server.failing_since is not None:
        logger.warning("The mail server answers again; it did not since %s.", server.failing_since)
    server.failures, server.failing_since, server.retry_at, server.error = 0, None, None, ""
    server.answered_at = timezone.now()
    server.save(update_fields=["failures", "failing_since", "retry_at", "error", "answered_at"])
