"""Taking in, answering and forgetting what people ask."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.models import User
from neuss_integration.accounts.permissions import ensure
from neuss_integration.foundation.exceptions import Incomplete, Refused
from neuss_integration.foundation.records.saving import locked_at_version
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.mailing.models import Mail
from neuss_integration.mailing.services import queue_mail
from neuss_integration.portal.enums import EnquiryChannel, EnquiryState
from neuss_integration.portal.models import Enquiry, EnquiryCounter
from roundtables.enums.needs import NeedOrigin
from roundtables.models import AgendaItem, Meeting, Need
from roundtables.services.agenda import propose_from_portal
from roundtables.services.goal_comments import forget_words
from roundtables.services.needs import raise_need

KIND: Final = "enquiry"
IN_REGISTER: Final = "Die Anfrage steht schon als {number} im Register der Bedarfe."
ON_AGENDA: Final = "Das Thema ist schon für eine Sitzung vorgeschlagen."
ANSWER_COMMENT: Final = "Das ist ein Kommentar zu einem Ziel. Bitte beantworten Sie ihn in der Beteiligungsrunde."
ERASED: Final = "Der Text der Anfrage ist gelöscht. Bitte legen Sie den Bedarf im Register selbst an."
NO_ANSWER: Final = "Bitte schreiben Sie eine Antwort, oder schließen Sie die Anfrage ohne Antwort."
MAILS_AN_HOUR: Final = 20
UNANSWERED_DAYS: Final = 365
"""So long an enquiry without an answer is kept at most."""
TO_OFFICE: Final = """Im Portal ist eine Anfrage eingegangen.

Nummer: {number}
Art: {kind}

Der Text steht nur in der Anwendung:
{url}
"""
TO_PERSON: Final = """Guten Tag,

Sie haben uns am {day} geschrieben. Unsere Antwort auf die Anfrage {number}:

{answer}

{office}
{city}

