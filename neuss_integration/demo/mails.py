"""The mails of the demo: they went out on the day on which their round was opened."""

import datetime as dt

from django.utils import timezone

from measures.mails import composed
from measures.models import ReportingRound, RoundMail
from measures.selectors.mail_drafts import correspondence
from measures.services.progress import receipts
from measures.services.reminders import key_of
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail


def sent_on(reporting_round: ReportingRound, at: dt.datetime) -> None:
    """Every mail of the round was written and sent `at`, with the words of that day, so that none goes out now."""
    owed = correspondence(timezone.localdate(), rounds=[reporting_round])
    for row in RoundMail.objects.filter(round=reporting_round).select_related("mail"):
        values = {"key": key_of(row.address, at.date()), "state": MailState.SENT, "attempts": 1}
        if draft := owed.draft_to(row.address, {reporting_round.pk: row.kind}):
            text = composed(draft, at.date())
            values |= {"subject": text.subject, "text": text.plain, "html": text.html, "calendar": text.calendar}
        Mail.objects.filter(pk=row.mail_id).update(created_at=at, due_at=at, sent_at=at, **values)
    RoundMail.objects.filter(round=reporting_round).update(day=at.date(), created_at=at)


def without_receipts() -> None:
    """Nobody is told now that an answer of the demo arrived long ago."""
    Mail.objects.filter(kind=receipts.KIND, state=MailState.QUEUED).delete()
