"""The mail that says what arrived: one for all that a person submits in a while."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import timezone

from measures.enums import ANSWERED_STATES
from measures.mails import url_of
from measures.models import ProgressReport
from neuss_integration.accounts.models import User
from neuss_integration.foundation.words.city_names import signature
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.enums import MailState
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import queue_mail

KIND: Final = "receipt"
WAITS: Final = dt.timedelta(minutes=15)
"""So long the mail waits for more that is submitted."""


def write_receipt(report: ProgressReport, *, by: User) -> None:
    """`by` is told that `report` arrived, in the mail that still waits for them or a new one.

    Nothing of what the Koordination entered for an office. Runs in the transaction of the caller.
    """
    if report.received_from:
        return
    if (mail := _waiting(by)) is not None:
        _rewrite(mail, by)
        return
    key = f"eingang:{by.pk}:{report.pk}:{report.version}"
    queue_mail(key=key, kind=KIND, to=by, due_at=(report.submitted_at or timezone.now()) + WAITS, **_written([report]))


def forget_receipt(report: ProgressReport, *, by: User) -> None:
    """The mail that waits for `by` names `report` no longer, which was taken back."""
    if (mail := _waiting(by)) is not None and url_of(report) in mail.text:
        _rewrite(mail, by)


def _waiting(by: User) -> Mail | None:
    found = Mail.objects.select_for_update(of=("self",)).filter(kind=KIND, recipient=by, state=MailState.QUEUED)
    return found.order_by("pk").first()


def _rewrite(mail: Mail, by: User) -> None:
    """The mail tells what `by` submitted since it was begun and did not take back; without any it is not sent."""
    since = mail.due_at - WAITS
    found = ProgressReport.objects.filter(submitted_by=by, submitted_at__gte=since, state__in=ANSWERED_STATES)
    arrived = list(found.filter(received_from="").select_related("measure", "round").order_by("submitted_at", "pk"))
    if arrived:
        mail.subject, mail.text = _written(arrived).values()
    else:
        mail.state = MailState.CANCELLED
    mail.save(update_fields=["subject", "text", "state"])


def _written(arrived: Sequence[ProgressReport]) -> dict[str, Any]:
    context = {"lines": [(report, url_of(report)) for report in arrived], **signature()}
    text = render_to_string("measures/mail/receipt.txt", context).strip() + "\n"
    return {"subject": f"Eingegangen: {count_of(len(arrived), 'Sachstand')}", "text": text}