Ihre E-Mail-Adresse löschen wir am {erase_on}.
"""


@transaction.atomic
def receive_enquiry(
    *, values: Mapping[str, Any], channel: str = EnquiryChannel.PORTAL, by: User | None = None
) -> Enquiry:
    """The enquiry is kept under the next number of the year; a mail about it waits for the office.

    Anybody may ask through the portal; other channels are entered by the office. Of more than MAILS_AN_HOUR each is
    kept, but no further mail is written. The mail holds no word of the message. Raises ValidationError.
    """
    if channel != EnquiryChannel.PORTAL:
        ensure(by, Permission.MANAGE_PORTAL)
    today = timezone.localdate()
    EnquiryCounter.objects.get_or_create(year=today.year)
    counter = EnquiryCounter.objects.select_for_update(of=("self",)).get(year=today.year)
    counter.last += 1
    counter.save()
    erase_on = today + dt.timedelta(days=UNANSWERED_DAYS)
    enquiry = Enquiry(number=str(counter), channel=channel, erase_on=erase_on, **values)
    enquiry.full_clean()
    enquiry.save()
    if channel == EnquiryChannel.PORTAL:
        _tell_office(enquiry)
    return enquiry


@transaction.atomic
def answer_enquiry(
    enquiry: Enquiry, *, by: User, expected_version: int, values: Mapping[str, Any], is_settled: bool = False
) -> Enquiry:
    """The answer stands under its number, and a mail with it waits where an address was given.

    `is_settled` closes it without an answer to be read (answered by telephone, spam). Everything but what is counted
    is erased ENQUIRY_RETENTION_DAYS later. Raises Incomplete without an answer, Refused when answered, Stale.
    """
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked_at_version(enquiry, expected_version)
    if current.goal_comment is not None and not current.goal_comment.is_answered:
        raise Refused(ANSWER_COMMENT)
    if current.state != EnquiryState.NEW:
        raise Refused(f"Die Anfrage ist schon „{current.get_state_display()}“. Bitte laden Sie die Seite neu.")
    answer = values.get("answer", "").strip()
    if not answer and not is_settled:
        raise Incomplete({"answer": NO_ANSWER})
    current.answer, current.minutes_spent = answer, values.get("minutes_spent")
    current.subject = values.get("subject") or current.subject
    current.state = EnquiryState.SETTLED if is_settled else EnquiryState.ANSWERED
    current.answered_at, current.answered_by = timezone.now(), by
    current.erase_on = timezone.localdate() + dt.timedelta(days=settings.ENQUIRY_RETENTION_DAYS)
    current.version += 1
    current.full_clean()
    current.save()
    if current.reply_to and not is_settled:
        _answer_by_mail(current)
    return current


@transaction.atomic
def take_into_register(enquiry: Enquiry, *, by: User, expected_version: int, values: Mapping[str, Any]) -> Need:
    """A need with the `values` (round_table, title, description) stands in the register as "gemeldet", from the portal.

    Who asked reads its number, and once it is released what became of it. The answer is still to be written. Raises
    Refused when it stands there already or was erased, Stale, ValidationError.
    """
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked_at_version(enquiry, expected_version)
    if current.need is not None:
        raise Refused(IN_REGISTER.format(number=current.need.number))
    if current.erased_at:
        raise Refused(ERASED)
    raised = {
        "origin": NeedOrigin.PORTAL,
        "raised_on": current.received_on,
        "raised_by_name": f"Anfrage {current.number}",
    }
    current.need = raise_need(by=by, values=dict(values) | raised)
    current.version += 1
    current.save()
    return current.need


@transaction.atomic
def take_onto_agenda(
    enquiry: Enquiry, *, by: User, expected_version: int, meeting: Meeting, title: str, note: str = ""
) -> AgendaItem:
    """What somebody proposed waits as a topic of `meeting`, in the words of the office; whoever asked reads on.

    The answer is still to be written. Raises Refused when it waits already, was erased, or the meeting is over; Stale.
    """
    ensure(by, Permission.MANAGE_PORTAL)
    current = locked_at_version(enquiry, expected_version)
    if current.topic is not None:
        raise Refused(ON_AGENDA)
    if current.erased_at or current.goal_comment is not None:
        raise Refused(ERASED)
    current.topic = propose_from_portal(meeting, by=by, title=title, note=note)
    current.version += 1
    current.save()
    return current.topic


@transaction.atomic
def forget_enquiries() -> int:
    """Messages, answers and addresses whose day has come are gone, here and in the mails about them; how many."""
    due = Enquiry.objects.filter(erase_on__lte=timezone.localdate(), erased_at__isnull=True)
    rows = list(due.select_for_update(skip_locked=True, of=("self",)))
    for row in rows:
        if row.state == EnquiryState.NEW:
            row.state = EnquiryState.EXPIRED
        _erase(row)
    return len(rows)


def _erase(enquiry: Enquiry) -> None:
    for mail in Mail.objects.filter(key=_answer_key(enquiry)):
        mail.text, mail.address = "gelöscht", city_names().contact_email
        mail.save(update_fields=["text", "address"])
    if enquiry.goal_comment is not None:
        forget_words(enquiry.goal_comment)
    enquiry.message = enquiry.answer = enquiry.reply_to = enquiry.phone = ""
    enquiry.erased_at = timezone.now()
    enquiry.save()


def _tell_office(enquiry: Enquiry) -> None:
    hour_ago = timezone.now() - dt.timedelta(hours=1)
    if Enquiry.objects.filter(created_at__gt=hour_ago, channel=EnquiryChannel.PORTAL).count() > MAILS_AN_HOUR:
        return
    url = urljoin(settings.SITE_URL, enquiry.get_absolute_url())
    text = TO_OFFICE.format(number=enquiry.number, kind=enquiry.get_kind_display(), url=url)
    subject = f"Anfrage {enquiry.number}: {enquiry.get_kind_display()}"
    queue_mail(key=f"{KIND}:{enquiry.number}", kind=KIND, to=city_names().contact_email, subject=subject, text=text)


def _answer_by_mail(enquiry: Enquiry) -> None:
    text = TO_PERSON.format(
        day=f"{enquiry.received_on:%d.%m.%Y}",
        number=enquiry.number,
        answer=enquiry.answer,
        office=city_names().office,
        city=city_names().full_name,
        erase_on=f"{enquiry.erase_on:%d.%m.%Y}",
    )
    subject = f"Ihre Anfrage {enquiry.number}"
    queue_mail(key=_answer_key(enquiry), kind=KIND, to=enquiry.reply_to, subject=subject, text=text)


def _answer_key(enquiry: Enquiry) -> str:
    return f"{KIND}:{enquiry.number}:answer"
