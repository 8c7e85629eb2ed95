"""The mails of the demo: they went out on the day on which their round was opened."""

import datetime as dt

from measures.models import ReportingRound, RoundMail
from measures.services.reminders import key_of
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail


def sent_on(reporting_round: ReportingRound, at: dt.datetime) -> None:
    """Every mail of the round was written and sent `at`, so that none goes out when the demo is loaded."""
    for row in RoundMail.objects.filter(round=reporting_round).select_related("mail"):
        Mail.objects.filter(pk=row.mail_id).update(
            key=key_of(row.address, at.date()), state=MailState.SENT, created_at=at, due_at=at, sent_at=at, attempts=1
        )
    RoundMail.objects.filter(round=reporting_round).update(day=at.date(), created_at=at)
