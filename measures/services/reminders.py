"""Who is written to in open rounds: each person at most once a day, about everything they owe.

A mail of the day has the key „sachstand:<address>:<day>“, which the database keeps unique, so that neither two
workers nor a repeated run write twice. What is answered is taken out of mails that still wait.

Letters are composed before the transaction that stores them: hundreds take longer than others should wait.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from measures.enums import RoundMailKind
from measures.mails import MailDraft, RoundPart, composed
from measures.models import ReportingRound, RoundMail
from measures.selectors.mail_drafts import Correspondence, correspondence
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.city.models import Department
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import BATCH, queue_mails

KIND = "progress"
EARLIEST = dt.time(7)

Letter = tuple[MailDraft, Mail]
"""What somebody is told, and the mail it becomes, not stored yet."""
Refreshed = tuple[Mail, list[tuple[int, str]]]
"""A waiting mail as it should be, and the rounds and occasions it was written about."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """What „jetzt erinnern“ did."""

    written: int
    tomorrow: int
    underway: int
    without_contact: list[str]


def key_of(address: str, day: dt.date) -> str:
    """The key of the one mail of the day to an address."""
    return f"sachstand:{address.lower()}:{day:%Y-%m-%d}"


def queue_due(*, now: dt.datetime | None = None, rounds: Iterable[ReportingRound] | None = None) -> int:
    """For everybody to whom an open round has something to say today, one mail waits; returns how many are new.

    Occasions are the opening, a day of the plan and a question of the Koordination. Asked again, nothing happens.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    found = correspondence(today, rounds=rounds)
    return _store(_composed([draft for draft in found.drafts() if draft.occasions], now, today), now, today)


def remind_missing(
    reporting_round: ReportingRound,
    *,
    by: User,
    department: Department | None = None,
    address: str = "",
    now: dt.datetime | None = None,
) -> Reminded:
    """Everybody who still owes something in the round, or only for `department`, or only at `address`, is written to.

    That is today, and tomorrow for who has had the mail of today.
    """
    ensure(by, Permission.MANAGE_ROUNDS)
    now = now or timezone.now()
    found = correspondence(timezone.localdate(now), rounds=[reporting_round])
    drafts, silent = [_by_hand(draft) for draft in found.drafts()], found.without_contact
    if department is not None:
        drafts = [draft for draft in drafts if _concerns(draft, department)]
        silent = [name for name in silent if name == department.name]
    if address:
        drafts, silent = [draft for draft in drafts if draft.contact.address == address], []
    written, later = _store_by_hand(drafts, now)
    return Reminded(written, later, len(drafts) - written - later, silent)


def _concerns(draft: MailDraft, department: Department) -> bool:
    return any(task.department_id == department.pk for part in draft.parts for task in part.tasks)


def _by_hand(draft: MailDraft) -> MailDraft:
    return MailDraft(draft.contact, [RoundPart(each.round, each.tasks, RoundMailKind.BY_HAND) for each in draft.parts])


def _store_by_hand(drafts: Sequence[MailDraft], now: dt.datetime) -> tuple[int, int]:
    """How many have their letter today, and how many tomorrow because they have had the mail of today."""
    today, underway = timezone.localdate(now), (MailState.QUEUED, MailState.SENDING)
    tomorrow = today + dt.timedelta(days=1)
    had = set(_of_day(today).exclude(state__in=underway).values_list("address", flat=True))
    letters, again = _composed(drafts, now, today), [draft for draft in drafts if draft.contact.address in had]
    later = _composed(again, now, tomorrow)
    with transaction.atomic():
        written = _store(letters, now, today)
        _store(later, now, tomorrow)
    keys = [key_of(draft.contact.address, tomorrow) for draft in again]
    return written, Mail.objects.filter(key__in=keys).count() if keys else 0


def _of_day(day: dt.date) -> QuerySet[Mail]:
    """The mails of a day, and those sent on it."""
    return Mail.objects.filter(Q(key__endswith=f":{day:%Y-%m-%d}") | Q(sent_at__gte=_at(day, dt.time())), kind=KIND)


def _composed(drafts: Iterable[MailDraft], now: dt.datetime, day: dt.date) -> list[Letter]:
    """The mail of the `day` that each draft would become; not stored."""
    drafts = list(drafts)
    written, _ = _present(day, drafts)
    return [(draft, _mail_of(draft, now, day)) for draft in drafts if draft.contact.address not in written]


