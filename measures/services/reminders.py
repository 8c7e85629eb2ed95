"""Who is written to in open rounds: each person at most once a day, about everything they owe.

A mail of the day has the key „sachstand:<address>:<day>“, which the database keeps unique, so that neither two
workers nor a repeated run write twice. What is answered is taken out of mails that still wait.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from measures.enums import RoundMailKind
from measures.mails import Letter, Part, composed
from measures.models import ReportingRound, RoundMail
from measures.selectors.letters import Correspondence, correspondence
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import queue_mail

KIND = "progress"
EARLIEST = dt.time(7)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What „jetzt erinnern“ did."""

    written: int
    already_today: int
    without_contact: list[str]


def key_of(address: str, day: dt.date) -> str:
    """The key of the one mail of the day to an address."""
    return f"sachstand:{address.lower()}:{day:%Y-%m-%d}"


@transaction.atomic
def queue_due(*, now: dt.datetime | None = None, rounds: Iterable[ReportingRound] | None = None) -> int:
    """For everybody to whom an open round has something to say today, one mail waits; returns how many are new.

    Occasions are the opening, a day of the plan and a question of the Koordination. Asked again, nothing happens.
    """
    now = now or timezone.now()
    found = correspondence(timezone.localdate(now), rounds=rounds)
    return sum(_queue(letter, now) for letter in found.letters() if letter.occasions)


@transaction.atomic
def remind_missing(asked: ReportingRound, *, by: User, now: dt.datetime | None = None) -> Reminded:
    """Everybody who still owes something in the round is written to today, unless they were already."""
    ensure(by, Permission.MANAGE_ROUNDS)
    now = now or timezone.now()
    found = correspondence(timezone.localdate(now), rounds=[asked])
    letters = [_by_hand(letter) for letter in found.letters()]
    written = sum(_queue(letter, now) for letter in letters)
    return Reminded(written, len(letters) - written, found.without_contact)


def _by_hand(letter: Letter) -> Letter:
    return Letter(letter.contact, [Part(each.round, each.tasks, RoundMailKind.BY_HAND) for each in letter.parts])


def _queue(letter: Letter, now: dt.datetime) -> bool:
    """Whether the letter became the mail of the day; False when there is one already."""
    today = timezone.localdate(now)
    key = key_of(letter.contact.address, today)
    if Mail.objects.filter(key=key).exists():
        return False
    text = composed(letter)
    mail = queue_mail(
        key=key,
        kind=KIND,
        to=letter.contact.person or letter.contact.address,
        subject=text.subject,
        text=text.plain,
        html=text.html,
        calendar=text.calendar,
        due_at=max(now, _morning(today)),
    )
    for part in letter.occasions:
        RoundMail.objects.get_or_create(
            round=part.round,
            address=letter.contact.address,
            kind=part.kind,
            day=today,
            defaults={"mail": mail, "created_at": now},
        )
    return True


def _morning(day: dt.date) -> dt.datetime:
    """Nobody is written to at night: a round that opens by itself writes when the offices open."""
    return timezone.make_aware(dt.datetime.combine(day, EARLIEST))


@transaction.atomic
def refresh_waiting(*, now: dt.datetime | None = None) -> int:
    """Waiting mails name what is still owed; one whose tasks are all answered is not sent any more.

    Returns how many were changed or taken back. Runs right before mails are sent.
    """
    waiting = Mail.objects.filter(kind=KIND, state=MailState.QUEUED).order_by("pk")
    mails = list(waiting.select_for_update(skip_locked=True, of=("self",)))
    if not mails:
        return 0
    found = correspondence(timezone.localdate(now))
    return sum(_refreshed(mail, found) for mail in mails)


def _refreshed(mail: Mail, found: Correspondence) -> bool:
    told = list(mail.rounds.select_related("round"))
    letter = found.letter_to(mail.address, {each.round_id: each.kind for each in told})
    if letter is None:
        mail.state = MailState.CANCELLED
        mail.save(update_fields=["state"])
        return True
    text = composed(letter)
    if (mail.subject, mail.text) == (text.subject, text.plain):
        return False
    mail.subject, mail.text, mail.html, mail.calendar = text.subject, text.plain, text.html, text.calendar
    mail.save(update_fields=["subject", "text", "html", "calendar"])
    return True