@transaction.atomic
def _store(letters: Sequence[Letter], now: dt.datetime, day: dt.date) -> int:
    """Each letter is the mail of the `day` of its address, unless there is one; returns how many are new.

    A mail of another day that still waits, because the mail server is down, takes the letter up: when it goes out at
    last, it is the only one.
    """
    if not letters:
        return 0
    written, waiting = _present(day, [draft for draft, _ in letters])
    letters = [letter for letter in letters if letter[1].address not in written]
    new = [mail for _, mail in letters if mail.address not in waiting]
    stored = queue_mails(new)
    mails = {mail.address: mail for mail in (*waiting.values(), *stored.values())}
    round_mails = [
        RoundMail(round=part.round, address=mail.address, kind=part.kind, day=day, mail=mail, created_at=now)
        for draft, letter in letters
        for mail in [mails[letter.address]]
        for part in draft.occasions
    ]
    RoundMail.objects.bulk_create(round_mails, batch_size=BATCH, ignore_conflicts=True)
    return len(new)


def _present(today: dt.date, drafts: Sequence[MailDraft]) -> tuple[set[str], dict[str, Mail]]:
    """Addresses that have their mail of the day, and the mail of another day that still waits by its address."""
    if not drafts:
        return set(), {}
    is_of_today = Q(key__endswith=f":{today:%Y-%m-%d}") | Q(sent_at__gte=_at(today, dt.time()))
    underway = Q(state__in=(MailState.QUEUED, MailState.SENDING))
    written, waiting = set(), {}
    found = Mail.objects.filter(is_of_today | underway, kind=KIND).only("key", "address", "state")
    for mail in found.order_by("pk"):
        if mail.state == MailState.QUEUED and mail.key != key_of(mail.address, today):
            waiting[mail.address] = mail
        else:
            written.add(mail.address)
    return written, waiting


def _mail_of(draft: MailDraft, now: dt.datetime, today: dt.date) -> Mail:
    """Not stored yet. Nobody is written to at night: a round that opens by itself writes when the offices open."""
    text = composed(draft, today)
    return Mail(
        key=key_of(draft.contact.address, today),
        kind=KIND,
        recipient=draft.contact.person,
        address=draft.contact.address,
        subject=text.subject,
        text=text.plain,
        html=text.html,
        calendar=text.calendar,
        due_at=max(now, _at(today, EARLIEST)),
    )


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))


def refresh_waiting(*, now: dt.datetime | None = None) -> int:
    """Waiting mails name what is still owed; one whose tasks are all answered is not sent any more.

    Returns how many were changed or taken back. Runs right before mails are sent.
    """
    mails = Mail.objects.filter(kind=KIND, state=MailState.QUEUED).prefetch_related("rounds").order_by("pk")
    if not mails:
        return 0
    found = correspondence(timezone.localdate(now))
    changed = [refreshed for mail in mails if (refreshed := _refreshed(mail, found))]
    return _save(changed) if changed else 0


def _refreshed(mail: Mail, found: Correspondence) -> Refreshed | None:
    """The `mail` as it should be; None when it is so already."""
    occasions = _occasions(mail)
    # of several occasions the first, which nobody has read of yet
    draft = found.draft_to(mail.address, dict(reversed(occasions)))
    if draft is None:
        mail.state = MailState.CANCELLED
        return mail, occasions
    text = composed(draft, found.today)
    if (mail.subject, mail.text) == (text.subject, text.plain):
        return None
    mail.subject, mail.text, mail.html, mail.calendar = text.subject, text.plain, text.html, text.calendar
    return mail, occasions


def _occasions(mail: Mail) -> list[tuple[int, str]]:
    """Rounds and occasions of the mail, in the order in which it took them up."""
    return [(each.round_id, each.kind) for each in sorted(mail.rounds.all(), key=lambda each: each.pk)]


@transaction.atomic
def _save(changed: Sequence[Refreshed]) -> int:
    """How many of the mails still wait and tell of what they told, and are now as they should be."""
    waiting = Mail.objects.filter(pk__in=[mail.pk for mail, _ in changed], state=MailState.QUEUED)
    held = waiting.select_for_update(skip_locked=True, of=("self",)).only("pk").prefetch_related("rounds")
    now_has = {mail.pk: _occasions(mail) for mail in held}
    saved = [mail for mail, occasions in changed if now_has.get(mail.pk) == occasions]
    Mail.objects.bulk_update(saved, ["state", "subject", "text", "html", "calendar"], batch_size=BATCH)
    return len(saved)
